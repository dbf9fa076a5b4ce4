"""The data of the whole list in files, which the page on the data and the package describe."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.publish import routes
from generator.publish.data import database, schema, table
from generator.publish.data.record import VERSION, Record, encode, record
from generator.publish.site import Site


@dataclass(frozen=True)
class DataFile:
    """A file of data, and what programs and readers are told of it."""

    uri: str
    name: str
    """Of the resource in the data package."""
    format: str
    """As readers know it: `JSON`."""
    media_type: str
    description: str
    """In a sentence or two."""
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Data:
    """The data of a site."""

    records: Mapping[str, bytes]
    """Every paper's record as JSON, by key."""
    files: tuple[DataFile, ...]


def data(site: Site) -> Data:
    """Return the site's data. A page tells of them and files hold them: ask the site for them."""
    papers = site.reading_list.papers
    records = [record(each, address(site, routes.paper(each.key))) for each in papers]
    encoded = {each.key: encode(each) for each in records}
    files = (*_json(site, list(encoded.values())), *_tables(site, records))
    return Data(encoded, files)


def address(site: Site, path: str) -> str | None:
    """Return the whole address of a page or file, if anybody has said where the site is."""
    return site.absolute(path) if site.url else None


def _json(site: Site, records: Sequence[bytes]) -> Iterator[DataFile]:
    head = json.dumps({"version": VERSION, "generated_from": site.revision}).removesuffix("}")
    yield DataFile(
        routes.RECORDS,
        "papers-json",
        "JSON",
        "application/json",
        "Every paper with all that is known of it, and where each fact comes from.",
        head.encode() + b', "papers": [\n' + b",\n".join(records) + b"\n]}\n",
    )
    yield DataFile(
        routes.RECORD_SCHEMA,
        "papers-schema",
        "JSON Schema",
        "application/schema+json",
        "What is in papers.json, field by field, to check it by.",
        json.dumps(schema.schema(address(site, routes.RECORD_SCHEMA)), indent=2).encode() + b"\n",
    )
    yield DataFile(
        routes.RECORD_LINES,
        "papers-jsonl",
        "JSON Lines",
        "application/jsonl",
        "The same records, one a line, to read piece by piece.",
        b"".join(each + b"\n" for each in records),
    )


def _tables(site: Site, records: Sequence[Record]) -> Iterator[DataFile]:
    yield DataFile(
        routes.TABLE,
        "papers",
        "CSV",
        "text/csv",
        "A row a paper, for spreadsheets and data frames.",
        table.write(records),
    )
    about = {"name": site.name, "url": site.url or None, "generated_from": site.revision}
    yield DataFile(
        routes.DATABASE,
        "papers-sqlite",
        "SQLite",
        "application/vnd.sqlite3",
        "Papers, authors, topics, listings, links and sources as tables, and a full-text index.",
        database.write(records, site.reading_list.taxonomy, about),
    )
