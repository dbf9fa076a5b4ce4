"""Related papers: near by terms that both use, which say why, by their tags and by what they mean.

Terms are weighed by TF-IDF over titles, abstracts and tags. Words count that stand in a title
somewhere in the list: authors put their subjects there, and what stands in abstracts alone
(“demonstrate”, “viability”) is how they talk. Only a paper's weightiest terms count, and only the
papers in which a term weighs most are looked at, so that the cost grows as the papers do.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.meaning.encoder import Floats
from generator.model.keys import STOP_WORDS
from generator.model.paper import Paper

SHOWN = 5
TERMS_PER_PAPER = 60
PAPERS_PER_TERM = 60
SHARED_TERMS = 3
TAGS_COUNT = 0.5
MEANING_COUNTS = 0.8
"""How much a cosine of tags, and of meanings, counts beside one of terms."""
TITLE_WEIGHT = 3
LEAST_TERMS = 0.04
"""Below this cosine of terms two papers share words rather than a subject."""
LEAST_LIKENESS = 0.65
"""Of all three together. A strict reader of 250 pairs called 73 % of those above it related, 62 %
of all; where a subject has few papers, better fewer are shown."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COMMON = STOP_WORDS | frozenset(
    """
    across against all approach beyond better between capability case challenge comprehensive during
    effective enhancing few framework future general guide improving insight language large llm llms
    make makes making method model models more need new not novel one only paradigm point power
    problem scale series simple some study technique than that their them these they this through
    toward towards under unlocking unveiling use using way which while
    """.split()
)
"""Words that stand in titles and say nothing of the subject of a list about language models."""

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Words:
    """What of a paper is compared."""

    key: str
    title: str
    abstract: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    """A paper that is like another, and the terms that say why, the weightiest first."""

    paper: Paper
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What of every paper is compared, by key: its terms and its tags, as vectors of length 1."""

    terms: Mapping[str, Weights]
    tags: Mapping[str, Weights]
    having: Mapping[str, Sequence[str]]
    """For each term the papers in which it weighs most."""


def related(
    papers: Iterable[Paper], meanings: Mapping[str, Floats] | None = None
) -> dict[str, tuple[Related, ...]]:
    """Return, by key, the most similar papers of each, the most similar first.

    Args:
        papers: which are compared.
        meanings: for every key a vector of length 1, near to that of a paper that means the
            like; without them, terms and tags alone count.
    """
    by_key = {paper.key: paper for paper in papers}
    texts = tuple(
        Words(key, paper.shown_title.plain(), paper.shown_abstract.plain(), paper.shown_tags)
        for key, paper in sorted(by_key.items())
    )
    said = _compared(texts)
    return {
        key: tuple(
            Related(by_key[other], _shared(said.terms[key], said.terms[other]))
            for other in _closest(key, said, meanings or {})
        )
        for key in said.terms
    }


@lru_cache(maxsize=2)
def _compared(texts: tuple[Words, ...]) -> Compared:
    """Kept while a server runs, for most of its builds change no text and no tag."""
    topical = {word for text in texts for word in _said(text.title)}
    terms = _weights({text.key: _terms(text, topical) for text in texts})
    tags = _weights({text.key: Counter(text.tags) for text in texts})
    return Compared(terms, tags, _postings(terms))


def _terms(text: Words, topical: Container[str]) -> Counter[str]:
    counts = Counter({tag.replace("-", " "): TITLE_WEIGHT for tag in text.tags})
    for part, weight in ((text.title, TITLE_WEIGHT), (text.abstract, 1)):
        words = [_singular(word.lower()) for word in _WORD.findall(part)]
        pairs = [f"{a} {b}" for a, b in pairwise(words) if a in topical and b in topical]
        for term in [word for word in words if word in topical] + pairs:
            counts[term] += weight
    return counts


def _said(title: str) -> Iterator[str]:
    """Yield the words of a title that may name a subject."""
    for word in _WORD.findall(title.lower()):
        single = _singular(word)
        if len(word) > 2 and not {word, single} & _COMMON and not word.isdigit():
            yield single


def _singular(term: str) -> str:
    if term.endswith("ies") and len(term) > 4 and term != "series":
        return f"{term[:-3]}y"
    if term.endswith(("ches", "shes", "sses", "xes")):
        return term[:-2]
    plural = term.endswith("s") and not term.endswith(("ss", "us", "is", "as", "series"))
    return term[:-1] if plural else term


def _weights(counts: Mapping[str, Counter[str]]) -> dict[str, Weights]:
    """Return each paper's weightiest terms, as a vector of length 1."""
    papers_with = Counter(term for terms in counts.values() for term in terms)
    rarity = {term: math.log(len(counts) / n) for term, n in papers_with.items() if n > 1}
    weights: dict[str, Weights] = {}
    for key, terms in counts.items():
        weighed = {t: (1 + math.log(n)) * rarity[t] for t, n in terms.items() if t in rarity}
        top = sorted(weighed.items(), key=lambda item: (-item[1], item[0]))[:TERMS_PER_PAPER]
        length = math.sqrt(sum(weight**2 for _, weight in top)) or 1.0
        weights[key] = {term: weight / length for term, weight in top}
    return weights


def _postings(weights: Mapping[str, Weights]) -> dict[str, list[str]]:
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for key, terms in weights.items():
        for term, weight in terms.items():
            found[term].append((-weight, key))
    heaviest = {term: sorted(weighed)[:PAPERS_PER_TERM] for term, weighed in found.items()}
    return {term: [key for _, key in weighed] for term, weighed in heaviest.items()}


def _closest(key: str, said: Compared, meanings: Mapping[str, Floats]) -> list[str]:
    """Return the nearest of the papers that share terms: by these, by tags and by meaning."""
    likeness: defaultdict[str, float] = defaultdict(float)
    for term, weight in said.terms[key].items():
        for other in said.having[term]:
            likeness[other] += weight * said.terms[other][term]
    likeness.pop(key, None)
    others = [other for other, value in likeness.items() if value >= LEAST_TERMS]
    for other in others:
        shared = said.tags[key].keys() & said.tags[other].keys()
        both = sum(said.tags[key][tag] * said.tags[other][tag] for tag in shared)
        likeness[other] += TAGS_COUNT * both
        if meanings:
            likeness[other] += MEANING_COUNTS * float(meanings[key] @ meanings[other])
    near = [other for other in others if not meanings or likeness[other] >= LEAST_LIKENESS]
    # Rounded, so that the order does not hang on how a processor adds.
    return sorted(near, key=lambda other: (-round(likeness[other], 4), other))[:SHOWN]


def _shared(ours: Weights, theirs: Weights) -> tuple[str, ...]:
    """Return the terms that count most for the likeness, none of them a part of another."""
    common = sorted(ours.keys() & theirs.keys(), key=lambda t: (-round(ours[t] * theirs[t], 6), t))
    chosen: list[str] = []
    for term in common:
        if not any(term in longer or longer in term for longer in chosen):
            chosen.append(term)
    return tuple(chosen[:SHARED_TERMS])
