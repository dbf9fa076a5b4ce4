"""Where papers lie as a whole: by what they are about, seen from the middle of the list."""

import numpy as np
import pytest

from generator.meaning.vectors import rows_of
from generator.publish.points import Points, gists

TEXTS = rows_of("A title", ["A sentence."], "In short.")
TITLE, WHOLE, SUMMARY, SENTENCE = np.eye(4, dtype=np.float32)


def make_points(*rows: object) -> Points:
    """Return a paper with its title, its whole, its summary and a sentence at these points."""
    return Points(TEXTS, np.array(rows, np.float32))


USUAL = make_points(TITLE, WHOLE, SUMMARY, SENTENCE)


def test_gists_of_papers_that_are_nearly_alike_lie_apart() -> None:
    """What all papers of a list have in common tells none of them from another."""
    papers = [make_points(*[(9, 9, 9, sign)] * 4) for sign in (1, -1)]
    first, second = gists(dict(zip("ab", papers, strict=True))).values()
    assert np.allclose(first, (0, 0, 0, 1), atol=1e-5)
    assert np.allclose(second, (0, 0, 0, -1), atol=1e-5)


def test_gist_is_of_the_title_the_summary_and_most_of_the_whole() -> None:
    """A sentence counts only as a part of the whole."""
    opposite = make_points(-TITLE, -WHOLE, -SUMMARY, -SENTENCE)
    found = gists({"usual": USUAL, "opposite": opposite})
    assert list(found) == ["usual", "opposite"]
    title, whole, summary, sentence = found["usual"]
    assert whole > title > 0
    assert whole > summary > 0
    assert sentence == 0
    assert np.linalg.norm(found["usual"]) == pytest.approx(1)
    assert np.allclose(found["opposite"], -found["usual"])


def test_gists_of_no_paper_and_of_one_are_no_error() -> None:
    """A single paper is the middle, and lies nowhere from it."""
    assert gists({}) == {}
    assert np.allclose(gists({"only": USUAL})["only"], 0)
