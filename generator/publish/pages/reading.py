"""What a reader has marked, which their browser keeps; the server knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    yield site.renderer.page(routes.READING, "reading.md.j2", "Your reading")
