"""Papers by their identifiers: services are asked until one has title and abstract of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from generator.intake.merging.merge import Say
from generator.intake.record import Reading, Record, Source
from generator.intake.services import (
    anthology,
    arxiv,
    crossref,
    hugging_face,
    openalex,
    semantic_scholar,
)
from generator.intake.services.client import Client, FetchError
from generator.intake.services.service import Service, best
from generator.intake.sources import Read
from generator.model.identifiers import Identifier
from generator.model.problems import ContentError
from generator.store.store import Store

ORDER: tuple[Service, ...] = (
    arxiv,
    hugging_face,
    anthology,
    crossref,
    openalex,
    semantic_scholar,
)
"""Who is asked first: who published a paper, then who collects what others say, and last who is
often too busy to answer."""


@dataclass
class Wanted:
    """A paper that is not here, and what is known of it while services are asked."""

    identifiers: dict[Identifier, Identifier]
    """As they are compared, and as they were told."""
    has_title: bool = False
    has_abstract: bool = False

    def __str__(self) -> str:
        """Its identifiers, as people write them."""
        return ", ".join(map(str, self.identifiers.values()))

    @property
    def is_found(self) -> bool:
        """Whether a paper can be made of it."""
        return self.has_title and self.has_abstract

    def learn(self, record: Record) -> None:
        """Take note of what a record of this paper tells."""
        self.identifiers = {**_names(record.identifiers), **self.identifiers}
        self.has_title |= record.title is not None
        self.has_abstract |= record.abstract is not None

    def by(self, service: Service) -> Identifier | None:
        """Return the identifier by which a service is best asked for the paper."""
        return next(best(service, self.identifiers.values()), None)


@dataclass
class Findings:
    """What services said, and which did not answer."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    """By service."""
    failures: list[FetchError | ContentError] = field(default_factory=list)
    unknown: list[Wanted] = field(default_factory=list)
    """Papers of which no service has both a title and an abstract."""

    def reads(self) -> list[Read]:
        """Return what each service said as if it were a file to import."""
        return [said_by(name, records) for name, records in self.records.items() if records]


def said_by(service: str, records: Iterable[Record]) -> Read:
    """Return what a service said as if it were a file to import."""
    source = Source(Path(service), service, lambda: BytesIO(b""))
    return Read(source, Reading(tuple(records)), "")


def not_here(known: Store, records: Iterable[Record]) -> Iterator[Wanted]:
    """Yield the papers that records name by an identifier, and of which too little is known.

    A paper of the list is not among them, nor one whose record has a title and an abstract.
    """
    papers = (*known.reading_list.papers, *known.merged.papers.values())
    seen = {each.folded for paper in papers for each in paper.identifiers}
    for record in records:
        names = _names(record.identifiers)
        is_whole = record.title is not None and record.abstract is not None
        if names and not is_whole and seen.isdisjoint(names):
            yield Wanted(names)
        seen |= names.keys()


def found(
    client: Client, wanted: Sequence[Wanted], say: Say, order: Sequence[Service] = ORDER
) -> Findings:
    """Ask services in their order for what is still wanting; one that fails is passed over."""
    findings = Findings()
    for service in order:
        asked = {id_: each for each in wanted if not each.is_found and (id_ := each.by(service))}
        papers = {name: each for id_, each in asked.items() for name in _names([id_])}
        try:
            for record in service.look_up(client, list(asked)):
                findings.records.setdefault(service.NAME, []).append(record)
                for name in papers.keys() & _names(record.identifiers):
                    papers[name].learn(record)
                say(sum(each.is_found for each in wanted), len(wanted))
        except (FetchError, ContentError) as error:
            findings.failures.append(error)
    findings.unknown = [each for each in wanted if not each.is_found]
    return findings


def _names(told: Iterable[Identifier]) -> dict[Identifier, Identifier]:
    return {each.folded: each for each in told}
