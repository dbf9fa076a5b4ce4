"""Listings by year, month and day, and the papers that no dated listing showed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from generator.model.dates import PartialDate
from generator.model.reading_list import Papers
from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site

Days = Mapping[date, Papers]


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of dates, then years, months and days, and the undated group."""
    days, renderer = site.reading_list.by_day, site.renderer
    yield renderer.page(routes.DATES, "dates.md.j2", "Dates", days=days)
    yield renderer.page(
        routes.UNDATED, "undated.md.j2", "Undated listings", papers=site.reading_list.undated
    )
    for year, in_year in _by(days, 1).items():
        title = f"Listed in {year}"
        yield renderer.page(routes.year(year.year), "days.md.j2", title, days=in_year, span=year)
    for month, in_month in _by(days, 2).items():
        uri, title = routes.month(month.year, month.month), f"Listed in {month.words}"
        yield renderer.page(uri, "days.md.j2", title, days=in_month, span=month)
    ordered = list(days)
    for place, day in enumerate(ordered):
        yield renderer.page(
            routes.day(day),
            "day.md.j2",
            PartialDate.of(day).words,
            day=PartialDate.of(day),
            papers=days[day],
            newer=ordered[place - 1] if place else None,
            older=ordered[place + 1] if place + 1 < len(ordered) else None,
        )


def _by(days: Days, parts: int) -> dict[PartialDate, Days]:
    """Group days by year (one part of the date) or by month (two)."""

    def span(day: date) -> PartialDate:
        return PartialDate(*(day.year, day.month)[:parts])

    return {key: {day: days[day] for day in group} for key, group in groupby(days, key=span)}
