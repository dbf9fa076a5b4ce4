"""The page on the data: which files there are, what is in them, and how to use them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.data.files import data
from generator.publish.data.package import RIGHTS
from generator.publish.data.record import VERSION
from generator.publish.data.schema import fields
from generator.publish.render import About, Page
from generator.publish.site import Site

PLACEHOLDER = "https://example.org/"
"""Stands in the examples for the site's address when nobody has said it (RFC 2606)."""
EXAMPLE_TAG = "survey"
"""Of examples in a list whose papers carry no tag."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page on the data."""
    known = site.reading_list
    tag = max(known.by_tag, key=lambda slug: len(known.by_tag[slug]), default=EXAMPLE_TAG)
    yield site.renderer.page(
        routes.DATA,
        "data.md.j2",
        "Data",
        About(description=f"{site.name} as plain files for programs, and how to use them."),
        files=[(each, size(len(each.content))) for each in site.once(data).files],
        fields=fields().values(),
        version=VERSION,
        base=site.url or PLACEHOLDER,
        paper=next(iter(known.papers), None),
        tag=tag,
        searched=tag.replace("-", " "),
        revision=site.revision,
        rights=RIGHTS,
    )


def size(count: int) -> str:
    """Return so many bytes in words: `730 bytes`, `26 kB`, `1.5 MB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 999_500 else f"{count / 1e6:.1f} MB"
