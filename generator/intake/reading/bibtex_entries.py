"""BibTeX cut into entries as it streams, each with its line and with its values put together.

The grammar is that of “BibTeXing” (https://ctan.org/pkg/bibtex) and of biblatex, which adds
`xdata`; what is between entries is comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bibtexparser.model import Entry, String

from generator.intake.reading.bibtex_mending import Fault, parsed
from generator.intake.reading.bibtex_values import Macros, value_of
from generator.intake.reading.slips import Slips
from generator.intake.record import Source
from generator.model.problems import Problem

LONGEST = 1 << 24
"""Characters of one entry."""

START = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*(?:[{(]|$)", re.MULTILINE)
_NO_ENTRIES = frozenset(("xdata", "set", "control", "bibnote"))
_CONTAINERS = frozenset(("proceedings", "mvproceedings", "book", "mvbook", "collection"))
_INHERITED = ("booktitle", "journal", "journaltitle", "series", "year", "month", "day", "date")
"""What a paper takes from the proceedings that it names; their DOI is not the paper's."""


@dataclass(frozen=True)
class BibtexEntry:
    """An entry as it stands, LaTeX and all."""

    line: int
    kind: str
    """In lower case: `inproceedings`."""
    key: str
    fields: Mapping[str, str]
    """By names in lower case; macros replaced, no value empty."""


@dataclass
class Found:
    """What comes up while the entries are read."""

    problems: list[Problem] = field(default_factory=list)
    slips: Slips = field(default_factory=Slips)


def entries(source: Source, found: Found) -> Iterator[BibtexEntry]:
    """Yield the entries in turn; last those that take fields from another, and that are whole then.

    Problems and slips go into `found`.
    """
    parents: dict[str, BibtexEntry] = {}
    children: list[BibtexEntry] = []
    for each in _read(source, found):
        if each.kind in _NO_ENTRIES or each.kind in _CONTAINERS:
            parents[each.key.casefold()] = each
        elif "crossref" in each.fields or "xdata" in each.fields:
            children.append(each)
        else:
            yield each
    named = {_parent(each, name) for each in children for name in ("crossref", "xdata")}
    yield from (_inheriting(each, parents) for each in children)
    yield from (each for k, each in parents.items() if each.kind in _CONTAINERS and k not in named)


def _parent(child: BibtexEntry, name: str) -> str:
    return child.fields.get(name, "").partition(",")[0].strip().casefold()


def _inheriting(child: BibtexEntry, parents: Mapping[str, BibtexEntry]) -> BibtexEntry:
    fields = dict(child.fields)
    if data := parents.get(_parent(child, "xdata")):
        fields = {**data.fields, **fields}
    if book := parents.get(_parent(child, "crossref")):
        title = book.fields.get("booktitle") or book.fields.get("title")
        inherited = {name: book.fields[name] for name in _INHERITED if name in book.fields}
        fields = {**({"booktitle": title} if title else {}), **inherited, **fields}
    return replace(child, fields=fields)


def _read(source: Source, found: Found) -> Iterator[BibtexEntry]:
    macros = Macros()
    for line, text in _blocks(source, found):
        piece = parsed(text)
        if isinstance(piece, Fault):
            at = line + piece.line
            found.problems.append(source.problem(at, piece.expected, piece.got, piece.where))
            continue
        if piece.slip:
            found.slips.note(piece.slip, line)
        for block in piece.blocks:
            if isinstance(block, String):
                if slip := macros.define(block.key, block.value):
                    found.slips.note(slip, line + (block.start_line or 0))
            elif isinstance(block, Entry):
                yield _entry(line + (block.start_line or 0), block, macros, found)


def _entry(line: int, entry: Entry, macros: Macros, found: Found) -> BibtexEntry:
    fields: dict[str, str] = {}
    for each in entry.fields:
        value, slip = value_of(each.value, macros)
        if slip:
            found.slips.note(slip, line)
        if value.strip():
            fields.setdefault(each.key.lower(), value)
    return BibtexEntry(line, entry.entry_type.lower(), entry.key, fields)


def _blocks(source: Source, found: Found) -> Iterator[tuple[int, str]]:
    """Yield pieces of the text that begin with an entry, each with its line.

    A comment between braces hides the entries in it.
    """
    open_braces = begin = 0
    for line, text in _pieces(source, found):
        if open_braces <= 0 and text.lstrip().lower().startswith("@comment"):
            open_braces, begin = 0, line
        elif open_braces <= 0:
            yield line, text
            continue
        open_braces += text.count("{") - text.count("}")
    if open_braces > 0:
        expected = "“}” after this comment"
        found.problems.append(source.problem(begin, expected, "the end of the file"))


def _pieces(source: Source, found: Found) -> Iterator[tuple[int, str]]:
    held: list[str] = []
    begin, number, size, whole = 1, 1, 0, False
    with source.stream() as stream:
        for line in iter(lambda: stream.readline(LONGEST), ""):
            if START.match(line) and (number > begin or not held):
                if whole:
                    yield begin, "".join(held)
                held, begin, size, whole = [], number, 0, True
            size += len(line)
            if size > LONGEST:
                longest = f"an entry of at most {LONGEST:,} characters"
                found.problems.append(source.problem(begin, longest, "more"))
                return
            held.append(line.rstrip("\r\n") + "\n" if line[-1] in "\r\n" else line)
            number += line[-1] in "\r\n"
    if whole:
        yield begin, "".join(held)
