"""Which papers a digest holds, and in which order: every paper once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from math import inf

from generator.model.paper import Paper
from generator.model.reading_list import Papers, ReadingList
from generator.publish.digest.period import Period
from generator.publish.digest.topics import by_topic

PICKS = "picks"
"""The slug of the section with the curator's picks."""
PICK_RATING = 4
"""A paper with at least this rating, or with a note, is a pick of the curator."""


@dataclass(frozen=True)
class Section:
    """Papers under a heading."""

    slug: str
    """Its anchor on the page."""
    title: str
    papers: Papers
    left: int = 0
    """How many more there are, which only the page shows."""


@dataclass(frozen=True)
class Digest:
    """What came to the list in a period, and what it showed again."""

    period: Period
    sections: tuple[Section, ...]
    new: int
    """How many papers came to the list, the curator's picks among them."""
    again: int
    """How many papers of before it showed again."""

    @property
    def papers(self) -> Papers:
        """The papers of all sections, in order."""
        return tuple(chain.from_iterable(section.papers for section in self.sections))

    @property
    def left(self) -> int:
        """How many papers are left to the page, once the digest has been shortened."""
        return self.new + self.again - len(self.papers)

    @property
    def words(self) -> str:
        """How many papers there are: `129 new papers, and 12 shown again`."""
        new = f"{self.new:,} new paper{'s' if self.new > 1 else ''}"
        if not self.again:
            return new
        again = f"{self.again:,} shown again"
        return f"{new}, and {again}" if self.new else f"{again}, none new"

    @property
    def last(self) -> date:
        """The last day of the period; of one without an end, the last that brought a paper."""
        if self.period.last < date.max:
            return self.period.last
        return max(day for paper in self.papers for day in days(paper))

    def shortened(self, count: int) -> Digest:
        """Keep so many papers: the picks, and of every section the first, then the second."""
        places = [
            (0 if section.slug == PICKS else place, number)
            for number, section in enumerate(self.sections)
            for place in range(len(section.papers))
        ]
        kept = Counter(number for _, number in sorted(places)[:count])
        sections = (_shortened(self.sections[number], kept[number]) for number in sorted(kept))
        return replace(self, sections=tuple(sections))


def days(paper: Paper) -> tuple[date, ...]:
    """Return the days on which the list showed it, or the one on which it came here; or none."""
    return paper.days or ((paper.added,) if paper.added else ())


def digests(
    known: ReadingList, period_of: Callable[[date], Period | None]
) -> Mapping[Period, Digest]:
    """Return the digest of every period that has papers, by period, the latest first.

    A paper is new on the first of its `days`, so that over all weeks each is new once; only one
    of which no day is known is in none. It is trending where the list shows it again later.

    Args:
        known: The list.
        period_of: Tells the period of a day, or `None` if the day is of no interest.
    """
    new: defaultdict[Period, list[Paper]] = defaultdict(list)
    again: defaultdict[Period, list[Paper]] = defaultdict(list)
    for paper in sorted(known.papers, key=_came):
        for day in days(paper)[-1:]:
            if period := period_of(day):
                new[period].append(paper)
    for paper in known.trending:
        first, *later = [period_of(day) for day in reversed(paper.days)] or [None]
        for period in dict.fromkeys(later):
            if period and period != first:
                again[period].append(paper)
    return {
        period: _digest(known, period, new[period], again[period])
        for period in sorted({*new, *again}, reverse=True)
    }


def _came(paper: Paper) -> tuple[int, float, str]:
    """Sort by the first day, the newest first, then by the place in the list of that day.

    What is shown again later keeps its place in the digest of the week in which it came.
    """
    first = min(paper.days, default=None)
    shown = [(seen.position, seen.capture) for seen in paper.listed if first and seen.date == first]
    return -min(days(paper), default=date.min).toordinal(), *min(shown, default=(inf, ""))


def of_period(known: ReadingList, period: Period) -> Digest | None:
    """Return the digest of a period, if it has papers."""
    return digests(known, lambda day: period if day in period else None).get(period)


def _digest(known: ReadingList, period: Period, new: list[Paper], again: list[Paper]) -> Digest:
    picks = [paper for paper in new if _is_pick(paper)]
    others = tuple(paper for paper in new if not _is_pick(paper))
    names = {tag: topic.name for tag, topic in known.taxonomy.tags.items()}
    sections = [
        Section(PICKS, "The curator’s picks", tuple(picks)),
        Section("trending", "Trending: shown again", tuple(again)),
        *(
            Section(f"topic-{tag}" if tag else "other", names.get(tag, "Other"), papers)
            for tag, papers in by_topic(known, others).items()
        ),
    ]
    return Digest(period, tuple(each for each in sections if each.papers), len(new), len(again))


def _is_pick(paper: Paper) -> bool:
    return bool(paper.note) or (paper.rating or 0) >= PICK_RATING


def _shortened(section: Section, count: int) -> Section:
    left = len(section.papers) - count + section.left
    return replace(section, papers=section.papers[:count], left=left)
