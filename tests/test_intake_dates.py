"""Dates as references and services write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.intake.reading.dates import Day, EpochDay, dated, day_in, vague
from generator.model.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-02-26T17:08:18.000Z", date(2026, 2, 26)),
        ("2026-02-26T23:30:00-05:00", date(2026, 2, 27)),
        ("2026-02-26T00:30:00+01:00", date(2026, 2, 25)),
        ("2026-02-26 10:00:00", date(2026, 2, 26)),
        ("2026-02-26", date(2026, 2, 26)),
    ],
)
def test_a_time_is_a_day_in_utc(written: str, day: date) -> None:
    """Whatever the zone of the machine; a time without a zone is taken to be in UTC."""
    assert TypeAdapter(Day).validate_python(written) == day


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-02-30", "20260226", "2026-W09", 5, None, "0001-01-01T00:00+14:00"]
)
def test_what_is_no_time(written: object) -> None:
    """A date that is less precise than a day is none either."""
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(written)


def test_milliseconds_since_1970() -> None:
    """Before it too; too many are none, and neither is a yes or no."""
    adapter = TypeAdapter(EpochDay)
    assert adapter.validate_python(1697213872000) == date(2023, 10, 13)
    assert adapter.validate_python(-1) == date(1969, 12, 31)
    for wrong in (10**18, True, "1697213872000", 1.5):
        with pytest.raises(ValidationError):
            adapter.validate_python(wrong)


def test_days_that_stand_for_more_are_vague() -> None:
    """1 January is the year, the first of another month the month."""
    assert str(vague(date(2024, 1, 1), 2023)) == "2024"
    assert str(vague(date(2024, 5, 1))) == "2024-05"
    assert str(vague(date(2024, 1, 2))) == "2024-01-02"
    assert str(vague(None, 2023)) == "2023"
    assert vague(None) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-05-17", "2024-05-17"),
        ("2024/05/17/", "2024-05-17"),
        ("2024-05-17/2024-05-20", "2024-05-17"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        ("2024/5", "2024-05"),
        ("2024-21", "2024"),
        ("2024-02-31", "2024-02"),
        ("2024", "2024"),
        ("17 May 2024", "2024-05-17"),
        ("2024 may", "2024-05"),
        ("Sept. 2024", "2024-09"),
        ("3--5 July 2024", "2024-07"),
        ("May–June 2024", "2024"),
        ("2024~", None),
        ("2024-05?", None),
        ("2023/2024", None),
        ("0000", None),
        ("20240517", None),
        ("in press", None),
        ("May 17", None),
        ("", None),
    ],
)
def test_a_date_is_as_precise_as_it_is_given(written: str, expected: str | None) -> None:
    """A range is its first day; what is a guess, or several years, stays unknown."""
    assert day_in(written) == (expected and PartialDate.parse(expected))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2024", "5", "17"), "2024-05-17"),
        ((2024, 5, None), "2024-05"),
        ((2024, 13), "2024"),
        ((2024, 0, 3), "2024"),
        (("24",), None),
        (("0024", "5"), "0024-05"),
        (("in press",), None),
        ((), None),
    ],
)
def test_parts_are_a_date_as_far_as_they_are_on_a_calendar(
    parts: tuple[object, ...], expected: str | None
) -> None:
    """Two digits are a year of which nobody says the century, and stay unknown."""
    assert dated(*parts) == (expected and PartialDate.parse(expected))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_in_words_is_the_day(day: date) -> None:
    """What the list writes, it reads."""
    known = PartialDate.of(day)
    assert day_in(known.words) == day_in(str(known)) == known


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    """No text raises."""
    found = day_in(text)
    assert found is None or str(found.year) in text
