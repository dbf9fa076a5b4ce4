"""Reads the files of the search as `generator/publish/search/packing.py` says they are written."""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

TYPES = {"uint8": "B", "int8": "b", "uint32": "I", "float32": "f"}
"""The types of arrays, as `struct` calls them."""


@dataclass(frozen=True)
class Packed:
    """What a file holds: its header, its arrays, and where each array begins in the file."""

    header: Any
    arrays: Mapping[str, list[int] | list[float]]
    starts: Mapping[str, int]

    def numbers(self) -> Numbers:
        """Return the numbers of an index of words."""
        variable = [
            list(sevens([int(byte) for byte in self.arrays[name]]))
            for name in ("stems", "lengths", "gaps")
        ]
        stems, lengths, gaps = variable
        return Numbers(stems, lengths, gaps, [int(weight) for weight in self.arrays["weights"]])


@dataclass(frozen=True)
class Search:
    """The files of a search, by their names."""

    files: Mapping[str, bytes]

    @property
    def manifest(self) -> dict[str, Any]:
        """What the manifest says."""
        said: dict[str, Any] = json.loads(self.files["manifest.json"])
        return said

    @property
    def named(self) -> list[str]:
        """The files that the manifest names."""
        once = [self.manifest[name] for name in ("cards", "gists", "words")]
        return [*once, *self.manifest["texts"], *self.manifest["meaning"]]

    @cached_property
    def shown(self) -> Packed:
        """What is shown of the papers, and what the library's facets are."""
        return unpacked(self.files[self.manifest["cards"]])

    @cached_property
    def words(self) -> Packed:
        """The index and what belongs to it."""
        return unpacked(self.files[self.manifest["words"]])

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What the search knows of every paper besides its words, in the order of their numbers."""
        cards: list[dict[str, Any]] = self.shown.header["papers"]
        return cards

    @property
    def texts(self) -> list[list[str]]:
        """The sentences of every paper, in the order of their numbers."""
        return [text for name in self.manifest["texts"] for text in self.text_file(name)]

    def text_file(self, name: str) -> list[list[str]]:
        """Return the sentences of the papers of a file."""
        texts: list[list[str]] = unpacked(self.files[name]).header
        return texts


def unpacked(data: bytes) -> Packed:
    """Decode a file: gzip of a line of JSON and of arrays at offsets from the line's end."""
    whole = gzip.decompress(data)
    line, _, body = whole.partition(b"\n")
    said = json.loads(line)
    after = len(line) + 1
    arrays = {
        name: list(struct.unpack_from(f"<{length}{TYPES[kind]}", body, offset))
        for name, (kind, offset, length) in said["arrays"].items()
    }
    starts = {name: after + offset for name, (_, offset, _) in said["arrays"].items()}
    return Packed(said["header"], arrays, starts)


def sevens(data: list[int]) -> Iterator[int]:
    """Yield numbers of which each byte holds seven bits, the lowest first; the eighth says more."""
    number = shift = 0
    for byte in data:
        number += (byte % 128) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


@dataclass(frozen=True)
class Numbers:
    """The arrays of `lexical.py` as numbers, by their names."""

    stems: Sequence[int]
    lengths: Sequence[int]
    gaps: Sequence[int]
    weights: Sequence[int]


def papers_by_stem(arrays: Numbers) -> tuple[list[int], list[dict[int, int]]]:
    """Return the number of its stem for every form, and for every stem the papers that have it.

    Each paper comes with what the stem weighs there.
    """
    of_form: list[int] = []
    known = 0
    for steps in arrays.stems:
        of_form.append(known - steps if steps else known)
        known += not steps
    left = iter(zip(arrays.gaps, arrays.weights, strict=True))
    postings: list[dict[int, int]] = []
    for length in arrays.lengths:
        papers: dict[int, int] = {}
        place = -1
        for _ in range(length):
            gap, weight = next(left)
            place += gap + 1
            papers[place] = weight
        postings.append(papers)
    assert next(left, None) is None, "more papers than the stems have"
    assert known == len(arrays.lengths), "more or fewer stems than the forms have"
    return of_form, postings
