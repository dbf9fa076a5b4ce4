"""The list in figures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield site.renderer.page(routes.STATS, "stats.md.j2", "Statistics")
