"""The papers as points: the nearer two lie, the more alike they are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield site.renderer.page(routes.MAP, "map.md.j2", "Map")
