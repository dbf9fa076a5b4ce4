"""The two shapes of figures: bars, and dots in a grid; each with its numbers as a table.

Lengths across are per cent of the figure's width and lengths down are pixels, so that a figure
fits any screen and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.publish.render import cut

NAMES_END = 44
"""Per cent of the width that the names at the left take."""
BARS_END = 86
"""Per cent at which the longest bar ends; what is beyond is for its number."""
LINE = 22
"""Pixels from one line to the next."""
LETTERS = 24
"""Of a name that have room beside a bar on a small screen; the table has the whole name, too."""
MOST_ROWS = 15
FEW = 10
LARGEST = 8.5
"""Radius of the largest dot, in pixels."""


@dataclass(frozen=True)
class Bar:
    """A line of a figure and of its table."""

    name: str
    value: int
    page: str = ""
    """The path of the page that has just these papers, where there is one."""
    of: int = 0
    """How many the value is a part of; 0 where it is a count of its own."""
    unknown: bool = False
    """Whether it counts what nobody knows: drawn in outline."""

    @property
    def share(self) -> int:
        """Per cent of what it is a part of."""
        return round(100 * self.value / self.of) if self.of else 0


@dataclass(frozen=True)
class Bars:
    """A figure of bars, one below the other."""

    slug: str
    title: str
    says: str
    """One sentence on what the figure shows, made from the numbers."""
    head: tuple[str, ...]
    """What the columns of the table are called: what, how many, of how many and the share."""
    bars: tuple[Bar, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.bars)

    @property
    def height(self) -> int:
        """Pixels."""
        return LINE * len(self.bars)

    @property
    def is_of_shares(self) -> bool:
        """Whether bars show shares, and not counts."""
        return any(bar.of for bar in self.bars)

    def length(self, bar: Bar) -> float:
        """Return how long the bar is drawn, in per cent of the width."""
        longest = 100 if self.is_of_shares else max(each.value for each in self.bars)
        return _rounded((BARS_END - NAMES_END) * _size(bar, self.is_of_shares) / max(longest, 1))


@dataclass(frozen=True)
class Dot:
    """A place in a grid; its area says how many."""

    column: int
    value: int
    of: int = 1
    """How many the value is a part of: of two alike, the one that is a larger part is larger."""

    def __bool__(self) -> bool:
        """Return whether there is anything to draw."""
        return self.value > 0

    @property
    def is_of_few(self) -> bool:
        """Whether it is a part of so few that the part says little; drawn in outline."""
        return 1 < self.of < FEW

    @property
    def size(self) -> float:
        """What its area is in proportion to."""
        return self.value / max(self.of, 1)


@dataclass(frozen=True)
class Grid:
    """A figure of dots in rows and columns."""

    slug: str
    title: str
    says: str
    """One sentence or two on what the figure shows, made from the numbers."""
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[Dot, ...], ...]
    """Those of each row, from the left."""
    corner: str = ""
    """What the rows are called, in the table."""
    pages: tuple[str, ...] = ()
    """The path of the page of each row."""
    totals: tuple[int, ...] = ()
    """What the values of each column are parts of."""
    pairs: tuple[Bar, ...] = ()
    """The lines of the table, where it is not as the grid is."""

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(any(row) for row in self.values)

    @property
    def height(self) -> int:
        """Pixels, with a line for the names of the columns."""
        return LINE * (len(self.rows) + 1)

    def x(self, column: int) -> float:
        """Return where the middle of a column is, in per cent of the width."""
        return _rounded(NAMES_END + (100 - NAMES_END) * (column + 0.5) / len(self.columns))

    def radius(self, dot: Dot) -> float:
        """Return the radius of a dot, in pixels."""
        return _rounded(LARGEST * (dot.size / self._largest) ** 0.5)

    @cached_property
    def _largest(self) -> float:
        return max(dot.size for row in self.values for dot in row)


def short(name: str) -> str:
    """Return a name as a small screen has room for it beside a bar or a row of dots."""
    return cut(name, LETTERS)


def commonest(bars: Sequence[Bar], rest: str) -> tuple[Bar, ...]:
    """Return as many as a figure has lines for, the largest first; what is left is one more."""
    ordered = sorted(bars, key=lambda bar: (-bar.value, bar.name))
    if len(ordered) <= MOST_ROWS:
        return tuple(ordered)
    left = ordered[MOST_ROWS - 1 :]
    return (*ordered[: MOST_ROWS - 1], Bar(f"{len(left)} {rest}", sum(bar.value for bar in left)))


def _size(bar: Bar, of_shares: bool) -> float:
    return 100 * bar.value / max(bar.of, 1) if of_shares else bar.value


def _rounded(value: float) -> float:
    return round(value, 2)
