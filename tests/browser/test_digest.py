"""The digest as a reader sees it: its pages, and the mail in a program that shows HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from generator.publish.digest import mail
from generator.publish.digest.period import week, week_of
from generator.publish.digest.sections import of_period
from generator.publish.site import Site
from generator.store import store
from tests.browser.conftest import Open
from tests.browser.test_pages import NARROW, WIDE, serious
from tests.builders import TODAY
from tests.test_digest_mail import make_site

LOOKS = pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["phone at night", "desk by day"]
)
COLUMN = 600
"""Pixels; mail programs have no room for more."""


@pytest.fixture(scope="module")
def ugly(ugly_content: Path) -> Site:
    """The ugly list as a site."""
    return make_site(store.load(ugly_content).checked().reading_list)


def show(look: Open, site: Site, slug: str, size: ViewportSize, scheme: str) -> Page:
    """Show the mail of a week; it asks for nothing."""
    digest = of_period(site.reading_list, week(slug))
    assert digest
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    visited.page.goto("about:blank")
    visited.forget()  # what the page of another test still had to say
    visited.page.set_content(mail.html(site, digest), wait_until="networkidle")
    assert visited.complaints == visited.requests == []
    return visited.page


@LOOKS
@pytest.mark.parametrize("path", ["digest/", "digest/2025-W12/"])
def test_page_of_a_week_is_quiet_and_fits(
    look: Open, real_url: str, path: str, size: ViewportSize, scheme: str
) -> None:
    """On a phone and on a desk."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = visited.open_to_the_end(real_url + path)
    assert visited.complaints == []
    assert visited.foreign(real_url) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@LOOKS
def test_mail_fits_and_is_readable(look: Open, ugly: Site, size: ViewportSize, scheme: str) -> None:
    """It fills a phone, is one column on a desk, and has enough contrast in either scheme."""
    page = show(look, ugly, "2025-W12", size, scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    widths = page.eval_on_selector_all("p, h1, h2, h3", "all => all.map(each => each.clientWidth)")
    assert max(widths) == min(COLUMN, size["width"] - 32)
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor")
        == ({"light": "rgb(251, 249, 244)", "dark": "rgb(25, 23, 20)"}[scheme])
    )
    assert serious(page) == []


def test_ugly_mail_fits_a_phone_and_runs_nothing(look: Open, ugly: Site) -> None:
    """An endless text does not widen it, and a title that would be a script is a title."""
    page = show(look, ugly, week_of(TODAY).slug, NARROW, "light")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("h3").count() > 10
