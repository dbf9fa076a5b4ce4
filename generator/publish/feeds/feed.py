"""What can be followed: the list, topics, pairs of topics, reading paths, days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.publish import routes
from generator.publish.feeds.entry import Entry, line, name, since
from generator.publish.site import Site

ENTRIES = 50
"""Entries of a feed, at most; a reader that asks once a week must not miss any."""
BYTES = 250_000
"""Of a file, at most (https://www.jsonfeed.org/version/1.1/, “Suggestions for publishers”)."""
_HEAD = 10_000
"""Bytes of them that are kept for what stands above the entries."""


@dataclass(frozen=True)
class Feed:
    """What can be followed, on the page that shows it."""

    page: str
    name: str
    title: str
    """The name, and that of the site: readers show feeds of many sites in one column."""
    description: str
    rss: bool = False
    """Whether it is also written for programs that read nothing but RSS."""

    @property
    def address(self) -> str:
        """The page's address from the site's root."""
        return routes.address(self.page)


@dataclass(frozen=True)
class Document:
    """One file of a feed: the newest entries, or older ones."""

    feed: Feed
    path: str
    entries: Sequence[Entry]
    links: Mapping[str, str] = field(default_factory=dict)
    """Other documents of the feed, by their relation to this one (RFC 5005)."""
    archive: bool = False
    """Whether it is of a month that is over, and stays as it is."""

    def id(self, site: Site) -> str:
        """Return the name of the feed: all of its documents are one feed."""
        return name(site, f"feeds/{self.feed.address}".rstrip("/"))

    def updated(self, site: Site) -> date:
        """Return the day of its newest change; of no entries, that on which the names began."""
        return max((entry.updated for entry in self.entries), default=since(site.authority))


def groups(site: Site) -> Mapping[str, tuple[Feed, ...]]:
    """Return all feeds by what they are of, in the order in which readers are shown them."""
    known = site.reading_list
    pages = {
        "The list": [routes.HOME, routes.TRENDING],
        "Topics": [routes.tag(slug) for slug in known.by_tag],
        "Two topics at once": [routes.pair(*pair) for pair in known.by_pair],
        "Reading paths": [routes.collection(path.name) for path in known.collections],
    }
    rss = {routes.HOME, *pages["Topics"]} if site.url else set()
    found = {group: tuple(_feed(site, page, rss) for page in some) for group, some in pages.items()}
    said = "Every day of the list: one entry a day, with its papers."
    title = f"Day by day · {line(site.name)}"
    days = Feed(routes.DATES, "Day by day", title, said)
    return {group: some for group, some in {**found, "Days": (days,)}.items() if some}


def feeds(site: Site) -> Iterator[Feed]:
    """Yield all feeds."""
    for group in groups(site).values():
        yield from group


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by the day on which they came, those of one day as they were."""
    return sorted(entries, key=lambda entry: entry.published, reverse=True)


def fitting(entries: Iterable[Entry], write: Callable[[Entry], str]) -> list[Entry]:
    """Return as many of the first entries as one file has room for."""
    fit, left = [], BYTES - _HEAD
    for entry in entries:
        left -= len(write(entry).encode())
        if left < 0:
            break
        fit.append(entry)
    return fit


def _feed(site: Site, page: str, rss: set[str]) -> Feed:
    selection = site.selections[page]
    own, whole = line(selection.title), line(site.name)
    title = whole if page == routes.HOME else f"{own} · {whole}"
    return Feed(page, own, title, line(selection.description), page in rss)
