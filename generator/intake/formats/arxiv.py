"""Atom of arXiv's API, as https://info.arxiv.org/help/api/user-manual.html describes it.

`published` is the day of the first version and `updated` that of the one shown, which counts for
nothing here. An error is a feed with one entry, under status 200. A venue is taken from the
journal reference, or from a comment as “Accepted at ACL 2024”, only where it cannot be anything
else; the other links of an entry lead to arXiv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pydantic import TypeAdapter, ValidationError

from generator.intake.links import kind_of
from generator.intake.reading import venues
from generator.intake.reading.dates import Day
from generator.intake.reading.entry import Entry
from generator.intake.reading.xml_stream import XmlStream, root
from generator.intake.record import Reading, Record, Source
from generator.model import venues as known_venues
from generator.model.dates import PartialDate
from generator.model.identifiers import Identifier, parse
from generator.model.paper import Category
from generator.model.problems import ContentError, Problem, shown
from generator.text.text import Text

NAME = "Atom of arXiv"
ORIGIN = "arXiv"

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ROOTS = {f"{_ATOM}feed", "feed"}
_OF_API = re.compile(r"opensearch/1\.1|arxiv\.org/api/")
"""Not in arXiv's feeds of announcements, which have its namespace too."""
_PARAGRAPH = re.compile(r"\n[ \t]+")
"""Other ends of lines count for nothing (https://info.arxiv.org/help/prep.html#abstracts)."""
_DAY, _CATEGORY = TypeAdapter(Day), TypeAdapter(Category)

_ACCEPTED = re.compile(
    r"(?<!not )(?<!Not )\b(?:[Aa]ccepted|[Pp]ublished|[Aa]ppeared|[Pp]resented|[Tt]o appear)\b"
    r"(?P<how>(?: [\w-]+){1,6}?)"
    r"(?P<findings> Findings of(?: the)?)? (?P<name>[A-Z][\w-]+)[ -](?P<year>20\d\d)\b"
    r"(?P<part>[^.;,]*)"
)
_PART = re.compile(
    r"\s*\(?(?:(?:as )?(?:an? )?(?:main(?: conference)?|oral|poster|spotlight"
    r"|(?:long|short)(?: paper)?)?"
    r"|(?P<findings>findings))\)?\s*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"workshop|symposium|track|demo|tutorial", re.IGNORECASE)
_PAGES = re.compile(r",?\s*\b(?:pp?\.|pages?\b)\s*\d.*")
_SHORT = re.compile(
    r"(?:Findings of )?(?:[A-Z][\w-]*)(?: [A-Z][A-Za-z]*)? (?:19|20)\d\d(?: \([A-Za-z ]+\))?"
)
"""A venue in the list's own form: with all of its name known, and its year."""


def recognises(head: str) -> bool:
    """Whether it is a feed, and arXiv's."""
    start = head[:4000]
    is_api = "arxiv.org/" in start and bool(_OF_API.search(start))
    return is_api and root(head) in _ROOTS


def read(source: Source) -> Reading:
    """Read an answer. Raises `ContentError`, also for arXiv's own errors.

    A file without papers is a problem; an answer that the service has just given may be empty.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    try:
        for line, entry in XmlStream(source, f"{_ATOM}entry").items():
            wrong = list(_problems(source, line, entry))
            problems += wrong
            if not wrong:
                records.append(_entry(entry).record(source, line, ORIGIN))
    except ContentError as error:
        problems += error.problems
    if not records and not problems and source.asked is None:
        problems = [source.problem(1, "papers", "none")]
    if problems:
        raise ContentError(problems)
    return Reading(tuple(records))


def _problems(source: Source, line: int, entry: Element) -> Iterator[Problem]:
    address, title = _text(entry, "id"), _text(entry, "title")
    if "/api/errors" in address:
        got = f"an error of the service: {shown(_text(entry, 'summary') or title)}"
        yield source.problem(line, "papers", got)
        return
    if _id(entry) is None:
        yield source.problem(line, "the address of a paper at arXiv", shown(address or None), "id")
    if not title:
        yield source.problem(line, "a title", "nothing", "title")
    published = _text(entry, "published")
    if published and _day(entry) is None:
        yield source.problem(line, "a time as 2024-05-17T08:00:00Z", shown(published), "published")


def _entry(entry: Element) -> Entry:
    comment = _text(entry, "comment", _ARXIV)
    names = (_line(each) for each in entry.iterfind(f"{_ATOM}author/{_ATOM}name"))
    return Entry(
        title=_text(entry, "title"),
        abstract=_PARAGRAPH.sub("\n\n", entry.findtext(f"{_ATOM}summary", "").strip()),
        authors=tuple(filter(None, names)),
        published=_day(entry),
        venue=_of_journal(_text(entry, "journal_ref", _ARXIV)) or _of_comment(comment),
        identifiers=tuple(_identifiers(entry)),
        category=_category(entry),
        urls=tuple(_urls(comment)),
    )


def _id(entry: Element) -> Identifier | None:
    ids = parse(_text(entry, "id"))
    return next((each for each in ids if each.kind == "arxiv"), None)


def _identifiers(entry: Element) -> Iterator[Identifier]:
    if known := _id(entry):
        yield known
    for doi in _text(entry, "doi", _ARXIV).split():
        yield from parse(doi)  # arXiv's own is an arXiv id and no DOI
    for link in entry.iterfind(f"{_ATOM}link[@title='doi']"):
        yield from parse(link.get("href", ""))


def _day(entry: Element) -> PartialDate | None:
    try:
        return PartialDate.of(_DAY.validate_python(_text(entry, "published")))
    except ValidationError:
        return None


def _category(entry: Element) -> str | None:
    """Return the primary category; among the others are classes of ACM and MSC, as `I.2.6`."""
    primary = entry.find(f"{_ARXIV}primary_category")
    try:
        return _CATEGORY.validate_python(primary.get("term", "")) if primary is not None else None
    except ValidationError:
        return None


def _of_journal(reference: str) -> str | None:
    venue = venues.of((_PAGES.sub("", reference),), (), None) or ""
    is_known = known_venues.parse(venue).kind != "other"
    return venue if is_known and _SHORT.fullmatch(venue) else None


def _of_comment(comment: str) -> str | None:
    for found in _ACCEPTED.finditer(comment):
        part = _PART.fullmatch(found["part"])
        venue = f"{found['name']} {found['year']}"
        is_known = known_venues.parse(venue).kind != "other"
        if is_known and part and not _ANOTHER.search(found["how"]):
            in_findings = found["findings"] or part["findings"]
            return f"Findings of {venue}" if in_findings else venue
    return None


def _urls(comment: str) -> Iterator[str]:
    """Yield the addresses that tell by themselves what belongs to the paper there."""
    for url in Text(comment).urls():
        if not parse(url) and kind_of(url) not in {"project", "other"}:
            yield url


def _text(entry: Element, name: str, space: str = _ATOM) -> str:
    found = entry.find(f"{space}{name}")
    return _line(found) if found is not None else ""


def _line(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
