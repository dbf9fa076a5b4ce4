"""Related papers: by subject, with the terms that say why, whatever the order of the list."""

import random

import numpy as np

from generator.model.reading_list import ReadingList
from generator.publish.related import SHARED_TERMS, SHOWN, related
from tests.builders import make_paper

PAPERS = (
    make_paper("Merging weights by task vectors", key="a", abstract="We add task vectors."),
    make_paper("Task vectors for merging", key="b", abstract="We merge weights by task vectors."),
    make_paper("Reading long documents", key="c", abstract="We read documents that are long."),
    make_paper("Documents, long ones", key="d", abstract="Reading of documents."),
    make_paper("Speech", key="e", abstract="It is of nothing else."),
)


def keys(key: str) -> list[str]:
    """Return what is related to a paper of the made-up list."""
    return [each.paper.key for each in related(PAPERS)[key]]


def test_papers_of_one_subject_are_related() -> None:
    """The nearest is of the same subject, and a paper of no one's subject has none."""
    assert keys("a")[0] == "b"
    assert keys("c")[0] == "d"
    assert keys("e") == []


def test_shared_terms_stand_in_both_papers() -> None:
    """Each term that explains stands in either paper, and none is a part of another."""
    for key, found in related(PAPERS).items():
        here = next(paper for paper in PAPERS if paper.key == key)
        for each in found:
            assert 0 < len(each.terms) <= SHARED_TERMS
            for term in each.terms:
                for paper in (here, each.paper):
                    text = f"{paper.title} {paper.abstract}".lower()
                    assert all(word in text for word in term.split()), f"{term} in {paper.key}"
            assert not any(a in b for a in each.terms for b in each.terms if a != b)


MEANT = (
    make_paper("Merging weights by task vectors", key="asked", abstract="."),
    make_paper("Weights, merging and noise", key="same-words", abstract="."),
    make_paper("Merging experts", key="one-word", abstract="."),
    make_paper("Experts of noise", key="no-word", abstract="."),
)


def related_where(*same: str) -> list[str]:
    """Return what is related to the paper asked of when these mean the same, and others nothing."""
    here, elsewhere = np.eye(2, dtype=np.float32)
    places = {paper.key: here if paper.key in same else elsewhere for paper in MEANT}
    return [each.paper.key for each in related(MEANT, {**places, "asked": here})["asked"]]


def test_paper_that_means_the_same_comes_before_one_that_says_the_same() -> None:
    """But a paper that shares no word has nothing to show for it."""
    by_words = [each.paper.key for each in related(MEANT)["asked"]]
    assert by_words == ["same-words", "one-word"]
    assert related_where("one-word", "no-word") == ["one-word", "same-words"]


def test_paper_that_only_shares_a_word_is_dropped_where_meanings_are_known() -> None:
    """Better few papers than unlike ones; who shares more words may mean something else."""
    assert related_where() == ["same-words"]


def test_order_of_the_list_does_not_matter() -> None:
    """The same papers in another order give the same."""
    mixed = list(PAPERS)
    random.Random(7).shuffle(mixed)  # noqa: S311 - the same order in every run
    assert related(mixed) == related(PAPERS)
    assert list(related(mixed)) == list(related(PAPERS))


def test_lists_too_small_to_compare_give_nothing() -> None:
    """No paper, one paper and two equal ones are no error."""
    assert related([]) == {}
    assert related(PAPERS[:1]) == {"a": ()}
    twins = [make_paper("Same", key=key) for key in ("x", "y")]
    assert related(twins) == {"x": (), "y": ()}


def test_real_papers_have_related_ones(real_list: ReadingList) -> None:
    """Up to five, the paper itself and removed ones never among them."""
    found = related(real_list.papers)
    assert found.keys() == {paper.key for paper in real_list.papers}
    for key, others in found.items():
        shown = [each.paper.key for each in others]
        assert len(shown) == len(set(shown)) <= SHOWN
        assert key not in shown
