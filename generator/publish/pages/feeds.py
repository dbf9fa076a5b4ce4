"""How to follow the list: every feed with its page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.feeds.feed import groups
from generator.publish.feeds.formats import formats
from generator.publish.render import About, Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page; a script on it makes a file of the feeds that a reader chooses."""
    found = {
        group: [(feed, [(each, each.path(feed)) for each in formats(feed)]) for feed in some]
        for group, some in groups(site).items()
    }
    said = "Feeds of the list, its topics, pairs of topics, reading paths and days."
    yield site.renderer.page(
        routes.FEEDS,
        "feeds.md.j2",
        "Follow the list",
        About(description=said),
        groups=found,
        repository=site.repository,
    )
