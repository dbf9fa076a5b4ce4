"""CSL-JSON, as Zotero, Pandoc and Crossref write it, and as this list is published.

The schema is https://github.com/citation-style-language/schema (`schemas/input/csl-data.json`,
version 1.0.2). What programs write beyond it is read too: parts of a date as text, dates as Pandoc
has them, Crossref's own types and lists of titles, Zotero's `{"items": […]}`, and arXiv's id in
`number`, `archive_location` or a line of `note` (https://github.com/zotero/zotero/issues/5680).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading import markup
from generator.intake.reading.answers import Item, items, says
from generator.intake.reading.dates import dated, day_in
from generator.intake.reading.references import Reference, named
from generator.intake.reading.slips import Slips
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.paper import expected

NAME = "CSL-JSON"

_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article|article-[a-z]+|paper-conference|report|thesis|dataset|software|book'
    r"|chapter|document|manuscript|entry-encyclopedia|webpage|post|post-weblog|speech"
    r'|journal-article|proceedings-article|posted-content)"'
)
"""CSL's own types of what papers are saved as, and Crossref's."""
_ONLY_ITS_OWN = re.compile(
    r'"(?:issued|container-title|citation-key|family|literal|DOI|URL|accessed)"\s*:'
)
_UNCHANGED_CASE = re.compile(r"<span class=\"nocase\">(.*?)</span>", re.DOTALL)
"""Keeps capitals as they are
(https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html#html-like-formatting-tags)."""
_HYPHENS = ConfigDict(
    alias_generator=lambda name: name.replace("_", "-"), arbitrary_types_allowed=True
)


def _text(value: object) -> object:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


def _first(value: object) -> object:
    return _text(next(iter(value), None) if isinstance(value, list) else value)


def _names(value: object) -> object:
    return [{"literal": each} if isinstance(each, str) else each for each in _list(value)]


def _issued(value: object) -> PartialDate | None:
    """Return a date in any of its forms; one that is “circa” is a guess, and stays unknown."""
    match value:
        case {"circa": True | 1 | "true" | "1"}:
            return None
        case {"date-parts": [[*parts], *_]}:
            return dated(*parts)
        case {"raw": text} | {"literal": text} | (str(text) | int(text)):
            return day_in(str(text))
        case {"year": year, **rest}:
            return dated(year, rest.get("month"), rest.get("day"))
        case [first, *_]:
            return _issued(first)
    if isinstance(value, dict) or value in (None, []):
        return None
    raise expected("a date as {“date-parts”: [[2024, 5, 17]]}")


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


_Text = Annotated[str | None, BeforeValidator(_text)]
"""A text; a title may be a number."""
_First = Annotated[str | None, BeforeValidator(_first)]
"""The same, or the first of a list, as Crossref has them."""


@dataclass(frozen=True, config=_HYPHENS)
class _Name:
    family: _Text = None
    given: _Text = None
    dropping_particle: _Text = None
    non_dropping_particle: _Text = None
    suffix: _Text = None
    literal: _Text = None
    name: _Text = None
    """An organisation's, for Crossref."""

    @property
    def natural(self) -> str:
        """The name in reading order."""
        if not self.family:
            return self.literal or self.name or self.given or ""
        particles = " ".join(filter(None, (self.dropping_particle, self.non_dropping_particle)))
        return named(self.family, self.given or "", particles, self.suffix or "")


@dataclass(frozen=True, config=_HYPHENS)
class _Reference:
    title: _First = None
    abstract: _Text = None
    author: Annotated[tuple[_Name, ...], BeforeValidator(_names)] = ()
    issued: Annotated[PartialDate | None, BeforeValidator(_issued)] = None
    container_title: _First = None
    container_title_short: _First = None
    collection_title: _First = None
    event_title: _Text = None
    doi: _Text = Field(default=None, alias="DOI")
    url: _Text = Field(default=None, alias="URL")
    number: _Text = None
    archive_location: _Text = Field(default=None, alias="archive_location")
    note: _Text = None


_SHAPE = TypeAdapter(_Reference)


def recognises(head: str) -> bool:
    """Whether it is JSON with a type of CSL, and a field that no service's answers have."""
    return says(head, "type") and bool(_TYPE.search(head) and _ONLY_ITS_OWN.search(head))


def read(source: Source) -> Reading:
    """Read references. Raises `ContentError`."""
    slips = Slips()
    found = items(source, _SHAPE, ("items", "references"))
    records = tuple(_record(source, each, slips) for each in found)
    return Reading(records, notes=slips.notes)


def _record(source: Source, item: Item[_Reference], slips: Slips) -> Record:
    said = item.value
    names = tuple(each.natural for each in said.author)
    if any(name.casefold() in ("others", "et al.") for name in names):
        slips.note("authors left unknown, for not all are named", item.line)
        names = ()
    reference = Reference(
        title=_UNCHANGED_CASE.sub(r"\1", said.title) if said.title else None,
        abstract=_abstract(said.abstract),
        authors=names,
        published=said.issued,
        containers=_known(said.container_title),
        hints=_known(said.event_title, said.container_title_short, said.collection_title),
        ids=_known(said.number, said.archive_location, said.doi, said.url),
        addresses=_known(said.url),
        remarks=_known(said.note),
    )
    return reference.entry().record(source, item.line, source.name)


def _known(*texts: str | None) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _abstract(written: str | None) -> str | None:
    """Return the abstract; Crossref's has the markup of JATS."""
    return markup.plain(written) if written and "<jats:" in written else written
