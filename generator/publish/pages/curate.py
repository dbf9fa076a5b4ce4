"""The curator's page: what is unknown, doubtful or waiting for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield site.renderer.page(routes.CURATE, "curate.md.j2", "Curate")
