"""CSL-JSON as programs export it."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given

from generator.intake import formats
from generator.intake.formats import csl
from generator.intake.record import Reading
from generator.model.paper import Paper
from generator.model.problems import ContentError
from generator.model.reading_list import ReadingList
from generator.text.text import Text
from tests import ugly
from tests.builders import make_source
from tests.cases import Case, bad_cases
from tests.citing import papers
from tests.references import (
    Sample,
    assert_list_read_back,
    assert_read_back,
    cited_in,
    read,
    said,
    samples,
)


def read_text(text: str) -> Reading:
    """Read references as a curator's."""
    return csl.read(make_source(text))


@pytest.mark.parametrize("sample", samples("csl", ".json"))
def test_references_of_every_origin_are_read(sample: Sample) -> None:
    """Each file says what the `.yml` of its name says, and nothing else."""
    reading = read(csl, sample.file)
    assert [said(record) for record in reading.records] == sample.records
    assert list(reading.notes) == sample.notes
    assert formats.told(make_source(sample.file.read_text(encoding="utf-8"))) is csl


@pytest.mark.parametrize("case", bad_cases("intake/csl"))
def test_what_is_broken_is_told_at_once(case: Case) -> None:
    """Each value that is not what it should be, by its line and its place."""
    with pytest.raises(ContentError) as error:
        read_text(case.text)
    assert str(error.value) == case.problems


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('[{"id": "a", "type": "article", "title": "A", "issued": {}', True),
        ('{"items": [{"id": "a", "type": "paper-conference", "DOI": "10', True),
        ('{"type": "journal-article", "container-title": "A"', True),
        ('[{"id": "2401.10020", "type": "user", "title": "A"', False),
        ('[{"type": "article", "title": "A"}]', False),
        ("@article{a,", False),
    ],
)
def test_references_are_recognised(head: str, expected: bool) -> None:
    """By a type of CSL, and a field that other JSON does not have."""
    assert csl.recognises(head) is expected


def test_hostile_text_comes_in_as_text() -> None:
    """Markup is the title's own, but for what keeps capitals as they are."""
    item = {"title": "<i>A</i>\u0000 <script>x</script>", "abstract": "<b>x</b>" * 12_500}
    (record,) = read_text(json.dumps([item])).records
    assert record.title == "<i>A</i> <script>x</script>"
    assert record.abstract == item["abstract"]


@given(papers())
def test_what_we_publish_is_read_back(paper: Paper) -> None:
    """CSL-JSON carries the arXiv id of a preprint alone."""
    assume(paper.shown_title.plain().strip())
    (record,) = read_text(cited_in("csl.json", [paper])).records
    assert_read_back(record, paper, arxiv=not paper.venue, exact=True)


def test_ugly_papers_are_read_back() -> None:
    """Hostile titles are the text that they are."""
    for paper in ugly.papers():
        (record,) = read_text(cited_in("csl.json", [paper])).records
        assert_read_back(record, paper, arxiv=not paper.venue, exact=True)


def test_our_own_list_is_read_back(real_list: ReadingList) -> None:
    """All of it, abstracts and all."""
    reading = read_text(cited_in("csl.json", real_list.papers))
    assert_list_read_back(reading.records, real_list.papers)
    for record, paper in zip(reading.records, real_list.papers, strict=True):
        assert_read_back(record, paper, arxiv=not paper.venue, exact=True)
        shown = Text.of_lines(record.abstract or "").plain()
        assert shown.split() == paper.shown_abstract.plain().split()
    assert reading.notes == ()
