"""JSON of Crossref: a single work (`{"status": "ok", "message": {…}}`) and lists of them.

The fields are those of https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md. Titles
and abstracts are marked up; `issued` is the earliest day of publication, as precise as it is known.
Of related works only a preprint at arXiv tells an identifier, since a paper has one DOI here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading import venues
from generator.intake.reading.answers import Item, Whole, counted, items, says
from generator.intake.reading.entry import Entry
from generator.intake.reading.markup import plain
from generator.intake.reading.references import named
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.identifiers import Identifier, parse
from generator.model.paper import expected

NAME = "JSON of Crossref"
ORIGIN = "Crossref"

_PREPRINT = "posted-content"
_HYPHENS = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _date(value: object) -> PartialDate | None:
    """Return `{"date-parts": [[2024, 5, 17]]}` as far as it goes; `[[null]]` is unknown."""
    match value:
        case None | {"date-parts": [] | [[]] | [[None]]}:
            return None
        case {"date-parts": [[*parts], *_]} if 0 < len(parts) <= 3:
            try:
                return PartialDate.parse("-".join(f"{int(part):02}" for part in parts))
            except (TypeError, ValueError):
                pass
    raise expected("a date as {“date-parts”: [[2024, 5, 17]]}")


Texts = Annotated[tuple[str | None, ...], BeforeValidator(_list)]
"""A list of texts, or one; works differ, and so do Crossref's own answers as CSL-JSON."""
IssuedOn = Annotated[PartialDate | None, BeforeValidator(_date)]


@dataclass(frozen=True, config=_HYPHENS)
class _Author:
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None
    """An organisation's."""


@dataclass(frozen=True, config=_HYPHENS)
class _Related:
    id: str | None = None


@dataclass(frozen=True, config=_HYPHENS)
class _Relations:
    has_preprint: tuple[_Related, ...] = ()
    is_preprint_of: tuple[_Related, ...] = ()


@dataclass(frozen=True, config=_HYPHENS)
class _Event:
    name: str | None = None
    acronym: str | None = None


@dataclass(frozen=True, config=ConfigDict(**_HYPHENS, arbitrary_types_allowed=True))
class _Work:
    doi: str = Field(alias="DOI")
    type: str | None = None
    title: Texts | None = None
    subtitle: Texts | None = None
    abstract: str | None = None
    author: tuple[_Author, ...] | None = None
    issued: IssuedOn = None
    container_title: Texts | None = None
    relation: _Relations | None = None
    event: _Event | None = None
    is_referenced_by_count: Whole | None = None


_SHAPE = TypeAdapter(_Work)


def recognises(head: str) -> bool:
    """Whether it is JSON in the envelope of Crossref's answers."""
    return says(head, "status", "message-type", "message")


def read(source: Source) -> Reading:
    """Read works. Raises `ContentError`."""
    found = items(source, _SHAPE, ("message", "items"))
    return Reading(tuple(_record(source, each) for each in found))


def _record(source: Source, item: Item[_Work]) -> Record:
    work = item.value
    identifiers = tuple(_identifiers(work))
    entry = Entry(
        title=_title(work),
        abstract=plain(work.abstract or ""),
        authors=tuple(filter(None, map(_name, work.author or ()))),
        published=work.issued,
        venue=None if work.type == _PREPRINT else _venue(work),
        identifiers=identifiers,
        counts=counted(
            "citations", work.is_referenced_by_count, ORIGIN, source.asked or source.day
        ),
    )
    return entry.record(source, item.line, ORIGIN)


def _venue(work: _Work) -> str | None:
    event = work.event or _Event()
    containers = map(plain, filter(None, work.container_title or ()))
    hints = filter(None, (event.name, event.acronym))
    return venues.of(containers, hints, work.issued.year if work.issued else None)


def _first(texts: tuple[str | None, ...] | None) -> str:
    return next(filter(None, texts or ()), "")


def _title(work: _Work) -> str:
    """Return the title with its subtitle, which is told apart and is a part of it."""
    title, subtitle = plain(_first(work.title)), plain(_first(work.subtitle))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title


def _name(author: _Author) -> str:
    """Return the name in reading order; some people have but one name, and it may be either."""
    if not author.family:
        return author.given or author.name or ""
    return named(author.family, author.given or "", suffix=author.suffix or "")


def _identifiers(work: _Work) -> Iterator[Identifier]:
    yield from parse(work.doi)
    relation = work.relation or _Relations()
    for each in (*relation.has_preprint, *relation.is_preprint_of):
        yield from (found for found in parse(each.id or "") if found.kind == "arxiv")
