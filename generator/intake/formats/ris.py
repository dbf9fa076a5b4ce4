"""RIS: from Zotero, EndNote, Mendeley, publishers and library catalogues.

A line is a tag of two signs, two spaces, a hyphen, a space and the value; a line without a tag goes
on with the one before it. The tags are those of the specification of 2011, as rispy names them
(https://github.com/MrTango/rispy, https://en.wikipedia.org/wiki/RIS_(file_format)); where programs
differ, the field is read from each tag that they use for it. Web addresses under `L1` are kept,
and paths of somebody's files are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rispy import RisParser
from rispy.config import TAG_KEY_MAPPING

from generator.intake.reading.dates import day_in
from generator.intake.reading.references import Reference, reordered
from generator.intake.reading.slips import Slips
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.problems import ContentError, Problem, shown

NAME = "RIS"
LONGEST = 1 << 24
"""Characters of one record."""

_NARROW = "TY -"
_BEGIN = re.compile(r"TY {1,2}-")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)", re.ASCII)
_NEAR_THE_TOP = re.compile(r"^\s*TY {1,2}- ?[A-Z]{3,8}\s*$", re.MULTILINE)
_END = re.compile(r"ER {1,2}-")
_NO_END = "no “ER  - ” at the end, read all the same"
_CUT_OFF = "no “ER  - ” at the end, read all the same: is the file cut off?"
_UNKNOWN_AUTHORS = "authors left unknown, for not all are named, or several in one line"
_NOT_ALL = frozenset(("others", "et al.", "et al"))
_PARSER = RisParser(
    mapping={**TAG_KEY_MAPPING, "BT": "book_title", "LK": "link"}, delimiter_tags_mapping={}
)
"""With two tags of older programs; without its delimiters, which part addresses at a `;`."""
_AUTHORS = ("authors", "first_authors")
_TITLES = ("title", "primary_title")
_ABSTRACTS = ("abstract", "notes_abstract")
_CONTAINERS = ("custom3", "secondary_title", "book_title", "journal_name", "alternate_title3")
_HINTS = ("alternate_title1", "alternate_title2", "tertiary_title")
_ADDRESSES = ("urls", "link", "file_attachments1", "file_attachments2")
_IDS = ("accession_number", "doi", "note", *_ADDRESSES)
_REMARKS = ("notes",)


@dataclass(frozen=True)
class _Piece:
    """The lines of one record."""

    line: int
    is_narrow: bool
    """Its tags have one space after them, as some programs write: `TY - JOUR`."""
    lines: list[str] = field(default_factory=list)


def recognises(head: str) -> bool:
    """Whether a record begins near the top."""
    return bool(_NEAR_THE_TOP.search(head))


def read(source: Source) -> Reading:
    """Read references. Raises `ContentError`."""
    problems: list[Problem] = []
    slips = Slips()
    records = tuple(_record(source, each, slips) for each in _pieces(source, problems, slips))
    if not (records or problems):
        problems.append(source.problem(1, "references that begin with “TY  - ”", "none"))
    if problems:
        raise ContentError(problems)
    return Reading(records, notes=slips.notes)


def _pieces(source: Source, problems: list[Problem], slips: Slips) -> Iterator[_Piece]:
    """Yield the references as they stream; each ends with `ER`, or where the next one begins."""
    piece: _Piece | None = None
    size, is_stray = 0, False
    for number, line in _numbered(source):
        if _BEGIN.match(line):
            if piece:
                slips.note(_NO_END, piece.line)
                yield piece
            piece, size, is_stray = _Piece(number, line.startswith(_NARROW)), 0, False
        if piece is None:
            if _TAG.match(line) and not is_stray:
                problems.append(source.problem(number, "“TY  - ” before other lines", shown(line)))
            is_stray = is_stray or bool(_TAG.match(line))
            continue
        size += len(line)
        if size > LONGEST:
            longest = f"a reference of at most {LONGEST:,} characters"
            problems.append(source.problem(piece.line, longest, "a longer one"))
            return
        if _END.match(line):
            yield piece
            piece = None
        else:
            piece.lines.append(line)
    if piece:
        slips.note(_CUT_OFF, piece.line)
        yield piece


def _numbered(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the lines, without their ends, and the number of each; of a long one, its pieces."""
    number = 1
    with source.stream() as stream:
        for line in iter(lambda: stream.readline(LONGEST), ""):
            yield number, line.rstrip("\r\n")
            number += line[-1] in "\r\n"


def _record(source: Source, piece: _Piece, slips: Slips) -> Record:
    lines = map(_widened, piece.lines) if piece.is_narrow else piece.lines
    said = _Said(_PARSER.parse_lines(iter([*lines, "ER  - "]))[0])
    names = [reordered(each) for each in said.each(*_AUTHORS)]
    if None in names or any(name in _NOT_ALL for name in names):
        slips.note(_UNKNOWN_AUTHORS, piece.line)
        names = []
    reference = Reference(
        title=said.first(*_TITLES),
        abstract=said.first(*_ABSTRACTS),
        authors=tuple(filter(None, names)),
        published=_published(said),
        containers=tuple(said.each(*_CONTAINERS)),
        hints=tuple(said.each(*_HINTS)),
        ids=tuple(said.each(*_IDS)),
        addresses=tuple(said.each(*_ADDRESSES)),
        remarks=tuple(said.each(*_REMARKS)),
    )
    return reference.entry().record(source, piece.line, source.name)


class _Said:
    """What rispy made of a reference: texts, and lists of them, by names of its own."""

    def __init__(self, parsed: Mapping[str, Any]) -> None:
        self._parsed = parsed

    def each(self, *names: str) -> Iterator[str]:
        for name in names:
            value = self._parsed.get(name) or []
            yield from filter(None, [value] if isinstance(value, str) else value)

    def first(self, *names: str) -> str | None:
        return next(self.each(*names), None)


def _published(said: _Said) -> PartialDate | None:
    """Return the date of `DA` or `Y1`, unless it is of another year than `PY`.

    EndNote leaves the year out of `DA`, and gives there the day of a conference.
    """
    year = day_in(said.first("year") or "")
    for written in said.each("date", "publication_year"):
        found = day_in(written) or (day_in(f"{year.year} {written}") if year else None)
        if found and (year is None or found.year == year.year):
            return max(found, year or found)
    return year


def _widened(line: str) -> str:
    return _TAG.sub(r"\1  - ", line, count=1)
