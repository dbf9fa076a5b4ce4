"""The papers of every year of publication, and those of which it is not known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for every year in which a paper was published."""
    years = site.reading_list.by_year
    for year, papers in years.items():
        title = f"Published in {year}" if year else "Year of publication unknown"
        yield site.renderer.page(
            routes.published(year), "published.md.j2", title, papers=papers, years=years, year=year
        )
