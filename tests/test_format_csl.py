"""CSL-JSON as programs export it."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given

from generator.intake.formats import csl
from generator.intake.record import Reading
from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.text.text import Text
from tests import ugly
from tests.builders import make_source
from tests.citing import papers
from tests.references import (
    assert_list_read_back,
    assert_read_back,
    cited_in,
)


def read_text(text: str) -> Reading:
    """Read references as a curator's."""
    return csl.read(make_source(text))


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
    """With its arXiv id, which has a field of its own for preprints and is a note for others."""
    assume(paper.shown_title.plain().strip())
    (record,) = read_text(cited_in("csl.json", [paper])).records
    assert_read_back(record, paper, exact=True)


def test_ugly_papers_are_read_back() -> None:
    """Hostile titles are the text that they are."""
    for paper in ugly.papers():
        (record,) = read_text(cited_in("csl.json", [paper])).records
        assert_read_back(record, paper, exact=True)


def test_our_own_list_is_read_back(real_list: ReadingList) -> None:
    """All of it, abstracts and all."""
    reading = read_text(cited_in("csl.json", real_list.papers))
    assert_list_read_back(reading.records, real_list.papers)
    for record, paper in zip(reading.records, real_list.papers, strict=True):
        assert_read_back(record, paper, exact=True)
        shown = Text.of_lines(record.abstract or "").plain()
        assert shown.split() == paper.shown_abstract.plain().split()
    assert reading.notes == ()
