from __future__ import annotations

import random
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from generator.intake.merging.likeness import CANDIDATES, NEAR, Titles
from generator.model.reading_list import ReadingList
from generator.text.text import fold
from tests.benchmarks.importing import pairs


def titles(*known: str) -> Titles:
    """Return these titles, each of the paper of its number."""
    result = Titles()
    for number, title in enumerate(known):
        result.add(fold(title), str(number))
    return result


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("Learning to fold proteins", "Learning to fold protein"),
        ("TitleABC: a study of it all", "TitleABC, the study of it all"),
        ("Retrieval augmented generation for all", "Retreival-Augmented Generation for All"),
        (
            "Large language models are few-shot learners",
            "Large Language Model are Few-Shot Learners",
        ),
    ],
)
def test_a_slip_is_near(known: str, other: str) -> None:
    """A letter, a plural, a hyphen; whichever of the two was there first."""
    assert titles("Something else", known).near(fold(other)) == "1"
    assert titles("Something else", other).near(fold(known)) == "1"


@pytest.mark.parametrize(
    ("known", "other"),
    [
        (
            "HFT: Half Fine-Tuning for Large Language Models",
            "PAT: Pruning-Aware Tuning for Large Language Models",
        ),
        ("Qwen2 technical report", "Qwen3 technical report"),
        ("Scaling to 8B weights", "Scaling to 7B weights"),
        ("A", "B"),
        ("", ""),
    ],
)
def test_other_titles_are_not_near(known: str, other: str) -> None:
    """The likest two different ones of the list, other numbers, and titles without words."""
    assert titles(known).near(fold(other)) is None


def test_the_likest_is_found() -> None:
    """Of several that are near; a title that two papers have stands for the first."""
    known = titles("Learning to fold all proteins", "Learning to fold proteins")
    assert known.near("learning to fold protein") == "1"
    known.add("learning to fold proteins", "9")
    assert known.near("learning to fold protein") == "1"
    assert known.same("learning to fold proteins") == ["1", "9"]


def test_a_long_list_is_not_compared_with_every_title(monkeypatch: pytest.MonkeyPatch) -> None:
    """However common the words; and a slip is found all the same by the rarer ones."""
    common = [f"large language models for {title}" for title, _ in pairs(3000, 1)]
    known = titles(*common)
    compared, ratio = 0, fuzz.ratio

    def counting(one: str, other: str, *, score_cutoff: float) -> float:
        nonlocal compared
        compared += 1
        return ratio(one, other, score_cutoff=score_cutoff)

    monkeypatch.setattr("generator.intake.merging.likeness.fuzz.ratio", counting)
    mixed = random.Random(1)  # noqa: S311 - the same slips in every run
    for number in range(50):
        at = mixed.randrange(len(common[number]))
        slip = fold(common[number][:at] + "x" + common[number][at + 1 :])
        assert known.near(slip) == str(number)
    assert 0 < compared <= 50 * CANDIDATES


@pytest.mark.real
def test_no_two_titles_of_the_real_list_are_near(real_list: ReadingList) -> None:
    """The threshold leaves the closest two different papers far below it."""
    folded = {fold(paper.title) for paper in real_list.papers}
    likest = max(fuzz.ratio(one, other) for one, other in combinations(sorted(folded), 2))
    assert likest < NEAR - 5
