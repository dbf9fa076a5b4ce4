"""Proposing tags for a paper from its title and abstract, by the rules of the taxonomy.

A phrase is looked for only where its first word occurs, so that the cost of a paper grows with the
length of its text and hardly with the number of rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from generator.model.paper import Paper, TagOrigin
from generator.model.problems import shown
from generator.model.taxonomy import Rule, Taxonomy
from generator.text.text import Text

_WORD = r"[^\W_]++"
_WORDS = re.compile(_WORD)
_END = r"(?![^\W_])"
_TIGHT = r"(?:[^\w.,:;!?()\[\]]|_)++"
_LOOSE = r"(?:[^\w.;!?]|_)++"
_GAP = rf"(?:{_LOOSE}{_WORD}){{0,5}}?{_LOOSE}"
"""What `...` in a phrase may stand for: up to five words, and no end of a sentence."""

_Phrase: TypeAlias = tuple[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag for a paper, and why: `matched “low-rank adaptation” in the title`."""

    tag: str
    reason: str


def propose(title: str, abstract: str, taxonomy: Taxonomy) -> tuple[Proposal, ...]:
    """Return the tags whose rules match, each with its first reason, in the taxonomy's order."""
    found = _finder(taxonomy).find
    mentions = _Mentions(found(Text(title).plain()), found(Text(abstract).plain()))
    reasons = ((slug, _reason(tag.rules, mentions)) for slug, tag in taxonomy.tags.items())
    return tuple(Proposal(slug, reason) for slug, reason in reasons if reason)


def given(paper: Paper, proposals: Iterable[Proposal]) -> dict[str, TagOrigin]:
    """Return a paper's tags as they are when the rules give theirs again; a person's stay."""
    by_person = {tag: origin for tag, origin in paper.tags.items() if origin != "rule"}
    by_rule = (each.tag for each in proposals if each.tag not in by_person)
    return {**dict.fromkeys(by_rule, "rule"), **by_person}


@dataclass(frozen=True, slots=True)
class _Span:
    """The place of a phrase in a text, in characters, and the words found there."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Mentions:
    """Where a title and an abstract mention each phrase."""

    title: Mapping[str, list[_Span]]
    abstract: Mapping[str, list[_Span]]

    def has(self, phrase: str) -> bool:
        return phrase in self.title or phrase in self.abstract


def _reason(rules: Iterable[Rule], mentions: _Mentions) -> str:
    return next(filter(None, (_matched(rule, mentions) for rule in rules)), "")


def _matched(rule: Rule, mentions: _Mentions) -> str:
    if rule.needs and not any(map(mentions.has, rule.needs)):
        return ""
    if any(map(mentions.has, rule.unless)):
        return ""
    if rule.where != "abstract" and (spans := _distinct(rule.any, mentions.title)):
        return f"matched {shown(spans[0].words)} in the title"
    if rule.where != "title":
        spans = _distinct(rule.any, mentions.abstract)
        if len(spans) >= rule.times:
            also = f" and {len(spans) - 1} more" if len(spans) > 1 else ""
            return f"matched {shown(spans[0].words)}{also} in the abstract"
    return ""


def _distinct(phrases: Iterable[str], found: Mapping[str, list[_Span]]) -> list[_Span]:
    """Return the mentions from left to right; of those that overlap, the first and longest."""
    spans = [span for phrase in phrases for span in found.get(phrase, ())]
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what matches the phrase at the start of a word.

    Words and what is between them share no character and are taken whole (`++`), so that there
    is one way to read a text, and hardly anything to go back over, however hostile it is.
    """
    *parts, last = re.split(r"( \.\.\. | )", phrase)
    joints = {" ": _TIGHT, " ... ": _GAP}
    begin = "".join(joints.get(part) or _either(part) for part in parts)
    return re.compile(begin + _either(last, plural=True))


def _either(choices: str, *, plural: bool = False) -> str:
    return "(?:" + "|".join(_words(words, plural=plural) for words in choices.split("/")) + ")"


def _words(text: str, *, plural: bool) -> str:
    *others, last = text.split("-")
    return _TIGHT.join(
        [*(_word(word, plural=False) for word in others), _word(last, plural=plural)]
    )


def _word(word: str, *, plural: bool) -> str:
    ending = r"[^\W_]*+" if word.endswith("*") else "(?:e?s)?" if plural else ""
    case = "?i:" if word == word.lower() else "?:"
    return f"({case}{re.escape(word.removesuffix('*'))}){ending}{_END}"


class _Finder:
    """Finds many phrases in a text at once, by an index of the words with which they start."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._words: dict[str, list[_Phrase]] = defaultdict(list)
        self._beginnings: dict[str, list[_Phrase]] = defaultdict(list)
        for text in phrases:
            phrase = text, _pattern(text)
            for words in text.split(" ")[0].casefold().split("/"):
                word = words.split("-")[0]
                index = self._beginnings if word.endswith("*") else self._words
                index[word.removesuffix("*")].append(phrase)
        self._lengths = sorted(set(map(len, self._beginnings)))
        self._starting_with = lru_cache(maxsize=100_000)(self._look_up)

    def find(self, text: str) -> dict[str, list[_Span]]:
        """Return where each phrase occurs; phrases that do not are absent."""
        found: dict[str, list[_Span]] = defaultdict(list)
        for word in _WORDS.finditer(text):
            for phrase, pattern in self._starting_with(word[0].casefold()):
                if match := pattern.match(text, word.start()):
                    found[phrase].append(_Span(*match.span(), match[0]))
        return found

    def _look_up(self, word: str) -> tuple[_Phrase, ...]:
        singular = (word, word.removesuffix("s"), word.removesuffix("es"))
        found = [self._words.get(form, []) for form in dict.fromkeys(singular)]
        found += [self._beginnings.get(word[:length], []) for length in self._lengths]
        return tuple(dict.fromkeys(chain.from_iterable(found)))


@lru_cache(maxsize=8)
def _finder(taxonomy: Taxonomy) -> _Finder:
    rules = [rule for tag in taxonomy.tags.values() for rule in tag.rules]
    phrases = (phrase for rule in rules for phrase in (*rule.any, *rule.needs, *rule.unless))
    return _Finder(dict.fromkeys(phrases))
