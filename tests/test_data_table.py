"""The table of the papers, as spreadsheets and data frames read it."""

import csv
import io
import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.data.record import Record, record
from generator.publish.data.table import COLUMNS, table_schema, write
from tests.builders import make_full_paper, make_paper
from tests.site import Built
from tests.test_data_record import made_papers
from tests.ugly import SEEN, TITLES, UNSEEN

Rows = list[dict[str, str]]


def rows(data: bytes) -> Rows:
    """Return the rows of a table, by the names of their columns."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def row(paper: Paper) -> dict[str, str]:
    """Return the one row of a paper's table."""
    (found,) = rows(write([record(paper, None)]))
    return found


def expected(paper: dict[str, Any]) -> dict[str, str]:
    """Return the row of a record of `papers.json`, told without the code that made it."""
    joined = {
        "authors": [author["name"] for author in paper["authors"]],
        "listed": list(dict.fromkeys(seen["date"] for seen in paper["listed"] if seen["date"])),
        "tags": paper["tags"],
        "links": [f"{kind} {url}" for kind, urls in paper["links"].items() for url in urls],
    }
    cells = paper | {name: "; ".join(items) for name, items in joined.items()}
    return {
        column.name: "" if cells[column.name] is None else str(cells[column.name])
        for column in COLUMNS
    }


def test_a_row_says_what_the_record_says() -> None:
    """Lists are joined, and the days of the list are there without its places."""
    found = row(make_full_paper())
    assert found["authors"] == "Ada Ørsted; Kai-wei Chang"
    assert found["links"] == (
        "code https://github.com/a/b; code https://github.com/a/c; video http://v.org/"
    )
    assert (found["listed"], found["tags"], found["rating"]) == ("2025-03-17", "rag", "4")
    assert (found["published"], found["added"]) == ("2024-05", "2026-01-02")


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x","y")', 'a "b", c', "NaN", "; "]
)
def test_a_cell_is_the_title_and_nothing_else(title: str) -> None:
    """What a spreadsheet might take for a formula is data, too; the page on the data warns."""
    assert row(make_paper(title))["title"] == title.strip()


@given(made_papers)
def test_every_paper_is_one_row_that_reads_back(paper: Paper) -> None:
    """Whatever signs and ends of lines are in it."""
    one = record(paper, None)
    found = rows(write([one, one]))
    assert len(found) == 2
    names = ("key", "title", "abstract", "venue", "note", "summary", "status")
    assert [found[1][name] for name in names] == [getattr(one, name) or "" for name in names]


def test_the_table_is_as_the_standard_has_it() -> None:
    """RFC 4180: a header, lines that end in CRLF, as many cells in each; no byte order mark."""
    data = write([record(make_paper(abstract="One.\nTwo."), None)])
    assert data.startswith(b"key,title,authors,")
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert len(lines) == 3
    assert write([]).count(b"\r\n") == 1


def test_every_column_is_a_field_of_the_record() -> None:
    """And is described by it; all that one would sort or filter by is there."""
    names = [column.name for column in COLUMNS]
    assert set(names) <= set(Record.__dataclass_fields__)
    described = table_schema()["fields"]
    assert [each["name"] for each in described] == names
    assert all(each["description"] for each in described)


def check_table(site: Built) -> None:
    """Compare a site's table with its records, read by Python and by pandas."""
    records = json.loads(site.text(routes.RECORDS))["papers"]
    truth = [expected(each) for each in records]
    data = site.files[routes.TABLE].read_bytes()
    assert rows(data) == truth
    frame = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == truth


def test_the_real_table_says_what_the_records_say(real_site: Built) -> None:
    """Read by two programs."""
    check_table(real_site)


def test_hostile_text_is_text_in_the_table(ugly_site: Built) -> None:
    """Read by two programs; nothing invisible comes through."""
    check_table(ugly_site)
    titles = {
        each["key"]: each["title"] for each in rows(ugly_site.files["papers.csv"].read_bytes())
    }
    assert titles.items() >= TITLES.items()
    assert titles["unseen"] == SEEN != UNSEEN


def test_without_the_options_of_the_example_pandas_loses_data() -> None:
    """Why the page asks for them: ids become numbers, and a paper called NaN nothing."""
    data = write([record(make_paper("NaN", arxiv="2401.10020"), None)])
    careless = pd.read_csv(io.BytesIO(data))
    assert careless["arxiv"][0] == pytest.approx(2401.1002)
    assert careless["title"].isna()[0]
