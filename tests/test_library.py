"""The library's pages for browsers without scripts."""

from __future__ import annotations

import pytest

from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.pages.library import PER_PAGE, pages, route, shown_pages
from generator.publish.render import Page
from generator.publish.site import Site
from tests.builders import make_paper
from tests.site import Built, Elements, entries


def made(papers: int) -> list[Page]:
    """Return the library of so many papers."""
    some = [make_paper(f"Paper {number}", key=f"p{number}") for number in range(papers)]
    return list(pages(Site(ReadingList({paper.key: paper for paper in some}), "A list", "")))


@pytest.mark.real
def test_every_paper_is_on_one_page_in_the_order_of_the_list(
    real_site: Built, real_list: ReadingList
) -> None:
    """From the library on, as far as the links to older papers lead; the undated come last."""
    here: str | None = routes.address(routes.LIBRARY)
    seen: list[str] = []
    while here:
        page = real_site.main(here)
        seen += entries(page)
        older = page.select_one(".pages [rel=next]")
        place = real_site.place(here, str(older["href"])) if older else None
        here = place[0].removesuffix("index.html") if place else None
    assert seen == [paper.key for paper in real_list.papers]


@pytest.mark.parametrize(
    ("papers", "count"), [(0, 1), (1, 1), (PER_PAGE, 1), (PER_PAGE + 1, 2), (3 * PER_PAGE, 3)]
)
def test_page_has_fifty_papers(papers: int, count: int) -> None:
    """No page is empty but the only one of an empty list."""
    found = made(papers)
    assert [page.uri for page in found] == [route(number + 1) for number in range(count)]
    assert sum(page.body.count("data-paper=") for page in found) == papers


def test_first_page_is_the_library(real_site: Built) -> None:
    """Its address among the pages leads there, and names it as the one to keep."""
    first = Elements(real_site.text("library/1/index.html"))
    told = [attributes for _, attributes in first.all]
    assert {"http-equiv": "refresh", "content": "0; url=../../papers/"} in told
    assert {"rel": "canonical", "href": f"{real_site.url}papers/"} in told


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 8, [1, 2, 3, None, 8]),
        (4, 8, [1, 2, 3, 4, 5, 6, 7, 8]),
        (8, 8, [1, None, 6, 7, 8]),
        (100, 200, [1, None, 98, 99, 100, 101, 102, None, 200]),
    ],
)
def test_page_leads_to_few_others(number: int, last: int, shown: list[int | None]) -> None:
    """However many there are; a gap stands for two or more."""
    assert shown_pages(number, last) == shown


def test_every_page_is_reached_in_few_steps() -> None:
    """By the numbers alone, of 200 pages; and each page leads on to both sides."""
    reached = {1}
    for _ in range(60):
        reached |= {page for here in reached for page in shown_pages(here, 200) if page}
    assert reached == set(range(1, 201))
    assert max(len(shown_pages(number, 200)) for number in range(1, 201)) <= 9
