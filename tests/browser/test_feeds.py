"""Following the list in Chromium: choosing feeds, and opening one as it is."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_pages import NARROW, WIDE, serious
from tests.feeding import tree

CHOSEN = ["Trending", "PEFT", "RAG"]


def tick(page: Page, *names: str) -> None:
    """Choose the feeds of these names."""
    for name in names:
        page.get_by_role("checkbox", name=name, exact=True).check()


def downloaded(page: Page) -> ET.Element:
    """Press the button, and return the body of the file that comes."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "feeds.opml"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">')
    assert tree(text).findtext("head/title") == "The Reading List"
    body = tree(text).find("body")
    assert body is not None
    return body


def test_chosen_feeds_come_in_one_file(look: Open, ugly_url: str) -> None:
    """In their groups, with whole addresses, and with hostile names as the texts that they are."""
    visited = look(viewport=NARROW)
    page = visited.open(f"{ugly_url}feeds/")
    expect(page.locator(".chosen")).to_be_hidden()
    hostile = "</h2><script>hacked = 3</script> {{ 7*7 }} {: #stolen }"
    tick(page, *CHOSEN, hostile, "C#")
    expect(page.locator(".chosen")).to_contain_text("5 feeds in one file")
    page.get_by_role("checkbox", name="C#", exact=True).uncheck()
    body = downloaded(page)
    found = {group.attrib["text"]: [each.attrib for each in group] for group in body}
    assert {group: [each["text"] for each in some] for group, some in found.items()} == {
        "The list": ["Trending · The Reading List"],
        "Topics": ["RAG · The Reading List", "PEFT · The Reading List"],
        "Reading paths": [f"{hostile} · The Reading List"],
    }
    assert found["Topics"][1] == {
        "text": "PEFT · The Reading List",
        "type": "rss",
        "title": "PEFT · The Reading List",
        "xmlUrl": f"{ugly_url}tags/peft/feed.xml",
        "htmlUrl": f"{ugly_url}tags/peft/",
    }
    assert visited.complaints == []
    assert page.evaluate("typeof hacked") == "undefined"


def test_feeds_are_chosen_after_going_from_page_to_page(look: Open, ugly_url: str) -> None:
    """Material replaces the page without loading it; one press still gives one file."""
    visited = look(viewport=WIDE)
    page = visited.open(f"{ugly_url}feeds/")
    page.evaluate("window.stayed = true")
    for _ in range(2):
        page.locator(".feeds li > a", has_text="PEFT").click()
        expect(page).to_have_url(f"{ugly_url}tags/peft/")
        page.go_back()
        expect(page).to_have_url(f"{ugly_url}feeds/")
        expect(page.get_by_role("checkbox", name="PEFT", exact=True)).to_be_visible()
    assert page.evaluate("window.stayed")
    asked: list[str] = []
    page.on("download", lambda download: asked.append(download.url))
    tick(page, "PEFT")
    assert [each.attrib["text"] for group in downloaded(page) for each in group] == [
        "PEFT · The Reading List"
    ]
    tick(page, "RAG")
    assert len(list(downloaded(page).iter("outline"))) == 3
    assert len(asked) == 2
    assert visited.complaints == []


def test_page_without_scripts_has_plain_links(look: Open, ugly_url: str) -> None:
    """To every feed, its page, and the file of all; nothing offers what would not work."""
    page = look(java_script_enabled=False, viewport=NARROW).open(f"{ugly_url}feeds/")
    for hidden in ("input[type=checkbox]:visible", ".chosen:visible", ".choose:visible"):
        assert page.locator(f".feeds {hidden}").count() == 0
    assert page.get_by_role("link", name="all of them").is_visible()
    assert page.locator(".formats a").first.is_visible()


@pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["360px", "1440px"]
)
def test_page_fits_and_is_accessible(look: Open, real_url: str, size: object, scheme: str) -> None:
    """Also with feeds chosen, when the button stands over the list."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = visited.open(f"{real_url}feeds/")
    tick(page, "Trending", "Day by day")
    assert page.get_by_role("button", name="Download").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert serious(page) == []
    assert visited.foreign(real_url) == []


@pytest.mark.parametrize("path", ["feed.xml", "tags/c/rss.xml", "dates/feed.xml"])
def test_feed_that_is_opened_can_be_read(look: Open, ugly_url: str, path: str) -> None:
    """Its style shows what it is, its titles and where the page is, and no markup of contents."""
    visited = look(viewport=NARROW, java_script_enabled=False)
    page = visited.page
    page.goto(ugly_url + path)
    note = "getComputedStyle(document.documentElement, '::before').content"
    assert "This is a feed" in str(page.evaluate(note))
    shown = str(page.evaluate(SHOWN))
    assert "The Reading List" in shown
    assert "&lt;" not in shown
    assert "<p>" not in shown
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visited.foreign(ugly_url) == []


SHOWN = """() => [...document.querySelectorAll("*")].filter(
  (each) => each.childElementCount === 0 && each.getClientRects().length
).map((each) => each.textContent).join("\\n")"""
"""The texts that are on the screen: a document in XML has no `innerText`."""
