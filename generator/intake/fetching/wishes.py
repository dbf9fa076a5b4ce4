"""Papers that somebody names: by an identifier, by an address, by a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.intake.enriching.asking import Failure, Sought
from generator.intake.fetching.candidates import Candidate, candidates
from generator.intake.record import Record
from generator.intake.services.client import Client
from generator.intake.services.service import Service
from generator.model.decisions import Conflict
from generator.model.identifiers import Identifier, found, parse
from generator.model.paper import Paper
from generator.model.redirects import end
from generator.model.tagging import Proposal
from generator.store.store import Store
from generator.text.text import fold

_FEW = 6
"""Words around an identifier that are no title: `arXiv:2311.09677v2 [cs.CL] 16 Nov`."""


class Outcome(Enum):
    """What became of a wish."""

    NEW = "new"
    KNOWN = "already known"
    FILLED = "already known, and fuller now"
    SEVERAL = "no paper, or several, have this title"
    WITHOUT_ABSTRACT = "no service has its abstract"
    UNKNOWN = "no service knows it"
    UNREADABLE = "an address in which no paper is named"


@dataclass(frozen=True)
class Added:
    """What became of one wish."""

    said: str
    """In the words of who wished."""
    outcome: Outcome
    paper: Paper | None = None
    """As it is now, when it is in the list."""
    title: str | None = None
    """Of a paper that could not be added."""
    proposals: tuple[Proposal, ...] = ()
    """The tags of a new paper, and why."""
    candidates: tuple[Candidate, ...] = ()
    """What may have been meant by a title."""
    questions: Sequence[Conflict[Any]] = ()


@dataclass(frozen=True)
class Wish:
    """A wish, and what is known of it before the services are asked by identifiers."""

    sought: Sought
    """Under the words of the wish."""
    done: Added | None = None
    """What became of it, when nobody need be asked."""
    offered: tuple[Record, ...] = ()
    """What was found by its title."""
    failures: tuple[Failure, ...] = ()


class Names:
    """The papers of the list by what they, and what was merged into them, are known by."""

    def __init__(self, known: Store, more: Iterable[Paper] = ()) -> None:
        """Index the papers, as `more` has them; of two that share a name the first has it."""
        papers = {**known.reading_list.by_key, **{paper.key: paper for paper in more}}
        self._papers: dict[Identifier | str, Paper] = {}
        for key, paper in (*papers.items(), *known.merged.papers.items()):
            for name in _names(paper.identifiers, paper.title):
                if here := papers.get(end(known.merged.redirects, key) or key):
                    self._papers.setdefault(name, here)

    def find(self, named: Iterable[Identifier], title: str = "") -> Paper | None:
        """Return the paper with one of the identifiers, or else with the title."""
        names = _names(named, title)
        return next((self._papers[name] for name in names if name in self._papers), None)


def _names(named: Iterable[Identifier], title: str) -> Iterator[Identifier | str]:
    yield from (each.folded for each in named)
    yield fold(title)


def wanted(said: str) -> tuple[Identifier, ...] | str:
    """Return the identifiers that somebody names, or the title.

    An address in which no paper is named is neither, and has no identifiers.
    """
    if named := parse(said):
        return named
    within = tuple(found(said))
    if within and len(fold(said.replace(within[0].value, "")).split()) <= _FEW:
        return within
    return () if said.strip().lower().startswith(("http://", "https://")) else said


def wish(said: str, names: Names, client: Client, services: Sequence[Service]) -> Wish:
    """Return what is wished for; a title that is not in the list is searched for."""
    meant = wanted(said)
    if isinstance(meant, str):
        return _titled(meant, names, client, services)
    if not meant:
        return Wish(Sought(said, ()), Added(said, Outcome.UNREADABLE))
    here = names.find(meant)
    return Wish(Sought(said, meant), Added(said, Outcome.KNOWN, here) if here else None)


def _titled(title: str, names: Names, client: Client, services: Sequence[Service]) -> Wish:
    nameless = Sought(title, ())
    if here := names.find((), title):
        return Wish(nameless, Added(title, Outcome.KNOWN, here))
    offers, failures = candidates(client, services, title)
    exact = tuple(each for each in offers if fold(each.face.title or "") == fold(title))
    agreeing = exact or tuple(each for each in offers if each.agrees)
    if len(agreeing) != 1:
        unclear = Added(title, Outcome.SEVERAL, candidates=agreeing or offers)
        return Wish(nameless, unclear, failures=failures)
    [one] = agreeing
    return Wish(Sought(title, one.identifiers, one.face), None, one.records, failures)


def judged(said: str, told: Mapping[str, Sequence[Record]], names: Names) -> Added | None:
    """Return what became of a wish that makes no paper, by what was told; `None` for others."""
    records = told[said]
    if here := names.find(each for record in records for each in record.identifiers):
        return Added(said, Outcome.KNOWN, here)
    title = next((record.title for record in records if record.title), None)
    if title and any(record.abstract for record in records):
        return None
    return Added(said, Outcome.WITHOUT_ABSTRACT if title else Outcome.UNKNOWN, title=title)
