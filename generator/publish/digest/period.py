"""The time that a digest tells of: an ISO week, a day, or all time since a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.dates import MONTHS, PartialDate
from generator.publish import routes

_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """Days from the first to the last, both in it. The first alone orders weeks."""

    first: date
    last: date
    slug: str
    """Its name in addresses: `2025-W11`, as ISO 8601 writes a week; `since-2025-03-01`."""
    title: str
    """Its name for readers: `Week 11 of 2025, 10–16 March`."""
    page: str
    """The page with its papers; only a week has one of its own."""

    def __contains__(self, when: date) -> bool:
        """Whether a day is in it."""
        return self.first <= when <= self.last


def week_of(when: date) -> Period:
    """Return the ISO week of a day: from Monday, in the year that has its Thursday."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(weekday - 1)
    last = first + min(timedelta(6), date.max - first)
    title = f"Week {number} of {year}, {_span(first, last, year)}"
    slug = f"{year:04}-W{number:02}"
    return Period(first, last, slug, title, routes.digest(slug))


def week(text: str) -> Period:
    """Read `2025-W11`. Raises `ValueError` for anything else, and for a week that no year has."""
    match = _WEEK.fullmatch(text)
    try:
        year, number = map(int, match.groups()) if match else (0, 0)
        return week_of(date.fromisocalendar(year, number, 1))
    except ValueError:
        raise ValueError(text) from None


def day(when: date) -> Period:
    """Return a day as a period."""
    return Period(when, when, str(when), PartialDate.of(when).words, week_of(when).page)


def since(when: date) -> Period:
    """Return the time from a day on, without an end."""
    title = f"Since {PartialDate.of(when).words}"
    return Period(when, date.max, f"since-{when}", title, routes.DIGESTS)


def _span(first: date, last: date, year: int) -> str:
    """Return the days of a week: `10–16 March`; with the month and the year where they differ."""
    if (first.year, last.year) != (year, year):
        return f"{PartialDate.of(first).words} – {PartialDate.of(last).words}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {last.day} {MONTHS[last.month - 1]}"
    return f"{first.day}–{last.day} {MONTHS[first.month - 1]}"
