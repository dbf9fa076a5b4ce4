from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.intake.formats import captures
from generator.model.problems import ContentError
from generator.store import store
from tests import ROOT
from tests.builders import (
    Pair,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_source,
    tree,
    write_file,
)
from tests.cases import Case, bad_cases

PAPERS: list[Pair] = [("C#: a <b>", abstract("one")), ("Ärger & 5% “x”", abstract("two"))]
COUNTS = {"000": 69, "001": 76, "002": 74, "003": 119, "004": 125}
REAL = sorted((ROOT / "content" / "captures").glob("00*.txt"))


def read(text: str, *, year: int | None = None, day: date | None = None) -> list[Pair]:
    """Return the titles and abstracts of a capture."""
    reading = captures.read(make_source(text, year=year, day=day))
    assert [r.listing.position for r in reading.records if r.listing] == [
        n for n, _ in enumerate(reading.records, 1)
    ]
    return [(record.title or "", record.abstract or "") for record in reading.records]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("layout", "day"), [("blank lines", "Mar 17"), ("blank lines", None), ("glued", None)]
)
def test_each_layout_gives_all_papers(layout: str, day: str | None, ends: str) -> None:
    """With a day or without, with blank lines or with `Subscribe` glued on, in any line ends."""
    text = make_capture(PAPERS, layout=layout, day=day, ends=ends)
    assert captures.recognises(text)
    assert read(text, year=2025) == PAPERS


def test_the_day_comes_from_the_capture_and_the_curator() -> None:
    """The capture gives month and day, the curator the year, or the capture gives all three."""
    said = captures.read(make_source(make_capture(PAPERS, day="Mar 17"), year=2025))
    wrote = captures.read(make_source(make_capture(PAPERS, day="March 7, 2024"), year=2025))
    unknown = captures.read(make_source(make_capture(PAPERS), year=2025))
    given = captures.read(make_source(make_capture(PAPERS), day=date(2025, 3, 17)))
    assert (said.day, said.told) == (date(2025, 3, 17), True)
    assert (wrote.day, wrote.told) == (date(2024, 3, 7), False)
    assert (unknown.day, unknown.told) == (None, False)
    assert (given.day, given.told) == (date(2025, 3, 17), True)


@pytest.mark.parametrize(
    "title", ["Subscribe to Me: RLHF", "Subscribers Are All You Need", "SubscribeNet", "new Maps"]
)
def test_a_title_that_begins_like_the_head_is_kept_whole(title: str) -> None:
    """Where the head has its own line `Subscribe`, nothing is cut from the first title."""
    papers = [(title, abstract("one"))]
    assert read(make_capture(papers)) == papers
    assert read(make_capture(papers, layout="glued")) == papers


@pytest.mark.parametrize(
    "title", ["HintsOfTruth: x", "iVideoGPT", "“Quoted”", "1B Words", "[MASK]"]
)
def test_a_glued_title_is_freed(title: str) -> None:
    """`Subscribe` is cut off whatever the title begins with."""
    papers = [(title, abstract("one")), *PAPERS]
    assert read(make_capture(papers, layout="glued")) == papers


def test_what_is_unusual_is_noted() -> None:
    """A missing full stop may be a cut, and no list appears on a Sunday: notes, not problems."""
    text = make_capture([("A", "No end"), ("B", "An end.”"), ("C", "None:")], day="Mar 16")
    notes = captures.read(make_source(text, year=2025)).notes
    assert notes == (
        "2025-03-16 is a weekend day, and Daily Papers appear on weekdays",
        "abstracts end without a full stop (near lines 12, 20)",
    )


@pytest.mark.parametrize("case", bad_cases("captures"))
def test_what_is_wrong_with_a_capture_is_said(case: Case, tmp_path: Path) -> None:
    """Each bad capture gives exactly its problems, and nothing is written."""
    content = make_content(tmp_path)
    before = tree(content)
    file = write_file(tmp_path / "some.txt", case.text)
    day, year = case.options.get("date"), case.options.get("year")
    with pytest.raises(ContentError) as caught:
        import_files(content, file, year=year, day=day)
    assert str(caught.value).replace(f"{tmp_path}/", "") == case.problems
    assert tree(content) == before


@pytest.mark.parametrize(
    ("end", "got"),
    [
        ("é".encode()[:1], "the end inside a character: the file is cut off"),
        ("𝒟".encode()[:3], "the end inside a character: the file is cut off"),
        (b"\xff.", "byte 0xff, as in Latin-1: save it as UTF-8"),
    ],
)
def test_a_capture_that_ends_inside_a_character(tmp_path: Path, end: bytes, got: str) -> None:
    """Cut off is told apart from text in another encoding."""
    content = make_content(tmp_path)
    file = write_file(tmp_path / "some.txt", make_capture(PAPERS).rstrip().encode() + end)
    with pytest.raises(ContentError) as caught:
        import_files(content, file)
    assert str(caught.value) == f"{file}:17: expected text in UTF-8, got {got}"


def test_problems_of_two_files_come_at_once(tmp_path: Path) -> None:
    """And the good file between them is not imported."""
    content = make_content(tmp_path)
    before = tree(content)
    paths = [
        write_file(tmp_path / "a.txt", "Dear reader"),
        write_file(tmp_path / "b.txt", make_capture(PAPERS)),
        write_file(tmp_path / "c.txt", make_capture(PAPERS[:1]) + "\nTitle\n"),
    ]
    with pytest.raises(ContentError) as caught:
        import_files(content, *paths)
    assert [(problem.file.name, problem.line) for problem in caught.value.problems] == [
        ("a.txt", 1),
        ("c.txt", 16),
    ]
    assert tree(content) == before


def test_a_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    """A capture that an editor saved with a mark has the same papers, and is kept with it."""
    content = make_content(tmp_path)
    text = "\N{BYTE ORDER MARK}" + make_capture(PAPERS)
    import_files(content, write_file(tmp_path / "a.txt", text))
    known = store.load(content).checked()
    assert {paper.title for paper in known.reading_list.papers} == {title for title, _ in PAPERS}
    assert (content / "captures" / "a.txt").read_bytes() == text.encode()


@pytest.mark.real
@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_the_real_captures_are_read_whole(file: Path) -> None:
    """Every line is one of the head, the day, a title or an abstract, as often as it is there."""
    text = file.read_text(encoding="utf-8")
    records = captures.read(make_source(text, year=2025)).records
    assert len(records) == COUNTS[file.stem[:3]]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    read_lines = [line for record in records for line in (record.title, record.abstract)]
    head = lines[: len(lines) - len(read_lines)]
    rest = lines[len(head) :]
    assert [rest[0].removeprefix("Subscribe"), *rest[1:]] == read_lines
    assert all(line in captures._HEAD or captures._DAY.fullmatch(line) for line in head)


@pytest.mark.real
def test_the_real_captures_hold_463_records() -> None:
    """Fifty-six titles occur more than once."""
    readings = [captures.read(make_source(f.read_text(encoding="utf-8"), year=2025)) for f in REAL]
    titles = [record.title for reading in readings for record in reading.records]
    assert len(titles) == 463
    assert len({title for title in titles if titles.count(title) > 1}) == 56
