"""JSON of OpenAlex: single works and lists of them (`{"results": […]}`).

The fields are those of https://docs.openalex.org/api-entities/works/work-object. An abstract is
kept there as an index of its words. Names are taken as they stand in the paper (`raw_author_name`),
since those of the database (`display_name`) belong to a person it has guessed; a list that is cut
off after a hundred authors is no list of the authors, and is left out. Of the places where a work
lies only arXiv and the Anthology tell an identifier: a repository's DOI is a copy's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading import venues
from generator.intake.reading.answers import Item, Whole, Year, counted, items, says
from generator.intake.reading.dates import Day, vague
from generator.intake.reading.entry import Entry
from generator.intake.reading.markup import plain
from generator.intake.reading.references import reordered
from generator.intake.record import Reading, Record, Source
from generator.model.identifiers import Identifier, parse

NAME = "JSON of OpenAlex"
ORIGIN = "OpenAlex"

_MOST_AUTHORS = 100
"""In a list of works; a single work has them all."""


@dataclass(frozen=True)
class _Named:
    display_name: str | None = None
    type: str | None = None


@dataclass(frozen=True)
class _Authorship:
    author: _Named | None = None
    raw_author_name: str | None = None
    author_position: str | None = None


@dataclass(frozen=True)
class _Location:
    landing_page_url: str | None = None
    pdf_url: str | None = None
    source: _Named | None = None


@dataclass(frozen=True)
class _Work:
    id: str
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_date: Day | None = None
    publication_year: Year | None = None
    authorships: tuple[_Authorship, ...] | None = None
    is_authors_truncated: bool | None = None
    abstract_inverted_index: Mapping[str, tuple[Whole, ...]] | None = None
    primary_location: _Location | None = None
    locations: tuple[_Location, ...] | None = None
    cited_by_count: Whole | None = None


_SHAPE = TypeAdapter(_Work)


def recognises(head: str) -> bool:
    """Whether it is JSON with the fields that works have there."""
    return says(head, "authorships") or says(head, "abstract_inverted_index")


def read(source: Source) -> Reading:
    """Read works. Raises `ContentError`."""
    return Reading(tuple(_record(source, each) for each in items(source, _SHAPE, ("results",))))


def _record(source: Source, item: Item[_Work]) -> Record:
    work = item.value
    identifiers = tuple(_identifiers(work))
    entry = Entry(
        title=plain(work.title or work.display_name or ""),
        abstract=plain(_abstract(work.abstract_inverted_index or {})),
        authors=_authors(work),
        published=vague(work.publication_date, work.publication_year),
        venue=venues.told((_container(work),), work.publication_year, identifiers),
        identifiers=identifiers,
        counts=counted("citations", work.cited_by_count, ORIGIN, source.asked or source.day),
    )
    return entry.record(source, item.line, ORIGIN)


def _identifiers(work: _Work) -> Iterator[Identifier]:
    yield from parse(work.doi or "")
    for place in (work.primary_location, *(work.locations or ())):
        if place:
            for address in (place.landing_page_url, place.pdf_url):
                yield from (each for each in parse(address or "") if each.kind != "doi")


def _authors(work: _Work) -> tuple[str, ...]:
    found = work.authorships or ()
    is_cut = len(found) >= _MOST_AUTHORS and found[-1].author_position != "last"
    if work.is_authors_truncated or is_cut:
        return ()
    written = (each.raw_author_name or (each.author and each.author.display_name) for each in found)
    return tuple(reordered(name) or name for name in written if name)


def _abstract(index: Mapping[str, tuple[int, ...]]) -> str:
    """Return the words of an index in the order of their places."""
    words = sorted((place, word) for word, places in index.items() for place in places)
    return " ".join(word for _, word in words)


def _container(work: _Work) -> str | None:
    source = work.primary_location and work.primary_location.source
    return source.display_name if source and source.type != "repository" else None
