"""The input formats, one module each, in the order in which a file is tried against them."""

from __future__ import annotations

from typing import Protocol

from generator.intake.formats import (
    arxiv,
    atom,
    bibliography,
    bibtex,
    captures,
    crossref,
    csl,
    hugging_face,
    ids,
    json_feed,
    openalex,
    openreview,
    papers,
    ris,
    semantic_scholar,
)
from generator.intake.record import Reading, Source
from generator.model.problems import ContentError


class Format(Protocol):
    """What a module of this package offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The format's name for people."""

    def recognises(self, head: str) -> bool:
        """Whether a text that begins so looks like this format; cheap, and never an error."""

    def read(self, source: Source) -> Reading:
        """Read the whole source. Raises `ContentError` with every problem at once."""


FORMATS: tuple[Format, ...] = (
    captures,
    bibliography,
    papers,
    hugging_face,
    semantic_scholar,
    openalex,
    crossref,
    openreview,
    json_feed,
    csl,
    arxiv,
    atom,
    bibtex,
    ris,
    ids,
)


def name(of: Format) -> str:
    """Return the name by which the command line knows a format: its module's."""
    return str(vars(of)["__name__"]).rpartition(".")[2].replace("_", "-")


def told(source: Source, insisted: str | None = None) -> Format:
    """Return the format that is insisted on, or the first that recognises the source.

    Raises `ContentError` when none does.
    """
    head = source.head
    for each in FORMATS:
        if name(each) == insisted or (insisted is None and each.recognises(head)):
            return each
    *names, last = (each.NAME for each in FORMATS)
    expected = f"{', '.join(names)} or {last}"
    start = " ".join(head.split())[:40]
    got = f"“{start}…”" if start else "an empty file"
    raise ContentError([source.problem(1, expected, got)])
