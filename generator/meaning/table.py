"""The table of meanings: one vector per token, whose sum lands where the encoder puts the text.

It stands in for the encoder where there is none: in a reader's browser and in a build. How it was
made and how good it is stands in `TABLE.md`.

The file is a line of JSON, then the tokens as UTF-8, one a line, then for each token its scale
(little-endian float16), then its numbers, and then the projection, SIZE × size float16, that takes
the encoder's vectors to the table's space. Numbers are signed with BITS bits, two in a byte, the
first in the lower half, and times the scale they are the vector.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.meaning.encoder import SIZE, Floats, unit
from generator.meaning.vectors import VectorsError
from generator.meaning.wordpiece import WordPiece

FORMAT = 1
BITS = 4
LARGEST = 2 ** (BITS - 1) - 1
FILE = Path(__file__).with_name("table.bin")

Numbers = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Table:
    """One vector for each token, rounded, and the way into their space."""

    tokens: tuple[str, ...]
    scales: Floats
    """One for each token."""
    numbers: Numbers
    """Tokens × size, between -LARGEST and LARGEST."""
    projection: Floats
    """SIZE × size: the directions of the encoder's space that the table keeps."""

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self.numbers.shape[1])

    @cached_property
    def wordpiece(self) -> WordPiece:
        """What cuts a text into the table's tokens."""
        return WordPiece(self.tokens)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row of length 1 for each text; zeros when no token of it is known."""
        rows = np.zeros((len(texts), self.size), np.float32)
        for at, text in enumerate(texts):
            known = self.wordpiece.numbers(text)
            rows[at] = (self.numbers[known] * self.scales[known, None]).sum(axis=0)
        return unit(rows)

    def project(self, vectors: Floats) -> Floats:
        """Return the encoder's vectors, one a row, in the table's space and with length 1."""
        return unit(vectors @ self.projection)


def rounded(tokens: Sequence[str], vectors: Floats, projection: Floats) -> Table:
    """Return the table that is nearest to these vectors."""
    numbers, scales = rounded_rows(vectors)
    return Table(tuple(tokens), scales, numbers, projection.astype("<f2").astype(np.float32))


def rounded_rows(rows: Floats) -> tuple[Numbers, Floats]:
    """Return the rows as numbers of BITS bits, and the scale of each."""
    largest = np.abs(rows).max(axis=1, initial=0)
    scales = (largest / LARGEST).astype("<f2").astype(np.float32)
    scales = np.where(scales > 0, scales, 1).astype(np.float32)
    numbers = np.rint(rows / scales[:, None]).clip(-LARGEST, LARGEST).astype(np.int8)
    return numbers, scales


def packed(numbers: Numbers) -> NDArray[np.uint8]:
    """Return numbers of BITS bits, two in a byte, the first in the lower half."""
    halves = numbers.reshape(-1, 2).astype(np.uint8) & 15
    return (halves[:, 0] | halves[:, 1] << 4).astype(np.uint8)


def unpacked(halves: NDArray[np.uint8], size: int) -> Numbers:
    """Return rows of `size` numbers of BITS bits."""
    both = np.stack([halves & 15, halves >> 4], axis=1).astype(np.int8)
    return np.where(both > 7, both - 16, both).astype(np.int8).reshape(-1, size)


def dump(table: Table) -> bytes:
    """Return the bytes of a file."""
    tokens = "\n".join(table.tokens).encode()
    header = {"format": FORMAT, "tokens": len(table.tokens), "bytes": len(tokens)}
    head = json.dumps({**header, "size": table.size}).encode() + b"\n"
    scales, projection = table.scales.astype("<f2"), table.projection.astype("<f2")
    rows = packed(table.numbers).tobytes()
    return b"".join([head, tokens, scales.tobytes(), rows, projection.tobytes()])


def parse(file: Path, data: bytes) -> Table:
    """Return what a file's bytes say. Raises `VectorsError`, which names the file."""
    line, _, body = data.partition(b"\n")
    try:
        header = json.loads(line)
        version, count, text, size = (header[n] for n in ("format", "tokens", "bytes", "size"))
    except (ValueError, TypeError, KeyError) as error:
        raise VectorsError(
            file, "a line of JSON that says what follows", repr(line[:40])
        ) from error
    if version != FORMAT:
        raise VectorsError(file, f"format {FORMAT}", repr(version))
    lengths = (text, 2 * count, count * size // 2, 2 * SIZE * size)
    if len(body) != sum(lengths):
        raise VectorsError(file, f"{sum(lengths)} bytes", f"{len(body)} bytes")
    first, second, third = np.cumsum(lengths)[:3]
    return Table(
        tuple(body[:first].decode().split("\n")),
        np.frombuffer(body[first:second], "<f2").astype(np.float32),
        unpacked(np.frombuffer(body[second:third], np.uint8), size),
        np.frombuffer(body[third:], "<f2").astype(np.float32).reshape(SIZE, size),
    )


@lru_cache(maxsize=1)
def shipped() -> Table:
    """Return the table that comes with the program."""
    return parse(FILE, FILE.read_bytes())
