"""What an entry of a feed tells of a paper, whatever the format of the feed.

Of an entry of ours, or of another list made by this program, all that it says of the paper is
taken over but the words of its curator. Of arXiv's announcements
(https://info.arxiv.org/help/rss_specifications.html) the abstract and the authors are. Any other
entry only points at a paper: its author may be whoever wrote the entry, its day is that of the
entry, and its text is anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.intake.reading.dates import day_in
from generator.intake.reading.entry import Entry
from generator.intake.reading.html_text import Block, blocks, plain
from generator.intake.reading.slips import in_lines
from generator.intake.record import Reading, Record, Source
from generator.model.identifiers import KINDS, Identifier, found, parse
from generator.model.problems import ContentError

_OURS = re.compile(r"tag:[^:\s]+,\d{4}(?:-\d\d){0,2}:papers/")
"""The id of an entry of ours: a tag URI (RFC 4151)."""
_MOST_AUTHORS = 100
"""Authors that our feeds name; those of a paper with more are not all there."""
_DATES = re.compile(
    r"(?:(?P<venue>.+?) · )??(?:publication date unknown|published (?P<date>[\w ]+?))(?: · .*)?"
)
_WITHDRAWN = "This paper has been withdrawn."
_GOES_ON = "The abstract goes on on the page of the paper."
_ANNOUNCED = re.compile(
    r"\s*arXiv:\S+ Announce Type: [\w-]+\s+Abstract: (?P<abstract>.*)", re.DOTALL
)
_NAMES = re.compile(r", (?!(?:[JS]r\b|II|IV))")
_ADDED = re.compile(
    r"^\[(?=\S{0,20}\d{4})[\w./-]{4,40}\] |\.? ?\(arXiv:\S{1,40}(?: \[\S{1,40}\])?(?: UPDATED)?\)$"
)
"""What arXiv and programs that show its papers have added to titles."""
_ID_FIELDS = {"arxiv_id": "arxiv"}


@dataclass(frozen=True)
class FeedItem:
    """An entry, as it stands in the feed; what is not there is empty."""

    line: int
    id: str = ""
    title: str = ""
    """Plain text."""
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Of its links, that to its page first."""
    content: str = ""
    """HTML."""
    identifiers: Mapping[str, object] = field(default_factory=dict)
    """Said to be the paper's, by kind."""


def reading(source: Source, items: Iterable[FeedItem], *notes: str) -> Reading:
    """Return the records of the entries that name a paper, and a remark on the others.

    Raises `ContentError` when there is no entry at all.
    """
    records: list[Record] = []
    others: list[int] = []
    for item in items:
        record = _record(source, item)
        if record:
            records.append(record)
        else:
            others.append(item.line)
    if not records and not others:
        raise ContentError([source.problem(1, "entries", "none")])
    return Reading(tuple(records), notes=(*notes, *_left_out(others)))


def _left_out(lines: Sequence[int]) -> Iterator[str]:
    if lines:
        count = "1 entry names" if len(lines) == 1 else f"{len(lines):,} entries name"
        yield f"{count} no paper, or more than one: left out (near {in_lines(lines)})"


def _record(source: Source, item: FeedItem) -> Record | None:
    title = _ADDED.sub("", " ".join(item.title.split()))
    shown = blocks(item.content)
    announced = _ANNOUNCED.fullmatch(plain(item.content))
    if _OURS.match(item.id) and shown and shown[0].mark == "small":
        return _of_ours(item, title, shown).record(source, item.line, source.name)
    if announced:
        names = tuple(name for each in item.authors for name in _NAMES.split(each))
        entry = Entry(title, announced["abstract"], names, identifiers=_named(item, shown))
        return entry.record(source, item.line, "arXiv")
    named = _named(item, shown)
    return Entry(title, identifiers=named).record(source, item.line, source.name) if named else None


def _of_ours(item: FeedItem, title: str, shown: Sequence[Block]) -> Entry:
    dates = _DATES.fullmatch(shown[0].text.split("\n")[-1])
    abstract = [block.text for block in shown if block.mark not in {"small", "strong"}]
    if abstract[:1] == [_WITHDRAWN]:
        abstract = abstract[1:]
    is_whole = _GOES_ON not in abstract[-1:]
    return Entry(
        title,
        "\n\n".join(abstract) if is_whole else None,
        item.authors if len(item.authors) < _MOST_AUTHORS else (),
        day_in(dates["date"] or "") if dates else None,
        dates["venue"] if dates else None,
        identifiers=_named(item, shown[-1:] if len(shown) > 1 else ()),
    )


def _named(item: FeedItem, shown: Sequence[Block]) -> tuple[Identifier, ...]:
    """Return the identifiers of the one paper that the entry is on; empty when that is unsure."""
    in_text = (id_ for block in shown for id_ in found(" ".join((block.text, *block.addresses))))
    for tier in (
        _said(item.identifiers),
        (*found(item.id), *parse(next(iter(item.addresses), ""))),
        (id_ for address in item.addresses for id_ in parse(address)),
        (*found(item.title), *in_text),
    ):
        ids = tuple(dict.fromkeys(tier))
        if ids:
            return ids if len({each.kind for each in ids}) == len(ids) else ()
    return ()


def _said(by_kind: Mapping[str, object]) -> Iterator[Identifier]:
    for name, value in by_kind.items():
        kind = _ID_FIELDS.get(name, name)
        if kind in KINDS and isinstance(value, str):
            address = f"https://openreview.net/forum?id={value}" if kind == "openreview" else value
            yield from (each for each in parse(address) if each.kind == kind)
