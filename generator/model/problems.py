"""Problems in the content, as data; the wording of a problem is made here and nowhere else."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SHOWN_LENGTH = 60


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong at one place.

    `line` counts from 1; 0 means that the file as a whole is meant.
    `where` is a path into the document (`authors[1].name`) or empty.
    """

    file: Path
    line: int
    where: str
    expected: str
    got: str

    def __str__(self) -> str:
        """`file:line: where: expected …, got …`, as compilers print it: editors jump to it."""
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        where = f"{self.where}: " if self.where else ""
        return f"{place}: {where}expected {self.expected}, got {self.got}"


@dataclass
class ContentError(Exception):
    """The content has problems; all of them, in the order of files and lines."""

    problems: Sequence[Problem] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        """Sort the problems and hand them to `Exception`, so that pickling and `repr` work."""
        self.problems = tuple(sorted(set(self.problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One problem a line."""
        return "\n".join(map(str, self.problems))


def shown(value: object) -> str:
    """Return what came, short enough for one line of a message."""
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    short = text if len(text) <= SHOWN_LENGTH else text[: SHOWN_LENGTH - 1] + "…"
    return f"“{short}”" if isinstance(value, str) else short


def one_of(allowed: Iterable[str], got: str) -> str:
    """Return the expectation for a closed set of words, with the likeliest meant first."""
    words = list(allowed)
    close = difflib.get_close_matches(got, words, n=1)
    hint = f" (did you mean “{close[0]}”?)" if close else ""
    return f"one of {', '.join(words)}{hint}"
