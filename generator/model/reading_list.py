"""The reading list as a whole: papers by key, tag, day, year and author, and what is trending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from generator.model.collection import Collection
from generator.model.keys import slug, unique
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy

Papers = tuple[Paper, ...]
K = TypeVar("K")

TRENDING_CAPTURES = 2
"""A paper is trending when at least so many captures showed it."""
PAIR_PAPERS = 5
"""Two tags have a page and a feed together when at least so many papers carry both."""
AUTHOR_PAPERS = 2
"""An author has a page with at least so many papers."""


@dataclass(frozen=True)
class AuthorPage:
    """Papers under one name as given; nobody claims that equal names are one person."""

    name: str
    family: str
    slug: str
    papers: Papers


@dataclass(frozen=True)
class ReadingList:
    """All papers and the taxonomy; every view of them is computed once, when first asked for."""

    by_key: Mapping[str, Paper] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))
    collections: tuple[Collection, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Keys of papers that were merged into others, and the keys of those."""

    @cached_property
    def papers(self) -> Papers:
        """All papers that are shown in lists, the newest first; those without dates come last."""
        return newest_first(p for p in self.by_key.values() if p.status != "removed")

    @cached_property
    def by_tag(self) -> Mapping[str, Papers]:
        """The papers of every tag of the taxonomy, in its order; a tag may have none."""
        found = _group(self.papers, lambda paper: paper.shown_tags)
        return {tag: found.get(tag, ()) for tag in self.taxonomy.tags}

    @cached_property
    def by_pair(self) -> Mapping[tuple[str, str], Papers]:
        """The papers of any two tags that many papers carry, by the tags in their alphabet."""
        known = self.taxonomy.tags
        found = _group(
            self.papers,
            lambda paper: combinations(sorted(known.keys() & set(paper.shown_tags)), 2),
        )
        return {pair: found[pair] for pair in sorted(found) if len(found[pair]) >= PAIR_PAPERS}

    @cached_property
    def by_day(self) -> Mapping[date, Papers]:
        """The papers of every day of listing, the newest day first, in the order of the list."""
        found = _group(self.papers, lambda paper: paper.days)
        return {day: _as_listed(found[day], day) for day in sorted(found, reverse=True)}

    @cached_property
    def undated(self) -> Papers:
        """The papers of which no listing has a day."""
        return tuple(paper for paper in self.papers if not paper.days)

    @cached_property
    def by_year(self) -> Mapping[int | None, Papers]:
        """The papers by year of publication, the newest first, and at the end the unknown year."""
        ordered = tuple(sorted(self.papers, key=_published, reverse=True))
        found = _group(ordered, lambda p: [p.published.year if p.published else None])
        return {year: found[year] for year in sorted(found, key=lambda year: -(year or 0))}

    @cached_property
    def authors(self) -> Mapping[str, AuthorPage]:
        """The authors with several papers, by name as given, in the order of family names."""
        found = _group(self.papers, lambda p: dict.fromkeys(author.name for author in p.authors))
        family = {a.name: a.family for paper in self.papers for a in paper.authors}
        names = [name for name, papers in found.items() if len(papers) >= AUTHOR_PAPERS]
        pages: dict[str, AuthorPage] = {}
        taken: set[str] = set()
        for name in sorted(names, key=lambda name: (slug(family[name]), slug(name), name)):
            address = unique(slug(name) or "author", taken)
            taken.add(address)
            pages[name] = AuthorPage(name, family[name], address, found[name])
        return pages

    @cached_property
    def trending(self) -> Papers:
        """The papers that several captures showed: the most captures, then the newest, first."""
        shown = (paper for paper in self.papers if len(paper.captures) >= TRENDING_CAPTURES)
        return tuple(sorted(shown, key=lambda p: (len(p.captures), _published(p)), reverse=True))

    @cached_property
    def paths(self) -> Mapping[str, tuple[Collection, ...]]:
        """The collections that each paper is part of, by key; a paper in none is absent."""
        found: defaultdict[str, list[Collection]] = defaultdict(list)
        for collection in self.collections:
            for step in collection.papers:
                found[step.paper].append(collection)
        return {key: tuple(group) for key, group in found.items()}

    def neighbours(self, paper: Paper, most: int = 1) -> tuple[Papers, Papers]:
        """Return the papers before and after it on the newest day that listed it, at most so many.

        Both are in the order of the day.
        """
        place = self._places.get(paper.key)
        if place is None:
            return (), ()
        day = self.by_day[paper.days[0]]
        return day[max(0, place - most) : place], day[place + 1 : place + 1 + most]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """Where each paper stands on the newest day that listed it, by key."""
        return {
            paper.key: place
            for day, papers in self.by_day.items()
            for place, paper in enumerate(papers)
            if paper.days[0] == day
        }


def newest_first(papers: Iterable[Paper]) -> Papers:
    """Sort by day of listing, then by publication, the newest first; unknown dates sort last.

    Equal papers are in the order of their keys, so that the result depends on nothing else.
    """
    ordered = sorted(papers, key=lambda paper: paper.key)
    return tuple(sorted(ordered, key=lambda p: (p.days[:1], _published(p)), reverse=True))


def _published(paper: Paper) -> tuple[int, ...]:
    seen = paper.published
    return (seen.year, seen.month, seen.day) if seen else ()


def _as_listed(papers: Papers, day: date) -> Papers:
    def position(paper: Paper) -> tuple[int, str]:
        return min((seen.position, seen.capture) for seen in paper.listed if seen.date == day)

    return tuple(sorted(papers, key=position))


def _group(papers: Papers, keys: Callable[[Paper], Iterable[K]]) -> dict[K, Papers]:
    groups: defaultdict[K, list[Paper]] = defaultdict(list)
    for paper in papers:
        for key in keys(paper):
            groups[key].append(paper)
    return {key: tuple(group) for key, group in groups.items()}
