"""Titles that are nearly those of papers in the list, found without comparing each with each."""

from __future__ import annotations

from collections import defaultdict

from rapidfuzz import fuzz, process

NEAR = 88.0
"""Per cent of likeness, folded, from which two titles may be one with a slip in it. The closest two
of different papers, among those captured so far, are alike to 79 per cent."""
CANDIDATES = 500
"""Titles that are compared with a new one at most, however long the list is: those that share its
rarest words. Among 10,000 titles that finds all but 2 in 1,000 of those that are near."""


class Titles:
    """Folded titles by their words."""

    def __init__(self) -> None:
        """Start without titles."""
        self._keys: dict[str, list[str]] = {}
        self._titles_by_word: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, title: str, key: str) -> None:
        """Add a folded title, and the paper that has it; a paper may have had several."""
        if title in self._keys:
            if key not in self._keys[title]:
                self._keys[title].append(key)
            return
        self._keys[title] = [key]
        for word in set(title.split()):
            self._titles_by_word[word].append(title)

    def same(self, title: str) -> list[str]:
        """Return the papers with just this folded title."""
        return list(self._keys.get(title, ()))

    def near(self, title: str) -> str | None:
        """Return the paper whose folded title is the likest, if it is like enough.

        Titles with other numbers are other papers: `Qwen2 technical report`, `Qwen3 technical
        report`.
        """
        candidates = self._candidates(title)
        found = process.extract(
            title, candidates, scorer=fuzz.ratio, score_cutoff=NEAR, limit=CANDIDATES
        )
        numbers = _numbered(title)
        near = next((each for each, _, _ in found if _numbered(each) == numbers), None)
        return self._keys[near][0] if near else None

    def _candidates(self, title: str) -> list[str]:
        """Return what shares a word with the title, by the rarest words first, in a fixed order."""
        by_rarity = sorted(
            (len(titles), word, titles)
            for word in set(title.split())
            if (titles := self._titles_by_word.get(word))
        )
        found: dict[str, None] = {}
        left = CANDIDATES
        for number, _, titles in by_rarity:
            left -= number
            if left < 0:
                break
            found |= dict.fromkeys(titles)
        return list(found)


def _numbered(title: str) -> list[str]:
    return sorted(word for word in title.split() if any(map(str.isdigit, word)))
