"""Every kind of page in Chromium: quiet, whole and readable."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests import kinds
from tests.browser.conftest import Open
from tests.kinds import KINDS

PAPER = kinds.PAPER
NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE = kinds.WIDE

SHOWN = ["home", "library", "paper", "tag", "day", "missing"]
BAD = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1440px"])
@pytest.mark.parametrize("kind", SHOWN)
def test_page_opens_quietly_and_fits(
    look: Open, real_url: str, kind: str, size: ViewportSize, scheme: str
) -> None:
    """No complaint in the console, no request elsewhere, no scrolling sideways, a heading."""
    visited = look(viewport=size, color_scheme=scheme)
    page = visited.open_to_the_end(real_url + KINDS[kind])
    assert visited.complaints == []
    assert visited.foreign(real_url) == []
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert (
        page.evaluate("document.body.dataset.mdColorScheme")
        == {"light": "default", "dark": "slate"}[scheme]
    )


@pytest.mark.parametrize("key", ["markup", "long", "crowd", "snippets", "full", "arabic"])
def test_ugly_paper_fits_a_phone_and_runs_nothing(look: Open, ugly_url: str, key: str) -> None:
    """A hostile, endless or crowded paper neither scrolls sideways nor runs what it says."""
    visited = look(viewport=NARROW)
    page = visited.open(f"{ugly_url}papers/{key}/")
    assert visited.complaints == []
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["", "papers/", "tags/", "tags/c/", "dates/undated/", "authors/"])
def test_ugly_lists_fit_a_phone(look: Open, ugly_url: str, path: str) -> None:
    """So do the lists in which such papers, names and tags stand."""
    visited = look(viewport=NARROW)
    page = visited.open(ugly_url + path)
    assert visited.complaints == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_long_list_of_a_month_fits_a_phone(look: Open, real_url: str) -> None:
    """The longest names and titles of the real list break where they must."""
    for kind in ("month", "undated", "authors", "tags", "dates", "trending"):
        page = look(viewport=NARROW).open(real_url + KINDS[kind])
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), kind


@pytest.mark.parametrize("kind", ["home", "library", "paper", "tag", "dates", "missing"])
def test_page_is_readable_without_javascript(look: Open, real_url: str, kind: str) -> None:
    """The heading, the papers and the links are there; nothing offers what would not work."""
    page = look(java_script_enabled=False, viewport=NARROW).open(real_url + KINDS[kind])
    assert page.locator("h1").is_visible()
    assert page.locator(".md-content a").first.is_visible()
    assert page.locator("button:visible", has_text="Copy").count() == 0
    if kind == "paper":
        assert page.locator(".abstract p").first.is_visible()
        assert page.locator("#bibtex").is_visible()
    elif kind in {"home", "library", "tag"}:
        assert page.locator("[data-paper]").first.is_visible()


def serious(page: Page) -> list[str]:
    """Return each bad violation that axe-core finds, with the first place that has it."""
    found = Axe().run(page).response
    return [
        f"{each['id']}: {json.dumps(each['nodes'][0]['target'])} ({len(each['nodes'])} places)"
        for each in found["violations"]
        if each["impact"] in BAD
    ]
