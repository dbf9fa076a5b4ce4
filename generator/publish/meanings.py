"""Where the papers lie in the space of meanings: each of their texts, and each as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.meaning.encoder import Floats, unit
from generator.meaning.table import Table
from generator.meaning.vectors import Row, Vectors, rows_of
from generator.model.paper import Paper

_OF_THE_WHOLE = {"title": 1, "whole": 2, "summary": 1}
"""How much a text says of what a paper is about; single sentences say little."""


@dataclass(frozen=True, eq=False)
class Points:
    """A paper's texts, and the point of each: rows of length 1."""

    texts: tuple[Row, ...]
    rows: Floats


def points(table: Table, paper: Paper, known: Vectors | None) -> Points:
    """Return a paper's points; by the table alone when it has no vectors of these texts."""
    title, abstract = paper.shown_title.plain(), paper.shown_abstract
    texts = rows_of(title, abstract.sentences(), paper.summary)
    if known and known.are_of(texts):
        return Points(texts, table.project(known.rows))
    return Points(texts, table.encode([row.text for row in texts]))


def gists(papers: Mapping[str, Points]) -> dict[str, Floats]:
    """Return one point for each paper, by key, as seen from the middle of all of them.

    Papers of one list are alike; what tells them apart is where they lie from the middle.
    """
    if not papers:
        return {}
    weights = [[_OF_THE_WHOLE.get(row.what, 0) for row in each.texts] for each in papers.values()]
    sums = [np.array(w) @ each.rows for w, each in zip(weights, papers.values(), strict=True)]
    rows = unit(np.vstack(sums).astype(np.float32))
    return dict(zip(papers, unit(rows - rows.mean(axis=0)), strict=True))
