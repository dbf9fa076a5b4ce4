"""Changes, trending and the curator's page in Chromium: folded, opened, on a phone and by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_axe import ONE_OF_A_SHAPE
from tests.browser.test_pages import NARROW, WIDE, serious

PAGES = ["changes/", "trending/", "curate/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")])
def test_pages_fit_and_can_be_used_by_everybody(
    look: Open, real_url: str, path: str, size: dict[str, int], scheme: str
) -> None:
    """With everything unfolded too: no line is wider than the screen, and axe finds nothing."""
    visited = look(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = visited.open(real_url + path)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(ONE_OF_A_SHAPE)
    assert serious(page) == []
    assert visited.complaints == []
    assert visited.foreign(real_url) == []


def test_folded_papers_open_by_a_key_and_without_scripts(look: Open, real_url: str) -> None:
    """And lead to the papers."""
    page = look(java_script_enabled=False).open(f"{real_url}changes/")
    fold = page.locator("details.folded").filter(has_text="391 papers have a summary now")
    paper = fold.get_by_role("link").first
    expect(paper).not_to_be_visible()
    fold.locator("summary").press("Enter")
    name = paper.inner_text()
    paper.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_parts_that_are_pressed_are_large_enough_for_a_thumb(look: Open, real_url: str) -> None:
    """44 px high where the pointer is coarse."""
    page = look(viewport=NARROW, has_touch=True, is_mobile=True).open(f"{real_url}curate/")
    heights = page.locator("details.folded > summary").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 44


def test_path_of_a_file_is_marked_by_one_click(look: Open, real_url: str) -> None:
    """So that it can be copied to where it is edited."""
    page = look(viewport=WIDE).open(f"{real_url}curate/")
    page.locator("summary").first.click()
    path = page.locator(".todo code").first
    path.click()
    assert page.evaluate("getSelection().toString()").strip() == path.inner_text()


def test_hostile_names_fit_on_the_curators_page(look: Open, ugly_url: str) -> None:
    """Of 100 kB, of every script, with markup: they show as text and push nothing aside."""
    visited = look(viewport=NARROW)
    page = visited.open(f"{ugly_url}curate/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("typeof hacked") == "undefined"
    assert visited.complaints == []
