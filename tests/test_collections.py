"""Reading paths: every step leads to a paper, and none twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store import store
from tests.builders import make_content, make_paper, write_file

PATH = """\
title: First steps
introduction: For a reader who begins.
papers:
- {paper: one, why: Begin here.}
- {paper: two, why: Go on.}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A list of two papers, and a path through both."""
    papers = [make_paper(f"Paper {key}", key=key) for key in ("one", "two")]
    content = make_content(tmp_path, papers)
    write_file(content / "collections" / "steps.yml", PATH)
    return content


def problems(content: Path) -> list[str]:
    """Return what is wrong, without the folder's name."""
    return [str(each).removeprefix(f"{content}/") for each in store.load(content).problems]


def test_a_path_is_read_with_its_name(content: Path) -> None:
    """The file's name is the path's address, and its papers know that they are on it."""
    known = store.load(content).checked().reading_list
    assert [path.name for path in known.collections] == ["steps"]
    assert [path.title for path in known.paths["two"]] == ["First steps"]


def test_a_step_to_no_paper_and_one_taken_twice_are_problems(content: Path) -> None:
    """Both are named at once, each by its line."""
    write_file(
        content / "collections" / "steps.yml",
        f"{PATH}- {{paper: thre, why: Nowhere.}}\n- {{paper: one, why: Again.}}\n",
    )
    place = "collections/steps.yml"
    assert problems(content) == [
        f"{place}:6: papers[2].paper: expected the key of a paper, got “thre”",
        f"{place}:7: papers[3].paper: expected each paper once, got “one”",
    ]


def test_a_paper_with_a_problem_of_its_own_is_no_problem_of_the_path(content: Path) -> None:
    """The paper's file is named, and the path goes on without the step."""
    write_file(content / "papers" / "two.yml", "title: Two\n")
    assert problems(content) == ["papers/two.yml:1: abstract: expected a value, got nothing"]
    (path,) = store.load(content).reading_list.collections
    assert [step.paper for step in path.papers] == ["one"]
