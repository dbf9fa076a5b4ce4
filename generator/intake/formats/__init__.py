"""The input formats, one module each, in the order in which a file is tried against them."""

from __future__ import annotations

from typing import Protocol

from generator.intake.formats import bibliography, captures
from generator.intake.record import Reading, Source
from generator.model.problems import ContentError


class Format(Protocol):
    """What a module of this package offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The format's name for people."""

    def recognises(self, text: str) -> bool:
        """Whether the text looks like this format; cheap, and never an error."""

    def read(self, source: Source) -> Reading:
        """Read the whole source. Raises `ContentError` with every problem at once."""


FORMATS: tuple[Format, ...] = (captures, bibliography)


def read(source: Source) -> Reading:
    """Read a source in the first format that recognises it. Raises `ContentError`."""
    for each in FORMATS:
        if each.recognises(source.text):
            return each.read(source)
    names = " or ".join(each.NAME for each in FORMATS)
    start = " ".join(source.text.split())[:40]
    raise ContentError([source.problem(1, names, f"“{start}…”" if start else "an empty file")])
