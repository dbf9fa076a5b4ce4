"""JSON of OpenReview: notes of its API, version 2 (`"title": {"value": …}`) and 1 (`"title": …`).

A forum's first note is its paper; the others, which reply to it, are reviews and comments. `odate`
is when a note became public, `pdate` when it was accepted, and `cdate` whatever its author chose
(https://docs.openreview.net/reference/api-v2/entities/note/fields), so only the first two tell when
the paper came out. `venue` says where it was accepted, or that it was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading import venues
from generator.intake.reading.answers import Item, items, says
from generator.intake.reading.dates import EpochDay, vague
from generator.intake.reading.entry import Entry
from generator.intake.record import Reading, Record, Source
from generator.model.identifiers import Identifier, parse
from generator.text import urls

NAME = "JSON of OpenReview"
ORIGIN = "OpenReview"

T = TypeVar("T")

_NOT_ACCEPTED = re.compile(
    r"submi(?:tted|ssion)|reject|withdrawn|under review|pending|retracted|blind", re.IGNORECASE
)
_FORM = re.compile(
    r"(?:[ ,(-]+(?:conference|regular|main|accept(?:ed)?|paper|talk|(?:oral|spotlight)?poster|oral"
    r"|spotlight|notable[- ]top[- ]\d+%?|track))+\)?$",
    re.IGNORECASE,
)
"""How a paper was presented: `ICLR 2023 notable top 25%`, `NeurIPS 2024 oral`."""
_ACCEPTED_BY = re.compile(r"^(?:accepted|published) (?:by|at|in|to) ", re.IGNORECASE)
_FINDINGS = re.compile(r"(?P<where>\S+ \d{4}) findings", re.IGNORECASE)
_BENCHMARKS = re.compile(r"(?P<where>\S+ \d{4}) (?:track )?datasets and benchmarks", re.IGNORECASE)
_LONGEST_VENUE = 200
_ANONYMOUS = "anonymous"


def _value(field: object) -> object:
    return field.get("value") if isinstance(field, dict) else field


def _names(field: object) -> object:
    names = _value(field)
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else names


Value = Annotated[T, BeforeValidator(_value)]


@dataclass(frozen=True)
class _Content:
    title: Value[str | None] = None
    abstract: Value[str | None] = None
    authors: Annotated[tuple[str, ...] | None, BeforeValidator(_names)] = None
    venue: Value[str | None] = None
    venueid: Value[str | None] = None
    pdf: Value[str | None] = None
    html: Value[str | None] = None
    code: Value[str | None] = None


@dataclass(frozen=True)
class _Note:
    id: str
    content: _Content
    forum: str | None = None
    pdate: EpochDay | None = None
    odate: EpochDay | None = None
    ddate: EpochDay | None = None


_SHAPE = TypeAdapter(_Note)


def recognises(head: str) -> bool:
    """Whether it is JSON with the fields that notes have."""
    return says(head, "content") and (says(head, "forum") or says(head, "invitations"))


def read(source: Source) -> Reading:
    """Read the papers among notes. Raises `ContentError`."""
    records: list[Record] = []
    others = 0
    for each in items(source, _SHAPE, ("notes",)):
        if _is_paper(each.value):
            records.append(_record(source, each))
        else:
            others += 1
    remarks = (f"left out: {others} reviews, comments and deleted notes",) if others else ()
    return Reading(tuple(records), notes=remarks)


def _is_paper(note: _Note) -> bool:
    return note.ddate is None and note.forum in (None, note.id)


def _record(source: Source, item: Item[_Note]) -> Record:
    note, content = item.value, item.value.content
    day = note.odate or note.pdate
    entry = Entry(
        title=content.title,
        abstract=content.abstract,
        authors=_authors(content),
        published=vague(day),
        venue=_venue(content, note.pdate.year if note.pdate else None),
        identifiers=tuple(_identifiers(note)),
        urls=tuple(each.href for each in urls.find(content.code or "")),
    )
    return entry.record(source, item.line, ORIGIN)


def _authors(content: _Content) -> tuple[str, ...]:
    names = content.authors or ()
    is_hidden = any(name.strip().casefold().startswith(_ANONYMOUS) for name in names)
    return () if is_hidden else names


def _venue(content: _Content, year: int | None) -> str | None:
    """Return `ICLR 2024` of `ICLR 2024 poster`; `None` for what was not accepted, or not yet."""
    written = " ".join((content.venue or "").split())[:_LONGEST_VENUE]
    if _NOT_ACCEPTED.search(f"{written} {content.venueid or ''}"):
        return None
    name = _FORM.sub("", _ACCEPTED_BY.sub("", written))
    if found := _FINDINGS.fullmatch(name):
        name = f"Findings of {found['where']}"
    elif found := _BENCHMARKS.fullmatch(name):
        name = f"{found['where']} (Datasets and Benchmarks)"
    return venues.of((name,), (), year)


def _identifiers(note: _Note) -> Iterator[Identifier]:
    """Yield the forum, and what an import from another register names as its source."""
    yield from parse(f"https://openreview.net/forum?id={note.id}")
    for address in (note.content.html, note.content.pdf):
        yield from (each for each in parse(address or "") if each.kind != "openreview")
