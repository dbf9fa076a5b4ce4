"""The search finds what people mean, by queries whose answers are known."""

import pytest

from generator.model.reading_list import ReadingList
from tests.browser.conftest import Open
from tests.browser.results import answers, search
from tests.queries import AIMS, Part, figures, missed, read

PARTS: tuple[Part, ...] = ("tuned", "measured")


@pytest.mark.parametrize("part", PARTS)
def test_search_finds_as_well_as_is_aimed_for(look: Open, real_url: str, part: Part) -> None:
    """Half-remembered titles, paraphrases and topics, typed into the box of the library."""
    visited = look()
    page = visited.open(f"{real_url}papers/")
    search(page, "merging")
    queries = read(part)
    typed = [f"{asked.query} " for asked in queries]
    found = dict(zip(queries, answers(page, typed), strict=True))
    reached = figures(found)
    assert {name: reached[name] for name in AIMS if reached[name] < AIMS[name]} == {}, missed(found)
    assert visited.complaints == []


@pytest.mark.parametrize("part", PARTS)
def test_answers_of_queries_are_papers_of_the_list(real_list: ReadingList, part: Part) -> None:
    """Every query is asked once, and what answers it is there."""
    asked = read(part)
    assert len({each.query for each in asked}) == len(asked) >= 120
    assert {key for each in asked for key in each.papers} <= real_list.by_key.keys()
