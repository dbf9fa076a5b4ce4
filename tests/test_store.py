from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.decisions import Decision
from generator.store import files, store
from generator.store.store import Capture
from tests import ROOT
from tests.builders import TODAY, make_content, make_full_paper, make_paper, papers_of, tree
from tests.builders import write_file as write
from tests.cases import Case, bad_cases

GOOD = "title: X\nabstract: Y\n"


def problems_of(content: Path) -> str:
    """Return the problems of a content folder, as they are printed, without the folder."""
    shown = "\n".join(map(str, store.load(content).problems))
    return shown.replace(f"{content}/", "")


@pytest.mark.parametrize("case", bad_cases("paper"))
def test_all_problems_of_a_paper_come_at_once(case: Case, tmp_path: Path) -> None:
    """Each bad file gives exactly its problems, with file and line, in their order."""
    content = make_content(tmp_path)
    write(content / "papers" / "x.yml", case.text)
    assert problems_of(content) == case.problems


@pytest.mark.parametrize("case", bad_cases("decisions"))
def test_problems_of_decisions(case: Case, tmp_path: Path) -> None:
    """A decision is about two papers of the list, which its file's name gives."""
    content = make_content(tmp_path)
    write(content / "papers" / "x.yml", GOOD)
    write(content / "decisions" / "x--y.yml", case.text)
    assert problems_of(content) == case.problems


@pytest.mark.parametrize("case", bad_cases("register"))
def test_problems_of_the_register(case: Case, tmp_path: Path) -> None:
    """The register is checked, and so are the captures that it names."""
    content = make_content(tmp_path)
    write(content / "captures" / "kept.txt", "changed")
    write(content / "captures" / "captures.yml", case.text)
    assert problems_of(content) == case.problems


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """One bad file hides no other, and the good ones are read all the same."""
    content = make_content(tmp_path, [make_paper()])
    write(content / "papers" / "a.yml", "title: a: b\n")
    write(content / "papers" / "b.yml", b"title: \xff\n")
    write(content / "papers" / "d.yml", GOOD + "tags: {no: rule, raq: rule}\n")
    write(content / "store.yml", "version: 2\n")
    assert problems_of(content).splitlines() == [
        "papers/a.yml:1: expected YAML, got mapping values are not allowed in this context",
        "papers/b.yml:1: expected text in UTF-8, got byte 0xff",
        "papers/d.yml:3: tags.no: expected one of rag, peft, got “no”",
        "papers/d.yml:3: tags.raq: expected one of rag, peft (did you mean “rag”?), got “raq”",
        "store.yml:1: version: expected 1, the version that this program reads, got 2",
    ]
    assert set(store.load(content).reading_list.by_key) == {"c-sharp", "d"}


def test_names_of_papers(tmp_path: Path) -> None:
    """Names that differ only in case, that systems reserve or that need escapes are problems."""
    content = make_content(tmp_path)
    for name in ("FuseChat", "fusechat", "nul", "a b"):
        write(content / "papers" / f"{name}.yml", GOOD)
    assert problems_of(content).splitlines() == [
        (
            "papers/a b.yml: expected a name of a-z, 0-9 and hyphens that no system reserves,"
            " got “a b.yml”"
        ),
        "papers/fusechat.yml: expected a name that differs in more than case, got FuseChat.yml too",
        (
            "papers/nul.yml: expected a name of a-z, 0-9 and hyphens that no system reserves,"
            " got “nul.yml”"
        ),
    ]


def test_a_citation_key_is_used_once(tmp_path: Path) -> None:
    """BibTeX reads keys without their case, and refuses one that comes twice."""
    content = make_content(tmp_path)
    for name, key in (("a", "Wan-2024"), ("b", "wan-2024"), ("c", "wan-2025")):
        write(content / "papers" / f"{name}.yml", GOOD + f"citation_key: {key}\n")
    expected = (
        "papers/b.yml:3: citation_key: expected a citation key that is not a’s, got “wan-2024”"
    )
    assert problems_of(content) == expected


def test_without_a_taxonomy_its_absence_is_the_one_problem(tmp_path: Path) -> None:
    """Nobody wants to read of every tag that it is unknown."""
    content = make_content(tmp_path, [make_full_paper()])
    (content / "tags.yml").unlink()
    assert (
        problems_of(content) == "tags.yml: expected a readable file, got No such file or directory"
    )


def test_a_store_with_papers_has_a_version(tmp_path: Path) -> None:
    """An empty folder may become a store; papers without a version are of unknown form."""
    content = make_content(tmp_path)
    (content / "store.yml").unlink()
    assert problems_of(content) == ""
    write(content / "papers" / "x.yml", GOOD)
    assert problems_of(content).startswith("store.yml: expected a readable file")


def test_what_a_killed_program_left_is_not_read(tmp_path: Path) -> None:
    """Unfinished and hidden files are no papers, and finishing the write uses them up."""
    content = make_content(tmp_path, [make_paper()])
    write(content / "papers" / ".c-sharp.yml.part", "title: ha")
    write(content / "papers" / ".hidden.yml", "title: ha")
    assert set(papers_of(content)) == {"c-sharp"}
    files.write({content / "papers" / "c-sharp.yml": "title: New\nabstract: N\n"})
    assert not (content / "papers" / ".c-sharp.yml.part").exists()
    assert papers_of(content)["c-sharp"].title == "New"


def test_a_write_that_changes_nothing_touches_nothing(tmp_path: Path) -> None:
    """Only the files whose bytes differ are written."""
    same, other = write(tmp_path / "a", "x"), write(tmp_path / "b", "x")
    before = same.stat().st_mtime_ns
    assert files.write({same: "x", other: b"y"}) == [other]
    assert (same.stat().st_mtime_ns, tree(tmp_path)) == (before, {"a": b"x", "b": b"y"})


def test_a_question_is_a_decision_once_it_is_written(tmp_path: Path) -> None:
    """The file of a question leaves room for the answer and the reason."""
    content = make_content(tmp_path, [make_paper(key="a"), make_paper(key="b")])
    asked = Decision(papers=("a", "b"), question="Is it: # one?", asked=TODAY)
    files.write(dict([store.decision_text(content, asked)]))
    assert store.load(content).checked().decisions == {"a--b": asked}


def test_comments_in_the_register_stay(tmp_path: Path) -> None:
    """A capture is added below the others, and the day of one is filled in on its line."""
    content = make_content(tmp_path)
    text = "# mine\ncaptures:\n  # the first\n  - {file: a.txt, sha256: x} # no day\n"
    file = write(content / "captures" / "captures.yml", text)
    after = [Capture("a.txt", "x", TODAY), Capture("b.txt", "z")]
    files.write(dict([store.captures_text(content, after)]))
    assert file.read_text(encoding="utf-8") == (
        "# mine\ncaptures:\n  # the first\n"
        "  - {file: a.txt, sha256: x, date: 2026-01-02} # no day\n  - {file: b.txt, sha256: z}\n"
    )


@pytest.mark.real
def test_the_reading_lists_own_store_has_no_problems() -> None:
    """What is published can be read, completely."""
    known = store.load(ROOT / "content").checked()
    listed = [seen for paper in known.reading_list.papers for seen in paper.listed]
    assert len(known.reading_list.by_key) >= 391
    assert len(listed) == len(set(listed)) >= 463
