from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.paper import Paper
from generator.store import summaries
from tests.builders import make_paper

ABSTRACT = (
    "Half of the weights are frozen in each round, which keeps 96.4\\% of the old skills alive."
)


def wanting(summary: str) -> list[str]:
    """Return what is said to be wrong with a summary of that abstract."""
    paper: Paper = make_paper(title="Half Tuning", abstract=ABSTRACT, summary=summary)
    return list(summaries._wanting(summary, paper))


def test_a_finding_in_other_words_is_accepted() -> None:
    """A short sentence with numbers of the abstract and words of its own has no problem."""
    assert wanting("Freezing every second weight saves 96.4% of earlier abilities.") == []


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Freezing saves skills", "a sentence with a full stop"),
        ("Freezing saves 97% of skills.", "numbers that stand in the abstract, not 97"),
        ("Freezing saves 96% of skills.", "numbers that stand in the abstract, not 96"),
        ("x" * 160 + ".", "at most 160 characters, not 161"),
        (
            "The weights are frozen in each round, which keeps skills.",
            "words of your own, not “the weights are frozen in each round”",
        ),
    ],
)
def test_each_fault_of_a_summary_is_named(summary: str, expected: str) -> None:
    """Length, full stop, numbers and copied words are checked, each with what is expected."""
    assert wanting(summary) == [expected]


def test_a_paper_without_a_summary_has_no_problem(tmp_path: Path) -> None:
    """A summary is the curator's to add; none is no fault."""
    assert not list(summaries.problems(tmp_path, {"x": make_paper()}))
