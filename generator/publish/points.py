"""Where the papers lie in the space of meanings: each of their texts, and each as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.meaning.encoder import Floats, unit
from generator.meaning.table import Table
from generator.meaning.vectors import Row, Vectors, texts_of
from generator.model.paper import Paper

_OF_THE_WHOLE = {"title": 1, "whole": 2, "summary": 1}
"""How much a text says of what a paper is about; single sentences say little."""


@dataclass(frozen=True, eq=False)
class Points:
    """A paper's texts, and the point of each: rows of length 1."""

    texts: tuple[Row, ...]
    rows: Floats


def points(
    table: Table, papers: Iterable[Paper], known: Mapping[str, Vectors]
) -> dict[str, Points]:
    """Return the points by key; by the table alone of a paper without vectors of these texts."""
    texts = {paper.key: texts_of(paper) for paper in papers}
    embedded = [key for key in texts if key in known and known[key].are_of(texts[key])]
    rows = _projected(table, [known[key].rows for key in embedded])
    placed = dict(zip(embedded, rows, strict=True))
    return {
        key: Points(own, placed[key] if key in placed else table.encode([r.text for r in own]))
        for key, own in texts.items()
    }


def _projected(table: Table, papers: Sequence[Floats]) -> list[Floats]:
    """Project all in one product: as many small ones keep every thread of the processor awake."""
    if not papers:
        return []
    ends = np.cumsum([len(rows) for rows in papers])[:-1]
    return list(np.split(table.project(np.vstack(papers)), ends))


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
