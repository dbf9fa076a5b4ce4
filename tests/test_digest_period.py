"""A period is a week as ISO 8601 counts them, a day, or all time since a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.digest import period


@pytest.mark.parametrize(
    ("when", "slug", "title"),
    [
        (date(2025, 3, 12), "2025-W11", "Week 11 of 2025, 10–16 March"),
        (date(2025, 3, 30), "2025-W13", "Week 13 of 2025, 24–30 March"),  # the clocks change
        (date(2025, 3, 31), "2025-W14", "Week 14 of 2025, 31 March – 6 April"),
        (date(2024, 12, 30), "2025-W01", "Week 1 of 2025, 30 December 2024 – 5 January 2025"),
        (date(2027, 1, 1), "2026-W53", "Week 53 of 2026, 28 December 2026 – 3 January 2027"),
        (date(1, 1, 1), "0001-W01", "Week 1 of 1, 1–7 January"),
        (date(9999, 12, 31), "9999-W52", "Week 52 of 9999, 27–31 December"),
    ],
)
def test_week_of_a_day_is_named_by_its_year_and_its_days(when: date, slug: str, title: str) -> None:
    """The year is that of the week's Thursday; months and years stand where they differ."""
    found = period.week_of(when)
    assert (found.slug, found.title, found.page) == (slug, title, f"digest/{slug}.md")
    assert when in found


@given(st.dates())
def test_every_day_is_in_one_week_that_its_name_gives_back(when: date) -> None:
    """From Monday to Sunday, and a name is read as it was written."""
    found = period.week_of(when)
    assert period.week(found.slug) == found
    assert found.first.weekday() == 0
    assert found.last.weekday() == 6 or found.last == date.max
    if found.last < date.max:
        assert found.last + timedelta(1) not in found


@pytest.mark.parametrize(
    "text",
    [
        "2025-W53",
        "2025-W00",
        "2025-W1",
        "2025W11",
        "2025-w11",
        "W11",
        "",
        "0000-W01",
        "２０２５-W11",
    ],
)
def test_week_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    """2025 has 52 weeks; a week is written in one way."""
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        period.week(text)


def test_day_and_time_since_a_day_lead_to_pages_that_exist() -> None:
    """The page of the day's week, and the index of weeks."""
    monday = date(2025, 3, 17)
    one, open_ended = period.day(monday), period.since(monday)
    assert (one.slug, one.title) == ("2025-03-17", "17 March 2025")
    assert one.page == "digest/2025-W12.md"
    assert (open_ended.slug, open_ended.title) == ("since-2025-03-17", "Since 17 March 2025")
    assert open_ended.page == "digest/index.md"
    assert monday in one
    assert monday + timedelta(1) not in one
    assert date.max in open_ended
    assert monday - timedelta(1) not in open_ended
