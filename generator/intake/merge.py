"""Records into papers: which paper a record tells of, and what it may add to it.

Nothing here reads or writes a file. The order of the records does not matter, for they are sorted
first; a value that a person wrote is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from rapidfuzz import fuzz

from generator.intake.links import harvested, united
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.decisions import Decision
from generator.model.keys import paper_key
from generator.model.paper import Paper, Source
from generator.model.provenance import may_write, record, value_of
from generator.model.text import fold

AGREEMENT = 95.0
"""Per cent of likeness from which two abstracts under one title are versions of one. The closest
two that are different papers, among those captured so far, are alike to 61 per cent."""

IDENTIFIERS = ("arxiv", "doi", "anthology")


class Outcome(Enum):
    """What became of a record."""

    NEW = "new papers"
    KNOWN = "already known"
    MERGED = "merged"
    ASIDE = "set aside"


@dataclass
class Merge:
    """Papers that grow as records are added; what they were before is the store's to know."""

    papers: dict[str, Paper]
    decisions: Mapping[str, Decision]
    day: date
    """The day that `added`, `updated` and the records of provenance carry."""
    asked: list[Decision] = field(default_factory=list)
    outcomes: dict[str, list[tuple[Outcome, Record]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """What became of every record, by source."""

    def __post_init__(self) -> None:
        """Index the papers by listing, identifier and title."""
        self._by_listing: dict[tuple[str, int], str] = {}
        self._by_identifier: dict[tuple[str, str], str] = {}
        self._by_title: defaultdict[str, list[str]] = defaultdict(list)
        for paper in self.papers.values():
            self._index(paper)

    def add(self, records: Iterable[Record]) -> None:
        """Add records: those with abstracts first, since the others only add to papers."""
        for each in sorted(records, key=_order):
            self.outcomes[each.source].append((self._add(each), each))

    def _add(self, new: Record) -> Outcome:
        key, doubt = self._match(new)
        if key is None and new.abstract is None:
            return Outcome.ASIDE
        if key is None:
            key = paper_key(new.title, {key.casefold() for key in self.papers})
            self._put(_created(key, new, self.day))
            if doubt:
                self._ask(key, doubt)
            return Outcome.ASIDE if doubt else Outcome.NEW
        before = self.papers[key]
        after = added(before, new, self.day)
        if after == before:
            return Outcome.KNOWN
        self._put(after)
        return Outcome.MERGED

    def _match(self, new: Record) -> tuple[str | None, str | None]:
        """Return the key of the record's paper, or else of a paper that it might be."""
        if new.listing:
            shown = (new.listing.capture, new.listing.position)
            if shown in self._by_listing:
                return self._by_listing[shown], None
        for name in IDENTIFIERS:
            if name in new.facts:
                found = self._by_identifier.get((name, str(new.facts[name].value).lower()))
                if found:
                    return found, None
        namesakes = self._by_title[fold(new.title)]
        same = [key for key in namesakes if _is_same(self.papers[key], new)]
        if new.abstract is None:
            return (same[0] if len(same) == 1 else None), None
        return (same[0], None) if same else (None, namesakes[0] if namesakes else None)

    def _ask(self, key: str, other: str) -> None:
        first, second = sorted((key, other))
        question = Decision(
            papers=(first, second),
            question="The titles are the same and the abstracts differ: is it one paper?",
            asked=self.day,
        )
        if question.name not in self.decisions:
            self.asked.append(question)

    def _put(self, paper: Paper) -> None:
        self.papers[paper.key] = paper
        self._index(paper)

    def _index(self, paper: Paper) -> None:
        for seen in paper.listed:
            self._by_listing[seen.capture, seen.position] = paper.key
        for name in IDENTIFIERS:
            if value := getattr(paper, name):
                self._by_identifier[name, value.lower()] = paper.key
        namesakes = self._by_title[fold(paper.title)]
        if paper.key not in namesakes:
            namesakes.append(paper.key)


def added(paper: Paper, new: Record, day: date) -> Paper:
    """Return the paper with what the record adds, in fields that a program may write."""
    after = paper
    if new.listing and not _is_listed(paper, new) and may_write(paper, "listed"):
        listed = (*paper.listed, new.listing)
        after = written(after, "listed", Fact(listed, f"captures/{new.listing.capture}"), day)
    for name, fact in new.facts.items():
        value = _better(after, name, fact)
        if value is not None and may_write(after, name):
            after = written(after, name, Fact(value, _origin(after, name, fact)), day)
    return after if after == paper else replace(after, updated=day)


def written(paper: Paper, name: str, fact: Fact, day: date) -> Paper:
    """Return the paper with one field written, and the record of who says so."""
    field_name, _, kind = name.partition(".")
    value = {**getattr(paper, field_name), kind: fact.value} if kind else fact.value
    after = replace(paper, **{field_name: value})
    source: Source = record(after, name, fact.origin, day)
    return replace(after, sources={**paper.sources, name: source})


def _created(key: str, new: Record, day: date) -> Paper:
    blank = Paper(key=key, title=new.title, abstract=new.abstract or "", added=day, updated=day)
    for name in ("title", "abstract"):
        blank = written(blank, name, new.facts[name], day)
    for name, fact in harvested(blank.abstract):
        blank = written(blank, name, fact, day)
    return added(blank, new, day)


def _better(paper: Paper, name: str, fact: Fact) -> Any:  # noqa: ANN401 - any field's value
    """Return what the field should become; `None` when the fact adds nothing to it."""
    old = value_of(paper, name)
    if name.startswith("links."):
        links = united(paper.links.get(name.partition(".")[2], ()), fact.value)  # type: ignore[call-overload]
        allowed = tuple(url for url in links if url not in paper.rejected.get("links", ()))
        return allowed if list(allowed) != (old or []) else None
    if str(fact.value) in paper.rejected.get(name, ()):
        return None
    source = paper.sources.get(name)
    if old in (None, []) or (source and source.origin == fact.origin):
        return fact.value if getattr(paper, name) != fact.value else None
    refines = isinstance(fact.value, PartialDate) and str(fact.value).startswith(f"{old}-")
    return fact.value if refines else None


def _origin(paper: Paper, name: str, fact: Fact) -> str:
    """Links of one kind may come from several sources, and all of them are named."""
    source = paper.sources.get(name)
    known = source.origin.split(", ") if source and name.startswith("links.") else []
    return ", ".join(dict.fromkeys([*known, fact.origin]))


def _is_same(paper: Paper, new: Record) -> bool:
    if new.abstract is None:
        return not new.excerpt or fold(new.excerpt) in fold(paper.abstract)
    ours, theirs = fold(paper.abstract), fold(new.abstract)
    if new.listing and new.listing.capture in paper.captures:
        return ours == theirs
    return fuzz.ratio(ours, theirs, score_cutoff=AGREEMENT) > 0


def _is_listed(paper: Paper, new: Record) -> bool:
    shown = new.listing
    return any(shown and s.capture == shown.capture and s.position == shown.position for s in paper.listed)


def _order(new: Record) -> tuple[bool, date, str, int, str]:
    shown = new.listing
    day = (shown and shown.date) or date.max
    return new.abstract is None, day, new.source, new.line, new.title
