"""The front page: what is new, what is trending, and where to start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.dates import PartialDate
from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site

NEW = 8
TRENDING = 5


def pages(site: Site) -> Iterator[Page]:
    """Yield the front page."""
    known = site.reading_list
    newest = next(iter(known.by_day.items()), None)
    yield site.renderer.page(
        routes.HOME,
        "home.md.j2",
        site.name,
        description=site.description,
        day=newest[0] if newest else None,
        day_words=PartialDate.of(newest[0]).words if newest else None,
        new=newest[1][:NEW] if newest else known.papers[:NEW],
        new_count=len(newest[1]) if newest else len(known.papers),
        trending=known.trending[:TRENDING],
    )
