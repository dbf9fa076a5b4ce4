"""What a reference says of a paper, in whatever format, and the entry that is made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from pydantic import TypeAdapter, ValidationError

from generator.intake.links import kind_of, united
from generator.intake.reading import venues
from generator.intake.reading.entry import Entry
from generator.model import identifiers
from generator.model.dates import PartialDate
from generator.model.identifiers import Identifier
from generator.model.paper import Category, LinkKind, Url
from generator.text import urls

SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?|II|III|IV")
"""What follows a name."""
_OF_A_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp)\.?")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
"""Chinese characters or Hangul: the family name comes first."""

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
_WITH_ITS_CLASS = re.compile(r".+\..+|gr-qc|hep-.*|math-ph|nucl-.*|quant-ph")
"""Zotero writes an archive alone, `cs`, which is the category of no paper."""
_LONGEST_ADDRESS = 2000
"""Characters; what is longer names nothing."""


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


def address(written: str) -> str | None:
    """Return a web address that can be kept; `None` for what is none, as the path of a file."""
    text = written.strip()
    whole = text if "://" in text or not text.startswith("www.") else f"https://{text}"
    try:
        return _URL.validate_python(whole)
    except ValidationError:
        return None


def _is_address(line: str) -> bool:
    return " " not in line and bool(address(line))


def _category(written: str | None, found: Iterable[Identifier]) -> str | None:
    """Return a category of arXiv, of a paper that is there."""
    category = (written or "").strip()
    is_at_arxiv = any(each.kind == "arxiv" for each in found)
    if not (is_at_arxiv and _WITH_ITS_CLASS.fullmatch(category)):
        return None
    try:
        return _CATEGORY.validate_python(category)
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
