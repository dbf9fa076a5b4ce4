"""Papers merged and taken apart again, by commands, in files."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import main
from generator.intake.merging import pairs
from generator.intake.merging.joining import joined, parted
from generator.model.dates import PartialDate
from generator.model.paper import Author, Count, Listing, Paper, Source
from generator.model.provenance import record
from generator.store import files, store
from tests.builders import (
    TODAY,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_paper,
    papers_of,
    tree,
    write_file,
)

LATER = date(2026, 2, 3)
ONE, TWO = Listing("a.txt", 1), Listing("b.txt", 2)


def by_program(paper: Paper, origin: str = "captures/a.txt") -> Paper:
    """Return the paper as a program would have written it."""
    names = ["title", "abstract", *(name for name in FIELDS if getattr(paper, name))]
    names += [f"links.{kind}" for kind in paper.links]
    sources = {name: record(paper, name, origin, TODAY) for name in names}
    return replace(paper, sources=sources)


FIELDS = ("authors", "published", "venue", "arxiv", "doi", "listed", "counts")


A = by_program(make_paper("A: of it", key="a", listed=(ONE,), arxiv="2401.10020"))
B = by_program(
    make_paper(
        "B: of it",
        key="b",
        abstract=abstract("They"),
        listed=(TWO,),
        arxiv="2402.00001",
        doi="10.1000/b",
        venue="ACL 2024",
        links={"code": ("https://github.com/b/b",)},
    ),
    "captures/b.txt",
)


def run(content: Path, *arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner(env={"SOURCE_DATE_EPOCH": "1770076800"}).invoke(
        main, ["--content", str(content), *arguments], catch_exceptions=False
    )


def ours(content: Path) -> dict[str, bytes]:
    """Return the files of a content folder, as they are kept in git."""
    return {name: data for name, data in tree(content).items() if not name.endswith(".part")}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A list of two papers that are one, and a third."""
    made = make_content(tmp_path, [A, B, make_paper("C: other", key="c", abstract="C.")])
    file = files.paper(made, "b")
    write_file(file, file.read_text(encoding="utf-8") + "note: Mine. # and this\n")
    return made


def test_a_merged_paper_gives_what_the_other_lacks(content: Path) -> None:
    """With whose word it is; what the other has stays; the file is kept as it was, to the byte."""
    b_file = files.paper(content, "b").read_bytes()
    done = run(content, "merge", "a", "b")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "b is a part of a now, which gets venue, doi, note, listed, links.code",
        "6 files changed.",
    ]
    (a, _) = sorted(papers_of(content).values(), key=lambda paper: paper.key)
    assert (a.title, a.arxiv, a.doi, a.note) == (A.title, A.arxiv, B.doi, "Mine.")
    assert (a.listed, dict(a.links), a.updated) == ((ONE, TWO), dict(B.links), LATER)
    assert a.sources["venue"] == B.sources["venue"]
    assert "note" not in a.sources
    assert (content / "merged" / "b.yml").read_bytes() == b_file
    assert (content / "redirects.yml").read_text(encoding="utf-8") == (
        "b: {to: a, date: 2026-02-03}\n"
    )
    assert store.load(content).decisions["a--b"].answer == "same"


def test_a_persons_words_stay_where_they_are(tmp_path: Path) -> None:
    """None of the survivor's is replaced, and what was refused or deleted is not filled.

    The account tells which of the other's find no place.
    """
    refused = {"doi": ("10.1000/b",)}
    kept = make_paper(key="a", note="Ours.", venue="ICLR", rejected=refused, tags={"rag": "rule"})
    deleted = replace(kept, sources={"links.code": Source("x", TODAY, "00000000")})
    other = replace(
        B, note="Theirs.", title="B, by hand", venue="By hand", tags={"rag": "rejected"}
    )
    content = make_content(tmp_path, [deleted, other])
    write_file(files.paper(content, "a"), files.paper(content, "a").read_bytes() + b"arxiv: null\n")
    done = run(content, "merge", "a", "b", "--json")
    assert json.loads(done.stdout) == {
        "merged": [
            {
                "key": "b",
                "into": "a",
                "gave": ["listed"],
                "left": ["title", "venue", "note", "tags"],
            }
        ],
        "changed": 6,
        "dry_run": False,
    }
    a = papers_of(content)["a"]
    assert (a.note, a.venue, a.doi, a.arxiv, dict(a.links)) == ("Ours.", "ICLR", None, None, {})


def test_a_paper_that_wants_no_tags_gets_none(content: Path) -> None:
    """The other's stay in its file."""
    for key, tags in (("a", "null"), ("b", "{rag: person}")):
        file = files.paper(content, key)
        write_file(file, file.read_text(encoding="utf-8") + f"tags: {tags}\n")
    done = run(content, "merge", "a", "b")
    assert done.exit_code == 0, done.output
    assert dict(papers_of(content)["a"].tags) == {}


def test_split_brings_back_both_as_they_were(content: Path) -> None:
    """All files but the answer, and the day of the change; comments and notes too."""
    before = ours(content)
    run(content, "merge", "a", "b")
    done = run(content, "split", "b")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "b is a paper of its own again, and a is without its venue, doi, note, listed, links.code",
    )
    after = ours(content)
    question = after.pop("decisions/a--b.yml").decode()
    assert "\nanswer: different\n" in question
    a = after["papers/a.yml"].replace(b"updated: 2026-02-03\n", b"")
    assert {**after, "papers/a.yml": a} == before


def test_what_was_changed_since_stays(content: Path) -> None:
    """A person edited the note and added a link; a program learnt an earlier day."""
    run(content, "merge", "a", "b")
    file = files.paper(content, "a")
    text = file.read_text(encoding="utf-8").replace("Mine.", "Mine, too.")
    text = text.replace(
        "  code: https://github.com/b/b\n", "  code: [https://github.com/b/b, https://x.org/y]\n"
    )
    write_file(file, text)
    run(content, "split", "b")
    a = papers_of(content)["a"]
    assert (a.note, a.links["code"], a.venue, a.listed) == (
        "Mine, too.",
        ("https://github.com/b/b", "https://x.org/y"),
        None,
        (ONE,),
    )


def test_all_that_is_answered_is_merged(content: Path) -> None:
    """Into the paper that came first; several answers may lead to one; open ones wait."""
    early = Listing("0.txt", 1, date(2020, 1, 1))
    newer = make_paper("D: it", key="0-newest", added=LATER, abstract="D.", listed=(early,))
    files.write(dict([store.paper_update(content, None, newer)]))
    decide(content, "a", "b", "same")
    decide(content, "0-newest", "b", "same")
    decide(content, "a", "c", None)
    decide(content, "b", "c", "different")
    assert "  2 pairs to make one: reading-list merge" in run(content, "check").stdout.splitlines()
    done = run(content, "merge")
    assert done.exit_code == 0, done.output
    assert "to make one" not in run(content, "check").stdout
    known = store.load(content).checked()
    assert set(known.reading_list.by_key) == {"a", "c"}
    assert known.reading_list.redirects == {"b": "a", "0-newest": "a"}
    assert known.decisions["a--c"].answer is None
    again = run(content, "merge")
    assert again.stdout.splitlines() == [
        f"nothing to merge; 1 question without an answer in {content}/decisions",
        "0 files changed.",
    ]


def decide(content: Path, one: str, other: str, answer: str | None) -> Path:
    """Write a question as a curator leaves it."""
    first, second = sorted((one, other))
    text = f"papers: [{first}, {second}]\nquestion: Is it?\nasked: 2026-01-02\n"
    text += f"answer: {answer} # mine\n" if answer else "answer:\n"
    return write_file(content / "decisions" / f"{first}--{second}.yml", text)


@pytest.mark.parametrize("keys", [("a", "b"), ("b", "a"), ()])
def test_different_is_different(content: Path, keys: Sequence[str]) -> None:
    """Nothing is merged against an answer, also when other answers lead to it."""
    decide(content, "a", "b", "different")
    if not keys:
        decide(content, "a", "c", "same")
        decide(content, "b", "c", "same")
    before = ours(content)
    done = run(content, "merge", *keys)
    assert (done.exit_code, ours(content)) == (1, before)
    survivor = keys[0] if keys else "a"
    expected = f"a--b.yml:4: answer: expected “same”, for both are to be {survivor}, got"
    assert expected in done.stderr


def test_an_answer_about_a_merged_paper_is_about_where_it_went(content: Path) -> None:
    """A question that is open goes on, and is answered when its papers have become one."""
    decide(content, "b", "c", None)
    run(content, "merge", "a", "b")
    assert store.load(content).checked().decisions["b--c"].answer is None
    decide(content, "b", "c", "same")
    assert run(content, "merge").exit_code == 0
    assert store.load(content).checked().reading_list.redirects == {"b": "a", "c": "a"}


def test_questions_that_a_merge_leaves_without_sense_are_answered(content: Path) -> None:
    """Both of their papers are one now, so nobody need look at them."""
    file = decide(content, "b", "c", None)
    run(content, "merge", "a", "b", "c")
    assert "answer: same\n" in file.read_text(encoding="utf-8")


def test_a_chain_is_taken_apart_from_its_end(content: Path) -> None:
    """A paper returns with what had been merged into it."""
    run(content, "merge", "a", "b")
    between = papers_of(content)
    run(content, "merge", "c", "a")
    assert store.load(content).checked().reading_list.redirects == {"a": "c", "b": "c"}
    refused = run(content, "split", "b")
    assert refused.exit_code == 2
    assert "a, which b is a part of, was merged too: split it first" in refused.stderr
    run(content, "split", "a")
    assert papers_of(content)["a"] == between["a"]
    run(content, "split", "b")
    assert set(papers_of(content)) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["merge", "a"], "Name the paper that stays"),
        (["merge", "a", "a"], "a is one paper already"),
        (["merge", "a", "nobody"], "there is no paper 'nobody'"),
        (["merge", "nobody", "a"], "there is no paper 'nobody'"),
        (["split", "a"], "a is not a part of another paper"),
        (["split", "nobody"], "nobody is not a part of another paper"),
        (["merge", "c", "gone"], "gone is a part of a: name that"),
        (["tag", "gone"], "there is no paper 'gone' any more: it is a part of a"),
        (["split", "gone"], "merged/gone.yml to bring back"),
    ],
)
def test_wrong_use(content: Path, arguments: list[str], said: str) -> None:
    """Of keys that are not there, or not what they should be; nothing is written."""
    write_file(content / "redirects.yml", "gone: {to: a, date: 2026-01-02}\n")
    before = ours(content)
    done = run(content, *arguments)
    assert (done.exit_code, ours(content)) == (2, before)
    assert said in done.stderr


def test_a_dry_run_only_tells(content: Path) -> None:
    """It counts the files that would change."""
    before = ours(content)
    would = run(content, "merge", "a", "b", "--dry-run")
    assert "b would be a part of a, which" in would.stdout
    assert would.stdout.endswith("6 files would change.\n")
    assert ours(content) == before
    run(content, "merge", "a", "b")
    before = ours(content)
    would = run(content, "split", "b", "--dry-run", "--json")
    assert json.loads(would.stdout)["changed"] == 6
    assert ours(content) == before


def test_what_is_merged_already_is_not_merged_again(content: Path) -> None:
    """Not even the day changes."""
    run(content, "merge", "a", "b")
    before = ours(content)
    assert run(content, "merge", "a", "b").exit_code == 0
    assert run(content, "merge").exit_code == 0
    assert ours(content) == before


def test_vectors_come_along(content: Path) -> None:
    """They are of the text, which returns."""
    file = write_file(content / "vectors" / "b.vec", b"not read here")
    known = store.load(content)
    fine = replace(known, problems=())
    files.write(pairs.merge(fine, "a", ["b"], TODAY).texts)
    assert not file.exists()
    files.write(pairs.split(store.load(content), "b", TODAY).texts)
    assert file.read_bytes() == b"not read here"
    assert not (content / "merged" / "b.vec").exists()


@pytest.mark.parametrize(("survivor", "other"), [("t", "t-2"), ("t-2", "t")])
def test_a_later_import_of_the_merged_paper_finds_where_it_went(
    survivor: str, other: str, tmp_path: Path
) -> None:
    """By its capture, or by its title and abstract; and says nothing new of it."""
    content = make_content(tmp_path)
    first = write_file(
        tmp_path / "one.txt", make_capture([("T", abstract()), ("T", abstract("No"))])
    )
    import_files(content, first)
    words = papers_of(content)[survivor].abstract
    run(content, "merge", survivor, other)
    before = ours(content)
    assert import_files(content, first).changed() == []
    both = make_capture([("T", abstract()), ("T", abstract("No"))], day="Mar 17")
    second = write_file(tmp_path / "two.txt", both)
    prepared = import_files(content, second, year=2025)
    assert prepared.questions == ()
    (paper,) = papers_of(content).values()
    assert [seen.capture for seen in paper.listed] == ["one.txt"] * 2 + ["two.txt"] * 2
    assert paper.abstract == words
    kept = f"merged/{other}.yml"
    assert before[kept] == ours(content)[kept]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("arguments", [("merge", "a", "b"), ("merge",), ("split", "b")])
def test_stopped_anywhere_the_same_command_completes(
    content: Path, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """After each file in turn the store can be read, and the end is the same to the byte."""
    if arguments == ("merge",):
        decide(content, "a", "b", "same")
    if arguments[0] == "split":
        run(content, "merge", "a", "b")
    whole = shutil.copytree(content, tmp_path / "whole" / "content")
    run(whole, *arguments)
    known = store.load(content)
    texts = PLANS[arguments](known)
    steps = [file for file in texts if not files.holds(file, texts[file])]
    assert len(steps) >= 5
    for done in range(len(steps) + 1):
        stopped = shutil.copytree(content, tmp_path / str(done) / "content")
        for file in steps[:done]:
            files.write({stopped / file.relative_to(content): texts[file]})
        keys = store.load(stopped).checked().reading_list.by_key
        assert set(keys) in ({"a", "b", "c"}, {"a", "c"})
        again = run(stopped, *arguments)
        finished = arguments[0] == "split" and done == len(steps)
        assert again.exit_code == (2 if finished else 0), again.output
        assert ours(stopped) == ours(whole), f"stopped after {done} of {len(steps)}"


PLANS: Mapping[tuple[str, ...], Any] = {
    ("merge", "a", "b"): lambda known: pairs.merge(known, "a", ["b"], LATER).texts,
    ("merge",): lambda known: pairs.merge_answered(known, LATER).texts,
    ("split", "b"): lambda known: pairs.split(known, "b", LATER).texts,
}


def test_what_was_stopped_is_finished_before_more_is_merged(content: Path, tmp_path: Path) -> None:
    """Or what the first paper gave to the second would not come to the third."""
    whole = shutil.copytree(content, tmp_path / "whole" / "content")
    run(whole, "merge", "a", "b")
    run(whole, "merge", "c", "a")
    texts = PLANS["merge", "a", "b"](store.load(content))
    led = content / "redirects.yml"
    for file in [*texts][: [*texts].index(led) + 1]:
        files.write({file: texts[file]})
    assert store.load(content).checked().merged.unfinished == {"b"}
    done = run(content, "merge", "c", "a")
    assert [line.split(" now")[0] for line in done.stdout.splitlines()] == [
        "b is a part of a",
        "a is a part of c",
        ANY,
    ]
    assert ours(content) == ours(whole)
    assert papers_of(content)["c"].doi == B.doi


SOME = st.fixed_dictionaries(
    {
        "venue": st.sampled_from([None, "ACL", "ICLR"]),
        "doi": st.sampled_from([None, "10.1000/a", "10.1000/b"]),
        "published": st.sampled_from(
            [None, *map(PartialDate.parse, ("2024", "2023-05", "2024-05-01"))]
        ),
        "authors": st.sampled_from([(), (Author("A B"),), (Author("A. B"), Author("C"))]),
        "note": st.sampled_from([None, "x", "y"]),
        "tags": st.dictionaries(
            st.sampled_from(["rag", "peft"]), st.sampled_from(["rule", "person", "rejected"])
        ),
        "links": st.dictionaries(
            st.sampled_from(["code", "video"]),
            st.lists(
                st.sampled_from(["https://x.org/1", "https://x.org/2"]), min_size=1, unique=True
            ).map(tuple),
        ),
        "rejected": st.dictionaries(
            st.sampled_from(["doi", "links"]),
            st.sampled_from([("10.1000/b",), ("https://x.org/2",)]),
        ),
        "counts": st.lists(
            st.builds(
                Count,
                what=st.just("upvotes"),
                value=st.integers(0, 3),
                source=st.sampled_from(["Hugging Face", "Other"]),
                date=st.sampled_from([TODAY, LATER]),
            ),
            max_size=2,
            unique_by=lambda count: count.source,
        ).map(tuple),
    }
)


@given(SOME, SOME, st.booleans(), st.booleans())
def test_what_is_joined_can_be_parted(
    some: dict[str, Any], others: dict[str, Any], ours: bool, theirs: bool
) -> None:
    """Whatever either knows, and whoever wrote it: the paper is as it was, but for the day."""
    paper = make_paper(key="a", listed=(ONE,), **some)
    other = make_paper(key="b", listed=(TWO,), **others)
    paper = by_program(paper) if ours else paper
    other = by_program(other, "captures/b.txt") if theirs else other
    union = joined(paper, other, LATER)
    assert set(paper.tags.items()) <= set(union.tags.items())
    assert union.note == paper.note or paper.note is None
    back = parted(union, other, paper, LATER)
    assert replace(back, updated=None) == replace(paper, updated=None)
    assert list(back.links) == list(paper.links)


@given(SOME, SOME)
def test_joining_twice_adds_nothing(some: dict[str, Any], others: dict[str, Any]) -> None:
    """A stopped merge is finished by doing it again."""
    paper = by_program(make_paper(key="a", listed=(ONE,), **some))
    union = joined(paper, make_paper(key="b", listed=(TWO,), **others), LATER)
    assert joined(union, make_paper(key="b", listed=(TWO,), **others), LATER) is union
