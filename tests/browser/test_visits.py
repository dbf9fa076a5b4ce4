"""What came since a reader's last visit, in Chromium: two builds of a list, and a moved clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.model.paper import Listing
from generator.store import files, store
from tests.browser.conftest import Open, Visit
from tests.browser.test_pages import NARROW, serious
from tests.builders import TODAY, make_paper
from tests.served import served
from tests.site import build_site, settings
from tests.ugly import make_ugly_content

LINE = ".visit"
LATER = date(2026, 1, 5)
DAY = date(2026, 1, 5)
NEW = {"on-the-same-day": TODAY, "later": LATER, "later-too": LATER}
"""Papers of the second build, and the days on which they came."""


class Published:
    """A site at one address, published before and after papers came."""

    def __init__(self, folder: Path) -> None:
        self._now = folder / "now"
        content = make_ugly_content(folder)
        self._before = build_site(settings(content, folder / "before")).folder
        for key, added in NEW.items():
            paper = make_paper(key, key=key, added=added, listed=(Listing("c.txt", 1, DAY),))
            files.write(dict([store.paper_update(content, None, paper)]))
        (content / "captures" / "c.txt").write_text("captured\n", encoding="utf-8")
        self._after = build_site(settings(content, folder / "after")).folder
        self.folder = self._now

    def publish(self, *, new: bool) -> None:
        """Publish the list with the new papers, or without; at no moment is there none."""
        link = self._now.with_name("next")
        link.symlink_to(self._after if new else self._before)
        link.replace(self._now)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The site."""
    return Published(tmp_path_factory.mktemp("visits"))


@pytest.fixture
def url(published: Published) -> Iterator[str]:
    """Its address; what is new is not there yet."""
    published.publish(new=False)
    with served(published.folder) as address:
        yield address


def fresh(visit: Open) -> Visit:
    """Open a profile that asks for a page anew each time, for what is published changes at once."""
    visited = visit(viewport=NARROW, service_workers="block", bypass_csp=True)
    browser = visited.page.context.new_cdp_session(visited.page)
    browser.send("Network.enable")
    browser.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return visited


def at(page: Page, time: str) -> None:
    """Set the clock of the page and of those that follow."""
    page.clock.set_system_time(datetime.fromisoformat(f"{time}+00:00"))


def test_new_papers_are_counted_and_marked(visit: Open, url: str, published: Published) -> None:
    """Also those of the day of the last visit; as long as the visit lasts, and no longer."""
    visited = fresh(visit)
    page = visited.page
    page.clock.install(time=datetime.fromisoformat("2026-01-02T09:00:00+00:00"))
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added on 2 January 2026")
    at(page, "2026-01-02T09:50:00")
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added")  # nothing came
    published.publish(new=True)
    at(page, "2026-01-06T20:00:00")
    page.goto(url)
    expect(page.locator(LINE)).to_have_text("3 papers since your last visit")
    link = page.locator(f"{LINE} a")
    assert link.get_attribute("href") == f"{url}papers/?by=added&from=2026-01-02"
    new = page.locator(".paper[data-new]")
    keys = new.evaluate_all("all => all.map((each) => each.dataset.paper)")
    assert set(keys) == {"later", "later-too"}
    at(page, "2026-01-06T20:20:00")
    page.goto(f"{url}dates/")
    expect(page.locator(LINE)).to_have_text("3 papers since your last visit")
    expect(page.locator(".number[data-new]")).to_have_count(1)
    at(page, "2026-01-06T20:40:00")
    page.goto(f"{url}dates/2026/01/05/")
    expect(page.locator(".paper[data-new]")).to_have_count(2)
    at(page, "2026-01-06T22:00:00")
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added")
    assert page.locator(".paper[data-new]").count() == 0
    assert visited.complaints == []


def test_first_visit_and_a_clock_put_back_say_nothing_wrong(
    visit: Open, url: str, published: Published
) -> None:
    """A first visit says nothing; what came is told though the clock was put back before."""
    page = fresh(visit).page
    page.clock.install(time=datetime.fromisoformat("2027-01-02T09:00:00+00:00"))
    page.goto(f"{url}dates/2025/03/17/")
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added")
    at(page, "2026-01-02T09:00:00")
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added")
    published.publish(new=True)
    at(page, "2026-01-02T12:00:00")
    page.goto(url)
    expect(page.locator(LINE)).to_have_text("3 papers since your last visit")


def test_marks_move_nothing_and_are_accessible(visit: Open, url: str, published: Published) -> None:
    """On a phone, where there is least room."""
    page = fresh(visit).page
    page.clock.install(time=datetime.fromisoformat("2026-01-02T09:00:00+00:00"))
    page.goto(url)
    expect(page.locator(LINE)).to_contain_text("Last added")
    published.publish(new=True)
    at(page, "2026-01-06T20:00:00")
    page.goto(f"{url}dates/2026/01/05/")
    expect(page.locator(".paper[data-new]")).to_have_count(2)
    heights = "all => all.map((each) => each.getBoundingClientRect().height)"
    marked = page.locator(".paper").evaluate_all(heights)
    assert serious(page) == []
    page.evaluate(
        "document.querySelectorAll('.paper').forEach((each) => each.removeAttribute('data-new'))"
    )
    assert page.locator(".paper").evaluate_all(heights) == marked
