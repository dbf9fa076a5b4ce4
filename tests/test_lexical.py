"""The index of words, decoded as its description says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.reading_list import ReadingList
from generator.publish.search import cards
from generator.publish.search.lexical import LONGEST, WEIGHTS, Fields, Index, index
from generator.publish.search.words import STOP_WORDS, Compounds, stem, written
from tests.packed import Numbers, papers_by_stem, sevens

Corpus = Sequence[dict[str, str]]
"""The texts of papers, by the names of their fields."""

WORDS = (
    "model models modelling fine-tuning finetuning fine tuning the of a naïve naive Naïve’s gpt-4 "
    "state-of-the-art 大規模言語 summarise summarizes x" + " x" * LONGEST
).split()
LONG = ("y" * LONGEST, "z" * (LONGEST + 1), "v" * LONGEST + "-w")
CORPORA = st.lists(
    st.dictionaries(
        st.sampled_from(list(WEIGHTS)),
        st.lists(st.sampled_from([*WORDS, *LONG])).map(" ".join),
    ),
    max_size=6,
)


def fields(texts: dict[str, str]) -> Fields:
    """Return the fields of a paper as the index takes them."""
    return {name: tuple(written(text)) for name, text in texts.items()}


def indexed(corpus: Corpus) -> Index:
    """Index papers, given their texts."""
    return index([fields(texts) for texts in corpus])


def decoded(made: Index) -> dict[str, dict[int, int]]:
    """Return the papers in which each form is found, and its weight there."""
    arrays = {name: array.tolist() for name, array in made.arrays.items()}
    stems, lengths, gaps = (list(sevens(arrays[name])) for name in ("stems", "lengths", "gaps"))
    of_form, postings = papers_by_stem(Numbers(stems, lengths, gaps, arrays["weights"]))
    return {form: postings[of_form[place]] for place, form in enumerate(made.forms)}


def expected(papers: Sequence[Fields]) -> dict[str, set[int]]:
    """Return the papers that have a word of each form's stem, computed plainly."""
    compounds = Compounds.among(words for paper in papers for words in paper.values())
    forms = {
        place: {
            form
            for words in paper.values()
            for form in compounds.forms(words)
            if form not in STOP_WORDS and len(form) <= LONGEST
        }
        for place, paper in enumerate(papers)
    }
    having: defaultdict[str, set[int]] = defaultdict(set)
    for place, said in forms.items():
        for form in said:
            having[stem(form)].add(place)
    return {form: having[stem(form)] for said in forms.values() for form in said}


@given(CORPORA)
@example([])
@example([{}])
@example([{"title": "the"}, {"title": ""}])
@example([{"title": "model"}, {}, {}, {"abstract": "models"}])
def test_decoding_gives_exactly_the_papers_that_have_each_stem(corpus: Corpus) -> None:
    """Forms in the order of their code points, each at the papers of its stem, in their order."""
    made = indexed(corpus)
    found = decoded(made)
    assert {form: set(papers) for form, papers in found.items()} == expected(
        [fields(texts) for texts in corpus]
    )
    assert list(made.forms) == sorted(found)
    for papers in found.values():
        assert list(papers) == sorted(papers)
        assert all(1 <= weight <= 31 for weight in papers.values())


@given(CORPORA)
def test_compounds_say_where_they_divide(corpus: Corpus) -> None:
    """Each is a form, and both its parts are words of the papers that are found by it."""
    made = indexed(corpus)
    found = decoded(made)
    assert list(made.compounds) == sorted(made.compounds)
    for one, length in made.compounds.items():
        assert one in found
        for part in (one[:length], one[length:]):
            assert part in STOP_WORDS or found[one].keys() <= found[part].keys()


def test_compound_divides_after_its_first_part() -> None:
    """`finetuning` has 4, wherever the hyphen was seen."""
    made = indexed([{"title": "finetuning"}, {"abstract": "Fine-tuning of gpt-4."}])
    assert made.compounds == {"finetuning": 4, "gpt4": 3}


@pytest.mark.parametrize("name", WEIGHTS)
def test_every_field_is_found(name: str) -> None:
    """A word is found at its paper whichever field has it."""
    made = indexed([{"title": "other"}, {"title": "other", name: "needle other"}])
    found = decoded(made)["needle"]
    assert found.keys() == {1}
    assert found[1] > 5


def test_title_weighs_more_than_abstract_and_abstract_more_than_tags() -> None:
    """The same word among as many others counts by where it stands."""
    places = ["title", "abstract", "tags"]
    found = decoded(indexed([{place: "needle in hay"} for place in places]))["needle"]
    assert found[0] > found[1] > found[2]


def test_weight_grows_ever_less_with_the_count() -> None:
    """More of a word in texts of one length says more, and each further one adds less."""
    texts = ["needle " * count + "hay " * (8 - count) for count in (1, 2, 4, 8)]
    one, two, four, eight = decoded(indexed([{"abstract": text} for text in texts]))[
        "needle"
    ].values()
    assert one < two < four < eight
    assert (two - one) > (four - two) / 2 > (eight - four) / 4


def test_weight_is_never_nothing_and_never_more_than_five_bits() -> None:
    """Of a word that is all there is, and of one that is lost in a long text."""
    texts = [{"title": "needle " * 9999}, {"venue": "hay " * 9999 + "pin"}]
    made = indexed([*texts, *({"venue": "x"} for _ in range(99))])
    assert decoded(made)["needle"] == {0: 31}
    assert decoded(made)["pin"] == {1: 1}


def test_word_of_a_longer_text_weighs_less() -> None:
    """Once among three words is more than once among thirty."""
    found = decoded(indexed([{"abstract": "needle in hay"}, {"abstract": "needle" + " hay" * 30}]))
    assert found["needle"][0] > found["needle"][1]


@pytest.mark.parametrize("spelling", ["fine-tuning", "fine tuning", "finetuning"])
def test_spelling_of_a_compound_does_not_change_its_weight(spelling: str) -> None:
    """One mention counts as one, however it is written."""
    made = indexed([{"abstract": "fine-tuning it"}, {"abstract": f"{spelling} it"}])
    assert decoded(made)["finetuning"] == dict.fromkeys((0, 1), decoded(made)["finetuning"][0])


def test_stop_words_and_data_are_in_no_index() -> None:
    """A word that everybody says, and letters that are no word, find nothing."""
    long = "y" * LONGEST
    made = indexed([{"title": f"The {long} {long}y of it"}])
    assert made.forms == (long,)


def test_same_papers_give_the_same_index() -> None:
    """In whatever order their fields come."""
    corpus = [{"title": "a model", "abstract": "of words"}, {"venue": "x-y"}]
    one, other = indexed(corpus), indexed([dict(reversed(texts.items())) for texts in corpus])
    assert one.forms == other.forms
    assert [array.tolist() for array in one.arrays.values()] == [
        array.tolist() for array in other.arrays.values()
    ]


def test_every_real_word_is_found_at_its_paper(real_list: ReadingList) -> None:
    """The index of the real list, decoded, is what its papers say."""
    papers = [cards.fields(paper, real_list.taxonomy) for paper in cards.numbered(real_list)]
    found = decoded(index(papers))
    assert {form: set(having) for form, having in found.items()} == expected(papers)
    assert len(found) > 5000
