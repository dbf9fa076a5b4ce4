"""What a first visit weighs, and what waits until the page is there."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Request, expect

from generator import plugin
from tests.browser.conftest import Open
from tests.browser.results import search
from tests.browser.test_pages import NARROW, PAPER, WIDE
from tests.served import served
from tests.site import SUB_PATH, Built, build_site, settings

LIMIT = 200_000
"""Bytes of a paper's page and all that a browser without anything asks for with it."""
COMPRESSED = (".woff2", ".png", ".gz")
"""Endings of what a server cannot make smaller."""


def weight(site: Built, url: str) -> int:
    """Return the bytes of a file as GitHub Pages sends it, without headers."""
    path = unquote(urlsplit(url).path.removeprefix(urlsplit(SUB_PATH).path))
    data = site.files[f"{path}index.html" if path.endswith("/") or not path else path].read_bytes()
    return len(data if path.endswith(COMPRESSED) else gzip.compress(data, 6, mtime=0))


@pytest.mark.parametrize("path", [PAPER, ""], ids=["paper", "home"])
def test_first_visit_weighs_little(visit: Open, real_site: Built, real_url: str, path: str) -> None:
    """With fonts, scripts and the sitemap; nothing of the search is in it."""
    visited = visit(viewport=NARROW)
    visited.open_to_the_end(real_url + path)
    asked = set(visited.requests)
    assert not any("/search/" in url and "/javascripts/" not in url for url in asked)
    weights = {url.removeprefix(real_url): weight(real_site, url) for url in asked}
    assert sum(weights.values()) <= LIMIT, sorted(weights.items(), key=lambda each: -each[1])


def test_keeping_for_later_waits_until_the_page_is_there(visit: Open, real_url: str) -> None:
    """The first thing that is fetched for a time without a network comes after the page's load."""
    visited = visit(viewport=WIDE, service_workers="allow")
    seen: list[str] = []

    def asked(request: Request) -> None:
        if request.service_worker:
            seen.append("kept")

    visited.page.context.on("request", asked)
    visited.page.on("load", lambda _: seen.append("load"))
    visited.page.goto(real_url + PAPER)
    visited.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert seen.index("load") < seen.index("kept")


def test_everything_works_where_each_page_is_loaded(
    visit: Open, ugly_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a very large site: no sitemap is fetched, and search, feeds and links are as ever."""
    monkeypatch.setattr(plugin, "MANY", 3)
    site = build_site(settings(ugly_content, tmp_path / "site"))
    with served(site.folder) as url:
        visited = visit(viewport=WIDE)
        page = visited.open_to_the_end(f"{url}papers/second/")
        assert search(page, "by a crowd")[0] == "crowd"
        page.go_back()
        expect(page.locator("h1")).to_have_text("Second")
        page.evaluate("window.stayed = true")
        page.locator(".md-tabs").get_by_role("link", name="Library").click()
        expect(page).to_have_url(f"{url}papers/")
        assert page.evaluate("window.stayed") is None
        page.goto(f"{url}feeds/")
        page.get_by_role("checkbox", name="RAG", exact=True).check()
        expect(page.locator(".chosen")).to_contain_text("1 feed in one file")
        assert not any(asked.endswith("sitemap.xml") for asked in visited.requests)
        assert visited.complaints == []
