"""What of a paper is embedded, and the file that keeps its vectors.

A file is a line of JSON, and then the rows: for each its scale as a little-endian float32, and
then one signed byte for each number, which times the scale is the number. The line has `format`,
the `model` with its revision, the `sha256` of the texts, and a letter for each of the `rows`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from generator.meaning.encoder import NAME, REVISION, SIZE, Floats, unit
from generator.text.text import Text

FORMAT = 1
MODEL = f"{NAME}@{REVISION}"

What = Literal["title", "whole", "summary", "sentence"]
"""What a row is of the paper; the whole is its title and its abstract."""
LETTERS: Mapping[What, str] = {"title": "t", "whole": "w", "summary": "s", "sentence": "n"}
"""What stands for it in files."""


class VectorsError(ValueError):
    """A file is not what it should be; `expected` and `got` are fit for a problem's wording."""

    def __init__(self, file: Path, expected: str, got: str) -> None:
        super().__init__(f"{file}: expected {expected}, got {got}")
        self.file, self.expected, self.got = file, expected, got


@dataclass(frozen=True, slots=True)
class Row:
    """A text of a paper that has a vector of its own, and what it is of the paper."""

    what: What
    text: str


class Embedded(Protocol):
    """What is embedded: a paper, of which no more is known here."""

    @property
    def shown_title(self) -> Text: ...  # noqa: D102 - as the paper has it
    @property
    def shown_abstract(self) -> Text: ...  # noqa: D102
    @property
    def summary(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Vectors:
    """A paper's vectors."""

    model: str
    """The name and revision of the encoder."""
    sha256: str
    """What `digest` said of the texts."""
    letters: str
    """What each row is, in order, as one of LETTERS."""
    rows: Floats
    """One row of length 1 for each."""

    def are_of(self, rows: Sequence[Row]) -> bool:
        """Whether these are the vectors of just these texts, by the encoder of today."""
        return self.model == MODEL and self.sha256 == digest(rows)


def texts_of(paper: Embedded) -> tuple[Row, ...]:
    """Return the texts that a paper is embedded as."""
    title, sentences = paper.shown_title.plain(), paper.shown_abstract.sentences()
    return rows_of(title, sentences, paper.summary)


def rows_of(title: str, sentences: Sequence[str], summary: str | None = None) -> tuple[Row, ...]:
    """Return the texts that a paper is embedded as; all plain, the abstract as its sentences."""
    whole = " ".join([f"{title}.", *sentences])
    said = [Row("summary", summary)] if summary else []
    return (
        Row("title", title),
        Row("whole", whole),
        *said,
        *(Row("sentence", sentence) for sentence in sentences),
    )


def letters(rows: Sequence[Row]) -> str:
    """Return what the rows are, a letter for each."""
    return "".join(LETTERS[row.what] for row in rows)


def digest(rows: Sequence[Row]) -> str:
    """Return the SHA-256 that changes whenever the texts, or what they are, do."""
    told = json.dumps([[row.what, row.text] for row in rows], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def quantised(rows: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Return a scale and signed bytes for each row, which multiplied are nearly the row."""
    scales = np.abs(rows).max(axis=1) / 127
    scales = np.where(scales > 0, scales, 1).astype("<f4")
    return scales, np.rint(rows / scales[:, None]).astype(np.int8)


def dump(vectors: Vectors) -> bytes:
    """Return the bytes of a file."""
    header = {
        "format": FORMAT,
        "model": vectors.model,
        "sha256": vectors.sha256,
        "rows": vectors.letters,
    }
    scales, numbers = quantised(vectors.rows)
    body = np.hstack([scales[:, None].view(np.int8), numbers]).tobytes()
    return json.dumps(header, ensure_ascii=False).encode() + b"\n" + body


def parse(file: Path, data: bytes) -> Vectors:
    """Return what a file's bytes say. Raises `VectorsError`, which names the file."""
    line, _, body = data.partition(b"\n")
    try:
        header = json.loads(line)
        told = header["format"], header["model"], header["sha256"], header["rows"]
    except (ValueError, TypeError, KeyError) as error:
        raise VectorsError(
            file, "a line of JSON that says what follows", repr(line[:40])
        ) from error
    version, model, sha256, rows = told
    if version != FORMAT:
        raise VectorsError(file, f"format {FORMAT}", repr(version))
    if len(body) != (size := len(rows) * (4 + SIZE)):
        raise VectorsError(file, f"{size} bytes for {len(rows)} rows", f"{len(body)} bytes")
    bytes_ = np.frombuffer(body, np.int8).reshape(len(rows), 4 + SIZE)
    scales = np.ascontiguousarray(bytes_[:, :4]).view("<f4")
    return Vectors(model, sha256, rows, unit(bytes_[:, 4:] * scales))
