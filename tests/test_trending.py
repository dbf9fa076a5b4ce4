"""The page of trending papers says of each why it is there, and how it is counted."""

from __future__ import annotations

from datetime import date

from bs4 import BeautifulSoup

from generator.model.paper import Count, Listing, Paper
from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.pages import trending
from generator.publish.render import Page
from generator.publish.site import Site
from tests.builders import make_paper
from tests.site import entries, words

DAYS = date(2025, 3, 13), date(2025, 3, 14), date(2025, 4, 1)


def page(*papers: Paper) -> Page:
    """Return the page of a list."""
    known = ReadingList({paper.key: paper for paper in papers})
    (found,) = trending.pages(Site(known, "A List", "Papers."))
    return found


def listed(key: str, *days: date | None, counts: tuple[Count, ...] = ()) -> Paper:
    """Return a paper that captures of these days showed."""
    seen = tuple(Listing(f"{key}-{n}.txt", 1, day) for n, day in enumerate(days))
    return make_paper(key=key, listed=seen, counts=counts)


def why(*papers: Paper) -> list[str]:
    """Return the reasons on the page."""
    return [words(each) for each in BeautifulSoup(page(*papers).body, "html.parser").select(".why")]


def test_most_captures_come_first_each_with_its_days() -> None:
    """Which lead to the lists of those days; a capture without a day is counted too."""
    made = page(
        listed("once", DAYS[0]), listed("twice", None, DAYS[1]), listed("thrice", *reversed(DAYS))
    )
    tree = BeautifulSoup(made.body, "html.parser")
    assert entries(tree) == ["thrice", "twice"]
    assert [words(each) for each in tree.select(".why")] == [
        "Shown 3 times: 13 March 2025, 14 March 2025, 1 April 2025.",
        "Shown 2 times: 14 March 2025, and 1 without a day.",
    ]
    assert made.links >= {routes.day(day) for day in DAYS}


def test_unknown_days_are_only_counted() -> None:
    """Nothing is made up for them."""
    assert why(listed("undated", None, None)) == ["Shown 2 times: 2 without a day."]


def test_newest_count_of_each_service_is_told_with_its_day() -> None:
    """A figure without its day would be taken for today's."""
    counts = (
        Count("upvotes", 1200, "Hugging Face", DAYS[1]),
        Count("upvotes", 3, "Hugging Face", DAYS[0]),
        Count("citations", 0, "<b>S2</b>", DAYS[0]),
    )
    (said,) = why(listed("counted", None, None, counts=counts))
    assert "1,200 upvotes at Hugging Face on 14 March 2025." in said
    assert "0 citations at <b>S2</b> on 13 March 2025." in said
    assert " 3 upvotes" not in said


def test_it_says_what_counts_and_since_when() -> None:
    """How many captures there are, and the first day that one of them tells."""
    said = words(BeautifulSoup(page(listed("a", DAYS[1], DAYS[0], None)).body, "html.parser"))
    assert "There are 3 captures, the first with a day of 13 March 2025" in said
    assert "Clicks and readers are not counted" in said


def test_without_trending_papers_the_page_says_so() -> None:
    """Before the second capture, and before the first."""
    assert "No paper has been shown more than once yet" in page(listed("a", DAYS[0])).body
    assert "There are 0 captures." in page().body
