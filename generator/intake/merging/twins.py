"""Papers of the list that may be one: a service knows one of them by the other's identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.intake.merging.evidence import with_evidence
from generator.intake.record import Fact, Record
from generator.model.decisions import Decision
from generator.model.identifiers import Identifier
from generator.model.paper import Paper
from generator.store.store import Store

_QUESTION = "A service knows both by {identifier}: is it one paper?"


class Twins:
    """Who has which identifier, and the questions about pairs that come up."""

    def __init__(self, known: Store, today: date) -> None:
        """Index the identifiers of the list."""
        self._known, self._today = known, today
        self._papers = dict(known.reading_list.by_key)
        self._owners: dict[Identifier, str] = {}
        self._found: dict[tuple[str, str], Identifier] = {}
        for paper in self._papers.values():
            self.take(paper)

    def take(self, paper: Paper) -> None:
        """Take note of the identifiers of a paper; the first one keeps them."""
        self._papers[paper.key] = paper
        for each in paper.identifiers:
            self._owners.setdefault(each.folded, paper.key)

    def without(self, told: Iterable[Record], key: str) -> Sequence[Record]:
        """Return records without the identifiers that another paper has: which is to be asked."""
        return tuple(replace(each, facts=dict(self._own(each, key))) for each in told)

    @property
    def questions(self) -> tuple[Decision, ...]:
        """The pairs to ask about, with what they are like; none that has been asked before."""
        asked = (self._question(*pair, by) for pair, by in sorted(self._found.items()))
        return tuple(each for each in asked if each.name not in self._known.decisions)

    def _own(self, told: Record, key: str) -> Iterator[tuple[str, Fact]]:
        for name, fact in told.facts.items():
            identifier = next((i for i in told.identifiers if i.kind == name), None)
            other = self._owners.get(identifier.folded) if identifier else None
            if identifier and other and other != key:
                first, second = sorted((key, other))
                self._found.setdefault((first, second), identifier)
            else:
                yield name, fact

    def _question(self, one: str, other: str, identifier: Identifier) -> Decision:
        words = _QUESTION.format(identifier=identifier)
        asked = Decision(papers=(one, other), question=words, asked=self._today)
        return with_evidence(asked, self._papers[one], self._papers[other])
