"""Questions about pairs of papers that only a curator can answer, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar, get_args

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from generator.model.dates import Day
from generator.model.paper import Line, Paper
from generator.model.provenance import may_write

Disputable = Literal["authors", "published", "venue", "arxiv", "doi", "anthology", "openreview"]
DISPUTABLE: tuple[Disputable, ...] = get_args(Disputable)
"""The fields of which two sources may say what cannot both be right."""
OURS = "ours"

T = TypeVar("T")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Witness:
    """What one of two papers was like when they were asked about, for whoever is to answer."""

    title: Line
    authors: Line | None = None
    published: Line | None = None
    ids: Line | None = None
    listed: Line | None = None
    abstract: Line | None = None
    """Its first words."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Decision:
    """Are these two the same paper? Asked once, answered once."""

    papers: tuple[Line, Line]
    """Their keys, in alphabetical order; one that was merged since stands for where it went."""
    question: Line
    """What made a program doubt."""
    asked: Day
    answer: Literal["same", "different"] | None = None
    reason: Line | None = None
    alike: Mapping[Line, int] = Field(default_factory=dict)
    """How far their `titles` and their `abstracts` agreed, in per cent."""
    evidence: Mapping[Line, Witness] = Field(default_factory=dict)
    """By key."""

    @property
    def name(self) -> str:
        """The file's name without `.yml`."""
        return "--".join(sorted(self.papers))


@dataclass(frozen=True, config=ConfigDict(extra="forbid", arbitrary_types_allowed=True))
class Conflict(Generic[T]):
    """Sources say different things of one field of a paper: whose word holds?

    Asked once, answered once. Until then nothing of it is written, unless a person writes the field
    itself, which answers it too.
    """

    paper: Line
    """Its key."""
    field: Disputable
    question: Line
    asked: Day
    said: Mapping[Line, T]
    """Who says what; the first may be what stands in the paper's file."""
    answer: Line | None = None
    """Who of them is right, or `ours`: what the paper's file says holds, also if it is nothing."""
    reason: Line | None = None

    @property
    def name(self) -> str:
        """The file's name without `.yml`; no key of a paper has a full stop."""
        return f"{self.paper}.{self.field}"

    def is_open(self, paper: Paper | None) -> bool:
        """Whether it waits for an answer: the paper is there, and its field nobody's word yet."""
        return self.answer is None and paper is not None and may_write(paper, self.field)
