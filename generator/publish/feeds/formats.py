"""The formats of feeds; each stands beside the page of what can be followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.publish import routes
from generator.publish.feeds import atom, json_feed, rss
from generator.publish.feeds.entry import Entry
from generator.publish.feeds.feed import Document, Feed
from generator.publish.site import Site


@dataclass(frozen=True)
class Format:
    """A format of feeds."""

    file: str
    """The name of its files: `feed.xml`."""
    name: str
    """As readers know it."""
    media_type: str
    entry: Callable[[Site, Entry], str]
    document: Callable[[Site, Document, Iterable[str]], str]
    """Makes a whole file around its entries."""

    def path(self, feed: Feed) -> str:
        """Return where a feed stands in this format."""
        return routes.beside(feed.page, self.file)


ATOM = Format("feed.xml", "Atom", "application/atom+xml", atom.entry, atom.document)
JSON = Format("feed.json", "JSON", "application/feed+json", json_feed.entry, json_feed.document)
RSS = Format("rss.xml", "RSS", "application/rss+xml", rss.entry, rss.document)


def formats(feed: Feed) -> tuple[Format, ...]:
    """Return the formats in which a feed is written."""
    return (ATOM, JSON, RSS) if feed.rss else (ATOM, JSON)
