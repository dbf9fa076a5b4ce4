"""An entry of BibTeX read by bibtexparser, and mended where a sign is missing.

What the parser cannot read, or reads as something that nobody writes, is tried again with the sign
that people forget most. Where that does not help, or would hide a field in another, it is a fault.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)

from generator.intake.reading.bibtex_values import is_whole

_BELOW = re.compile(r"^(\s*@)\s*([A-Za-z]+)\s*\n\s*([{(])")
"""An entry whose brace is in the next line, which the parser does not see."""
_FIELD = re.compile(r"(?:,\s*|\n[^\S\n]*)([A-Za-z][\w-]*)[^\S\n]*=[^\S\n]*[{\"\w]")
_LEFT_OVER = re.compile(r"[\s,}]*([A-Za-z][\w-]*)\s*=\s*[{\"\w]")
_CLOSING = "a closing brace or quotation mark in this entry"
_REASONS = (
    ("Unexpectedly reached end", _CLOSING, "the next entry or the end of the file"),
    ("Unexpected block start", _CLOSING, "the next entry"),
    ("Expected comma after entry key", "a comma after the entry's key", "another sign"),
    ("Expected a `=`", "“=” after the name of a field", "another sign"),
)
"""How the parser's reasons begin, and what to say to people."""

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # else it prints its warnings


Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True)
class Piece:
    """What the parser made of a piece."""

    blocks: Blocks
    """In their order; of one that repeats a field or a key, the first counts."""
    slip: str = ""
    """What had to be mended, if anything."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a piece, and in which of its lines, from 0."""

    line: int
    where: str
    expected: str
    got: str


def parsed(text: str) -> Piece | Fault:
    """Return a piece of BibTeX read, or what is wrong with it."""
    text = _BELOW.sub(r"\1\2\3\n", text)
    blocks = _blocks(text)
    fault = _fault(blocks)
    if fault is None:
        return Piece(blocks)
    for slip, mend in _MENDS:
        # With more than the entry's own brace open, a value is cut off.
        is_safe = mend is not _closed or _open_braces(text) == 1
        text = mend(text)
        blocks = _blocks(text)
        swallowed = _swallowed(blocks)
        if is_safe and swallowed is None and _fault(blocks) is None:
            return Piece(blocks, slip)
        fault = swallowed or fault
    return fault


def _blocks(text: str) -> Blocks:
    return tuple(map(_told, parse_string(text, parse_stack=[]).blocks))


def _told(block: Block) -> Block:
    """Return the entry of a block that repeats a field or a key."""
    if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
        return block.ignore_error_block or block
    return block


def _fault(blocks: Blocks) -> Fault | None:
    """Return the first thing that is wrong with a piece."""
    began = False
    for block in blocks:
        line = block.start_line or 0
        if isinstance(block, ParsingFailedBlock):
            return _of_parser(line, block)
        left = _LEFT_OVER.match(block.comment) if isinstance(block, ImplicitComment) else None
        if began and left:
            expected = "the next entry: a brace closes this one too early"
            return Fault(line, "", expected, f"“{left[1]} = …”")
        began = began or isinstance(block, Entry)
        for each in block.fields if isinstance(block, Entry) else ():
            if not is_whole(each.value):
                shown = " ".join(each.value.split())[:40]
                expected = "one value in braces or quotation marks, and a comma after it"
                return Fault(each.start_line or line, each.key, expected, f"“{shown}…”")
    return None


def _of_parser(line: int, block: ParsingFailedBlock) -> Fault:
    reason = str(getattr(block.error, "abort_reason", ""))
    for begin, expected, got in _REASONS:
        if reason.startswith(begin):
            return Fault(line, "", expected, got)
    return Fault(line, "", "an entry of BibTeX", reason or "something else")


def _swallowed(blocks: Blocks) -> Fault | None:
    """Return the first value that holds a field, as it does when a brace is not closed."""
    for block in blocks:
        for each in block.fields if isinstance(block, Entry) else ():
            if held := _FIELD.search(each.value):
                expected = "a value whose braces and quotation marks are closed"
                return Fault(each.start_line or 0, each.key, expected, f"“{held[1]} = …” in it")
    return None


def _with_key(text: str) -> str:
    return re.sub(
        r"^(\s*@[A-Za-z]+\s*[{(])([^,={}()\"\n]{0,200}?)(\s*[A-Za-z][\w-]{0,40}\s*=)",
        r"\1\2,\3",
        text,
    )


def _with_commas(text: str) -> str:
    return re.sub(
        r"([}\"]|=[^\S\n]*\d+)([^\S\n]*\n\s*[A-Za-z][\w-]*\s*=\s*[{\"\w])", r"\1,\2", text
    )


def _closed(text: str) -> str:
    opened = re.match(r"\s*@[A-Za-z]+\s*\(", text)
    return f"{text}{')' if opened else '}' * _open_braces(text)}\n"


def _open_braces(text: str) -> int:
    signs = re.findall(r"(?<!\\)[{}]", text)
    return max(1, signs.count("{") - signs.count("}"))


_MENDS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("no comma after the entry's key, read all the same", _with_key),
    ("no comma between two fields, read all the same", _with_commas),
    ("no closing brace at the end, read all the same", _closed),
)
"""Each on top of those before it."""
