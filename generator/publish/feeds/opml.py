"""All feeds as one file that a reader subscribes to at once: OPML 2.0 (http://opml.org/spec2.opml).

Every outline of a feed is of the type `rss`, whatever the feed's format is, for OPML has no other.
Without `Site.url` an outline is only a text, as every outline may be.
"""

from __future__ import annotations

from generator.publish.feeds.entry import line
from generator.publish.feeds.feed import groups
from generator.publish.feeds.formats import ATOM
from generator.publish.site import Site
from generator.publish.writing import render


def text(site: Site) -> str:
    """Return the file."""
    outlines = {
        group: [(feed, site.absolute(ATOM.path(feed)), site.absolute(feed.page)) for feed in some]
        for group, some in groups(site).items()
    }
    title, placed = line(site.name), bool(site.url)
    return str(render("feeds.opml.j2", title=title, outlines=outlines, placed=placed))
