"""The meaning of the papers for a browser: the table, and each paper's vectors in its space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.meaning.table import Table, packed, rounded_rows
from generator.meaning.vectors import letters
from generator.publish.points import Points
from generator.publish.search.packing import pack

PAPERS_PER_FILE = 1000
"""The vectors of so many take about 1.5 MB; the files of earlier papers stay as more come."""


def files(table: Table, papers: Sequence[Points]) -> tuple[bytes, ...]:
    """Return the files that `meaning.js` reads: the table, then the papers in their order."""
    firsts = range(0, len(papers), PAPERS_PER_FILE)
    parts = [papers[first : first + PAPERS_PER_FILE] for first in firsts]
    return (table_file(table), *(vectors_file(table, part) for part in parts))


def table_file(table: Table) -> bytes:
    """Return the table without what only a build needs."""
    header = {"tokens": "\n".join(table.tokens), "size": table.size}
    scales = table.scales.astype(np.float32)
    return pack(header, {"scales": scales, "numbers": packed(table.numbers)})


def vectors_file(table: Table, papers: Sequence[Points]) -> bytes:
    """Return the rows of these papers: what each is, its scale, its numbers."""
    rows = np.vstack([each.rows for each in papers] or [table.encode([])])
    numbers, scales = rounded_rows(rows)
    header = {"rows": [letters(each.texts) for each in papers]}
    return pack(header, {"scales": scales, "numbers": packed(numbers)})
