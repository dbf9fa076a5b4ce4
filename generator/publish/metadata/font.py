"""Fonts that text is set in: which letters they have, and how wide those are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from struct import iter_unpack, unpack_from

FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Font:
    """A TrueType font."""

    family: str
    """The name in the font's own table."""
    file: Path

    @cached_property
    def widths(self) -> Mapping[str, float]:
        """The letters that it has, and how far each moves the next, in parts of the font's size.

        Of the format nothing is read but the subtable 4 of `cmap`, which has the letters of the
        first plane of Unicode: https://learn.microsoft.com/typography/opentype/spec/cmap
        """
        data = self.file.read_bytes()
        tables = {tag: start for tag, _, start, _ in iter_unpack(">4sLLL", _directory(data))}
        (units,) = unpack_from(">H", data, tables[b"head"] + 18)
        (count,) = unpack_from(">H", data, tables[b"hhea"] + 34)
        advances = unpack_from(">" + "Hh" * count, data, tables[b"hmtx"])[::2]
        glyphs = _glyphs(data, tables[b"cmap"])
        return {chr(code): advances[min(glyph, count - 1)] / units for code, glyph in glyphs}


@dataclass(frozen=True)
class Face:
    """A font, and another that has what it lacks."""

    font: Font
    rest: Font

    @cached_property
    def widths(self) -> Mapping[str, float]:
        """The letters of both, and how wide each is."""
        return {**self.rest.widths, **self.font.widths}

    def settable(self, text: str) -> str | None:
        """Return one line of text in the letters that are there; `None` when one is not.

        A letter that is a form of another, as `ﬁ` of `fi`, gives way to it.
        """
        line = unicodedata.normalize("NFC", " ".join(text.split()))
        known = "".join(c if c in self.widths else unicodedata.normalize("NFKC", c) for c in line)
        return known if self.widths.keys() >= set(known) else None

    def width(self, text: str, size: float) -> float:
        """Return how wide a settable text is in a font of that size; kerning is left out."""
        return size * sum(self.widths[c] for c in text)

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """Return a settable text cut into lines that fit; a word that is too long is cut, too."""
        lines = [""]
        for word in text.split():
            for piece in self._pieces(word, size, room):
                longer = f"{lines[-1]} {piece}".lstrip()
                if self.width(longer, size) <= room:
                    lines[-1] = longer
                else:
                    lines.append(piece)
        return lines

    def _pieces(self, word: str, size: float, room: float) -> Iterator[str]:
        piece = ""
        for c in word:
            if piece and self.width(piece + c, size) > room:
                yield piece
                piece = ""
            piece += c
        yield piece


def _directory(data: bytes) -> bytes:
    (count,) = unpack_from(">H", data, 4)
    return data[12 : 12 + 16 * count]


def _glyphs(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield every letter's code, and the number of its glyph."""
    (count,) = unpack_from(">H", data, start + 2)
    subtables = (start + unpack_from(">HHL", data, start + 4 + 8 * n)[2] for n in range(count))
    table = next(each for each in subtables if unpack_from(">H", data, each) == (4,))
    size = unpack_from(">H", data, table + 6)[0]
    number = size // 2
    ends, starts, deltas, offsets = (
        unpack_from(f">{number}H", data, table + 14 + size * part + (2 if part else 0))
        for part in range(4)
    )
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                place = table + 16 + 3 * size + 2 * n + offsets[n] + 2 * (code - first)
                glyph = unpack_from(">H", data, place)[0]
            if glyph:
                yield code, (glyph + deltas[n]) & 0xFFFF


SYMBOLS = Font("STIX Two Math", FONTS / "stix-two-math.ttf")
SERIF = Face(Font("Newsreader 16pt", FONTS / "newsreader.ttf"), SYMBOLS)
SANS = Face(Font("Figtree Light", FONTS / "figtree.ttf"), SYMBOLS)
