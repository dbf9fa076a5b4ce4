"""Dates as references and services write them, as precisely as they are meant."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import takewhile
from typing import Annotated

from pydantic import BeforeValidator

from generator.model.dates import MONTHS, PartialDate
from generator.model.paper import expected

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].+)?", re.ASCII)
_MILLISECONDS = 1000
_NUMBERS = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?!\d)(?:[-/](\d{1,2})(?!\d))?)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)
_MONTH = re.compile(rf"\b(?:{'|'.join(month[:3] for month in MONTHS)})", re.IGNORECASE)
_UNSURE = re.compile(r"\s*[~?%]")
"""What the Extended Date/Time Format puts after a date that is a guess
(https://www.loc.gov/standards/datetime/)."""
_DIGITS = 4
"""Of a year in writing; `year = {24}` is 2024 to people, and nothing says so."""


def _day(value: object) -> date:
    """Return the day in UTC of `2026-02-26T17:08:18.000Z`, or of `2026-02-26`."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value)
            return (instant.astimezone(UTC) if instant.tzinfo else instant).date()
        except (ValueError, OverflowError):
            pass
    raise expected("a day as 2024-05-17, or a time as 2024-05-17T08:00:00Z")


def _day_of_epoch(value: object) -> date:
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / _MILLISECONDS, UTC).date()
        except (ValueError, OverflowError, OSError):
            pass
    raise expected("a time in milliseconds since 1970")


Day = Annotated[date, BeforeValidator(_day)]
"""A day or an instant in ISO 8601, as the day in UTC."""
EpochDay = Annotated[date, BeforeValidator(_day_of_epoch)]
"""Milliseconds since 1970, as the day in UTC."""


def vague(day: date | None, year: int | None = None) -> PartialDate | None:
    """Return a day as precisely as it is meant, or the year when there is no day.

    Databases write 1 January where they know the year, and the first of a month where they know
    the month (https://docs.openalex.org/api-entities/works/work-object#publication_date).
    """
    if day is None:
        return PartialDate(year) if year else None
    if day.day > 1:
        return PartialDate.of(day)
    return PartialDate(day.year, day.month if day.month > 1 else 0)


def dated(*parts: object) -> PartialDate | None:
    """Return the date of a year, a month and a day, as far as they are on a calendar."""
    if parts and isinstance(parts[0], str) and len(parts[0]) != _DIGITS:
        return None
    written = takewhile(lambda part: part.isascii() and part.isdecimal(), map(str, parts))
    numbers = list(takewhile(bool, map(int, written)))
    for length in range(len(numbers), 0, -1):
        try:
            return PartialDate(*numbers[:length])
        except ValueError:
            continue
    return None


def day_in(written: str) -> PartialDate | None:
    """Return the date that a text gives: `2024-05-17/2024-05-20`, `2024/05//`, `17 May 2024`.

    `None` when it gives no year, or says itself that it is a guess.
    """
    text = written.strip()
    if match := _NUMBERS.match(text):
        if _UNSURE.match(text, match.end()):
            return None
        if match[2]:
            return dated(*filter(None, match.groups()))
    years = set(_YEAR.findall(text))
    if len(years) != 1:
        return None
    months, days = {m.casefold() for m in _MONTH.findall(text)}, _DAY.findall(text)
    if len(months) != 1:
        return dated(*years)
    return dated(*years, _number(months.pop()), *(days if len(days) == 1 else ()))


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(month))
