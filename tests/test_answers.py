from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.intake.reading.answers import Day, EpochDay, counted, published_in, says, vague
from generator.model.identifiers import Identifier
from generator.model.paper import Count

ACL = "Annual Meeting of the Association for Computational Linguistics"
ARXIV = Identifier("arxiv", "2311.09677")


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
    ("containers", "year", "identifiers", "venue"),
    [
        ([ACL], 2023, [], "ACL 2023"),
        ([ACL], 2023, [ARXIV], None),
        ([ACL], 2023, [ARXIV, Identifier("anthology", "2024.acl-long.1")], "ACL 2024"),
        ([ACL], None, [Identifier("anthology", "P18-1001")], "ACL 2018"),
        ([ACL], None, [Identifier("anthology", "P79-1001")], "ACL 1979"),
        ([None, f"Proceedings of the 2024 {ACL}"], 2023, [ARXIV], "ACL 2024"),
        (["arXiv.org"], 2023, [], None),
        ([], 2023, [], None),
        ([ACL], None, [], None),
    ],
)
def test_the_year_of_a_venue_is_not_that_of_a_preprint(
    containers: list[str | None], year: int | None, identifiers: list[Identifier], venue: str | None
) -> None:
    """A venue of which only the preprint's year is known is not claimed."""
    assert published_in(containers, year, identifiers) == venue


def test_a_count_needs_a_day() -> None:
    """None is counted, none is of an unknown day; zero is a number."""
    day = date(2026, 3, 6)
    assert counted("upvotes", 0, "Hugging Face", day) == (Count("upvotes", 0, "Hugging Face", day),)
    assert counted("upvotes", None, "Hugging Face", day) == ()
    assert counted("upvotes", 3, "Hugging Face", None) == ()


def test_a_name_is_told_from_a_text() -> None:
    """In a text the quotation marks are escaped."""
    assert says('{"paperId" : 1, "a": 2}', "paperId", "a")
    assert not says('{"paperId": 1}', "paperId", "a")
    assert not says(r'{"title": "\"paperId\": 1"}', "paperId")
    assert not says('"paperId": 1', "paperId")
