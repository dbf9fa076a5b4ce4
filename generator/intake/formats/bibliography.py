"""Bibliographic facts that keep the source of every field, as JSON.

The file is `{"format": "reading-list-bibliography", "version": 1, "papers": […]}`. A paper is

    {"title": "…", "abstract_has": "a few words of its abstract",
     "arxiv": {"value": "2311.09677", "sources": ["who says so", …]},
     "published": …, "authors": …, "venue": …, "doi": …, "anthology": …, "code": …}

in which every field but the title may be missing, `authors` is a list whose items are names or
`{"name": "…", "doubtful": true}`, and `code` is the address of the paper's own code. The facts are
added to the paper with that title whose abstract holds `abstract_has`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.record import Fact, Reading, Record, Source
from generator.model.dates import Partial
from generator.model.paper import ArxivId, Doi, FileAuthor, Line, Url
from generator.store import document
from generator.store.document import Document

NAME = "a bibliography"
FORMAT = "reading-list-bibliography"

_CLOSED = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
_FIELDS = {"code": "links.code"}
T = TypeVar("T")


@dataclass(frozen=True, config=_CLOSED)
class _Said(Generic[T]):
    value: T
    sources: tuple[Line, ...]


@dataclass(frozen=True, config=_CLOSED)
class _Entry:
    title: Line
    abstract_has: Line | None = None
    arxiv: _Said[ArxivId] | None = None
    published: _Said[Partial] | None = None
    authors: _Said[tuple[FileAuthor, ...]] | None = None
    venue: _Said[Line] | None = None
    doi: _Said[Doi] | None = None
    anthology: _Said[Line] | None = None
    code: _Said[Url] | None = None


@dataclass(frozen=True, config=_CLOSED)
class _Bibliography:
    format: Literal["reading-list-bibliography"]
    version: Literal[1]
    papers: tuple[_Entry, ...]


_PAIR = re.compile(
    r"\\(?:(?P<pair>u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
"""JSON writes a character beyond U+FFFF as two escapes, which YAML does not know."""
_ADAPTER = TypeAdapter(_Bibliography)


def recognises(head: str) -> bool:
    """Whether the format's name stands near the top."""
    return FORMAT in head[:500]


def read(source: Source) -> Reading:
    """Read a bibliography. Raises `ContentError`; JSON is read as the YAML it is, for the lines."""
    found = document.parse(_PAIR.sub(_character, source.text), source.file)
    papers = document.validate(_ADAPTER, found).papers
    records = tuple(_record(source, found, n, entry) for n, entry in enumerate(papers))
    return Reading(records, kept=True)


def _character(escape: re.Match[str]) -> str:
    text: str = json.loads(f'"{escape[0]}"') if escape["pair"] else escape[0]
    return text


def _record(source: Source, found: Document, number: int, entry: _Entry) -> Record:
    return Record(
        source=source.name,
        line=found.line(("papers", number)),
        title=entry.title,
        excerpt=entry.abstract_has,
        facts=dict(_facts(entry)),
    )


def _facts(entry: _Entry) -> Iterator[tuple[str, Fact]]:
    for field in fields(entry):
        said = getattr(entry, field.name)
        if isinstance(said, _Said):
            value = (said.value,) if field.name == "code" else said.value
            yield _FIELDS.get(field.name, field.name), Fact(value, ", ".join(said.sources))
