"""The words of a text: one form, however it is written."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.reading_list import ReadingList
from generator.publish.search.words import STOP_WORDS, Compounds, stem, written

HYPHENS = {"hyphen-minus": "-", "hyphen": "\u2010", "no-break hyphen": "\u2011", "en dash": "–"}
APOSTROPHES = {"straight": "'", "curly": "’", "letter": "ʼ"}


def words(text: str) -> list[str]:
    """Return the words of a text, the parts of each with a hyphen between."""
    return ["-".join(word) for word in written(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n …!? ", []),
        ("Large Language Models", ["large", "language", "models"]),
        ("GPT-4 (2023), LLaMA2.", ["gpt-4", "2023", "llama2"]),
        ("snake_case a/b x.y", ["snake", "case", "a", "b", "x", "y"]),
        ("Naïve Ångström, Tülu", ["naive", "angstrom", "tulu"]),
        ("nai\u0308ve", ["naive"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ﬁne C² x₁ Ⅳ", ["fine", "c2", "x1", "iv"]),
        ("大規模言語：概要", ["大規模言語", "概要"]),
        ("-a- --b c-- d - e", ["a", "b", "c", "d", "e"]),
        ("state-of-the-art", ["state-of-the-art"]),
        ("a—b", ["a", "b"]),
    ],
)
def test_words_are_letters_and_digits_without_case_and_accents(
    text: str, expected: list[str]
) -> None:
    """Signs part words; a hyphen parts one word, unless nothing stands on one of its sides."""
    assert words(text) == expected


@pytest.mark.parametrize("hyphen", HYPHENS.values(), ids=HYPHENS)
def test_every_hyphen_is_a_hyphen(hyphen: str) -> None:
    """Whichever of them is written, the word has the same parts."""
    assert list(written(f"Fine{hyphen}Tuning")) == [("fine", "tuning")]


@pytest.mark.parametrize("mark", APOSTROPHES.values(), ids=APOSTROPHES)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the model's", ["the", "model"]),
        ("GPT-4's LLM'S", ["gpt-4", "llm"]),
        ("models' own", ["models", "own"]),
        ("don't", ["dont"]),
        ("O'Reilly", ["oreilly"]),
        ("it's-a", ["it-a"]),
        ("quoted'", ["quoted"]),
    ],
)
def test_apostrophes_and_possessives_go(mark: str, text: str, expected: list[str]) -> None:
    """Straight or curly, at the end of a word or in it."""
    assert words(text.replace("'", mark)) == expected


@given(st.text())
def test_words_hold_nothing_but_letters_and_digits(text: str) -> None:
    """Whatever the text is, no word and no part of one is empty, and none has a capital."""
    for word in written(text):
        assert word
        for part in word:
            assert part.isalnum()
            assert part == part.lower()


# ---- Stems ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "forms",
    [
        "summarise summarize summarised summarized summarising summarizing summarises summarizes",
        "summarisation summarization summariser summarizer summarisations",
        "tokeniser tokenizer tokenisation tokenization",
        "optimise optimize optimisation optimization optimiser optimizers",
        "behaviour behavior behaviours behaviors",
        "colour color coloured colored",
        "modelling modeling modelled modeled",
        "labelled labeled labelling labeling",
        "analyse analyze analysed analyzed analysing analyzing",
    ],
)
def test_british_and_american_share_a_stem(forms: str) -> None:
    """A reader of either kind finds the papers of both."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "model models",
        "tune tunes tuned tuning",
        "prompt prompts prompted prompting",
        "supervise supervised supervising supervision",
        "precise precisely precision",
        "concise concisely",
        "source sources",
    ],
)
def test_endings_of_a_word_share_a_stem(forms: str) -> None:
    """Number, tense and the like do not matter, of words with “is” in them either."""
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["tuning turning", "noise nozzle", "four for", "hour horse", "wise wiz", "test text"]
)
def test_other_words_have_other_stems(pair: str) -> None:
    """Words that look alike stay apart."""
    one, other = pair.split()
    assert stem(one) != stem(other)


# ---- Compounds -----------------------------------------------------------------------------------


def compounds(*texts: str) -> Compounds:
    """Return the compounds of some texts."""
    return Compounds.among(list(written(text)) for text in texts)


SPELLINGS = {
    "fine-tuning": "fine-tuning finetuning Fine-Tuning fine‑tuning fine–tuning FINETUNING".split(),
    "in-context": "in-context incontext In‐Context".split(),
    "pre-training": "pre-training pretraining PRE-training".split(),
    "naïve-bayes": "naïve-bayes naive-Bayes naivebayes".split(),
}


def spelled(compound: str) -> list[str]:
    """Return every spelling of a compound: with one of the hyphens, in one word, in two."""
    first, second = compound.split("-")
    return [compound, *SPELLINGS[compound], f"{first} {second}", f"{first}\n{second}"]


@pytest.mark.parametrize("compound", SPELLINGS)
@pytest.mark.parametrize("around", ["{}", "efficient {} of models", "({})’s {}."])
def test_all_spellings_of_a_compound_give_one_set_of_forms(compound: str, around: str) -> None:
    """With a hyphen, in one word or in two, alone or among other words."""
    known = compounds(f"a {compound} b")
    texts = [around.format(each, each) for each in spelled(compound)]
    assert len({frozenset(known.forms(written(text))) for text in texts}) == 1


@pytest.mark.parametrize("around", ["{}-free", "instruction-{}", "a non-{}-based one"])
def test_compound_in_a_longer_word_is_found_however_it_is_written(around: str) -> None:
    """“Instruction-finetuning” is found by “fine tuning”, as “instruction-fine-tuning” is."""
    known = compounds("fine-tuning")
    for each in spelled("fine-tuning"):
        forms = set(known.forms(written(around.format(each))))
        assert {"fine", "tuning", "finetuning"} <= forms, each


def test_forms_of_a_compound_are_its_parts_and_the_whole() -> None:
    """No more and no less, each as often as it is written."""
    known = compounds("fine-tuning")
    for text in ("fine-tuning", "fine tuning", "finetuning"):
        assert sorted(known.forms(written(text))) == ["fine", "finetuning", "tuning"]


@pytest.mark.parametrize("text", ["tuning fine", "fine. And tuning", "fine x tuning", "fine"])
def test_parts_that_do_not_stand_together_make_no_compound(text: str) -> None:
    """What stands between two words parts them."""
    assert "finetuning" not in set(compounds("fine-tuning").forms(written(text)))


def test_pair_that_nobody_hyphenates_is_no_compound() -> None:
    """Two words are written in one only where some text has the hyphen."""
    known = compounds("fine tuning")
    assert list(known.forms(written("fine tuning"))) == ["fine", "tuning"]
    assert list(known.forms(written("finetuning"))) == ["finetuning"]


def test_commonest_division_wins_in_whatever_order() -> None:
    """`co-ordinate` three times against `coor-dinate` once; of equals always the same one."""
    texts = ["co-ordinate", "coor-dinate", "co-ordinate"]
    for order in permutations(texts):
        assert compounds(*order).parts == {"coordinate": ("co", "ordinate")}
    for order in permutations(("ab-c", "a-bc")):
        assert compounds(*order).parts == {"abc": ("a", "bc")}


def test_real_compounds_are_found_however_they_are_written(real_list: ReadingList) -> None:
    """Of every pair that a real abstract hyphenates, all three spellings give one set of forms."""
    texts = [list(written(paper.shown_abstract.plain())) for paper in real_list.papers]
    known = Compounds.among(texts)
    assert known.parts["finetuning"] == ("fine", "tuning")
    hyphenated = {word for words in texts for word in words if len(word) == 2}
    assert len(hyphenated) > 1000
    for word in hyphenated:
        one = "".join(word)
        if known.parts.get(one) == word:
            in_two, joined = [(part,) for part in word], [(one,)]
            forms = {frozenset(known.forms(each)) for each in ([word], in_two, joined)}
            assert len(forms) == 1, word


def test_numbers_are_no_compounds() -> None:
    """A range of pages, 1-2, does not make “12” a way to write it."""
    assert list(compounds("pages 1-2").forms(written("12"))) == ["12"]


def test_stop_words_are_words_as_they_are_compared() -> None:
    """Each is one word in small letters, or no text could have it."""
    for word in STOP_WORDS:
        assert list(written(word)) == [(word,)]
