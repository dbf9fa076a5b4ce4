"""Files to import: whether they are text, whether they are known, what the curator says of them."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from generator.intake import formats
from generator.intake.record import Reading, Source
from generator.model.problems import ContentError, Problem
from generator.store.store import Store

REGISTER = "captures.yml"
LARGEST = 200 * 1024 * 1024
"""Bytes of a file that is imported."""
LARGEST_KEPT = 20 * 1024 * 1024
"""Bytes of one that is kept as evidence, in git."""

_CHUNK = 1 << 20
_MAGIC = {
    b"%PDF": "a PDF: import the references, not the paper",
    b"PK\x03\x04": "a zip archive: unpack it first",
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"\xff\xfe": "UTF-16: save it as UTF-8",
    b"\xfe\xff": "UTF-16: save it as UTF-8",
    b"SQLite format 3": "an SQLite database: export BibTeX or CSL-JSON from it",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
"""How files begin that are often given by mistake."""


@dataclass(frozen=True)
class Said:
    """What the curator says on the command line, because the files do not."""

    day: date | None = None
    year: int | None = None
    format: str | None = None
    """The format to read them as, whatever they look like."""

    @property
    def words(self) -> str | None:
        """For the register: who said so, and how."""
        if self.day:
            return f"curator (--date {self.day})"
        return f"curator (--year {self.year})" if self.year else None


@dataclass(frozen=True)
class Read:
    """A file that has been read."""

    source: Source
    reading: Reading
    digest: str
    """Its SHA-256, by which the register knows it."""

    @property
    def kept(self) -> bool:
        """Whether a copy of it belongs to the content."""
        return self.reading.kept


def read(known: Store, paths: Iterable[Path], said: Said) -> list[Read]:
    """Read files, in the order of their names. Raises `ContentError` for all of them at once."""
    problems: list[Problem] = []
    done: list[Read] = []
    seen: dict[str, Path] = {}
    for file in sorted(dict.fromkeys(paths), key=lambda file: (file.name, file)):
        try:
            digest = _digest(file)
            source = _source(known, file, digest, said)
            _claim(seen, source, digest)
            reading = formats.told(source, said.format).read(source)
            if reading.kept:
                _check_can_be_kept(known, source, digest)
            done.append(Read(source, reading, digest))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return done


def _check_can_be_kept(known: Store, source: Source, digest: str) -> None:
    _check_size(source.file, LARGEST_KEPT)
    namesake = known.content / "captures" / source.name
    is_free = source.name != REGISTER and not namesake.exists()
    if not is_free and _digest(namesake) != digest:
        raise ContentError(
            [source.problem(0, f"the bytes of {namesake}, or another name", "other bytes")]
        )


def _claim(seen: dict[str, Path], source: Source, digest: str) -> None:
    """Check that no other file has these bytes, or the name by which its records are told."""
    for claim, expected in ((digest, "each file once"), (source.name, "another name")):
        other = seen.setdefault(claim, source.file)
        if other != source.file:
            raise ContentError([source.problem(0, expected, f"{other} as well")])


def _digest(file: Path) -> str:
    """Return the SHA-256 of a file. Raises `ContentError` when it is not text in UTF-8."""
    try:
        _check_size(file, LARGEST)
        with file.open("rb") as stream:
            return _digest_of_text(file, iter(partial(stream.read, _CHUNK), b""))
    except OSError as error:
        problem = Problem(file, 0, "", "a readable file", error.strerror or "none")
        raise ContentError([problem]) from None


def _digest_of_text(file: Path, chunks: Iterable[bytes]) -> str:
    digest, decoder, line = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), 1
    pending = b""
    for number, chunk in enumerate(chunks):
        digest.update(chunk)
        if number == 0:
            _check_magic(file, chunk)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            data, at = bytes(error.object), error.start
            line += (data[:at]).count(b"\n")
            got = f"byte 0x{data[at]:02x}, as in Latin-1: save it as UTF-8"
            raise _not_text(file, line, got) from None
        if b"\0" in chunk:
            line += chunk[: chunk.index(b"\0")].count(b"\n")
            raise _not_text(file, line, "a zero byte, as in files that are not text")
        line += chunk.count(b"\n")
        pending = decoder.getstate()[0]
    if pending:
        raise _not_text(file, line, "the end inside a character: the file is cut off")
    return digest.hexdigest()


def _check_magic(file: Path, start: bytes) -> None:
    for sign, what in _MAGIC.items():
        if start.startswith(sign):
            raise _not_text(file, 0, what)


def _check_size(file: Path, largest: int) -> None:
    size = file.stat().st_size
    if size > largest:
        megabytes = f"{size / 1024**2:.1f} MB"
        expected = f"a file of at most {largest // 1024**2} MB: take it in parts"
        raise ContentError([Problem(file, 0, "", expected, megabytes)])


def _not_text(file: Path, line: int, got: str) -> ContentError:
    return ContentError([Problem(file, line, "", "text in UTF-8", got)])


def _source(known: Store, file: Path, digest: str, said: Said) -> Source:
    registered = next((each for each in known.captures.values() if each.sha256 == digest), None)
    day = registered.date if registered else None
    if day and said.day and day != said.day:
        expected = f"the day on record in {REGISTER}, {day}"
        raise ContentError([Problem(file, 0, "", expected, f"--date {said.day}")])
    name = registered.file if registered else file.name
    return Source(file, name, lambda: file.open("rb"), day or said.day, said.year)
