"""Edits of many papers at once: what is asked and nothing else, and the same twice is once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.intake.curating.editing import Edit, edited
from generator.intake.merging.additions import written
from generator.intake.record import Fact
from generator.intake.retagging import tagged
from generator.model.provenance import may_write
from generator.store import files, store
from tests.builders import TODAY, make_content, make_full_paper, make_paper, papers_of, tree

TWO = [make_paper(key="a"), make_full_paper(key="b", title="B")]


def run(content: Path, *words: str, stdin: str | None = None) -> Result:
    """Run `reading-list edit` on a day later than the papers'."""
    environment = {"SOURCE_DATE_EPOCH": "1800000000"}
    return CliRunner().invoke(
        main, ["--content", str(content), "edit", *words], input=stdin, env=environment
    )


def test_tags_are_a_persons(tmp_path: Path) -> None:
    """Given and refused ones, by slug, name or alias in any case; the others stay."""
    content = make_content(tmp_path, TWO)
    result = run(content, "--tag", "PEFT", "--not-tag", "Rag", "--rating", "5", "a", "b")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "a: +peft, -rag, rating 5",
        "b: -rag, +peft, rating 5",
        "2 papers read; 2 files changed.",
    ]
    papers = papers_of(content)
    assert papers["a"].tags == papers["b"].tags == {"peft": "person", "rag": "rejected"}
    assert (papers["a"].rating, str(papers["a"].updated)) == (5, "2027-01-15")


def test_same_command_twice_changes_nothing(tmp_path: Path) -> None:
    """Not even the day of the update."""
    content = make_content(tmp_path, TWO)
    words = ("--tag", "peft", "--status", "withdrawn", "a", "b", "a")
    assert "2 files changed" in run(content, *words).stdout
    before = tree(content)
    assert run(content, *words).stdout == "2 papers read; 0 files changed.\n"
    assert tree(content) == before


def test_only_the_lines_that_change_move(tmp_path: Path) -> None:
    """Comments and everything else of a file stay byte for byte."""
    content = make_content(tmp_path, TWO)
    file = content / "papers" / "b.yml"
    text = (
        files.read_text(file).replace("rating: 4", "rating: 4   # in doubt").replace("\n", "\r\n")
    )
    file.write_bytes(text.encode())
    run(content, "--rating", "2", "b")
    old, new = text.splitlines(), files.read_text(file).splitlines()
    moved = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [a.partition(":")[0] for a, _ in moved] == ["rating", "updated"]
    assert moved[0][1] == "rating: 2   # in doubt"
    assert b"\r\n" in file.read_bytes()
    assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


def test_keys_come_from_standard_input(tmp_path: Path) -> None:
    """One a line, with comments and blank lines, and mixed with others."""
    content = make_content(tmp_path, TWO)
    result = run(content, "--tag", "rag", "-", stdin="b  # read\n\n# none\na\n")
    assert result.stdout.endswith("2 papers read; 2 files changed.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tag", "peft", "a", "bb", "aa"), "there is no paper 'bb' (did you mean b?); there is"),
        (("--tag", "pefft", "a"), "there is no tag 'pefft' (did you mean peft?)"),
        (("--not-tag", "dance", "a"), "there is no tag 'dance'"),
        (("--tag", "RAG", "--not-tag", "rag", "a"), "rag is asked for and refused"),
        (("a",), "Say what is to change"),
        (("--rating", "6", "a"), "not in the range"),
        (("--status", "gone", "a"), "is not one of"),
        (("--tag", "rag"), "Missing argument"),
    ],
)
def test_wrong_use_changes_nothing(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """Everything is checked before the first file is written."""
    content = make_content(tmp_path, TWO)
    before = tree(content)
    result = run(content, *words)
    assert (result.exit_code, said in " ".join(result.stderr.split())) == (2, True), result.stderr
    assert tree(content) == before


def test_dry_run_writes_nothing_and_json_says_all(tmp_path: Path) -> None:
    """Also which papers stay as they are."""
    content = make_content(tmp_path, TWO)
    before = tree(content)
    result = run(content, "--rating", "4", "--dry-run", "--json", "a", "b")
    answer = json.loads(result.stdout)
    assert [(each["key"], each["changed"]) for each in answer["papers"]] == [
        ("a", True),
        ("b", False),
    ]
    assert answer["dry_run"] is True
    assert tree(content) == before


def test_rules_keep_the_tags_that_nobody_spoke_of() -> None:
    """A curator who takes over one tag of two leaves the other to the rules."""
    paper = written(make_paper(), "tags", Fact({"rag": "rule", "peft": "rule"}, "tags.yml"), TODAY)
    after = edited(paper, Edit(not_tags=("rag",)), TODAY)
    assert after.tags == {"rag": "rejected", "peft": "rule"}
    assert may_write(after, "tags")


def test_tags_that_a_person_made_theirs_stay_theirs(tmp_path: Path) -> None:
    """An edit gives none of them back to the rules."""
    content = make_content(tmp_path)
    taxonomy = store.load(content).reading_list.taxonomy
    paper = written(make_paper(), "tags", Fact({"rag": "rule"}, "tags.yml"), TODAY)
    deleted = replace(paper, tags={})
    after = edited(deleted, Edit(tags=("peft",)), TODAY)
    assert not may_write(after, "tags")
    assert tagged(after, taxonomy, TODAY).tags == {"peft": "person"}


def test_paper_that_wants_no_tags_wants_none(tmp_path: Path) -> None:
    """Refusing one of all changes nothing; giving one takes the refusal back."""
    paper = make_paper(refused=frozenset({"tags", "rating"}))
    assert edited(paper, Edit(not_tags=("rag",)), TODAY) is paper
    after = edited(paper, Edit(tags=("rag",), rating=3), TODAY)
    assert (after.tags, after.rating, after.refused) == ({"rag": "person"}, 3, frozenset())
    content = make_content(tmp_path, [paper])
    files.write(dict([store.paper_update(content, paper, after)]))
    assert papers_of(content)["c-sharp"] == after
