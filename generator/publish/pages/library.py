"""The library: every paper on one page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the library."""
    yield site.renderer.page(
        routes.LIBRARY, "library.md.j2", "Library", years=site.reading_list.by_year
    )
