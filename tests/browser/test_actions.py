"""What a reader does: searches, copies, goes from page to page."""

import re

from playwright.sync_api import Page, expect

from generator.model.reading_list import ReadingList
from tests.browser.conftest import Open
from tests.browser.test_pages import PAPER, WIDE
from tests.site import words
from tests.ugly import TITLES

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def search(page: Page, text: str) -> list[str]:
    """Search for a text, and return the addresses found, in their order."""
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(text)
    page.keyboard.press("End")  # Material listens to keys
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"\d+ matching"))
    links = page.locator(".md-search-result__item > a.md-search-result__link")
    return [str(link.get_attribute("href")) for link in links.all()]


def test_search_for_a_title_finds_the_paper_once_and_first(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Whatever stands in the title: a colon, a hyphen, a question mark."""
    visited = visit(viewport=WIDE)
    keys = [
        "model-breadcrumbs",
        "on-giants-shoulders",
        "evolutionary-optimization-model-merging-recipes",
    ]
    for key in keys:
        page = visited.open(real_url)
        title = words(real_list.by_key[key].shown_title.plain())
        found = [address.partition("?")[0] for address in search(page, title)]
        own = f"{real_url}papers/{key}/"
        assert found[0] == own
        assert found.count(own) == 1
        assert len(found) == len(set(found))
    assert visited.complaints == []


def test_found_hostile_title_runs_nothing(visit: Open, ugly_url: str) -> None:
    """A title with a script in it is shown among the results as the text that it is."""
    visited = visit(viewport=WIDE)
    page = visited.open(ugly_url)
    assert search(page, "src")
    shown = page.locator(".md-search-result__article h1").all_inner_texts()
    assert TITLES["markup"] in [words(text) for text in shown]
    assert page.evaluate("typeof hacked") == "undefined"


def copied(page: Page) -> str:
    """Press the copy button, and return what is on the clipboard."""
    button = page.get_by_role("button", name="Copy BibTeX")
    button.click()
    expect(page.locator("[data-copies]")).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_button_copies_the_bibtex(visit: Open, real_url: str) -> None:
    """The clipboard holds the entry as shown, and the button says so for a while."""
    visited = visit(permissions=CLIPBOARD)
    page = visited.open(real_url + PAPER)
    assert copied(page) == page.locator("#bibtex").text_content()
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_visible()
    assert visited.complaints == []


def test_button_copies_after_going_from_page_to_page(visit: Open, real_url: str) -> None:
    """Material replaces the page without loading it; the button of the new page works as well."""
    visited = visit(permissions=CLIPBOARD, viewport=WIDE)
    page = visited.open(real_url + PAPER)
    page.evaluate("window.stayed = true")
    page.locator("#related .title a").first.click()
    expect(page).not_to_have_url(real_url + PAPER)
    assert page.evaluate("window.stayed")
    entry = page.locator("#bibtex").text_content()
    assert copied(page) == entry
    page.go_back()
    expect(page).to_have_url(real_url + PAPER)
    expect(page.locator("#bibtex")).not_to_have_text(str(entry))
    assert copied(page) == page.locator("#bibtex").text_content()
    assert visited.complaints == []


def test_button_without_permission_selects_the_entry(visit: Open, real_url: str) -> None:
    """Where the clipboard is closed, the reader's own keys can copy."""
    page = visit().open(real_url + PAPER)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("[data-copies]")).to_contain_text("Selected")
    assert page.evaluate("String(getSelection())") == words_kept(page)


def words_kept(page: Page) -> str:
    """Return the entry as a selection gives it."""
    return str(page.locator("#bibtex").text_content()).rstrip("\n")


def test_scheme_is_kept_from_page_to_page(visit: Open, real_url: str) -> None:
    """What the reader chose holds on the next page."""
    page = visit(viewport=WIDE, color_scheme="light").open(real_url)
    page.locator("label[title='Switch to the light scheme']").click()
    page.locator("label[title='Switch to the dark scheme']").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.goto(real_url + PAPER)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_page_is_reached_by_keyboard(visit: Open, real_url: str) -> None:
    """The first press of Tab offers to skip to the content."""
    page = visit(viewport=WIDE).open(real_url + PAPER)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#paper")
