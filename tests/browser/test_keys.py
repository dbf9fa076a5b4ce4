"""The site by the keyboard alone: from paper to paper, marked, copied, and when keys are silent."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_actions import CLIPBOARD
from tests.browser.test_pages import NARROW, PAPER, WIDE, serious

UNDATED = "dates/undated/"
DAY = "dates/2025/03/14/"


def press(page: Page, *keys: str) -> None:
    """Press keys, one after the other."""
    for key in keys:
        page.keyboard.press(key)


def chosen(page: Page) -> str:
    """Return the key of the paper whose title has the focus; empty when none has."""
    found = page.evaluate(
        "() => document.activeElement.closest('[data-paper]')?.getAttribute('data-paper') ?? ''"
    )
    return str(found)


def expect_chosen(page: Page, key: str | None) -> None:
    """Wait until the focus is in a paper's row."""
    expect(row(page, key).locator(":focus")).to_have_count(1)


def row(page: Page, key: str | None) -> Locator:
    """Return the row of a paper."""
    return page.locator(f"main [data-paper='{key}']")


def keys_of(page: Page) -> list[str]:
    """Return the keys of the papers that the page lists."""
    rows = page.locator("main [data-paper]").all()
    return [str(each.get_attribute("data-paper")) for each in rows]


def expect_said(page: Page, text: str) -> None:
    """Wait until screen readers are told something."""
    expect(page.get_by_role("status").filter(has_text=text)).to_have_count(1)


# ---- What they do --------------------------------------------------------------------------------


def test_reader_walks_from_home_to_a_paper_and_back(look: Open, real_url: str) -> None:
    """No mouse: to a paper, to the next of its day, back by the browser, and on from there."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url)
    listed = keys_of(page)
    press(page, "j")
    expect_chosen(page, listed[0])
    press(page, "j", "j", "k")
    expect_chosen(page, listed[1])
    press(page, "o")
    expect(page).to_have_url(f"{real_url}papers/{listed[1]}/")
    expect(page.locator("main [data-yours]")).to_be_visible()
    after = page.locator("main a[rel=next]").get_attribute("href")
    press(page, "j")
    expect(page).to_have_url(f"{real_url}papers/{str(after).split('/')[-2]}/")
    press(page, "k")
    expect(page).to_have_url(f"{real_url}papers/{listed[1]}/")
    press(page, "g", "h")
    expect(page).to_have_url(real_url)
    expect(row(page, listed[1])).to_be_visible()
    press(page, "j")  # on from the paper that was opened
    expect_chosen(page, listed[2])
    press(page, "Enter")
    expect(page).to_have_url(f"{real_url}papers/{listed[2]}/")
    assert visited.complaints == []


@pytest.mark.parametrize(
    ("key", "path"),
    [("l", "papers/"), ("t", "tags/"), ("d", "dates/"), ("r", "reading/"), ("h", "")],
)
def test_two_keys_go_to_a_page(look: Open, real_url: str, key: str, path: str) -> None:
    """One after the other; the second alone, or long after, goes nowhere."""
    page = look(viewport=WIDE).open(real_url + PAPER)
    press(page, "g", key)
    expect(page).to_have_url(real_url + path)


def test_chosen_paper_is_in_sight_below_the_header(look: Open, real_url: str) -> None:
    """Also far down a long list, held or pressed, upwards or down."""
    page = look(viewport=NARROW, reduced_motion="reduce").open(real_url + UNDATED)
    listed = keys_of(page)
    in_sight = """() => {
      const { top, bottom } = document.activeElement.getBoundingClientRect()
      return top >= document.querySelector(".md-header").offsetHeight && bottom <= innerHeight
    }"""
    for key, times in (("j", 25), ("k", 12)):
        press(page, *[key] * times)
        place = 24 if key == "j" else 12
        expect_chosen(page, listed[place])
        page.wait_for_function(in_sight)


def test_hidden_papers_are_passed_over(visit: Open, real_url: str) -> None:
    """Whoever has hidden a paper, or filtered it away, does not meet it on the way."""
    page = visit(viewport=WIDE).open(real_url + DAY)
    listed = keys_of(page)
    press(page, "j")
    expect_chosen(page, listed[0])
    row(page, listed[1]).get_by_role("button", name="Hide").click()
    expect(row(page, listed[1])).to_have_attribute("data-hide", "")
    row(page, listed[2]).evaluate("each => (each.style.display = 'none')")
    row(page, listed[0]).locator(".title a").focus()
    press(page, "j")
    expect_chosen(page, listed[3])
    press(page, "k")
    expect_chosen(page, listed[0])


def test_keys_begin_where_the_reader_looks(look: Open, real_url: str) -> None:
    """Who has scrolled down a list does not go back to its beginning."""
    page = look(viewport=WIDE, reduced_motion="reduce").open(real_url + UNDATED)
    press(page, "g", "h")
    expect(page).to_have_url(real_url)
    page.goto(real_url + UNDATED)
    listed = keys_of(page)
    page.evaluate(
        "key => document.querySelector(`[data-paper='${key}']`).scrollIntoView()", listed[30]
    )
    press(page, "j")
    expect(page.locator("main [data-paper] :focus")).to_have_count(1)
    assert listed.index(chosen(page)) in range(29, 33)


def test_end_of_a_list_is_said(look: Open, real_url: str) -> None:
    """Nothing happens on the screen, so it is told."""
    page = look(viewport=WIDE).open(real_url + DAY)
    first = keys_of(page)[0]
    press(page, "j", "k")
    expect_chosen(page, first)
    expect_said(page, "the first paper of the page")
    page.goto(real_url + PAPER)  # which no dated list has
    press(page, "j")
    expect_said(page, "no paper after this one")


def test_chosen_paper_is_starred_and_read(visit: Open, real_url: str) -> None:
    """And unstarred by the same key; it is said, and is there after loading anew."""
    page = visit(viewport=WIDE).open(real_url + DAY)
    press(page, "s")
    expect_said(page, "No paper is chosen")
    press(page, "j", "j", "s")
    key = keys_of(page)[1]
    expect_said(page, "Starred")
    expect(row(page, key)).to_have_attribute("data-star", "")
    press(page, "r")
    expect_said(page, "read")
    press(page, "s")
    expect_said(page, "No longer starred")
    page.reload()
    expect(row(page, key)).to_have_attribute("data-read", "")
    expect(row(page, key)).not_to_have_attribute("data-star", "")


def test_page_of_a_paper_is_starred_too(visit: Open, real_url: str) -> None:
    """Without anything chosen the page's own paper is meant."""
    page = visit(viewport=WIDE).open(real_url + PAPER)
    press(page, "s")
    star = page.locator("[data-yours]").get_by_role("button", name="Star")
    expect(star).to_have_attribute("aria-pressed", "true")


def test_bibtex_is_copied_by_a_key(visit: Open, real_url: str) -> None:
    """That of the chosen paper, just as its file has it, and that of a paper's own page."""
    visited = visit(viewport=WIDE, permissions=CLIPBOARD)
    page = visited.open(real_url + DAY)
    press(page, "j", "b")
    expect_said(page, "BibTeX copied")
    key = keys_of(page)[0]
    file = page.request.get(f"{real_url}papers/{key}.bib").text()
    assert page.evaluate("navigator.clipboard.readText()") == file
    assert "BibTeX copied" in row(page, key).evaluate(
        "each => getComputedStyle(each.querySelector('.byline'), '::after').content"
    )
    page.goto(real_url + PAPER)
    press(page, "b")
    expect(page.locator("[data-copies=bibtex]")).to_have_text("Copied")
    shown = page.locator("#bibtex").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    assert visited.complaints == []


def test_bibtex_that_does_not_come_is_said(visit: Open, real_url: str) -> None:
    """Without a network nothing is copied, and nobody is told that it was."""
    page = visit(viewport=WIDE, permissions=CLIPBOARD, service_workers="block").open(real_url + DAY)
    page.evaluate("navigator.clipboard.writeText('before')")
    page.context.route("**/*.bib", lambda route: route.abort())
    press(page, "j", "b")
    expect_said(page, "could not be copied")
    assert page.evaluate("navigator.clipboard.readText()") == "before"


# ---- When they are silent ------------------------------------------------------------------------

UNCHANGED = """() => [
  document.querySelectorAll("[data-star], [data-read], dialog[open]").length,
  document.activeElement.closest("main [data-paper]") === null,
  location.href,
]"""


@pytest.mark.parametrize(
    "field",
    ["input", "textarea", "select", "div contenteditable", "div role=textbox", "div role=listbox"],
)
def test_typing_is_left_alone(look: Open, real_url: str, field: str) -> None:
    """Letters go into the field, and nothing else happens."""
    page = look(viewport=WIDE).open(real_url + DAY)
    page.evaluate(
        "tag => { document.querySelector('h1').innerHTML = `<${tag} id=other tabindex=0>` }", field
    )
    before = page.evaluate(UNCHANGED)
    page.locator("#other").focus()
    press(page, *"jsrbo?gl")
    expect(page.locator("#other")).to_be_focused()
    assert page.evaluate(UNCHANGED) == before


def test_checkbox_takes_no_letters(look: Open, real_url: str) -> None:
    """Whoever has just ticked one goes on by keys."""
    page = look(viewport=WIDE).open(real_url + DAY)
    page.evaluate("() => { document.querySelector('h1').innerHTML = '<input type=checkbox id=o>' }")
    page.locator("#o").press("Space")
    press(page, "j")
    expect_chosen(page, keys_of(page)[0])


def test_modified_and_composed_keys_are_the_browsers(look: Open, real_url: str) -> None:
    """Control, Alt, Meta, and letters of which a character of another script is being made."""
    page = look(viewport=WIDE).open(real_url + DAY)
    before = page.evaluate(UNCHANGED)
    for modifier in ("Control", "Alt", "Meta"):
        page.evaluate(
            "key => document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'j', [key]: true, bubbles: true }))",
            f"{modifier.lower().replace('control', 'ctrl')}Key",
        )
    for composing in ({"isComposing": True}, {"keyCode": 229}):
        page.evaluate(
            "how => document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'j', bubbles: true, ...how }))",
            composing,
        )
    page.wait_for_timeout(100)
    assert page.evaluate(UNCHANGED) == before
    press(page, "j")
    expect_chosen(page, keys_of(page)[0])


def test_enter_and_space_press_what_has_the_focus(look: Open, real_url: str) -> None:
    """A button is a button; a page is scrolled by Space."""
    page = look(viewport=WIDE).open(real_url + UNDATED)
    key = keys_of(page)[0]
    press(page, "j")
    expect_chosen(page, key)
    press(page, "Tab", "Space")
    expect(row(page, key)).to_have_attribute("data-star", "")
    press(page, "Enter")
    expect(row(page, key)).not_to_have_attribute("data-star", "")
    page.evaluate("document.activeElement.blur()")
    press(page, "Space")
    page.wait_for_function("() => scrollY > 100")


@pytest.mark.parametrize("key", ["n", "p", ",", "."])
def test_keys_of_the_theme_go_nowhere(look: Open, real_url: str, key: str) -> None:
    """They would go along the navigation, and nobody could turn them off."""
    page = look(viewport=WIDE).open(f"{real_url}tags/")
    assert page.locator("link[rel=next]").count() == page.locator("link[rel=prev]").count() == 1
    press(page, key)
    page.wait_for_timeout(200)
    assert page.url == f"{real_url}tags/"


# ---- All of them ---------------------------------------------------------------------------------


def test_question_mark_shows_all_keys(look: Open, real_url: str) -> None:
    """In a dialog that Escape closes, after which the focus is where it was."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url + DAY)
    press(page, "j", "?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    for key in "jkosrb/?":
        expect(
            dialog.locator("kbd", has_text=re.compile(f"^{re.escape(key)}$")).first
        ).to_be_visible()
    press(page, "j", "s", "l")  # nothing goes on behind it
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect_chosen(page, keys_of(page)[0])
    assert page.locator("[data-star]").count() == 0
    assert visited.complaints == []


def test_dialog_is_closed_by_what_is_beside_it_and_by_its_button(look: Open, real_url: str) -> None:
    """And opens again, also on the page that is gone to without loading."""
    page = look(viewport=WIDE).open(real_url)
    dialog = page.get_by_role("dialog", name="Keys")
    press(page, "?")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    press(page, "g", "t")
    expect(page).to_have_url(f"{real_url}tags/")
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Keys")).to_be_focused()


def test_keys_that_are_turned_off_stay_off(visit: Open, real_url: str) -> None:
    """All of them, after loading anew too; the button at the foot of the page leads back."""
    page = visit(viewport=WIDE).open(real_url + DAY)
    press(page, "?")
    page.get_by_role("checkbox", name="Use these keys").press("Space")
    press(page, "Escape")
    for _ in range(2):
        before = page.evaluate(UNCHANGED)
        press(page, "j", "?", "/", "g", "l")
        page.wait_for_timeout(200)
        assert page.evaluate(UNCHANGED) == before
        expect(page.get_by_role("searchbox").first).not_to_be_focused()
        page.reload()
    page.get_by_role("button", name="Keys").press("Enter")
    box = page.get_by_role("checkbox", name="Use these keys")
    expect(box).not_to_be_checked()
    box.press("Space")
    press(page, "Escape", "Home", "j")
    expect(page.locator("main [data-paper] :focus")).to_have_count(1)


@pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["360px", "1440px"]
)
def test_dialog_fits_and_is_accessible(
    look: Open, real_url: str, size: object, scheme: str
) -> None:
    """axe-core finds nothing; the last key and the way out can be reached."""
    page = look(viewport=size, color_scheme=scheme, bypass_csp=True).open(f"{real_url}about/")
    page.get_by_role("button", name="Keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    dialog.get_by_role("button", name="Close").click(trial=True)
    assert dialog.evaluate("each => each.scrollWidth <= each.clientWidth")
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_page_without_scripts_offers_no_keys(look: Open, real_url: str) -> None:
    """A button that would do nothing is not there."""
    page = look(java_script_enabled=False, viewport=NARROW).open(f"{real_url}about/")
    assert page.get_by_role("button", name="Keys").count() == 0
