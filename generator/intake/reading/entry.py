"""A paper as references and services tell of it, before it is a record with facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.intake.links import is_address, kind_of, united
from generator.intake.record import Fact, Record, Source
from generator.model.dates import PartialDate
from generator.model.identifiers import Identifier
from generator.model.paper import Author, Count, LinkKind, Listing

_TEXTS = ("title", "abstract")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")


@dataclass(frozen=True)
class Entry:
    """What is said of one paper; whatever is not said is `None` or empty.

    Texts may have hard line ends: only an empty line of an abstract begins a paragraph.
    """

    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    """Names in reading order: `Ada Lovelace`."""
    published: PartialDate | None = None
    """When the first version came out, as far as the source tells."""
    venue: str | None = None
    """As the list writes it, `ICLR 2024`; never a preprint server."""
    identifiers: tuple[Identifier, ...] = ()
    category: str | None = None
    urls: tuple[str, ...] = ()
    """Addresses of which only the address tells what they lead to."""
    links: Mapping[LinkKind, tuple[str, ...]] = field(default_factory=dict)
    counts: tuple[Count, ...] = ()

    def record(
        self, source: Source, line: int, origin: str, listing: Listing | None = None
    ) -> Record:
        """Return the record of this entry, whose facts `origin` tells."""
        facts = {name: Fact(value, origin) for name, value in self._values() if value}
        title, abstract = (facts[name].value if name in facts else None for name in _TEXTS)
        return Record(source.name, line, title, abstract, facts=facts, listing=listing)

    def _values(self) -> Iterator[tuple[str, object]]:
        yield "title", one_line(self.title)
        yield "abstract", paragraphs(self.abstract)
        yield "authors", tuple(Author(name) for each in self.authors if (name := one_line(each)))
        yield "published", self.published
        yield "venue", one_line(self.venue)
        yield "category", self.category
        yield "counts", self.counts
        for kind, value in identified(self.identifiers).items():
            yield kind, value
        for kind, urls in self._links().items():
            yield f"links.{kind}", urls

    def _links(self) -> dict[LinkKind, tuple[str, ...]]:
        """Return the links by kind; what is no address of the web is left out."""
        links = {kind: tuple(filter(is_address, urls)) for kind, urls in self.links.items()}
        for url in filter(is_address, self.urls):
            kind = kind_of(url)
            links[kind] = united(links.get(kind, ()), (url,))
        return links


def identified(identifiers: Iterable[Identifier]) -> dict[str, str]:
    """Return the first identifier of each kind."""
    first: dict[str, str] = {}
    for each in identifiers:
        first.setdefault(each.kind, each.value)
    return first


def one_line(text: str | None) -> str | None:
    """Return a text in one line, without control characters; `None` when nothing is left."""
    return " ".join(_CONTROLS.sub(" ", text).split()) or None if text else None


def paragraphs(text: str | None) -> str | None:
    """Return a text with one line a paragraph; `None` when nothing is left."""
    lines = (one_line(each) for each in _PARAGRAPHS.split(text or ""))
    return "\n".join(filter(None, lines)) or None
