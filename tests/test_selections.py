"""The papers that a page shows are what is cited, followed and taken together."""

from datetime import date

from generator.model.collection import Collection, Step
from generator.model.dates import PartialDate
from generator.model.paper import Listing, Paper
from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.pages import collections, dates, published, tags, trending
from generator.publish.selections import selections
from generator.publish.site import Site
from tests.builders import make_paper
from tests.test_reading_list import make_list

DAYS = date(2025, 3, 17), date(2025, 3, 14), date(2024, 12, 30)


def listed(key: str, *days: date | None) -> Paper:
    """Return a paper that a capture showed on each of the days."""
    shown = tuple(Listing(f"{number}.txt", 1, day) for number, day in enumerate(days))
    return make_paper(key=key, listed=shown)


def keys(known: ReadingList) -> dict[str, list[str]]:
    """Return the keys of every selection, by the address of its page."""
    found = selections(known, "A list", "Of papers.")
    return {routes.address(each.page): [paper.key for paper in each.papers] for each in found}


def test_a_month_and_a_year_have_the_papers_of_their_days_each_once() -> None:
    """The newest day comes first, as on the pages."""
    known = make_list(
        listed("both", DAYS[0], DAYS[1]), listed("old", DAYS[2]), listed("undated", None)
    )
    found = keys(known)
    assert found["dates/2025/03/17/"] == found["dates/2025/03/14/"] == ["both"]
    assert found["dates/2025/03/"] == found["dates/2025/"] == ["both"]
    assert found["dates/2024/12/30/"] == found["dates/2024/"] == ["old"]
    assert found["dates/undated/"] == ["undated"]
    assert found["trending/"] == ["both"]


def test_papers_of_a_path_are_in_its_order() -> None:
    """Which is the order in which a newcomer should read them."""
    papers = {key: make_paper(key=key) for key in "abc"}
    path = Collection("path", "A path", "Why.", (Step("c", "First."), Step("a", "Then.")))
    assert keys(ReadingList(papers, collections=(path,)))["collections/path/"] == ["c", "a"]


def test_papers_of_every_year_of_publication_can_be_taken_and_of_none() -> None:
    """An unknown year is a selection too."""
    known = make_list(make_paper(key="a", published=PartialDate(2024, 5)), make_paper(key="b"))
    found = keys(known)
    assert (found["published/2024/"], found["published/unknown/"]) == (["a"], ["b"])
    assert sorted(found[""]) == ["a", "b"]


def test_two_topics_of_many_papers_are_one_selection() -> None:
    """Its page is beside that of the first in the alphabet, whatever the order of the tags."""
    both = {"rag": "rule", "peft": "person"}
    known = make_list(*(make_paper(key=f"p{number}", tags=both) for number in range(5)))
    assert len(keys(known)["tags/peft/rag/"]) == 5
    assert routes.pair("rag", "peft") == routes.pair("peft", "rag") == "tags/peft/rag.md"


def test_what_is_over_does_not_grow(real_list: ReadingList) -> None:
    """No new paper comes to a day that is past: it cannot be followed. A topic can."""
    found = {each.page: each.grows for each in selections(real_list, "A list", "Of papers.")}
    assert found[routes.HOME]
    assert found[routes.TRENDING]
    assert all(found[routes.tag(slug)] for slug in real_list.by_tag)
    assert not any(found[routes.day(day)] for day in real_list.by_day)


def test_every_selection_has_its_page(real_list: ReadingList) -> None:
    """What cites or follows it leads to what readers see."""
    site = Site(real_list, "A list", "Of papers.")
    makers = collections.pages, dates.pages, published.pages, tags.pages, trending.pages
    made = {page.uri for make in makers for page in make(site)} | {routes.HOME}
    assert site.selections.keys() <= made


def test_what_several_pages_need_is_made_once() -> None:
    """Each thing apart, and for each site anew."""
    made: list[Site] = []

    def make(site: Site) -> int:
        made.append(site)
        return len(made)

    first, second = (Site(make_list(), name, "Of papers.") for name in ("One", "Two"))
    assert [first.once(make), first.once(make), second.once(make), first.once(make)] == [1, 1, 2, 1]
    assert [site.name for site in made] == ["One", "Two"]
