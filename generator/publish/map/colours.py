"""What the colour and the shape of a paper on the map say: its tag of a facet, or its year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.paper import Paper
from generator.model.taxonomy import Tag, Taxonomy

SHAPES = (
    "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "m-3.6-3.6h7.2v7.2h-7.2z",
    "m0-5l4.7 8.2h-9.4z",
    "m0-5.2l5.2 5.2-5.2 5.2-5.2-5.2z",
    "m-1.5-4.6h3v3.1h3.1v3h-3.1v3.1h-3v-3.1h-3.1v-3h3.1z",
    "m0 5l4.7-8.2h-9.4z",
)
"""Outlines in pixels, from the middle of the mark; each colour has its own, so that colour alone
says nothing."""
OTHERS, NONE = len(SHAPES), len(SHAPES) + 1
"""Numbers of what has no shape of its own: any other tag or year, and no tag or year at all."""
DOT = "m-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0z"
OUTLINES = (*SHAPES, DOT, DOT)
YEARS = "year"


@dataclass(frozen=True)
class Meaning:
    """What one colour says, and of how many papers."""

    number: int
    """Of its outline and colour: 0 for the commonest, or the newest year."""
    name: str
    papers: int
    tag: str = ""
    """The tag's slug, where it says a tag."""


@dataclass(frozen=True)
class Colouring:
    """A way to colour the papers."""

    by: str
    """The slug of a facet, or `YEARS`."""
    name: str
    legend: tuple[Meaning, ...]
    numbers: str
    """A digit a paper: the number of what its colour says."""


def colourings(papers: Sequence[Paper], taxonomy: Taxonomy) -> tuple[Colouring, ...]:
    """Return a colouring by every facet of which a paper has a tag, and at the end by year."""
    found = [_by_facet(papers, taxonomy, facet) for facet in taxonomy.facets]
    told = [each for each in found if any(meaning.tag for meaning in each.legend)]
    return (*told, _by_year(papers))


def _by_facet(papers: Sequence[Paper], taxonomy: Taxonomy, facet: str) -> Colouring:
    def first(paper: Paper) -> Tag | None:
        """Return the tag of the facet that the paper names first."""
        known = (taxonomy.tags.get(tag) for tag in paper.shown_tags)
        return next((tag for tag in known if tag and tag.facet == facet), None)

    tags = [first(paper) for paper in papers]
    counts = Counter(tag.slug for tag in tags if tag)
    order = list(taxonomy.tags)
    common = sorted(counts, key=lambda slug: (-counts[slug], order.index(slug)))[: len(SHAPES)]
    numbers = [_number(tag.slug if tag else None, common) for tag in tags]
    name = taxonomy.facets[facet].name
    return _coloured(facet, name, numbers, [(taxonomy.tags[slug].name, slug) for slug in common])


def _by_year(papers: Sequence[Paper]) -> Colouring:
    years = [paper.published.year if paper.published else None for paper in papers]
    newest = sorted({year for year in years if year}, reverse=True)[: len(SHAPES)]
    numbers = [_number(year, newest) for year in years]
    return _coloured(YEARS, "Year", numbers, [(str(year), "") for year in newest])


def _number(value: object, common: Sequence[object]) -> int:
    if value is None:
        return NONE
    return common.index(value) if value in common else OTHERS


def _coloured(
    by: str, name: str, numbers: Sequence[int], named: Sequence[tuple[str, str]]
) -> Colouring:
    counts = Counter(numbers)
    others = [(OTHERS, "earlier" if by == YEARS else "others", "")]
    unknown = [(NONE, "unknown" if by == YEARS else "none", "")]
    rows = [(number, *each) for number, each in enumerate(named)] + others + unknown
    legend = (Meaning(n, words, counts[n], tag) for n, words, tag in rows if counts[n])
    return Colouring(by, name, tuple(legend), "".join(map(str, numbers)))
