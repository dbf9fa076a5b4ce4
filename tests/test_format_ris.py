"""RIS as programs export it."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.intake.formats import ris
from generator.intake.record import Reading, Source
from generator.model.paper import Paper
from generator.model.problems import ContentError
from generator.model.reading_list import ReadingList
from generator.text.text import Text
from tests import ugly
from tests.builders import make_source
from tests.citing import papers
from tests.references import (
    assert_list_read_back,
    assert_read_back,
    cited_in,
    said,
)

TWO = "TY  - JOUR\nTI  - A\nPY  - 2024\nER  - \n\nTY  - GEN\nTI  - Second\nER  - \n"


def read_text(text: str) -> Reading:
    """Read references as a curator's."""
    return ris.read(make_source(text))


@pytest.mark.parametrize(
    "form",
    [
        TWO.encode(),
        b"\xef\xbb\xbf" + TWO.encode(),
        TWO.replace("\n", "\r\n").encode(),
        TWO.replace("\n", "\r").encode(),
        TWO.replace("ER  - ", "ER  -").rstrip().encode(),
    ],
    ids=["as it is", "byte order mark", "CR LF", "CR", "no space, no line end"],
)
def test_forms_of_a_text_are_one(form: bytes) -> None:
    """A byte order mark and the line ends of any system change no line and no value."""
    reading = ris.read(Source(Path("a.ris"), "a.ris", lambda: BytesIO(form)))
    assert [said(record) for record in reading.records] == [
        {"line": 1, "title": "A", "published": "2024"},
        {"line": 6, "title": "Second"},
    ]
    assert reading.notes == ()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("TY  - JOUR\n", True),
        ("Provider: X\r\n\r\nTY  - CPAPER\r\n", True),
        ("TY - GEN\n", True),
        ("TY  - a typewriter\n", False),
        ("@misc{a, title = {TY  - JOUR}}", False),
        ("", False),
    ],
)
def test_references_are_recognised(head: str, expected: bool) -> None:
    """By the line with which one begins."""
    assert ris.recognises(head) is expected


def test_a_reference_that_never_ends_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the file, a reference has its limit, also on one line."""
    monkeypatch.setattr(ris, "LONGEST", 100)
    with pytest.raises(ContentError, match=r"some\.txt:2: expected a reference of at most 100"):
        read_text("\nTY  - GEN\nAB  - " + "x" * 500)


@given(st.lists(st.sampled_from(["TY  - JOUR", "ER  - ", "AU  - ,", "DA  - 0", "\n", "x"])))
def test_any_text_is_read_or_has_problems(lines: list[str]) -> None:
    """No text, however broken, does more harm than a list of problems."""
    with suppress(ContentError):
        reading = read_text("\n".join(["TY  - GEN", *lines]))
        assert len(reading.records) == 1 + lines.count("TY  - JOUR")


@given(papers())
def test_what_we_publish_is_read_back(paper: Paper) -> None:
    """RIS carries all but a comma in the name of an organisation."""
    assume(paper.shown_title.plain().strip())
    (record,) = read_text(cited_in("ris", [paper])).records
    assert_read_back(record, paper, exact=True)


def test_ugly_papers_are_read_back() -> None:
    """Hostile titles are the text that they are."""
    for paper in ugly.papers():
        (record,) = read_text(cited_in("ris", [paper])).records
        assert_read_back(record, paper, exact=True)


def test_our_own_list_is_read_back(real_list: ReadingList) -> None:
    """All of it, abstracts and all."""
    reading = read_text(cited_in("ris", real_list.papers))
    assert_list_read_back(reading.records, real_list.papers)
    for record, paper in zip(reading.records, real_list.papers, strict=True):
        assert_read_back(record, paper, exact=True)
        shown = Text.of_lines(record.abstract or "").plain()
        assert shown.split() == paper.shown_abstract.plain().split()
    assert reading.notes == ()
