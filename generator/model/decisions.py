"""Questions about pairs of papers that only a curator can answer, and the answers."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from generator.model.dates import Day
from generator.model.paper import Line


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Decision:
    """Are these two the same paper? Asked once, answered once."""

    papers: tuple[Line, Line]
    """Their keys, in alphabetical order."""
    question: Line
    """What made a program doubt."""
    asked: Day
    answer: Literal["same", "different"] | None = None
    reason: Line | None = None

    @property
    def name(self) -> str:
        """The file's name without `.yml`."""
        return "--".join(sorted(self.papers))
