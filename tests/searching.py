"""The search of a site in a browser, as a reader uses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

SETTLED = ".search-view[data-state=settled]"
HITS = "main .papers [data-paper]"


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium. Raises `SystemExit` when there is none."""
    with sync_playwright() as playwright:
        program = chromium.find(playwright)
        if program is None:
            raise SystemExit(chromium.MISSING)
        started = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


def search(page: Page, query: str) -> list[str]:
    """Type a query into the box, as if at once, and return the keys found when it has settled."""
    box = page.locator("form[role=search] input").first
    box.focus()
    box.fill(f"{query} ")
    page.wait_for_function(
        """([query, settled]) => document.querySelector(settled)?.dataset.typed === query""",
        arg=[f"{query} ", SETTLED],
    )
    keys: list[str] = page.locator(HITS).evaluate_all("all => all.map(e => e.dataset.paper)")
    return keys
