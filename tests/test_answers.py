"""Answers of services, whatever the service."""

from __future__ import annotations

from datetime import date

from generator.intake.reading.answers import counted, says
from generator.model.paper import Count


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
