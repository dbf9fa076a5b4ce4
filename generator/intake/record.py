"""What an input format yields: a paper as one source tells of it, and where it stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator.model.paper import Listing
from generator.model.problems import Problem


@dataclass(frozen=True)
class Source:
    """A file to import, read whole. `day` is what the curator or the register says it shows."""

    file: Path
    name: str
    """Its name in `content/captures/`, which listings and origins use."""
    data: bytes
    text: str
    """Its data without a byte order mark."""
    day: date | None = None
    year: int | None = None
    """For a capture that gives the month and the day, and leaves out the year."""

    def problem(self, line: int, expected: str, got: str) -> Problem:
        """Return a problem at a line (from 1) of this file."""
        return Problem(self.file, line, "", expected, got)


@dataclass(frozen=True)
class Fact:
    """The value of one field, and who says so."""

    value: Any
    origin: str


@dataclass(frozen=True)
class Record:
    """One paper in one source. Without an abstract it can only add to a paper that is known."""

    source: str
    line: int
    title: str
    abstract: str | None = None
    excerpt: str | None = None
    """A part of the abstract, to tell papers of one title apart."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """By field; `links.code` for one kind of link."""
    listing: Listing | None = None


@dataclass(frozen=True)
class Reading:
    """What a format made of a source: records, the day it shows, remarks for the curator."""

    records: tuple[Record, ...]
    day: date | None = None
    told: bool = False
    """The day, or its year, is not in the source: the curator told it."""
    notes: tuple[str, ...] = ()
