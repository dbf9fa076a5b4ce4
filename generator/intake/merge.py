"""Records into papers: which paper a record tells of, or whether it is a new one.

Nothing here reads or writes a file. The order of the records does not matter, for they are sorted
first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from rapidfuzz import fuzz

from generator.intake.additions import added, created
from generator.intake.record import Record
from generator.model.decisions import Decision
from generator.model.identifiers import KINDS
from generator.model.keys import paper_key, unique
from generator.model.paper import Paper
from generator.model.provenance import fingerprint
from generator.text.text import fold

AGREEMENT = 95.0
"""Per cent of likeness from which two abstracts under one title are versions of one. The closest
two that are different papers, among those captured so far, are alike to 61 per cent."""


class Outcome(Enum):
    """What became of a record."""

    NEW = "new papers"
    KNOWN = "already known"
    MERGED = "merged"
    ASIDE = "set aside"


@dataclass(frozen=True)
class Result:
    """What became of one record, and why if it was set aside."""

    record: Record
    outcome: Outcome
    reason: str = ""


@dataclass
class Merge:
    """Papers that grow as records are added; what they were before is the store's to know."""

    papers: dict[str, Paper]
    decisions: Mapping[str, Decision]
    day: date
    """The day that `added`, `updated` and the records of provenance carry."""
    asked: dict[str, Decision] = field(default_factory=dict)
    """New questions, by name."""
    results: dict[str, list[Result]] = field(default_factory=lambda: defaultdict(list))
    """What became of every record, by source."""

    def __post_init__(self) -> None:
        """Index the papers by listing, identifier and title."""
        self._by_listing: dict[tuple[str, int], str] = {}
        self._by_identifier: dict[tuple[str, str], str] = {}
        self._by_title: defaultdict[str, list[str]] = defaultdict(list)
        self._by_captured_title: defaultdict[str, list[str]] = defaultdict(list)
        self._taken = {key.casefold() for key in self.papers}
        for paper in self.papers.values():
            self._index(paper)

    def add(self, records: Iterable[Record]) -> None:
        """Add records: those with abstracts first, since the others only add to papers."""
        for each in sorted(records, key=_order):
            self.results[each.source].append(self._add(each))

    def _add(self, new: Record) -> Result:
        namesakes = self._namesakes(new.title) if new.title else []
        key = self._known(new) or self._likest(namesakes, new)
        if key:
            return self._added(key, new)
        if new.title is None or new.abstract is None:
            return Result(new, Outcome.ASIDE, _wanting(new, namesakes))
        key = unique(new.whole.key, self._taken) if new.whole else paper_key(new.title, self._taken)
        self._put(created(key, new, self.day))
        if not namesakes:
            return Result(new, Outcome.NEW)
        self._ask(key, namesakes[0])
        why = f"has another abstract than {namesakes[0]}: a paper of its own until you decide"
        return Result(new, Outcome.ASIDE, why)

    def _added(self, key: str, new: Record) -> Result:
        before = self.papers[key]
        after = added(before, new, self.day)
        if after == before:
            return Result(new, Outcome.KNOWN)
        self._put(after)
        return Result(new, Outcome.MERGED)

    def _namesakes(self, title: str) -> list[str]:
        """Return the papers of this title, also those that had it before a person changed it."""
        found = [*self._by_title[fold(title)], *self._by_captured_title[fingerprint(title)]]
        return list(dict.fromkeys(found))

    def _known(self, new: Record) -> str | None:
        """Return the key of the paper with the record's listing or identifiers."""
        shown = new.listing and self._by_listing.get((new.listing.capture, new.listing.position))
        ids = (self._by_identifier.get((i.kind, i.value.lower())) for i in new.identifiers)
        return shown or next(filter(None, ids), None)

    def _likest(self, namesakes: Iterable[str], new: Record) -> str | None:
        """Return the paper of this title with the record's abstract, or with its excerpt alone."""
        if new.abstract is None:
            holding = [key for key in namesakes if _holds(self.papers[key], new.excerpt)]
            return holding[0] if len(holding) == 1 else None
        likeness = {key: _likeness(self.papers[key], new) for key in namesakes}
        best = max(likeness, key=likeness.__getitem__, default=None)
        return best if best and likeness[best] else None

    def _ask(self, key: str, other: str) -> None:
        first, second = sorted((key, other))
        question = Decision(
            papers=(first, second),
            question="The titles are the same and the abstracts differ: is it one paper?",
            asked=self.day,
        )
        if question.name not in self.decisions:
            self.asked[question.name] = question

    def _put(self, paper: Paper) -> None:
        self.papers[paper.key] = paper
        self._taken.add(paper.key.casefold())
        self._index(paper)

    def _index(self, paper: Paper) -> None:
        for seen in paper.listed:
            self._by_listing[seen.capture, seen.position] = paper.key
        for name in KINDS:
            if value := getattr(paper, name):
                self._by_identifier.setdefault((name, value.lower()), paper.key)
        _note(self._by_title[fold(paper.title)], paper.key)
        if source := paper.sources.get("title"):
            _note(self._by_captured_title[source.hash], paper.key)


def _wanting(new: Record, namesakes: Sequence[str]) -> str:
    """Return why a record without a title or an abstract adds to no paper."""
    if namesakes:
        return "is the title of several papers"
    if new.identifiers:
        return "is not in the list, and has no abstract here: reading-list fetch ids FILE"
    return "is not in the list, and has neither an abstract nor an identifier here"


def _note(keys: list[str], key: str) -> None:
    if key not in keys:
        keys.append(key)


def _holds(paper: Paper, excerpt: str | None) -> bool:
    return not excerpt or fold(excerpt) in fold(paper.abstract)


def _likeness(paper: Paper, new: Record) -> float:
    """Return how far the abstracts agree, in per cent; 0 when they are not versions of one.

    One capture does not show a paper twice: there, abstracts that differ at all are two papers.
    An abstract that a person changed is still known by the hash of what was captured.
    """
    source = paper.sources.get("abstract")
    if source and source.hash == fingerprint(new.abstract):
        return 100.0
    ours, theirs = fold(paper.abstract), fold(new.abstract or "")
    if new.listing and new.listing.capture in paper.captures:
        return 100.0 if ours == theirs else 0.0
    return fuzz.ratio(ours, theirs, score_cutoff=AGREEMENT)


def _order(new: Record) -> tuple[bool, date, str, int, str]:
    shown = new.listing
    day = (shown and shown.date) or date.max
    return new.abstract is None, day, new.source, new.line, new.title or ""
