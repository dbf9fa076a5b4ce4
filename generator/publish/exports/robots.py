"""What crawlers may read: everything (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish.render import File
from generator.publish.site import Site


def files(site: Site) -> Iterator[File]:
    """Yield `robots.txt`, with the address of the sitemap where the site has one.

    Crawlers ask for it at the root of a host only (RFC 9309, section 2.3): on a project page under
    a path, as on `user.github.io/reading-list/`, nobody reads it.
    """
    sitemap = f"\nSitemap: {site.url}sitemap.xml\n" if site.url else ""
    yield File("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}")
