"""Plain text in which papers are named: ids, DOIs and addresses, one a line or in prose.

Whatever text has an identifier in it is of this format, so that it is the last to be tried: a
chat, a mail, a page, a list in Markdown. Only identifiers are taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.reading.entry import Entry
from generator.intake.reading.slips import Slips
from generator.intake.record import Reading, Source
from generator.model.identifiers import Identifier, found, parse
from generator.model.problems import ContentError

NAME = "a text with identifiers"

_PIECE = 1 << 16
"""Characters that are read at once of a line without an end."""
_COMMENT = re.compile(r"\s*#(?!\S)")
"""A heading of Markdown often holds a link, one of the first level hardly ever."""


def recognises(head: str) -> bool:
    """Whether anything in it is an identifier."""
    return next(found(head), None) is not None


def read(source: Source) -> Reading:
    """Read identifiers, each paper's once. Raises `ContentError` when there are none."""
    papers: list[tuple[int, list[Identifier]]] = []
    places: dict[Identifier, int] = {}
    slips = Slips()
    for line, text in _lines(source):
        if _COMMENT.match(text):
            if recognises(text):
                slips.note("identifiers in a comment, left out", line)
            continue
        for each in found(text):
            # The DOI of a paper of the ACL Anthology is its id there as well.
            names = parse(each.value) or (each,)
            place = next((places[n.folded] for n in names if n.folded in places), len(papers))
            if place == len(papers):
                papers.append((line, []))
            papers[place][1].extend(n for n in names if n.folded not in places)
            places |= {name.folded: place for name in names}
    if not papers:
        raise ContentError([source.problem(1, "identifiers of papers", "none")])
    records = (
        Entry(identifiers=tuple(ids)).record(source, line, source.name) for line, ids in papers
    )
    return Reading(tuple(records), notes=slips.notes)


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; a long one in pieces that end where a word does."""
    with source.stream() as stream:
        line, rest = 1, ""
        while piece := stream.readline(_PIECE):
            text, rest = rest + piece, ""
            if len(piece) == _PIECE and not piece.endswith("\n"):
                head, space, tail = _parted(text)
                text, rest = head + space, tail if len(tail) < _PIECE else ""
            yield line, text
            line += piece.endswith("\n")
        yield line, rest


def _parted(text: str) -> tuple[str, str, str]:
    end = max(text.rfind(" "), text.rfind("\t"))
    return text[:end], text[end : end + 1], text[end + 1 :]
