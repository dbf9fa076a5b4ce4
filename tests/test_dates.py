from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "precision", "words"),
    [
        ("2024", "year", "2024"),
        ("2024-05", "month", "May 2024"),
        ("2024-05-07", "day", "7 May 2024"),
        ("2024-02-29", "day", "29 February 2024"),
        ("0999", "year", "999"),
    ],
)
def test_a_date_is_as_precise_as_what_is_known(text: str, precision: str, words: str) -> None:
    """It is written as it was read, and in words without what is not known."""
    parsed = PartialDate.parse(text)
    assert (str(parsed), parsed.precision, parsed.words) == (text, precision, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-5",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "2023-02-29",
        "2024-05-17T00:00",
        "٢٠٢٤",
        " 2024",
        "2024-05-",
        "0000",
        "2024/05",
    ],
)
def test_what_is_on_no_calendar_is_refused(text: str) -> None:
    """There is one way to write a date, and it must exist."""
    with pytest.raises(ValueError):  # noqa: PT011 - the caller words it
        PartialDate.parse(text)


@given(st.dates(), st.dates())
def test_days_sort_as_days_do(one: date, other: date) -> None:
    """And a vague date comes before the days in it."""
    assert (PartialDate.of(one) < PartialDate.of(other)) == (one < other)
    assert PartialDate(one.year) < PartialDate(one.year, one.month) < PartialDate.of(one)
