"""The list of kinds of pages is whole: no kind is left out where all are looked at."""

import pytest

from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Taxonomy
from generator.publish import render, routes
from generator.publish.build import PAGES
from generator.publish.render import Page, Renderer
from generator.publish.site import Site
from tests.kinds import KINDS, UGLY
from tests.ugly import papers


def made(known: ReadingList, patch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Return the addresses of the pages of a list, by the template that they are made with."""
    used: dict[str, set[str]] = {}
    make = Renderer.page

    def noted(self: Renderer, uri: str, template: str, *args: object, **context: object) -> Page:
        used.setdefault(template, set()).add(routes.address(uri))
        return make(self, uri, template, *args, **context)  # type: ignore[arg-type]

    patch.setattr(Renderer, "page", noted)
    site = Site(known, "A list", "", todo=())
    for pages in PAGES:
        list(pages(site))
    return used


def test_every_template_has_a_page_that_is_looked_at(
    real_list: ReadingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new kind of page is not finished before it is in `tests/kinds.py`."""
    ugly = ReadingList({paper.key: paper for paper in papers()}, Taxonomy({}, {}))
    templates = {file.name for file in render.TEMPLATES.glob("*.md.j2")}
    looked_at = {
        template
        for known, kinds in ((real_list, KINDS), (ugly, UGLY))
        for template, addresses in made(known, monkeypatch).items()
        if addresses & set(kinds.values())
    }
    assert templates - looked_at == set()
