"""`papers.sqlite`: the list as a relational database that can be searched.

Built in memory and taken out as the bytes of its file (https://sqlite.org/c3ref/serialize.html).
They hold no time; the same SQLite makes the same bytes, another version may make others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain

from generator.model.taxonomy import Taxonomy
from generator.publish.data.record import Record
from generator.publish.data.table import SEPARATOR
from generator.publish.render import TEMPLATES

Row = tuple[object, ...]


def write(papers: Sequence[Record], taxonomy: Taxonomy, about: Mapping[str, object]) -> bytes:
    """Return the bytes of the database's file; its table `about` says where it comes from."""
    tables = (TEMPLATES / "papers.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(f"PRAGMA foreign_keys = ON; PRAGMA user_version = 1; {tables}")
        _fill(made, "about", about.items())
        _fill(made, "papers", (_paper(number, paper) for number, paper in enumerate(papers, 1)))
        _fill(made, "tags", _tags(papers, taxonomy))
        for table, rows in _parts(papers).items():
            _fill(made, table, rows)
        made.execute("INSERT INTO search (search) VALUES ('rebuild')")
        made.execute("INSERT INTO search (search) VALUES ('optimize')")
        made.commit()
        return made.serialize()


def _fill(made: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    width = len(made.execute(f"PRAGMA table_info ({table})").fetchall())
    made.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)  # noqa: S608 - our own names


def _paper(number: int, paper: Record) -> Row:
    return (
        number,
        paper.key,
        paper.title,
        SEPARATOR.join(author.name for author in paper.authors),
        paper.abstract,
        _text(paper.published),
        paper.venue,
        _text(paper.added),
        _text(paper.updated),
        paper.arxiv,
        paper.doi,
        paper.anthology,
        paper.openreview,
        paper.category,
        paper.citation_key,
        paper.summary,
        paper.note,
        paper.rating,
        paper.status,
        paper.url,
    )


def _tags(papers: Sequence[Record], taxonomy: Taxonomy) -> Iterator[Row]:
    """Yield the taxonomy, and at its end what a paper carries that it does not have."""
    for tag in taxonomy.tags.values():
        yield tag.slug, tag.name, tag.facet, tag.description
    used = dict.fromkeys(chain.from_iterable(paper.tags for paper in papers))
    yield from ((tag, None, None, None) for tag in used if tag not in taxonomy.tags)


def _parts(papers: Sequence[Record]) -> Mapping[str, Iterator[Row]]:
    """Return the rows of every table that tells more of a paper, by its name."""
    parts: Mapping[str, Callable[[Record], Iterable[Row]]] = {
        "paper_authors": lambda p: ((a.name, a.family, a.given, a.doubtful) for a in p.authors),
        "paper_tags": lambda p: ((tag, p.tag_origins[tag]) for tag in p.tags),
        "listings": lambda p: ((_text(x.date), x.capture, x.position) for x in p.listed),
        "links": lambda p: ((kind, url) for kind, urls in p.links.items() for url in urls),
        "counts": lambda p: ((c.what, c.value, c.source, _text(c.date)) for c in p.counts),
        "sources": lambda p: ((f, s.origin, _text(s.date), s.hash) for f, s in p.sources.items()),
    }
    return {table: _numbered(papers, rows) for table, rows in parts.items()}


def _numbered(papers: Iterable[Record], rows: Callable[[Record], Iterable[Row]]) -> Iterator[Row]:
    """Yield each paper's rows with its key and their places before them."""
    for paper in papers:
        for position, row in enumerate(rows(paper), 1):
            yield paper.key, position, *row


def _text(known: object) -> str | None:
    return None if known is None else str(known)
