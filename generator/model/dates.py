"""Dates that are as precise as what is known: a year, a month or a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

Precision = Literal["year", "month", "day"]

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
"""In English whatever the locale of the machine that builds the site."""

_PATTERN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date of known precision; an unknown part is 0, so that dates sort with the vague first."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse what is on no calendar. Raises `ValueError`."""
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """ISO 8601, cut off at the precision: `2024`, `2024-05`, `2024-05-17`."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def precision(self) -> Precision:
        """The smallest part that is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def words(self) -> str:
        """The date as English writes it: `17 March 2025`, `March 2025`, `2025`."""
        parts = [str(self.day)] if self.day else []
        parts += [MONTHS[self.month - 1]] if self.month else []
        return " ".join([*parts, str(self.year)])

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `2024`, `2024-05` or `2024-05-17`. Raises `ValueError` for anything else."""
        match = _PATTERN.fullmatch(text)
        if not match:
            raise ValueError(text)
        parts = [int(part) for part in match.groups() if part]
        if 0 in parts:
            raise ValueError(text)
        return cls(*parts)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the whole day."""
        return cls(day.year, day.month, day.day)


def _partial(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value) if isinstance(value, int | str) else "")
    except ValueError:
        expected = "a date as 2024, 2024-05 or 2024-05-17"
        raise PydanticCustomError("expected", "{expected}", {"expected": expected}) from None


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        expected = "a day as 2024-05-17"
        raise PydanticCustomError("expected", "{expected}", {"expected": expected}) from None


_DAY_SCHEMA: Mapping[str, str] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}

Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema(dict(_DAY_SCHEMA)), PlainSerializer(str)
]
"""A `date` in a file: `2024-05-17`."""

Partial = Annotated[
    PartialDate,
    BeforeValidator(_partial),
    PlainSerializer(str),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}),
]
"""A `PartialDate` in a file: `2024`, `2024-05` or `2024-05-17`."""
