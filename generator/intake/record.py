"""What an input format yields: a paper as one source tells of it, and where it stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from generator.model.identifiers import KINDS, Identifier
from generator.model.paper import Listing, Paper
from generator.model.problems import Problem
from generator.store.yaml_core import BYTE_ORDER_MARK

HEAD = 1 << 16
"""Bytes from which a format is told."""


@dataclass(frozen=True)
class Source:
    """A file to import, or an answer from the network, known to be text in UTF-8.

    `day` is what the curator or the register says it shows.
    """

    file: Path
    """What problems name: a file, or the address of an answer."""
    name: str
    """Its name in `content/captures/`, which listings and origins use."""
    opened: Callable[[], BinaryIO]
    """Opens its bytes, each time from the start."""
    day: date | None = None
    year: int | None = None
    """For a capture that gives the month and the day, and leaves out the year."""
    asked: date | None = None
    """The day on which a service gave this answer; `None` for a file of the curator's."""

    @property
    def head(self) -> str:
        """The beginning, from which a format is told, without a byte order mark."""
        with self.opened() as stream:
            return stream.read(HEAD).decode("utf-8", "ignore").removeprefix(BYTE_ORDER_MARK)

    @property
    def text(self) -> str:
        """All of it; for formats whose files are small."""
        with self.stream() as stream:
            return stream.read()

    def stream(self) -> TextIO:
        """Open it as text without a byte order mark, with its line ends as they are."""
        return TextIOWrapper(self.opened(), encoding="utf-8-sig", newline="")

    def problem(self, line: int, expected: str, got: str, where: str = "") -> Problem:
        """Return a problem at a line (from 1) of this file."""
        return Problem(self.file, line, where, expected, got)


@dataclass(frozen=True, slots=True)
class Fact:
    """The value of one field, and who says so."""

    value: Any
    origin: str


@dataclass(frozen=True, slots=True)
class Record:
    """One paper in one source.

    Without a title or without an abstract it can only add to a paper that is known.
    """

    source: str
    line: int
    """From 1, in the source."""
    title: str | None
    abstract: str | None = None
    excerpt: str | None = None
    """A part of the abstract, to tell papers of one title apart."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """By field; `links.code` for one kind of link."""
    listing: Listing | None = None
    whole: Paper | None = None
    """The paper as another reading list keeps it: if it is new here, it is taken over as it is."""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Its identifiers, the surest first."""
        return tuple(Identifier(k, str(self.facts[k].value)) for k in KINDS if k in self.facts)


@dataclass(frozen=True)
class Reading:
    """What a format made of a source: records, the day it shows, remarks for the curator."""

    records: tuple[Record, ...]
    day: date | None = None
    told: bool = False
    """The day, or its year, is not in the source: the curator told it."""
    notes: tuple[str, ...] = ()
    kept: bool = False
    """It is evidence of what was listed, or of who said what: a copy belongs to the content."""
