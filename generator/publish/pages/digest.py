"""The digest of every ISO week that has papers, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.publish import routes
from generator.publish.digest.period import week_of
from generator.publish.digest.sections import Digest, days, digests
from generator.publish.render import About, Page
from generator.publish.site import Site

FULL = 60
"""With more papers a page is a list of titles, for it would be too long to look through."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of weeks, and a page for each."""
    found = digests(site.reading_list, week_of)
    without = sum(not days(paper) for paper in site.reading_list.papers)
    years = {year: [*weeks] for year, weeks in groupby(found.values(), _year)}
    yield site.renderer.page(
        routes.DIGESTS, "digests.md.j2", "Week by week", years=years, without=without
    )
    weeks = list(found)
    for place, (week, digest) in enumerate(found.items()):
        yield site.renderer.page(
            routes.digest(week.slug),
            "digest.md.j2",
            week.title,
            About(description=f"{site.name}: {digest.words}."),
            digest=digest,
            gist=len(digest.papers) <= FULL,
            newer=weeks[place - 1] if place else None,
            older=weeks[place + 1] if place + 1 < len(weeks) else None,
        )


def _year(digest: Digest) -> int:
    """Return the year to which ISO 8601 counts the week: that of its Thursday."""
    return digest.period.first.isocalendar().year
