"""Text cut into WordPiece tokens as BERT's uncased tokenizer does, over any list of tokens.

The rules are those of `BasicTokenizer` and `WordpieceTokenizer` in
https://github.com/google-research/bert/blob/master/tokenization.py. The same algorithm is in
`meaning.js`: whoever changes one changes the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

LONGEST_WORD = 100
"""Characters; a longer word is unknown."""

_IDEOGRAPHS = (
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF)),
    *((0x2A700, 0x2B73F), (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0x2F800, 0x2FA1F)),
)


class WordPiece:
    """Cuts words into the longest tokens there are, from the left.

    Attributes:
        tokens: in the order of their numbers; those that continue a word start with `##`.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tuple(tokens)
        self._numbers = {token: number for number, token in enumerate(self.tokens)}
        self._known: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of a text's tokens; words that no tokens make up are left out."""
        return [number for pieces in self.cut(text) for number in pieces]

    def cut(self, text: str) -> Iterator[tuple[int, ...]]:
        """Yield, for each word and sign of a text, its tokens; none when it is unknown."""
        for word in words(text):
            if word not in self._known:
                self._known[word] = tuple(self._pieces(word)) if len(word) <= LONGEST_WORD else ()
            yield self._known[word]

    def _pieces(self, word: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._numbers), None)
            if end is None:
                return []
            found.append(self._numbers[mark + word[start:end]])
            start = end
        return found


def words(text: str) -> list[str]:
    """Return the words and signs of a text, in small letters and without accents."""
    return unicodedata.normalize("NFD", text).translate(_FORMS).lower().split()


class _Forms(dict[int, str]):
    """What becomes of each character; learnt as they come."""

    def __missing__(self, code: int) -> str:
        self[code] = form = _form(code)
        return form


_FORMS = _Forms()


def _form(code: int) -> str:
    character = chr(code)
    kind = unicodedata.category(character)
    if character in "\t\n\r":
        return " "
    if kind == "Mn" or kind[0] == "C" or code == 0xFFFD:
        return ""
    sign = kind[0] == "P" or (code < 128 and not character.isalnum())
    ideograph = any(first <= code <= last for first, last in _IDEOGRAPHS)
    return f" {character} " if sign or ideograph else character
