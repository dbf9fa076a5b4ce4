"""The database of the papers, as SQLite reads it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.model.paper import Author, Paper
from generator.model.taxonomy import Taxonomy
from generator.publish import routes
from generator.publish.data.database import write
from generator.publish.data.record import record
from tests.builders import make_full_paper, make_paper
from tests.site import Built
from tests.ugly import SEEN, TITLES

Open = Callable[[bytes], sqlite3.Connection]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open the bytes of a database as a file."""
    connections: list[sqlite3.Connection] = []

    def open_(data: bytes) -> sqlite3.Connection:
        file = tmp_path / f"{len(connections)}.sqlite"
        file.write_bytes(data)
        connections.append(sqlite3.connect(file))
        return connections[-1]

    yield open_
    for connection in connections:
        connection.close()


def made(*papers: Paper) -> bytes:
    """Return the database of some papers, of a list without a taxonomy."""
    return write([record(paper, None) for paper in papers], Taxonomy({}, {}), {"name": "A list"})


def column(found: sqlite3.Connection, query: str, *values: str) -> list[Any]:
    """Return the first column of what a query finds."""
    return [row[0] for row in found.execute(query, values)]


def test_a_paper_is_in_every_table_that_tells_of_it(opened: Open) -> None:
    """In the order of its file; a tag that a person rejected is not there."""
    found = opened(made(make_full_paper()))
    assert found.execute("SELECT name, family, given, doubtful FROM paper_authors").fetchall() == [
        ("Ada Ørsted", "Ørsted", "Ada", 0),
        ("Kai-wei Chang", "Chang", "Kai-wei", 1),
    ]
    assert found.execute("SELECT tag, origin FROM paper_tags").fetchall() == [("rag", "rule")]
    assert found.execute("SELECT date, capture, place FROM listings").fetchall() == [
        ("2025-03-17", "a.txt", 3),
        (None, "b.txt", 1),
    ]
    assert column(found, "SELECT url FROM links WHERE kind = 'code'") == [
        "https://github.com/a/b",
        "https://github.com/a/c",
    ]
    assert column(found, "SELECT authors FROM papers") == ["Ada Ørsted; Kai-wei Chang"]


SEARCH = """
SELECT papers.key, snippet(search, 1, '[', ']', '…', 4)
FROM search JOIN papers ON papers.id = search.rowid
WHERE search MATCH ? ORDER BY bm25(search, 10, 1, 5, 5)
"""


def test_a_search_finds_by_words_and_quotes(opened: Open) -> None:
    """Word forms and accents do not matter, and what is in the title comes first."""
    found = opened(
        made(
            make_paper("Other", key="abstract", abstract="One two. We merged two models at last."),
            make_paper("Merging models", key="title", abstract="Nothing."),
            make_paper("Nothing", key="author", authors=(Author("Ada Ørsted-Müller"),)),
        )
    )
    keys = [key for key, _ in found.execute(SEARCH, ["merge models"])]
    assert keys == ["title", "abstract"]
    passages = dict(found.execute(SEARCH, ["merge models"]).fetchall())
    assert passages["abstract"] == "…We [merged] two [models]…"
    assert [key for key, _ in found.execute(SEARCH, ["muller"])] == ["author"]


def test_the_same_papers_make_the_same_bytes() -> None:
    """No time and no chance is in the file; other papers make another."""
    assert made(make_full_paper()) == made(make_full_paper())
    assert made(make_full_paper()) != made(make_full_paper(rating=5))


def test_a_list_without_papers_is_a_database_too(opened: Open) -> None:
    """With all its tables."""
    found = opened(made())
    assert column(found, "SELECT count(*) FROM papers") == [0]
    assert found.execute(SEARCH, ["words"]).fetchall() == []
    assert column(found, "SELECT value FROM about WHERE name = 'name'") == ["A list"]


def check_database(site: Built, found: sqlite3.Connection) -> None:
    """Compare a site's database with its records; SQLite finds it whole."""
    papers = json.loads(site.text(routes.RECORDS))["papers"]
    assert column(found, "PRAGMA integrity_check") == ["ok"]
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    found.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    found.row_factory = sqlite3.Row
    for place, (row, paper) in enumerate(
        zip(found.execute("SELECT * FROM papers ORDER BY id"), papers, strict=True), 1
    ):
        names = set(row.keys()) - {"id", "authors"}
        assert {name: row[name] for name in names} == {name: paper[name] for name in names}
        assert row["id"] == place
    found.row_factory = None
    counts = {
        "paper_authors": sum(len(paper["authors"]) for paper in papers),
        "paper_tags": sum(len(paper["tags"]) for paper in papers),
        "listings": sum(len(paper["listed"]) for paper in papers),
        "links": sum(len(urls) for paper in papers for urls in paper["links"].values()),
        "counts": sum(len(paper["counts"]) for paper in papers),
        "sources": sum(len(paper["sources"]) for paper in papers),
    }
    assert {name: column(found, f"SELECT count(*) FROM {name}")[0] for name in counts} == counts  # noqa: S608 - our own names


def test_the_real_database_says_what_the_records_say(real_site: Built, opened: Open) -> None:
    """All of it, and every key leads somewhere."""
    found = opened(real_site.files[routes.DATABASE].read_bytes())
    check_database(real_site, found)
    assert column(found, "SELECT value FROM about WHERE name = 'url'") == [real_site.url]


def test_hostile_text_is_text_in_the_database(ugly_site: Built, opened: Open) -> None:
    """A topic without papers is there, and a removed paper is not."""
    found = opened(ugly_site.files[routes.DATABASE].read_bytes())
    check_database(ugly_site, found)
    titles = dict(found.execute("SELECT key, title FROM papers").fetchall())
    assert titles.items() >= TITLES.items()
    assert titles["unseen"] == SEEN
    assert "removed" not in titles
    assert column(found, "SELECT name FROM tags WHERE tag = ?", "nobody") == ["Nobody"]
