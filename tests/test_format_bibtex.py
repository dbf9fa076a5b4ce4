"""BibTeX as programs export it and as people write it."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.intake.formats import bibtex
from generator.intake.merging.merge import Outcome
from generator.intake.reading import bibtex_entries
from generator.intake.reading.bibtex_entries import Found, entries
from generator.intake.record import Reading, Record, Source
from generator.model.paper import Author, Paper
from generator.model.problems import ContentError
from generator.model.provenance import record as recorded
from generator.model.reading_list import ReadingList
from tests import ugly
from tests.builders import (
    TODAY,
    abstract,
    import_files,
    make_content,
    make_paper,
    make_source,
    papers_of,
    tree,
    write_file,
)
from tests.citing import papers
from tests.references import (
    assert_list_read_back,
    assert_read_back,
    cited_in,
    said,
)

BY_HAND = """\
% made up
@misc{a,
  title = {A {B}},
  year = 2024, month = feb,
  eprint = {2401.10020},
}
@misc{b, title = {Second}}
"""


def read_text(text: str) -> Reading:
    """Read a bibliography as a curator's."""
    return bibtex.read(make_source(text))


def only(text: str) -> Record:
    """Read a bibliography of one entry."""
    (record,) = read_text(text).records
    return record


def test_a_field_that_is_said_twice_counts_once() -> None:
    """The first time; an entry that comes twice, be it in one line, is two records all the same."""
    entry = "@misc{x, title={Alpha}, year={2023}, year={2024}}"
    reading = read_text(entry * 2)
    assert [str(each.facts["published"].value) for each in reading.records] == ["2023", "2023"]


@pytest.mark.parametrize(
    "form",
    [
        BY_HAND.encode(),
        b"\xef\xbb\xbf" + BY_HAND.encode(),
        BY_HAND.replace("\n", "\r\n").encode(),
        BY_HAND.replace("\n", "\r").encode(),
        BY_HAND.rstrip("\n").encode(),
    ],
    ids=["as it is", "byte order mark", "CR LF", "CR", "no line end"],
)
def test_forms_of_a_text_are_one(form: bytes) -> None:
    """A byte order mark and the line ends of any system change no line and no value."""
    reading = bibtex.read(Source(Path("a.bib"), "a.bib", lambda: BytesIO(form)))
    assert [said(record) for record in reading.records] == [
        {"line": 2, "title": "A B", "published": "2024-02", "arxiv": "2401.10020"},
        {"line": 7, "title": "Second"},
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("@article{a,", True),
        ("% exported\n---\n---\n\n  @InProceedings {a,", True),
        ("@string(a = {b})", True),
        ("@article\n{a,", True),
        ("mail me@home{now}", False),
        ("[1, 2]", False),
        ("", False),
    ],
)
def test_a_bibliography_is_recognised(head: str, expected: bool) -> None:
    """By an entry at the start of a line."""
    assert bibtex.recognises(head) is expected


def test_hostile_text_comes_in_as_text() -> None:
    """Markup and control characters open no field, and 100 kB take no time."""
    title = r"<script>x</script> \} , year = \{1999\}, @article\{x, \& " + "\x00\u202e"
    long = "<b>{{ long }}</b> $x_{1}$ \\textbf{words} " * 2500
    record = only(f"@misc{{a, title = {{{title}}}, abstract = {{{long}}}}}")
    assert record.title is not None
    assert record.title.startswith("<script>x</script> } , year = {1999}, @article{x, &")
    assert "published" not in record.facts
    assert len(record.abstract or "") > 50_000


def test_a_list_of_authors_that_is_not_whole_is_left_out() -> None:
    """“and others” is nobody, and whoever else is named would be taken for all."""
    reading = read_text("@misc{a, title={A}, author={Wan, Ada and others}}")
    assert "authors" not in reading.records[0].facts
    assert "others" in reading.notes[0]


def test_paths_of_files_are_left_out() -> None:
    """What is on somebody's disk leads nowhere from here."""
    record = only("@misc{a, title={A}, file={/home/x.pdf}, pdf={a.pdf}, url={C:\\x}, code={x/y}}")
    assert said(record) == {"line": 1, "title": "A"}


def test_who_answered_is_who_says_so() -> None:
    """The origin of an answer is the service, by whose name the source goes."""
    source = replace(make_source("@misc{a, title={A}}"), name="ACL Anthology")
    (record,) = bibtex.read(source).records
    assert record.facts["title"].origin == "ACL Anthology"


def test_entries_are_read_one_at_a_time() -> None:
    """Memory does not grow with the file, but for the records that somebody keeps."""
    text = "x" * 2000
    one = f"@misc{{{{a,\n title = {{{{T {{0}}}}}},\n abstract = {{{{{text}}}}}\n}}}}\n"
    data = "".join(one.format(number) for number in range(600)).encode()
    source = Source(Path("a.bib"), "a.bib", lambda: BytesIO(data))
    tracemalloc.start()
    count = sum(1 for _ in entries(source, Found()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 600
    assert peak < len(data) / 2


def test_macros_that_use_each_other_fill_no_memory() -> None:
    """Each twice the one before it: sixty of them would be more than there is."""
    macros = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
    reading = read_text(f"@string{{a0 = {{x}}}}\n{macros}@misc{{b, title = a9, note = a59}}")
    assert reading.records[0].title == "x" * 2**9
    assert "too long" in reading.notes[0]


def test_an_entry_that_never_ends_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the file, an entry has its limit, also on one line."""
    monkeypatch.setattr(bibtex_entries, "LONGEST", 100)
    with pytest.raises(ContentError, match=r"some\.txt:2: expected an entry of at most 100 char"):
        read_text("\n@misc{a, title = {" + "x" * 500)


@given(st.lists(st.sampled_from([*'@{}(),="#\n\r\\% ', "@misc{a", "title", "=", "x"])).map("".join))
def test_any_text_is_read_or_has_problems(text: str) -> None:
    """No text, however broken, does more harm than a list of problems."""
    with suppress(ContentError):
        assert read_text(f"@misc{{{text}").records


@given(st.integers(0, 3), st.sampled_from(["title = {A", "title = A}}", 'title "A"', "{"]))
def test_a_broken_entry_hides_no_other(before: int, broken: str) -> None:
    """Those around it are read: only its own problem is told."""
    good = "@misc{good, title = {Good}}\n"
    with pytest.raises(ContentError) as error:
        read_text(good * before + f"@misc{{a, {broken} year = {{2020}}\n" + good * 2)
    assert [each.line for each in error.value.problems] == [before + 1]


@given(papers())
def test_what_we_publish_is_read_back(paper: Paper) -> None:
    """BibTeX carries no abstract, of a date the year alone, and no venue that nobody knows."""
    assume(paper.shown_title.plain().strip())
    assert_read_back(only(cited_in("bib", [paper])), paper, exact=False)


def test_ugly_papers_are_read_back() -> None:
    """Hostile titles are the text that they are, but for what the ACM writes for an ampersand."""
    for each in ugly.papers():
        paper = replace(each, title=each.title.replace("&amp;", "&"))
        assert_read_back(only(cited_in("bib", [paper])), paper, exact=False)


def test_our_own_list_is_read_back(real_list: ReadingList) -> None:
    """All of it, without a problem or a remark, with venues in the words of the list."""
    reading = read_text(cited_in("bib", real_list.papers))
    assert_list_read_back(reading.records, real_list.papers)
    for record, paper in zip(reading.records, real_list.papers, strict=True):
        assert_read_back(record, paper, exact=False)
    assert reading.notes == ()


def test_an_import_adds_what_is_unknown(tmp_path: Path) -> None:
    """A known paper gains facts; what a person wrote stays; the new need an abstract."""
    known = make_paper("Known: so far", key="known", venue="Mine 2024", arxiv="2401.10020")
    content = make_content(tmp_path, [known])
    library = write_file(
        tmp_path / "library.bib",
        "@misc{a, title={{KNOWN}}, eprint={2401.10020}, author={King, Mary}, year=2024}\n"
        "@article{b, title={Known: So Far}, journal={TACL}, year={2025}, doi={10.9999/x}}\n"
        f"@misc{{c, title={{New}}, abstract={{{abstract('New')}}}, eprint={{2401.10021}}}}\n"
        "@misc{d, title={Unknown}, eprint={2401.10022}}\n",
    )
    (account,) = import_files(content, library).accounts
    assert account.outcomes == {Outcome.MERGED: 2, Outcome.NEW: 1, Outcome.ASIDE: 1}
    papers_now = papers_of(content)
    paper = papers_now["known"]
    assert (paper.title, paper.venue, paper.doi) == ("Known: so far", "Mine 2024", "10.9999/x")
    assert paper.authors == (Author("Mary King"),)
    assert paper.sources["doi"] == recorded(paper, "doi", "library.bib", TODAY)
    assert papers_now["new"].arxiv == "2401.10021"
    assert not (content / "captures" / "library.bib").exists()
    before = tree(content)
    import_files(content, library)
    assert tree(content) == before
