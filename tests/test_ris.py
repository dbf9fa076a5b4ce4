"""RIS that another program reads back as it was meant."""

import re
from typing import Any

import pytest
import rispy
from hypothesis import given

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.publish.citations import reference, ris
from generator.publish.citations.formats import FORMATS
from tests import ugly
from tests.builders import make_full_paper, make_paper
from tests.citing import papers

RIS = next(form for form in FORMATS if form.ending == "ris")
LINE = re.compile(r"[A-Z][A-Z0-9]  - .*")


def written(*some: Paper) -> str:
    """Return the file of some papers."""
    return RIS.file(ris.entry(reference.of(paper)) for paper in some)


def parsed(*some: Paper) -> list[dict[str, Any]]:
    """Read the file of some papers back; each of its lines is a tag and a value."""
    text = written(*some)
    lines = [line for line in text.split("\r\n") if line]
    assert all(LINE.fullmatch(line) for line in lines)
    assert len(lines) == len([line for line in text.splitlines() if line])  # none hides another
    records = rispy.loads(text)
    assert len(records) == len(some)
    return list(records)


def one_line(text: str) -> str:
    """Return a text without its line ends."""
    return " ".join(text.split())


def assert_same(record: dict[str, Any], paper: Paper) -> None:
    """The record says of the paper what is known, and nothing that rispy does not know."""
    assert "unknown_tag" not in record
    assert record.get("title", "") == one_line(paper.shown_title.plain())
    assert record.get("abstract", "") == one_line(paper.shown_abstract.plain())
    assert record.get("keywords", []) == list(paper.shown_tags)
    names = [author for author in paper.authors if author.parts.family.replace(",", "").strip()]
    assert len(record.get("authors", [])) == len(names)
    assert record.get("accession_number") == (f"arXiv:{paper.arxiv}" if paper.arxiv else None)


def test_real_papers_are_read_back(real_list: ReadingList) -> None:
    """All of them, in their order."""
    records = parsed(*real_list.papers)
    for record, paper in zip(records, real_list.papers, strict=True):
        assert record["id"] == (paper.citation_key or paper.key)
        assert_same(record, paper)


@pytest.mark.parametrize("paper", ugly.papers(), ids=lambda paper: paper.key)
def test_ugly_paper_is_read_back(paper: Paper) -> None:
    """No text opens a tag or ends the record."""
    (record,) = parsed(paper)
    assert_same(record, paper)


@given(papers())
def test_any_paper_is_read_back(paper: Paper) -> None:
    """Whatever it holds."""
    (record,) = parsed(paper)
    assert_same(record, paper)


def test_record_begins_with_its_type_and_ends_with_its_end() -> None:
    """As the specification asks, whatever is between."""
    lines = written(make_full_paper(), make_paper()).split("\r\n")
    ends = [place for place, line in enumerate(lines) if line == "ER  - "]
    assert lines[0].startswith("TY  - ")
    assert lines[ends[0] + 1 : ends[0] + 3] == ["", "TY  - GEN"]
    assert lines[ends[1] + 1 :] == ["", ""]


@pytest.mark.parametrize(
    ("fields", "kind", "container"),
    [
        ({"venue": "ACL 2024 (Demo)"}, "CONF", "ACL (Demo)"),
        ({"venue": "TACL 2024"}, "JOUR", "TACL"),
        ({"venue": "Somewhere 2024"}, "GEN", "Somewhere"),
        ({"venue": None}, "UNPB", None),
    ],
)
def test_type_is_that_of_what_is_cited(
    fields: dict[str, Any], kind: str, container: str | None
) -> None:
    """A preprint is unpublished work: the format is older than arXiv's fame."""
    (record,) = parsed(make_full_paper(**fields))
    assert (record["type_of_reference"], record.get("secondary_title")) == (kind, container)
    assert record.get("custom3") == (container if kind == "CONF" else None)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("Mary King Jr.", "King, Mary, Jr."),
        ("Ed and Al, Inc.", "Ed and Al Inc."),
        ("王小明", "王小明"),
    ],
)
def test_name_is_written_family_first(name: str, line: str) -> None:
    """With the suffix last; a whole name has no comma, which would part it."""
    (record,) = parsed(make_paper(authors=(Author(name),)))
    assert record["authors"] == [line]


@pytest.mark.parametrize(
    ("date", "line"),
    [
        (PartialDate(2024), None),
        (PartialDate(2024, 2), "2024/02//"),
        (PartialDate(2024, 2, 5), "2024/02/05/"),
    ],
)
def test_date_is_as_precise_as_it_is_known(date: PartialDate, line: str | None) -> None:
    """The year always, the date when there is more of it than that."""
    (record,) = parsed(make_paper(published=date))
    assert (record["year"], record.get("date")) == ("2024", line)


def test_address_and_identifiers_are_given() -> None:
    """DOI and address in their tags, arXiv's id as what it is there."""
    (record,) = parsed(make_full_paper(doi="10.1000/a;b"))
    assert record["doi"] == "10.1000/a;b"
    assert record["urls"] == ["https://arxiv.org/abs/2401.10020"]
    assert (record["name_of_database"], record["accession_number"]) == ("arXiv", "arXiv:2401.10020")
