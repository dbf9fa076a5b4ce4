"""The index of titles, in the order of the alphabet: how to search without scripts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator.model.paper import Paper
from generator.model.reading_list import Papers
from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site
from generator.text.text import fold

_ARTICLE = re.compile(r"^(?:a|an|the) (?=.)")
OTHER = "0–9"
"""Where titles stand that begin with no letter of A to Z."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of titles."""
    letters = _by_letter(site.reading_list.papers)
    yield site.renderer.page(routes.TITLES, "titles.md.j2", "Titles", letters=letters)


def _by_letter(papers: Papers) -> Mapping[str, Papers]:
    found: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in sorted(papers, key=lambda paper: (_sorted_as(paper), paper.key)):
        first = _sorted_as(paper)[:1].upper()
        found[first if "A" <= first <= "Z" else OTHER].append(paper)
    return {letter: tuple(found[letter]) for letter in sorted(found)}


def _sorted_as(paper: Paper) -> str:
    return _ARTICLE.sub("", fold(paper.shown_title.plain()))
