"""The list in figures."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.figures import bars, figure, topics
from generator.publish.render import Page
from generator.publish.site import Site

FIGURES = (
    topics.over_years,
    topics.together,
    bars.years,
    bars.listings,
    bars.code,
    bars.venues_of,
    bars.authors,
)
"""A new figure is a function and a line here."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page; a figure of which there is nothing to draw is left out."""
    drawn = [make(site.reading_list) for make in FIGURES]
    shown = [each for each in drawn if each.is_drawn]
    yield site.renderer.page(
        routes.STATS, "stats.md.j2", "Statistics", figures=shown, measures=figure
    )
