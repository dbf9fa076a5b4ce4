"""RSS 2.0 (https://www.rssboard.org/rss-specification), for programs that read nothing else.

Every feed reader takes Atom. Services that post a feed to a chat or make mails of it often do not
(https://maileon.dev/rss-feeds/ asks for RSS 2.0), so that the list and each topic have it as well.
What it has no words for is left out: changes, papers elsewhere, and a PDF, whose length in bytes
nobody knows here. A channel must have a link: without `Site.url` none is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from generator.publish import routes
from generator.publish.feeds.entry import Entry, name
from generator.publish.feeds.feed import Document
from generator.publish.site import Site
from generator.publish.writing import render


def entry(site: Site, entry: Entry) -> str:
    """Return an item."""
    published = _stamp(entry.published)
    return render("feed_item.rss.j2", entry=entry, published=published, scheme=name(site, "tags"))


def document(site: Site, document: Document, entries: Iterable[str]) -> str:
    """Return a whole channel around its items."""
    text = render(
        "feed.rss.j2",
        style=routes.root(document.path) + routes.FEED_STYLE,
        document=document,
        updated=_stamp(document.updated(site)),
        page=site.absolute(document.feed.page),
        address=site.absolute(document.path),
        entries=entries,
    )
    return str(text)


def _stamp(day: date) -> str:
    """Return the beginning of a day as RFC 822 writes it, in English on every machine."""
    return format_datetime(datetime.combine(day, time(), UTC), usegmt=True)
