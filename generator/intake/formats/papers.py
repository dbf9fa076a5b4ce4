"""Open data of a reading list made by this program: `papers.json`, `papers.jsonl`, a record.

A record loses nothing of a paper, so that a list which does not know it takes it over as it is:
its key, whose its fields are, what was refused. To a list that knows it, a record only tells
facts. Fields may come to version 1, and are left out here until they are known; where one goes or
changes its meaning, the version is another, and refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from dataclasses import fields as fields_of
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading.answers import Item, items, says
from generator.intake.record import Fact, Reading, Record, Source
from generator.model import paper as model
from generator.model.dates import Day, Partial
from generator.model.identifiers import KINDS
from generator.model.paper import Line, LinkKind, Paper, TagOrigin, expected
from generator.model.problems import ContentError, shown
from generator.store.consistency import is_no_key

NAME = "data of a reading list"

_RECORD = re.compile(r'\s*\{\s*"key"\s*:\s*"[^"]*"\s*,\s*"title"\s*:')
_VERSION = re.compile(r'"version"\s*:\s*([^\s,}]+)')
_TOP = 500
"""Characters in which a list says what it is, before its papers."""
_LONGEST_KEY = 100
"""A question about two papers is called by both of their keys; systems end at 255 bytes."""
_READ_VERSION = "1"
_TOLD = ("authors", "published", "venue", *KINDS, "category", "counts")


def _key(value: str) -> str:
    """Refuse a key that is no name of a file: it could lead out of the content."""
    if is_no_key(value):
        raise expected("a name of a-z, 0-9 and hyphens that no system reserves")
    if len(value) > _LONGEST_KEY:
        raise expected(f"a key of at most {_LONGEST_KEY} characters")
    return value


def _known(of: type) -> BeforeValidator:
    """Leave out of an object the fields that a newer version may have given it."""
    names = {each.name for each in fields_of(of)}

    def known(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {name: each for name, each in value.items() if name in names}

    return BeforeValidator(known)


_Author = Annotated[model.Author, _known(model.Author)]
_Listing = Annotated[model.Listing, _known(model.Listing)]
_Count = Annotated[model.Count, _known(model.Count)]
_Source = Annotated[model.Source, _known(model.Source)]


@dataclass(frozen=True, config=ConfigDict(arbitrary_types_allowed=True))
class _Published:
    """A record, as `publish/data/record.py` writes it; what else it has is left out."""

    key: Annotated[Line, AfterValidator(_key)]
    title: Line
    abstract: Line
    authors: tuple[_Author, ...] = ()
    published: Partial | None = None
    venue: Line | None = None
    arxiv: model.ArxivId | None = None
    doi: model.Doi | None = None
    anthology: Line | None = None
    openreview: Line | None = None
    category: model.Category | None = None
    citation_key: model.Bibkey | None = None
    tag_origins: Mapping[Line, TagOrigin] = field(default_factory=dict)
    summary: Line | None = None
    note: Line | None = None
    rating: Annotated[model.Whole, Field(ge=1, le=5)] | None = None
    links: Mapping[LinkKind, model.FileLinks] = field(default_factory=dict)
    listed: tuple[_Listing, ...] = ()
    counts: tuple[_Count, ...] = ()
    status: model.Status = "active"
    added: Day | None = None
    updated: Day | None = None
    rejected: Mapping[Line, tuple[Line, ...]] = field(default_factory=dict)
    sources: Mapping[Line, _Source] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


def _as_captured(value: object) -> object:
    """Put what was captured in the place of its plain form, which may even be empty."""
    if not (isinstance(value, Mapping) and isinstance(value.get("captured"), Mapping)):
        return value
    captured = {name: value["captured"].get(name) for name in ("title", "abstract")}
    return {**value, **{name: text for name, text in captured.items() if text is not None}}


_SHAPE = TypeAdapter(Annotated[_Published, BeforeValidator(_as_captured)])
_AS_THEY_ARE = {each.name for each in fields_of(Paper)} & {
    each.name for each in fields_of(_Published)
}


def recognises(head: str) -> bool:
    """Whether it begins as `papers.json` or as a record does."""
    return says(head[:_TOP], "generated_from") or bool(_RECORD.match(head))


def read(source: Source) -> Reading:
    """Read records. Raises `ContentError`, also for another version than this program's."""
    version = _VERSION.search(source.head[:_TOP])
    if version and version[1] != _READ_VERSION:
        raise ContentError([source.problem(1, _READ_VERSION, shown(version[1]), "version")])
    return Reading(tuple(_record(source, item) for item in items(source, _SHAPE, ["papers"])))


def _record(source: Source, item: Item[_Published]) -> Record:
    whole = _paper(item.value)
    return Record(
        source=source.name,
        line=item.line,
        title=whole.title,
        abstract=whole.abstract,
        facts={name: Fact(value, source.name) for name, value in _facts(whole) if value},
        whole=whole,
    )


def _paper(found: _Published) -> Paper:
    fields: dict[str, Any] = {name: getattr(found, name) for name in _AS_THEY_ARE}
    return Paper(**fields, tags=found.tag_origins)


def _facts(paper: Paper) -> Iterator[tuple[str, object]]:
    """Yield what is true of the paper in any list: no tag, no word of the curator's, no listing."""
    yield "title", paper.title
    yield "abstract", paper.abstract
    for name in _TOLD:
        yield name, getattr(paper, name)
    for kind, urls in paper.links.items():
        yield f"links.{kind}", urls
