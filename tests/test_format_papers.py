"""Open data of a reading list comes back as the papers that it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from generator.intake.formats import papers
from generator.intake.merging.merge import Outcome
from generator.intake.record import Source
from generator.model.paper import Count, Listing, Paper
from generator.model.reading_list import ReadingList
from generator.publish.data.record import encode, record
from generator.store import store
from tests import ROOT, ugly
from tests.answered import answer, check_any, check_storable, mutated, problems
from tests.builders import (
    TODAY,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_full_paper,
    make_paper,
    papers_of,
    tree,
    write_file,
)
from tests.cases import DATA
from tests.test_data_record import made_papers

FOLDER = DATA / "intake" / "papers"


def published(some: Iterable[Paper]) -> str:
    """Return `papers.json` of some papers."""
    records = ",\n".join(encode(record(paper, None)).decode() for paper in some)
    return f'{{"version": 1, "generated_from": null, "papers": [\n{records}\n]}}\n'


def read(text: str) -> list[Paper]:
    """Return the papers that records hold."""
    source = Source(Path("a.json"), "a.json", lambda: BytesIO(text.encode()))
    assert papers.recognises(source.head)
    return [each.whole for each in papers.read(source).records if each.whole]


def written(folder: Path, some: Iterable[Paper]) -> Path:
    """Write `papers.json` of some papers."""
    return write_file(folder / "papers.json", published(some))


@given(made_papers)
def test_a_paper_comes_back_as_it_was(paper: Paper) -> None:
    """With the order of its tags; from the list as from its lines."""
    for text in (published([paper, paper]), encode(record(paper, None)).decode() + "\n"):
        again = read(text)[-1]
        assert again == paper
        assert list(again.tags) == list(paper.tags)


def test_a_list_moves_whole_into_an_empty_one(tmp_path: Path, real_list: ReadingList) -> None:
    """The real list: every paper with all that is known of it, and of who said so."""
    content = make_content(tmp_path)
    (content / "tags.yml").write_bytes((ROOT / "content" / "tags.yml").read_bytes())
    import_files(content, written(tmp_path, real_list.papers))
    assert papers_of(content) == real_list.by_key


def test_two_lists_may_cite_by_one_key(tmp_path: Path) -> None:
    """The second paper that comes with it, in whatever case, gets none of its own."""
    content = make_content(tmp_path)
    one = make_paper("Alpha", key="alpha", citation_key="lovelace-2024")
    other = make_paper("Beta", key="beta", citation_key="Lovelace-2024", abstract=abstract("B"))
    import_files(content, written(tmp_path / "a", [one]), rename(written(tmp_path / "b", [other])))
    assert [each.citation_key for each in papers_of(content).values()] == ["lovelace-2024", None]


def rename(file: Path) -> Path:
    """Give a file another name, for two of one name are not imported at once."""
    return file.rename(file.with_name("other.json"))


def test_an_ugly_list_moves_whole_as_well(tmp_path: Path) -> None:
    """Whatever has broken sites before."""
    known = {each.key: each for each in ugly.papers() if each.status != "removed"}
    for each in known.values():
        assert read(published([each])) == [each]
    content = make_content(tmp_path)
    write_file(content / "tags.yml", ugly.TAGS)
    summaries = {key: each for key, each in known.items() if not each.summary}
    import_files(content, written(tmp_path, summaries.values()))
    assert papers_of(content) == summaries
    before = tree(content)
    import_files(content, written(tmp_path, summaries.values()))
    assert tree(content) == before


@pytest.mark.parametrize(
    ("name", "lines"),
    [("papers.json", (2, 3)), ("papers.jsonl", (1, 2)), ("paper.json", (1,))],
)
def test_lists_lines_and_single_records(name: str, lines: tuple[int, ...]) -> None:
    """The list's file, the same a line a paper, and one paper's own, laid out by a program."""
    reading = papers.read(answer(f"papers/{name}"))
    assert tuple(each.line for each in reading.records) == lines
    first = reading.records[0]
    assert first.whole
    assert (first.whole.title, first.whole.note) == (
        "Tuning $k^2$ Pebbles: a <b>study</b>",
        "Read: twice # really\n\n  - yes",
    )
    assert first.whole.tags == {"rag": "rule", "peft": "rejected"}
    assert first.whole.rejected == {"links": ("https://github.com/x/y",)}
    assert first.facts.keys() == {
        *("title", "abstract", "authors", "published", "venue", "arxiv", "doi", "anthology"),
        *("category", "links.code", "links.video"),
    }
    assert {fact.origin for fact in first.facts.values()} == {name}
    assert (reading.kept, reading.day, first.listing) == (False, None, None)
    check_storable(reading)


def test_fields_of_a_newer_version_are_left_out() -> None:
    """Of the list, of a record, and of what is in one; in any order."""
    [only] = papers.read(answer("papers/newer.json")).records
    assert only.whole
    assert only.line == 5
    assert only.whole.listed == (Listing("a.txt", 1),)
    assert [author.name for author in only.whole.authors] == ["Ada Ørsted"]


def test_a_list_that_knows_the_paper_only_learns_facts(tmp_path: Path) -> None:
    """Tags, summary, note, rating, listings and refusals are each curator's own."""
    mine = make_paper(key="mine", arxiv="2407.99001", venue="ACL 2024", note="Mine.")
    counts = (Count("citations", 3, "OpenAlex", TODAY),)
    theirs = make_full_paper(
        arxiv="2407.99001", doi="10.1000/1", abstract="Other.", counts=counts, refused={"category"}
    )
    content = make_content(tmp_path, [mine])
    import_files(content, written(tmp_path, [theirs]))
    [paper] = papers_of(content).values()
    assert (paper.key, paper.title, paper.abstract) == (mine.key, mine.title, mine.abstract)
    assert (paper.venue, paper.note, paper.listed, paper.tags) == ("ACL 2024", "Mine.", (), {})
    assert (paper.summary, paper.rating) == (None, None)
    assert paper.citation_key == "orsted-chang-2024-c"
    assert (paper.authors, paper.published) == (theirs.authors, theirs.published)
    assert (paper.doi, paper.links, paper.counts) == ("10.1000/1", theirs.links, counts)
    assert (paper.refused, paper.rejected) == (frozenset(), {})
    assert paper.sources["doi"].origin == "papers.json"


def test_another_version_is_refused() -> None:
    """Its fields may mean something else."""
    text = published([make_paper()]).replace('"version": 1', '"version": 2')
    assert problems(papers, text) == ["a.json:1: version: expected 1, got “2”"]


def record_with(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever may be wrong
    """Return a record in which something else stands."""
    found: dict[str, Any] = json.loads(encode(record(make_full_paper(), None)))
    return {**found, **fields}


@pytest.mark.parametrize(
    "key", ["../x", "a/b", "", ".", "con", "a b", "-a", "a\n", "C:", "ä", "x" * 300]
)
def test_a_key_cannot_lead_out_of_the_content(tmp_path: Path, key: str) -> None:
    """It is the name of a file."""
    content = make_content(tmp_path)
    text = json.dumps({"version": 1, "generated_from": None, "papers": [record_with(key=key)]})
    file = write_file(tmp_path / "papers.json", text)
    before = tree(tmp_path)
    with pytest.raises(Exception, match=r"papers\.json:1: papers\[0\]\.key: expected "):
        import_files(content, file)
    assert tree(tmp_path) == before


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """By line and place."""
    wrong = record_with(arxiv="x", rating=6, links={"code": ["javascript:hacked()"]})
    text = json.dumps(wrong) + "\n" + json.dumps(record_with(authors=[{}], published="May"))
    assert problems(papers, text) == [
        "a.json:1: arxiv: expected an arXiv id without a version, as 2311.09677, got “x”",
        (
            "a.json:1: links.code[0]: expected a link that starts with https:// or http://, got"
            " “javascript:hacked()”"
        ),
        "a.json:1: rating: expected at most 5, got 6",
        "a.json:2: authors[0].name: expected a value, got nothing",
        "a.json:2: published: expected a date as 2024, 2024-05 or 2024-05-17, got “May”",
    ]


def test_a_tag_that_is_unknown_here_is_left_out(tmp_path: Path) -> None:
    """With a remark, for the content of this list has no word for it."""
    content = make_content(tmp_path)
    theirs = make_paper(tags={"rag": "person", "ponds": "person", "lakes": "rule"})
    [account] = import_files(content, written(tmp_path, [theirs])).accounts
    [paper] = papers_of(content).values()
    assert paper.tags == {"rag": "person"}
    assert "lakes, ponds" in account.notes[0]


@given(mutated("papers/paper.json"))
def test_any_record_is_read_or_refused(data: object) -> None:
    """And what is read can be stored."""
    check_any(papers, data)


def test_a_capture_here_may_be_called_as_one_there(tmp_path: Path) -> None:
    """What stands in the same place of another file is another paper, now and ever after."""
    content = make_content(tmp_path)
    theirs = make_paper("Ponds", abstract="All of them are deep.", listed=(Listing("one.txt", 1),))
    import_files(content, written(tmp_path, [theirs]))
    capture = make_capture([("Alpha is another", abstract("We are alpha"))])
    file = write_file(tmp_path / "in" / "one.txt", capture)
    [account] = import_files(content, file).accounts
    assert account.outcomes == {Outcome.NEW: 1}
    assert {paper.title for paper in papers_of(content).values()} == {"Ponds", "Alpha is another"}
    assert import_files(content, file).changed() == []


def test_captures_of_another_list_are_no_evidence_here(tmp_path: Path) -> None:
    """Its listings are data; the content is whole without the files that they name."""
    content = make_content(tmp_path)
    import_files(content, written(tmp_path, [make_full_paper(tags={}, summary=None)]))
    assert store.load(content).problems == ()
    assert not list((content / "captures").glob("*.txt"))
