"""Queries with the papers that answer them, and how well a search does on them.

`data/queries/tuned.yml` is what the search was tuned on, `measured.yml` only measures it; they were
written by different people, from papers of different halves of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal

import yaml

from tests import ROOT

Part = Literal["tuned", "measured"]
Kind = Literal["known", "typo", "paraphrase", "topic"]
FOLDER = ROOT / "tests/data/queries"
AIMS = {
    "half-remembered title, in 5": 1.0,
    "paraphrase, in 10": 0.80,
    "topic, share in 10": 0.78,
}
"""Of 1. A language model on a server finds .83 to .84 of such paraphrases."""
FETCHED = 10
"""How many papers of an answer count."""


@dataclass(frozen=True)
class Asked:
    """A query, and the papers of which one (of a topic: as many as possible) is to be found."""

    kind: Kind
    query: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A share of queries, of 1, and its name."""

    name: str
    kinds: tuple[Kind, ...]
    of: Callable[[Asked, Sequence[str]], float]


def read(part: Part) -> tuple[Asked, ...]:
    """Return the queries of a part, in the order of the file."""
    entries = yaml.safe_load((FOLDER / f"{part}.yml").read_text(encoding="utf-8"))
    return tuple(Asked(e["kind"], e["query"], tuple(e["papers"])) for e in entries)


def _hit(among: int) -> Callable[[Asked, Sequence[str]], float]:
    return lambda asked, found: float(bool(set(found[:among]) & set(asked.papers)))


def _share(asked: Asked, found: Sequence[str]) -> float:
    return len(set(found[:FETCHED]) & set(asked.papers)) / len(asked.papers)


FIGURES = (
    Figure("half-remembered title, first", ("known", "typo"), _hit(1)),
    Figure("half-remembered title, in 5", ("known", "typo"), _hit(5)),
    Figure("paraphrase, in 5", ("paraphrase",), _hit(5)),
    Figure("paraphrase, in 10", ("paraphrase",), _hit(FETCHED)),
    Figure("topic, share in 10", ("topic",), _share),
)


def figures(answers: Mapping[Asked, Sequence[str]]) -> dict[str, float]:
    """Return every figure of the answers: keys of papers by query, the best first."""
    return {
        figure.name: mean(
            figure.of(asked, found)
            for asked, found in answers.items()
            if asked.kind in figure.kinds
        )
        for figure in FIGURES
    }


def missed(answers: Mapping[Asked, Sequence[str]]) -> list[str]:
    """Return the queries that found nothing of what they should."""
    return [
        each.query for each, found in answers.items() if not {*found[:FETCHED]} & {*each.papers}
    ]
