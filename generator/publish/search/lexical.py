"""The index of words: which paper says what, and how much of it that is about.

BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.6): the counts
of a word in a paper's fields are weighed, added and only then saturated. What of it does not hang
on the query is done here, and kept as one small number for a word in a paper; the browser
multiplies it by the word's rarity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.publish.search.packing import Array, variable
from generator.publish.search.words import STOP_WORDS, Compounds, WrittenWord, stem

Fields = Mapping[str, Sequence[WrittenWord]]
"""The words of a paper's fields, by the names of `WEIGHTS`."""

WEIGHTS = {
    "title": 3.0,
    "summary": 1.0,
    "abstract": 1.0,
    "tags": 0.5,
    "authors": 1.0,
    "venue": 0.5,
}
LENGTH_COUNTS = 0.5
"""How much of its weight a word loses in a field that is longer than others (BM25's b)."""
SATURATION = 1.2
"""How soon more of the same word adds nothing (BM25's k1)."""
LONGEST = 40
"""Letters of a word; what is longer is not a word but data, and nobody types it."""


@dataclass(frozen=True)
class Index:
    """Every form of a word that some paper writes, and where its stem stands.

    Attributes:
        forms: in the order of their code points.
        compounds: by the word in one, the length of its first part: `finetuning` has 4.
        arrays: stems are numbered as the forms bring them up. `stems` has for every form 0 when it
            brings up a new one, else how far back its stem is, the newest being 1. The
            rest is by stem: `lengths`, how many papers have it; `gaps`, how many papers lie between
            one that has it and the next; `weights`, what it weighs there, of 31. All but
            `weights` are `variable` numbers.
    """

    forms: tuple[str, ...]
    compounds: Mapping[str, int]
    arrays: Mapping[str, Array]


def index(papers: Sequence[Fields]) -> Index:
    """Index papers, which are known by their place in the sequence."""
    compounds = Compounds.among(words for fields in papers for words in fields.values())
    counted = [_counted(fields, compounds) for fields in papers]
    forms = sorted({form for fields in counted for counts in fields.values() for form in counts})
    stems = [stem(form) for form in forms]
    found = _postings(counted)
    postings = [found[each] for each in dict.fromkeys(stems)]
    known = set(forms)
    return Index(
        tuple(forms),
        {one: len(parts[0]) for one, parts in sorted(compounds.parts.items()) if one in known},
        {
            "stems": variable(_steps_back(stems)),
            "lengths": variable(map(len, postings)),
            "gaps": variable(gap for papers in postings for gap in _gaps(papers)),
            "weights": np.array([w for papers in postings for w in papers.values()], np.uint8),
        },
    )


def _counted(fields: Fields, compounds: Compounds) -> dict[str, Counter[str]]:
    """Count the forms of every field."""
    return {
        name: Counter(
            form
            for form in compounds.forms(words)
            if form not in STOP_WORDS and len(form) <= LONGEST
        )
        for name, words in fields.items()
    }


def _postings(papers: Sequence[Mapping[str, Counter[str]]]) -> dict[str, dict[int, int]]:
    """Return, by stem, the papers that have it, in order, and what it weighs there."""
    usual = _usual_lengths(papers)
    postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, fields in enumerate(papers):
        weighed: defaultdict[str, float] = defaultdict(float)
        for name, counts in fields.items():
            share = counts.total() / usual[name]
            scale = WEIGHTS[name] / (1 - LENGTH_COUNTS + LENGTH_COUNTS * share)
            for form, count in counts.items():
                weighed[stem(form)] += scale * count
        for each, weight in weighed.items():
            postings[each][place] = _level(weight)
    return postings


def _usual_lengths(papers: Iterable[Mapping[str, Counter[str]]]) -> dict[str, float]:
    """Return how many words each field has where it has any."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for fields in papers:
        for name, counts in fields.items():
            if counts:
                found[name].append(counts.total())
    return {name: sum(found[name]) / len(found[name]) if found[name] else 1.0 for name in WEIGHTS}


def _level(weight: float) -> int:
    """Saturate a weight, and spread what is possible, 0 to 1, over five bits."""
    return max(1, round(31 * weight / (weight + SATURATION)))


def _steps_back(stems: Iterable[str]) -> Iterator[int]:
    numbers: dict[str, int] = {}
    for each in stems:
        yield len(numbers) - numbers[each] if each in numbers else 0
        numbers.setdefault(each, len(numbers))


def _gaps(papers: Iterable[int]) -> Iterator[int]:
    earlier = -1
    for paper in papers:
        yield paper - earlier - 1
        earlier = paper
