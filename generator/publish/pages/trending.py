"""Trending: what several captures showed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of trending papers."""
    yield site.renderer.page(
        routes.TRENDING, "trending.md.j2", "Trending", papers=site.reading_list.trending
    )
