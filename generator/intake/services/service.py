"""What a service is: an address, how it is asked, and the format that it answers in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol, TypeVar

from generator.intake.formats import Format
from generator.intake.record import Record
from generator.intake.services.client import Answer, Client, FetchError
from generator.model.identifiers import Identifier, Kind
from generator.model.problems import ContentError

T = TypeVar("T")
_UNKNOWN = 404


class Service(Protocol):
    """What a module of this package offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """Its name, the origin of what it says."""

    @property
    def KINDS(self) -> tuple[Kind, ...]:  # noqa: N802
        """The identifiers that it can be asked by, the best first."""

    def look_up(self, client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
        """Yield what it knows of papers; those that it does not know are absent.

        Raises `FetchError`, and `ContentError` for an answer that nobody understands.
        """

    def search(self, client: Client, title: str) -> Sequence[Record]:
        """Return what may be the paper of a title, the best first; nothing if it cannot search."""


def records(client: Client, answer: Answer, name: str, format_: Format) -> tuple[Record, ...]:
    """Read an answer as what a service says. Raises `ContentError`, and forgets the answer."""
    try:
        return format_.read(answer.source(name)).records
    except ContentError:
        client.forget(answer)
        raise


def of(kind: Kind, wanted: Iterable[Identifier]) -> list[str]:
    """Return the wanted identifiers of a kind, each once."""
    return list(dict.fromkeys(each.value for each in wanted if each.kind == kind))


def best(service: Service, known: Iterable[Identifier]) -> Iterator[Identifier]:
    """Yield the identifiers by which a service can be asked, the best first."""
    by_kind = {kind: [each for each in known if each.kind == kind] for kind in service.KINDS}
    return chain.from_iterable(by_kind.values())


def batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield the values in parts of at most `size`."""
    for first in range(0, len(values), size):
        yield values[first : first + size]


def among(found: Iterable[Record], wanted: Iterable[Identifier]) -> Iterator[Record]:
    """Yield the records of papers that were asked for.

    Semantic Scholar has answered with others (https://github.com/allenai/s2-folks/issues/108).
    """
    asked = {each.folded for each in wanted}
    for record in found:
        if any(each.folded in asked for each in record.identifiers):
            yield record


def is_unknown(error: FetchError) -> bool:
    """Whether a service says that there is no such paper."""
    return error.status == _UNKNOWN
