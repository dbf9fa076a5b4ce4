"""Papers that may be meant by a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.intake.enriching.asking import Failure
from generator.intake.merging.matching import SAME_TITLE, Face, alike, likeness
from generator.intake.record import Record
from generator.intake.services.client import Client, FetchError
from generator.intake.services.service import Service
from generator.model.identifiers import Identifier
from generator.model.problems import ContentError


@dataclass(frozen=True)
class Candidate:
    """A paper, as one service or several tell of it."""

    records: tuple[Record, ...]
    """The first is the service's best."""
    likeness: float
    """Of its title and the one that was asked for, in per cent."""

    @property
    def agrees(self) -> bool:
        """Whether its title is the one that was asked for."""
        return self.likeness >= SAME_TITLE

    @property
    def face(self) -> Face:
        """What it is known by."""
        return Face.of(self.records[0])

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All that are told of it, each once."""
        return tuple(dict.fromkeys(i for record in self.records for i in record.identifiers))


def candidates(
    client: Client, services: Sequence[Service], title: str
) -> tuple[tuple[Candidate, ...], tuple[Failure, ...]]:
    """Ask the services for a title until one has papers of this title; return what they offer.

    The likest come first. Nothing else is asked then, for searches are what services allow few of.
    """
    found: list[Record] = []
    failures: list[Failure] = []
    for service in services:
        try:
            found += service.search(client, title)
        except (FetchError, ContentError) as error:
            failures.append(Failure(service.NAME, error))
        if any(each.agrees for each in of_records(found, title)):
            break
    return of_records(found, title), tuple(failures)


def of_records(records: Iterable[Record], title: str) -> tuple[Candidate, ...]:
    """Return the papers that records tell of, each once, the likest to the title first."""
    found: list[Candidate] = []
    for record in records:
        how = alike(title, record.title) or 0.0
        twin = next((each for each in found if _is_one(each, record)), None)
        if twin:
            both = Candidate((*twin.records, record), max(twin.likeness, how))
            found[found.index(twin)] = both
        else:
            found.append(Candidate((record,), how))
    return tuple(sorted(found, key=lambda each: -each.likeness))


def _is_one(candidate: Candidate, record: Record) -> bool:
    shared = set(candidate.identifiers) & set(record.identifiers)
    return bool(shared) or likeness(candidate.face, Face.of(record)).is_one
