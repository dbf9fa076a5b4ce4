"""Files to import: their bytes, whether they are known, and what the curator says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake import formats
from generator.intake.record import Reading, Source
from generator.model.problems import ContentError, Problem
from generator.store import files
from generator.store.store import Capture, Store
from generator.store.yaml_core import BYTE_ORDER_MARK

REGISTER = "captures.yml"


@dataclass(frozen=True)
class Said:
    """What the curator says on the command line of a capture that leaves it out."""

    day: date | None = None
    year: int | None = None

    @property
    def words(self) -> str | None:
        """For the register: who said so, and how."""
        if self.day:
            return f"curator (--date {self.day})"
        return f"curator (--year {self.year})" if self.year else None


def read(known: Store, paths: Iterable[Path], said: Said) -> list[tuple[Source, Reading]]:
    """Read files, in the order of their names. Raises `ContentError` for all of them at once."""
    problems: list[Problem] = []
    readings: dict[str, tuple[Source, Reading]] = {}
    seen: dict[str, Path] = {}
    for file in sorted(dict.fromkeys(paths), key=lambda file: (file.name, file)):
        try:
            source = _source(known, file, said)
            _claim(seen, source)
            readings[source.name] = source, formats.read(source)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return list(readings.values())


def _claim(seen: dict[str, Path], source: Source) -> None:
    for claim in (source.name, digest(source.data)):
        other = seen.setdefault(claim, source.file)
        if other != source.file:
            raise ContentError([source.problem(0, "each capture once", f"{other} as well")])


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file, by which the register knows it."""
    return hashlib.sha256(data).hexdigest()


def _source(known: Store, file: Path, said: Said) -> Source:
    try:
        data = file.read_bytes()
    except OSError as error:
        problem = Problem(file, 0, "", "a readable file", error.strerror or "none")
        raise ContentError([problem]) from None
    text = _decoded(file, data)
    registered = _registered(known, file, data)
    day = registered.date if registered else None
    if day and said.day and day != said.day:
        expected = f"the day on record in {REGISTER}, {day}"
        raise ContentError([Problem(file, 0, "", expected, f"--date {said.day}")])
    name = registered.file if registered else file.name
    return Source(file, name, data, text, day or said.day, said.year)


def _decoded(file: Path, data: bytes) -> str:
    try:
        return data.decode().removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        cut_off = error.end == len(data) and error.reason == "unexpected end of data"
        got = "the end inside a character: the file is cut off"
        got = got if cut_off else f"byte 0x{data[error.start]:02x}"
        raise ContentError([Problem(file, line, "", "text in UTF-8", got)]) from None


def _registered(known: Store, file: Path, data: bytes) -> Capture | None:
    """Return the register's entry for these bytes. Raises `ContentError` when the name is taken."""
    sha256 = digest(data)
    found = next((each for each in known.captures.values() if each.sha256 == sha256), None)
    namesake = known.content / "captures" / file.name
    is_free = file.name != REGISTER and not namesake.exists()
    if found or is_free or files.holds(namesake, data):
        return found
    expected = f"the bytes of {namesake}, or another name"
    raise ContentError([Problem(file, 0, "", expected, "other bytes")])
