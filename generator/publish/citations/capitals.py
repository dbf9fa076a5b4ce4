"""Capitals of a title that stay when a style writes titles in lower case."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_ALONE = re.compile(
    r"(?<!\S)[^\sA-Z]*[a-z],?\s([A-Z][a-z]+)(?=[,.;:)]*\s(?!of\b)[^A-Z\s(])", re.ASCII
)
"""A word with a capital between words in lower case: `to African languages`, `the Transformer is`.
With a capital beside it, it may be one of the words that an abbreviation is made from."""


def mark(title: str, abstract: str, marked: Callable[[str], str]) -> str:
    """Return a title with those of its words marked whose capitals are more than a title's.

    Such are abbreviations and names with a capital inside or a digit (`LoRA`, `T5`, `Llama-2`,
    `C++`), and what the abstract itself writes with a capital where nothing else asks for one.
    """
    names = _names(abstract)

    def found(match: re.Match[str]) -> str:
        word = match[0]
        stays = word in names or _is_abbreviation(word, title[match.end() :])
        return marked(word) if stays else word

    return _WORD.sub(found, title)


def _is_abbreviation(word: str, rest: str) -> bool:
    if any(letter.isupper() for letter in word[1:]):
        return True
    numbered = any(letter.isdigit() for letter in word) or re.match(r"-?\d", rest)
    return word[0].isupper() and bool(numbered or (len(word) == 1 and word != "A"))


def _names(abstract: str) -> set[str]:
    alone = set(_ALONE.findall(abstract))
    return (
        alone - {word.title() for word in re.findall(r"\b[a-z]+\b", abstract)} if alone else alone
    )
