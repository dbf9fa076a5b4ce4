"""Collections: reading paths through the list, in a deliberate order, with a word on each step."""

from __future__ import annotations

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from generator.model.paper import Line

_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, config=_CLOSED)
class Step:
    """A paper on the path, by its key, and why it stands there and what to look for."""

    paper: Line
    why: Line


@dataclass(frozen=True, config=_CLOSED)
class Collection:
    """A reading path, one file each."""

    name: Line
    """The file's name without `.yml`, and the page's address."""
    title: Line
    introduction: Line
    """For whom it is, and what one knows at its end; each line is a paragraph."""
    papers: tuple[Step, ...]
