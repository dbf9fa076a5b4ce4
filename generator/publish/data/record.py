"""A paper as open data: the record of `papers.json`.

The docstring under a field is its description in the published schema and on the page that tells
of the data. A field that is unknown is `null`, or empty where it is a list or an object; none is
ever absent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, TypeAdapter, WithJsonSchema
from pydantic.dataclasses import dataclass

from generator.model import paper as model
from generator.model.dates import Day, Partial

_CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=True, arbitrary_types_allowed=True)

_Date = Annotated[Day, WithJsonSchema({"type": "string", "format": "date"})]
_Precise = Annotated[
    Partial, WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"})
]
VERSION: Literal[1] = 1
"""Of `papers.json`. Fields may come to a version; one that goes or changes makes a new version."""

_BREAKS = re.compile("\x85|\u2028|\u2029".encode())
"""Ends of lines to some readers of lines, which JSON lets stand in a string (RFC 8259, §7)."""


@dataclass(frozen=True, config=_CONFIG)
class Name:
    """An author, named as the source names them; equal names may be different people."""

    name: str
    """The whole name."""
    family: str
    """The family name with its particles, told from the whole name by rule."""
    given: str | None
    """The given names; `null` when the name is one word or cannot be taken apart."""
    doubtful: bool
    """Whether the source is known to spell names wrongly."""


@dataclass(frozen=True, config=_CONFIG)
class Captured:
    """What the source said, where it is not just the text above: LaTeX, control characters."""

    title: str | None
    """The title as captured; `null` when it is the same."""
    abstract: str | None
    """The abstract as captured; `null` when it is the same."""


@dataclass(frozen=True, config=_CONFIG)
class Record:
    """One paper of the list."""

    key: str
    """The paper's name in files and addresses. It never changes."""
    title: str
    """The title as plain text in Unicode, in one line."""
    abstract: str
    """The abstract as plain text in Unicode; each line is a paragraph."""
    authors: tuple[Name, ...]
    """The authors in their order; empty when they are unknown."""
    published: _Precise | None
    """When the first version came out, as precise as is known: a year, a month or a day."""
    listed: tuple[model.Listing, ...]
    """Where the list showed it: the capture, its place there, and the day, if that is known."""
    added: _Date | None
    """The day on which it came into this repository."""
    updated: _Date | None
    """The day on which a program last changed it there."""
    tags: tuple[str, ...]
    """Its topics."""
    arxiv: str | None
    """The arXiv id, without a version."""
    doi: str | None
    """The DOI, without an address before it."""
    anthology: str | None
    """The id in the ACL Anthology."""
    openreview: str | None
    """The id of its forum at OpenReview."""
    category: str | None
    """The category under which arXiv files it first."""
    venue: str | None
    """Where it was published after review, with the year."""
    citation_key: str | None
    """Its key in BibTeX. It never changes either."""
    links: Mapping[model.LinkKind, tuple[model.Url, ...]]
    """What belongs to it on the web, by kind: `code`, `project`, `data` …"""
    summary: str | None
    """What was found, in one line of the curator's."""
    note: str | None
    """The curator's note; each line is a paragraph."""
    rating: Annotated[int, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5})] | None
    """The curator's rating, from 1 to 5."""
    status: Literal["active", "withdrawn"]
    """Whether its authors stand by it. Papers that were removed from the list have no record."""
    url: model.Url | None
    """Its page on this site; `null` when the site was built without an address."""
    tag_origins: Mapping[str, model.TagOrigin]
    """Who gave each topic, a rule or a person; also those that a person has rejected."""
    counts: tuple[model.Count, ...]
    """Numbers that services gave: upvotes, citations."""
    captured: Captured
    """The title and the abstract as captured, where that is something else."""
    sources: Mapping[str, model.Source]
    """By field, what a program wrote: where it took it from, when, and a hash of what it wrote.
    A known field that is not here was written by a person; `links.code` is one kind of link."""
    rejected: Mapping[str, tuple[str, ...]]
    """By field, values that a person refused, for ever."""
    refused: tuple[str, ...]
    """Fields that a person wants left unknown."""


@dataclass(frozen=True, config=_CONFIG)
class Papers:
    """Every paper of the reading list, the newest first, and those without dates last."""

    version: Literal[1]
    """Of the format. Fields may come to it; one that goes or changes its meaning makes another."""
    generated_from: str | None
    """The commit that it was made from; `null` when it was made from anything else."""
    papers: tuple[Record, ...]
    """One record a paper."""


_RECORD = TypeAdapter(Record)


def record(paper: model.Paper, url: str | None) -> Record:
    """Return the record of a paper that is in the list, with the address of its page."""
    title, abstract = _line(paper), _lines(paper)
    return Record(
        key=paper.key,
        title=title,
        abstract=abstract,
        authors=tuple(Name(a.name, a.family, a.given or None, a.doubtful) for a in paper.authors),
        published=paper.published,
        listed=paper.listed,
        added=paper.added,
        updated=paper.updated,
        tags=paper.shown_tags,
        arxiv=paper.arxiv,
        doi=paper.doi,
        anthology=paper.anthology,
        openreview=paper.openreview,
        category=paper.category,
        venue=paper.venue,
        citation_key=paper.citation_key,
        links=paper.links,
        summary=paper.summary,
        note=paper.note,
        rating=paper.rating,
        status=paper.status,  # type: ignore[arg-type] # a removed one is refused
        url=url,
        tag_origins=paper.tags,
        counts=paper.counts,
        captured=_captured(paper, title, abstract),
        sources=paper.sources,
        rejected=paper.rejected,
        refused=tuple(sorted(paper.refused)),
    )


def encode(paper: Record) -> bytes:
    """Return a record as JSON in one line, of which no reader of lines makes two."""
    text = _RECORD.dump_json(paper)
    return _BREAKS.sub(lambda sign: b"\\u%04x" % ord(sign[0].decode()), text)


def _line(paper: model.Paper) -> str:
    return " ".join(paper.shown_title.plain().split())


def _lines(paper: model.Paper) -> str:
    return paper.shown_abstract.plain().replace("\n\n", "\n")


def _captured(paper: model.Paper, title: str, abstract: str) -> Captured:
    return Captured(
        paper.title if paper.title != title else None,
        paper.abstract if paper.abstract != abstract else None,
    )
