"""What a reference says of a paper, in whatever format, and the entry that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, takewhile

from pydantic import TypeAdapter, ValidationError

from generator.intake.links import kind_of, united
from generator.intake.reading import venues
from generator.intake.reading.entry import Entry
from generator.model import identifiers
from generator.model.dates import MONTHS, PartialDate
from generator.model.identifiers import Identifier
from generator.model.paper import Category, LinkKind, Url
from generator.text import urls

SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?|II|III|IV")
"""What follows a name."""
_OF_A_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp)\.?")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
"""Chinese characters or Hangul: the family name comes first."""

_NUMBERS = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?!\d)(?:[-/](\d{1,2})(?!\d))?)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
_MONTH = re.compile(rf"\b(?:{'|'.join(month[:3] for month in MONTHS)})", re.IGNORECASE)
_UNSURE = re.compile(r"\s*[~?%]")
"""What the Extended Date/Time Format puts after a date that is a guess
(https://www.loc.gov/standards/datetime/)."""

_AROUND_AN_ID = re.compile(
    r"^(?:CoRR|arXiv(?: e-?prints?| pre-?print)?)?[\s,:]*(?=arxiv:|abs/|\d)(?:abs/)?"
    r"|\s*\[[\w.,\s-]*\]$|[\s.,;]+$",
    re.IGNORECASE,
)
"""`arXiv preprint arXiv:2311.09677 [cs]`, `CoRR abs/2311.09677`."""
_CLASS = re.compile(r"\[([a-z]+(?:-[a-z]+)*\.[A-Za-z-]+)\]$")
_OF_PROJECTS = (".github.io", ".gitlab.io", "sites.google.com", "huggingface.co")
_TELLING: frozenset[LinkKind] = frozenset(("code", "data", "model", "demo", "video"))
"""What an address leads to where nothing but the address tells so."""
_URL = TypeAdapter[str](Url)
_CATEGORY = TypeAdapter[str](Category)
_LONGEST_ADDRESS = 2000
"""Characters; what is longer names nothing."""
_SHOWN_LINES = 10


@dataclass(frozen=True)
class Reference:
    """A reference in plain text; whatever it does not say is `None` or empty."""

    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    """In reading order; never a list that ends in “and others”."""
    published: PartialDate | None = None
    containers: tuple[str, ...] = ()
    """Names of the journal or the proceedings, the likeliest first."""
    hints: tuple[str, ...] = ()
    """What names a venue if it is a known one: a series, an abbreviation."""
    ids: tuple[str, ...] = ()
    """What stands where an identifier belongs, the surest first."""
    addresses: tuple[str, ...] = ()
    """Where the paper is read, as the reference says."""
    remarks: tuple[str, ...] = ()
    """Free text: a line of it may be an identifier, and it may name the paper's code."""
    links: Mapping[LinkKind, tuple[str, ...]] = field(default_factory=dict)
    """Addresses in fields that tell what they lead to."""
    category: str | None = None

    def entry(self) -> Entry:
        """Return the entry: identifiers, venue and links told from what is written."""
        lines = [line.strip() for each in self.remarks for line in re.split(r"[\n;]", each)]
        addresses = [*self.addresses, *filter(_is_address, lines)]
        written = (*self.ids, *self.addresses, *self.containers, *lines)
        found = tuple(dict.fromkeys(chain.from_iterable(map(identified, written))))
        classes = (match[1] for each in written if (match := _CLASS.search(each.strip())))
        return Entry(
            title=self.title,
            abstract=self.abstract,
            authors=self.authors,
            published=self.published,
            venue=venues.of(
                self.containers, self.hints, self.published.year if self.published else None
            ),
            identifiers=found,
            category=_category(self.category or next(classes, None), found),
            links=_links(chain(self.links.items(), _read_at(addresses), _named_in(self.remarks))),
        )


def identified(written: str) -> tuple[Identifier, ...]:
    """Return what a text names that is nothing but an identifier or an address."""
    if len(written) > _LONGEST_ADDRESS:
        return ()
    bare = _AROUND_AN_ID.sub("", _AROUND_AN_ID.sub("", written.strip()))
    return identifiers.parse(bare)


def named(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """Return a name in its natural order: `Laurens van der Maaten`, `Mary King Jr.`, `王 小明`."""
    if _CHINESE.fullmatch(family) and given and not (particle or suffix or " " in given):
        return f"{family} {given}"
    return " ".join(filter(None, (given, particle, family, suffix)))


def reordered(written: str) -> str | None:
    """Return a name that may be written `Lovelace, Ada` in its natural order.

    `None` when it has more commas than a name has: it may be several people's.
    """
    family, *others = (part.strip() for part in written.strip(" ,").split(","))
    suffixes = [part for part in others if SUFFIX.fullmatch(part)]
    rest = [part for part in others if part and part not in suffixes]
    if len(rest) > 1 or len(suffixes) > 1:
        return None
    if rest and _OF_A_COMPANY.fullmatch(rest[0]):
        return written
    return named(family, "".join(rest), suffix="".join(suffixes))


def dated(*parts: object) -> PartialDate | None:
    """Return the date of a year, a month and a day, as far as they are on a calendar."""
    written = takewhile(lambda part: part.isascii() and part.isdecimal(), map(str, parts))
    numbers = list(takewhile(bool, map(int, written)))
    for length in range(len(numbers), 0, -1):
        try:
            return PartialDate(*numbers[:length])
        except ValueError:
            continue
    return None


def day_in(written: str) -> PartialDate | None:
    """Return the date that a text gives: `2024-05-17/2024-05-20`, `2024/05//`, `17 May 2024`.

    `None` when it gives no year, or says itself that it is a guess.
    """
    text = written.strip()
    if match := _NUMBERS.match(text):
        if _UNSURE.match(text, match.end()):
            return None
        if match[2]:
            return dated(*filter(None, match.groups()))
    years = set(_YEAR.findall(text))
    if len(years) != 1:
        return None
    months, days = {m.casefold() for m in _MONTH.findall(text)}, _DAY.findall(text)
    if len(months) != 1:
        return dated(*years)
    return dated(*years, _number(months.pop()), *(days if len(days) == 1 else ()))


def address(written: str) -> str | None:
    """Return a web address that can be kept; `None` for what is none, as the path of a file."""
    text = written.strip()
    whole = text if "://" in text or not text.startswith("www.") else f"https://{text}"
    try:
        return _URL.validate_python(whole)
    except ValidationError:
        return None


def noted(slips: Mapping[str, Iterable[int]]) -> tuple[str, ...]:
    """Return remarks for the curator, each once, with the lines that they are about."""
    return tuple(f"{what} ({_lines(list(lines))})" for what, lines in slips.items())


def _lines(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:_SHOWN_LINES]))
    more = len(lines) - _SHOWN_LINES
    return f"line{'s' if len(lines) > 1 else ''} {shown}" + (
        f" and {more} more" if more > 0 else ""
    )


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(month))


def _is_address(line: str) -> bool:
    return " " not in line and bool(address(line))


def _category(written: str | None, found: Iterable[Identifier]) -> str | None:
    """Return a category of arXiv, of a paper that is there."""
    if written is None or all(each.kind != "arxiv" for each in found):
        return None
    try:
        return _CATEGORY.validate_python(written.strip())
    except ValidationError:
        return None


def _read_at(addresses: Iterable[str]) -> Iterator[tuple[LinkKind, tuple[str, ...]]]:
    """Yield the addresses that are more than identifiers, by what they lead to."""
    for url in filter(None, map(address, addresses)):
        if not identifiers.parse(url):
            yield _kind(url), (url,)


def _named_in(remarks: Iterable[str]) -> Iterator[tuple[LinkKind, tuple[str, ...]]]:
    """Yield the addresses amid words that are sure to be the paper's code, data and so on."""
    for url in chain.from_iterable(map(urls.find, remarks)):
        kind = kind_of(url.href)
        if kind in _TELLING and address(url.href) and not identifiers.parse(url.href):
            yield kind, (url.href,)


def _kind(url: str) -> LinkKind:
    """Return what an address leads to; a publisher's page is no project's."""
    kind = kind_of(url)
    host = url.split("/")[2].lower()
    return kind if kind != "project" or host.endswith(_OF_PROJECTS) else "other"


def _links(
    some: Iterable[tuple[LinkKind, tuple[str, ...]]],
) -> dict[LinkKind, tuple[str, ...]]:
    """Return links by kind; an address stands under the first kind that it was said to be."""
    links: dict[LinkKind, tuple[str, ...]] = {}
    for kind, addresses in some:
        others = [url for known, urls_ in links.items() if known != kind for url in urls_]
        new = united(others, addresses)[len(others) :]
        if new:
            links[kind] = united(links.get(kind, ()), new)
    return links
