"""What a reader does: copies, chooses a scheme, goes from page to page."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_pages import PAPER, WIDE

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def copied(page: Page, form: str = "bibtex") -> str:
    """Press the button that copies a form of the reference; return what is on the clipboard."""
    button = page.locator(f"[data-copies={form}]")
    button.click()
    expect(button).to_have_text("Copied")
    expect(button).to_be_focused()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_button_copies_the_citation(visit: Open, real_url: str) -> None:
    """The clipboard holds the sentence that a reader pastes into a text, in one line."""
    page = visit(permissions=CLIPBOARD).open(real_url + PAPER)
    citation = copied(page, "citation")
    assert citation == page.locator("#citation").text_content()
    assert len(citation.splitlines()) == 1


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
    expect(page.locator("[data-copies=bibtex]")).to_contain_text("Selected")
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
