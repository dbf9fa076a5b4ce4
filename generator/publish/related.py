"""Related papers, and the terms that they share, by TF-IDF over titles, abstracts and tags.

Words count that stand in a title somewhere in the list: authors put their subjects there, and what
stands in abstracts alone (“demonstrate”, “viability”) is how they talk. Only a paper's weightiest
terms count, and only the papers in which a term weighs most are looked at, so that the cost grows
in proportion to the papers.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from generator.model.keys import STOP_WORDS
from generator.model.paper import Paper

SHOWN = 5
TERMS_PER_PAPER = 60
PAPERS_PER_TERM = 60
SHARED_TERMS = 3
TITLE_WEIGHT = 3
LEAST_LIKENESS = 0.04
"""Below this cosine two papers share words rather than a subject."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COMMON = STOP_WORDS | frozenset(
    """
    all beyond better between during few language large llm llms make makes making model models
    more need new not one only some study than that their these they this through under use using
    which while
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


def related(papers: Iterable[Paper]) -> dict[str, tuple[Related, ...]]:
    """Return, by key, the most similar papers of each, the most similar first."""
    by_key = {paper.key: paper for paper in papers}
    texts = tuple(
        Words(key, paper.shown_title.plain(), paper.shown_abstract.plain(), paper.shown_tags)
        for key, paper in sorted(by_key.items())
    )
    return {
        key: tuple(Related(by_key[other], terms) for other, terms in found)
        for key, found in _neighbours(texts).items()
    }


@lru_cache(maxsize=2)
def _neighbours(
    texts: tuple[Words, ...],
) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Kept while a server runs, for most of its builds change no title and no abstract."""
    topical = {word for text in texts for word in _said(text.title)}
    weights = _weights({text.key: _terms(text, topical) for text in texts})
    postings = _postings(weights)
    return {key: _closest(key, weights, postings) for key in weights}


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
        if len(word) > 2 and word not in _COMMON and not word.isdigit():
            yield _singular(word)


def _singular(term: str) -> str:
    plural = term.endswith("s") and not term.endswith(("ss", "us", "is", "as"))
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


def _closest(
    key: str, weights: Mapping[str, Weights], postings: Mapping[str, list[str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    likeness: defaultdict[str, float] = defaultdict(float)
    for term, weight in weights[key].items():
        for other in postings[term]:
            likeness[other] += weight * weights[other][term]
    likeness.pop(key, None)
    # Rounded, so that the order does not hang on how a processor adds.
    ranked = sorted(likeness.items(), key=lambda item: (-round(item[1], 6), item[0]))
    near = [other for other, value in ranked[:SHOWN] if value >= LEAST_LIKENESS]
    return tuple((other, _shared(weights[key], weights[other])) for other in near)


def _shared(ours: Weights, theirs: Weights) -> tuple[str, ...]:
    """Return the terms that count most for the likeness, none of them a part of another."""
    common = sorted(ours.keys() & theirs.keys(), key=lambda t: (-round(ours[t] * theirs[t], 6), t))
    chosen: list[str] = []
    for term in common:
        if not any(term in longer or longer in term for longer in chosen):
            chosen.append(term)
    return tuple(chosen[:SHARED_TERMS])
