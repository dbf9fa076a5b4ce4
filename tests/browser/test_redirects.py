"""The address of a merged paper in a browser: whoever follows it is at the other paper."""

import pytest

from tests.browser.conftest import Open
from tests.ugly import TITLES


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on(look: Open, ugly_url: str, *, scripts: bool) -> None:
    """With scripts or without."""
    page = look(java_script_enabled=scripts).page
    page.goto(f"{ugly_url}papers/merged-before/")
    page.wait_for_url(f"{ugly_url}papers/markup/")
    assert page.locator("h1").first.inner_text() == TITLES["markup"]


def test_an_old_link_on_a_page_leads_on(visit: Open, ugly_url: str) -> None:
    """Material loads pages in place, and leaves this one to the browser."""
    visited = visit()
    page = visited.open(f"{ugly_url}papers/second/")
    page.evaluate(
        """() => {
          const link = document.createElement("a")
          link.href = "../merged/"
          link.textContent = "an old link"
          document.querySelector("h1").after(link)
        }"""
    )
    page.get_by_role("link", name="an old link").click()
    page.wait_for_url(f"{ugly_url}papers/markup/")
    page.wait_for_selector("#cite")
    assert page.locator("h1").first.inner_text() == TITLES["markup"]
    assert visited.complaints == []
