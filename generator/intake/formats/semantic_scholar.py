"""JSON of Semantic Scholar's Graph API: papers, answers to a batch of ids, search results.

A paper is an object with a `paperId` (https://api.semanticscholar.org/api-docs/graph); `null`
stands in a batch for an id that is not known there. `publicationDate` is believed as far as it is
meant: 1 January is a year and the first of a month a month, for the database fills up what it does
not know. A machine's summary (`tldr`) is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

from generator.intake.reading import venues
from generator.intake.reading.answers import Item, Whole, Year, counted, items, says
from generator.intake.reading.dates import Day, vague
from generator.intake.reading.entry import Entry
from generator.intake.record import Reading, Record, Source
from generator.model.identifiers import Identifier, parse

NAME = "JSON of Semantic Scholar"
ORIGIN = "Semantic Scholar"

_CAMEL = ConfigDict(alias_generator=to_camel)


@dataclass(frozen=True, config=_CAMEL)
class _Ids:
    arxiv: str | None = Field(None, alias="ArXiv")
    doi: str | None = Field(None, alias="DOI")
    acl: str | None = Field(None, alias="ACL")


@dataclass(frozen=True, config=_CAMEL)
class _Named:
    name: str | None = None


@dataclass(frozen=True, config=_CAMEL)
class _Pdf:
    url: str | None = None


@dataclass(frozen=True, config=_CAMEL)
class _Paper:
    paper_id: str
    external_ids: _Ids | None = None
    title: str | None = None
    abstract: str | None = None
    authors: tuple[_Named, ...] | None = None
    year: Year | None = None
    publication_date: Day | None = None
    publication_venue: _Named | None = None
    venue: str | None = None
    journal: _Named | None = None
    citation_count: Whole | None = None
    open_access_pdf: _Pdf | None = None


_SHAPE = TypeAdapter(_Paper)


def recognises(head: str) -> bool:
    """Whether it is JSON with the ids of papers there."""
    return says(head, "paperId")


def read(source: Source) -> Reading:
    """Read papers. Raises `ContentError`."""
    found = items(source, _SHAPE, ("data", "recommendedPapers"), ("citedPaper", "citingPaper"))
    return Reading(tuple(_record(source, each) for each in found))


def _record(source: Source, item: Item[_Paper]) -> Record:
    paper = item.value
    identifiers = tuple(_identifiers(paper))
    containers = (_name(paper.publication_venue), paper.venue, _name(paper.journal))
    entry = Entry(
        title=paper.title,
        abstract=paper.abstract,
        authors=tuple(each.name for each in paper.authors or () if each.name),
        published=vague(paper.publication_date, paper.year),
        venue=venues.told(containers, paper.year, identifiers),
        identifiers=identifiers,
        counts=counted("citations", paper.citation_count, ORIGIN, source.asked or source.day),
    )
    return entry.record(source, item.line, ORIGIN)


def _identifiers(paper: _Paper) -> Iterator[Identifier]:
    ids, pdf = paper.external_ids, paper.open_access_pdf
    for written in (ids.arxiv, ids.doi, ids.acl) if ids else ():
        yield from parse(written or "")
    yield from parse((pdf and pdf.url) or "")


def _name(of: _Named | None) -> str | None:
    return of.name if of else None
