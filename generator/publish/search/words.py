"""The words of a text as the search compares them. `search/words.js` does the same to a query.

Case, accents and apostrophes go. A word with a hyphen counts by its parts and as one word, so that
“fine-tuning”, “fine tuning” and “finetuning” find the same papers (`Compounds`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

WrittenWord = tuple[str, ...]
"""The parts between hyphens: `("fine", "tuning")`."""

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?:s\b)?")
_WRITTEN = re.compile(r"[^\W_]+(?:[-‐‑–][^\W_]+)*")
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart."""
_HYPHEN = re.compile(r"[-‐‑–]")
_AMERICAN = re.compile(r"(?<=\w{3}[iy])z(?=(?:e[ds]?|ing|ations?|ers?)$)")
_stemmer = snowballstemmer.stemmer("english")

STOP_WORDS = frozenset(
    """
    a about all also am an and any are as at be been both but by can could did do does each for from
    had has have he her his how i if in into is it its just me more most my no not of on one or our
    she should so some such than that the their them then there these they this those to too us very
    was we were what when where which while who whose why will with would you your
    """.split()
)
"""Words that say nothing of a subject; they are in no index."""


def written(text: str) -> Iterator[WrittenWord]:
    """Yield the words of a text, each as its parts, in small letters without accents."""
    for found in _WRITTEN.findall(_plain_letters(text)):
        yield tuple(_HYPHEN.split(found))


def _plain_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
    return _APOSTROPHE.sub("", letters.lower().translate(_PLAIN))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what the forms of a word share (Porter's stemmer for English, second version).

    The stemmer tells “summarise” from “summarize” and “behaviour” from “behavior”, so these are
    made alike first. What is wrong as a word, “seisure”, is as good as a stem.
    """
    alike = _AMERICAN.sub("s", word)
    if len(alike) > 5:
        alike = alike.replace("our", "or")
    stemmed: str = _stemmer.stemWord(alike)
    return stemmed


@dataclass(frozen=True)
class Compounds:
    """Words that are written in one, with a hyphen or in two: `finetuning` is `fine` `tuning`."""

    parts: Mapping[str, WrittenWord]

    @classmethod
    def among(cls, texts: Iterable[Iterable[WrittenWord]]) -> Compounds:
        """Take every pair that some text writes with a hyphen; the commonest division wins.

        Two numbers, as of pages, are no pair.
        """
        seen: defaultdict[str, Counter[WrittenWord]] = defaultdict(Counter)
        for text in texts:
            for word in text:
                if len(word) == 2 and not "".join(word).isdigit():
                    seen["".join(word)][word] += 1
        return cls({one: min(found, key=lambda w: (-found[w], w)) for one, found in seen.items()})

    def forms(self, words: Iterable[WrittenWord]) -> Iterator[str]:
        """Yield every form under which a text is found, however it writes its compounds."""
        parts: list[str] = []
        for word in words:
            parts += word
            if len(word) > 2:
                yield "".join(word)
        for part in parts:
            yield from self._taken_apart(part)
        yield from (one for a, b in pairwise(parts) if (one := a + b) in self.parts)

    def _taken_apart(self, word: str) -> Iterator[str]:
        yield word
        for part in self.parts.get(word, ()):
            yield from self._taken_apart(part)
