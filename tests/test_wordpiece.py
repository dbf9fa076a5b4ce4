"""Texts are cut as BERT's uncased tokenizer cuts them."""

import pytest

from generator.meaning.wordpiece import LONGEST_WORD, WordPiece, words

CUT = WordPiece(["fine", "-", "tun", "##ing", "##e", "un", "##known", "a", "##a", "?", "fin", "e"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fine-Tuning", ["fine", "-", "tuning"]),
        ("naïve É ÅNGSTRÖM", ["naive", "e", "angstrom"]),
        ("$x^2$ (a_b)", ["$", "x", "^", "2", "$", "(", "a", "_", "b", ")"]),
        ("“don’t”", ["“", "don", "’", "t", "”"]),
        ("你好 models", ["你", "好", "models"]),
        ("soft\u00adhyphen zero\u200bwidth bell\x07", ["softhyphen", "zerowidth", "bell"]),
        ("a\tb\r\nc\u00a0d\u2028e", ["a", "b", "c", "d", "e"]),
        ("İstanbul", ["istanbul"]),
        ("bad \ufffd sign", ["bad", "sign"]),
        ("", []),
    ],
)
def test_text_is_cut_into_words_and_signs(text: str, expected: list[str]) -> None:
    """In small letters, without accents and without what is no character."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fine", ["fine"]),
        ("tuning", ["tun", "##ing"]),
        ("fine-tune?", ["fine", "-", "tun", "##e", "?"]),
        ("unknown", ["un", "##known"]),
        ("finale a", ["a"]),
        ("a" * LONGEST_WORD, ["a", *["##a"] * (LONGEST_WORD - 1)]),
        ("a" * (LONGEST_WORD + 1), []),
    ],
)
def test_words_are_cut_into_the_longest_tokens(text: str, expected: list[str]) -> None:
    """A word that the tokens do not make up to its end is left out whole."""
    assert [CUT.tokens[number] for number in CUT.numbers(text)] == expected


def test_an_unknown_word_leaves_its_place() -> None:
    """Who needs to know of unknown words can see them."""
    assert list(CUT.cut("fine xyz a")) == [(0,), (), (7,)]
