"""What the tests of one's reading do as a reader: mark papers, and look at what is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page

DAY = "dates/2025/03/17/"
"""Of the ugly list: a page that lists these papers."""
PAPERS = ("of-year", "second", "third")

Papers = Mapping[str, Mapping[str, list[Any]]]
"""By key and field: a value, and when it was said."""

MARKED: Papers = {
    "second": {"star": [True, 1_700_000_000_000], "note": ["“Mine” & <b>", 1_700_000_000_001]},
    "third": {"read": [True, 1_700_000_000_002], "rating": [4, 5], "queue": [1.5, 6]},
    "gone": {"hide": [True, 7], "newer": ["kept", 8]},
}

FILL = """() => {
  for (let size = 1 << 22; size >= 1; size >>= 1) {
    try {
      for (let n = 0; n < 9; n += 1) {
        localStorage.setItem(`fill ${size} ${n}`, "x".repeat(size))
      }
    } catch {}
  }
}"""
"""Leaves no room in the browser."""

_KEPT = """() => Object.fromEntries(Object.entries(localStorage)
  .filter(([name]) => name.includes(" paper "))
  .map(([name, value]) => [name.split(" paper ")[1], JSON.parse(value)]))"""


def row(page: Page, key: str, within: str = "main") -> Locator:
    """Return a paper's row in a list."""
    return page.locator(within).locator(f"article.paper[data-paper='{key}']").first


def press(page: Page, key: str, name: str, within: str = "main") -> None:
    """Press a button of a paper's row."""
    found = row(page, key, within)
    found.scroll_into_view_if_needed()
    found.hover()
    found.get_by_role("button", name=name, exact=True).click()


def kept(page: Page) -> Papers:
    """Return what the browser keeps."""
    found: Papers = page.evaluate(_KEPT)
    return found


def keep(page: Page, papers: Papers, root: str) -> None:
    """Let the browser keep this, as if it had been said before; the page knows nothing of it."""
    path = "/" + root.split("/", 3)[3]
    items = {f"reading-list {path} paper {key}": json.dumps(w) for key, w in papers.items()}
    page.evaluate("items => Object.assign(localStorage, items)", items)


def listed(page: Page, part: str) -> list[str]:
    """Return the keys of a part of the page of one's reading, in their order."""
    page.wait_for_selector("[data-reading][data-ready]")
    found = page.locator(f"#{part} article.paper")
    keys: list[str] = found.evaluate_all("all => all.map((each) => each.dataset.paper)")
    return keys


def said(page: Page) -> str:
    """Return what has been said to who cannot see it."""
    page.wait_for_function("() => document.querySelector('.told span').textContent")
    return str(page.locator(".told span").first.text_content())


def answer(page: Page, label: str) -> None:
    """Answer the page's question."""
    page.locator(".ask").get_by_role("button", name=label).click()


def saved(page: Page) -> Path:
    """Save what is marked as a file."""
    with page.expect_download() as found:
        page.get_by_role("button", name="Save as a file").click()
    download: Download = found.value
    return Path(download.path())


def brought(page: Page, text: str | bytes) -> str:
    """Open a file on the page, and return what the page asks or says."""
    data = text if isinstance(text, bytes) else text.encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "reading.json", "mimeType": "application/json", "buffer": data}
    )
    page.wait_for_selector(".ask:not([hidden])")
    return page.locator(".ask").inner_text()
