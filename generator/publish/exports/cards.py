"""Cards in files: a picture of every paper, where the site is to have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.model.problems import ContentError, Problem
from generator.publish import routes
from generator.publish.metadata import card
from generator.publish.render import File
from generator.publish.site import Site


def files(site: Site) -> Iterator[File]:
    """Yield the card of every paper whose title can be set.

    Raises `ContentError` where cards are asked for and what draws them is not installed.
    """
    for paper in site.reading_list.papers if site.cards else ():
        if svg := card.svg(site, paper):
            yield File(routes.paper_file(paper.key, "png"), _drawn(svg))


def _drawn(svg: str) -> bytes:
    try:
        return card.draw(svg)
    except ImportError as error:
        expected = "the package resvg-py, which draws the cards that the settings ask for"
        problem = Problem(Path("mkdocs.yml"), 0, "cards", expected, str(error))
        raise ContentError([problem]) from None
