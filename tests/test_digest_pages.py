"""The pages of weeks: each has its papers once, and leads to its neighbours."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile

import pytest

from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.publish.digest.period import week_of
from generator.publish.digest.sections import digests
from generator.publish.pages import digest
from generator.publish.render import Page
from generator.publish.site import Site
from tests.builders import make_paper
from tests.site import Built, entries, one, words
from tests.test_digest_sections import TAXONOMY

INDEX = "digest/"


@pytest.fixture(params=["real_site", "ugly_site"])
def site(request: pytest.FixtureRequest) -> Built:
    """Each site in turn."""
    built: Built = request.getfixturevalue(request.param)
    return built


def led_to(site: Built, page: str, selector: str) -> list[str]:
    """Return the pages to which the links of a page lead, by address."""
    places = (site.place(page, str(link["href"])) for link in site.main(page).select(selector))
    return [place[0].removesuffix("index.html") for place in places if place]


def test_index_leads_to_every_week_and_says_how_many_papers_it_has(site: Built) -> None:
    """The newest first; no paper is on a page twice."""
    found = led_to(site, INDEX, ".month > a")
    assert found == sorted(found, reverse=True)
    assert set(found) == {page for page in site.pages if page.startswith("digest/2")}
    for number, page in zip(site.main(INDEX).select(".month .number"), found, strict=True):
        keys = entries(site.main(page))
        assert int(words(number)) == len(keys) == len(set(keys))


def test_week_says_how_many_papers_are_under_each_heading(real_site: Built) -> None:
    """And leads there."""
    for address in led_to(real_site, INDEX, ".month > a"):
        page = real_site.main(address)
        links = page.select('.month a[href^="#"]')
        assert len(links) == len(page.select("h2")) > 10
        for link in links:
            heading = one(page, f'h2[id="{str(link["href"])[1:]}"]')
            under = takewhile(lambda each: each.name != "h2", heading.find_next_siblings())
            number = link.find_next(class_="number")
            assert number
            assert int(words(number)) == sum(len(entries(each)) for each in under)


def test_dates_lead_to_the_weeks(site: Built) -> None:
    """A reader who looks by date finds them."""
    assert INDEX in led_to(site, "dates/", "a")


def test_weeks_lead_to_the_weeks_beside_them(real_site: Built) -> None:
    """The week before and the week after that have papers."""
    weeks = led_to(real_site, INDEX, ".month > a")
    assert len(weeks) > 2
    for newer, older in zip([None, *weeks], [*weeks, None], strict=True):
        if newer:
            assert led_to(real_site, newer, 'a[rel="prev"]') == [older] * bool(older)
        if older:
            assert led_to(real_site, older, 'a[rel="next"]') == [newer] * bool(newer)


def test_every_real_paper_is_on_the_page_of_its_week(
    real_site: Built, real_list: ReadingList
) -> None:
    """What the digest holds, in its order."""
    for week, each in digests(real_list, week_of).items():
        page = real_site.main(f"digest/{week.slug}/")
        assert entries(page) == [paper.key for paper in each.papers]
        assert words(one(page, "h1")) == week.title
        assert words(one(page, ".lead")) == f"{each.words}."


def test_index_tells_of_papers_in_no_week(ugly_site: Built) -> None:
    """One of which no day is known is not lost in silence."""
    assert "1 paper of which no day is known" in words(ugly_site.main(INDEX))


def pages(*papers: Paper) -> dict[str, Page]:
    """Return the pages for some papers, by path."""
    known = ReadingList({paper.key: paper for paper in papers}, TAXONOMY)
    return {page.uri: page for page in digest.pages(Site(known, "L", ""))}


def test_list_without_days_has_an_index_alone() -> None:
    """Which says so."""
    assert list(pages()) == ["digest/index.md"]
    assert "No paper has a day yet" in pages()["digest/index.md"].body


def test_long_week_shows_titles_where_a_short_one_shows_abstracts() -> None:
    """A page stays one that can be looked through."""
    day = date(2025, 3, 17)
    papers = [make_paper(key=f"k{number}", added=day) for number in range(digest.FULL + 1)]
    assert 'class="gist' not in pages(*papers)["digest/2025-W12.md"].body
    assert 'class="gist' in pages(*papers[1:])["digest/2025-W12.md"].body


def test_weeks_stand_under_the_year_of_their_thursday() -> None:
    """30 December 2024 is in the first week of 2025."""
    days = date(2024, 12, 29), date(2024, 12, 30)
    found = pages(*(make_paper(key=f"k{day}", added=day) for day in days))
    assert re.findall(r"^## \d+|\d+-W\d+", found["digest/index.md"].body, re.MULTILINE) == [
        *("## 2025", "2025-W01"),
        *("## 2024", "2024-W52"),
    ]
