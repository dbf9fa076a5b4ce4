"""A paper's page in Chromium: what is copied, where its facts are from, its names, on paper."""

import re

import markdown  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_actions import CLIPBOARD, copied
from tests.browser.test_pages import NARROW, PAPER, WIDE, serious
from tests.site import SUB_PATH, words
from tests.ugly import TITLES

DATED = "papers/dept/"
PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("key", ["markup", "markdown", "braces", "templates", "snippets", "cpp"])
def test_markdown_link_is_of_the_title(visit: Open, ugly_url: str, key: str) -> None:
    """Pasted into Markdown, any title shows as it is and leads to the page, wherever it is read."""
    page = visit(permissions=CLIPBOARD).open(f"{ugly_url}papers/{key}/")
    html = markdown.markdown(copied(page, "markdown"))
    links = BeautifulSoup(html, "html.parser").select("a")
    assert [(words(link), link["href"]) for link in links] == [
        (" ".join(TITLES[key].split()), f"{SUB_PATH}papers/{key}/")
    ]


def test_markdown_link_that_cannot_be_copied_is_shown(visit: Open, real_url: str) -> None:
    """Where the clipboard is closed, it comes to be seen and is selected."""
    page = visit().open(real_url + PAPER)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()) }")
    page.get_by_role("button", name="Copy Markdown link").click()
    expect(page.locator("#markdown")).to_be_visible()
    assert str(page.evaluate("String(getSelection())")) == page.locator("#markdown").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_facts_tell_where_they_are_from_when_asked(
    look: Open, real_url: str, scripts: bool
) -> None:
    """Folded away at first; plain HTML, opened by the keyboard."""
    page = look(viewport=NARROW, java_script_enabled=scripts).open(real_url + PAPER)
    table = page.locator("#record table").first
    expect(table).to_be_hidden()
    summary = page.locator("summary", has_text="Where each fact is from")
    summary.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    expect(table).to_contain_text("Published")
    expect(table).to_contain_text("the curator")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("key", ["full", "of-year", "crowd", "long", "names", "arabic"])
def test_everything_unfolded_fits_a_phone(look: Open, ugly_url: str, key: str) -> None:
    """Whatever values, captures and names are called."""
    visited = look(viewport=NARROW, has_touch=True)
    page = visited.open(f"{ugly_url}papers/{key}/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visited.complaints == []


def test_names_stand_in_their_order_whatever_they_are_written_in(look: Open, ugly_url: str) -> None:
    """A name that is written from the right turns no comma and no name beside it around."""
    page = look(viewport=WIDE).open(f"{ugly_url}papers/names/")
    lefts = page.locator(".authors bdi").evaluate_all(
        "names => names.map((each) => each.getBoundingClientRect().left)"
    )
    assert len(lefts) == 6
    assert lefts == sorted(lefts)
    arabic = look(viewport=WIDE).open(f"{ugly_url}papers/arabic/").locator("h1")
    assert arabic.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_all_authors_of_a_crowd_are_named_in_little_room(look: Open, ugly_url: str) -> None:
    """Sixty names take less than half of the window, and the abstract is not pushed away."""
    page = look(viewport=WIDE).open(f"{ugly_url}papers/crowd/")
    assert page.locator(".authors bdi").count() == 60
    box = page.locator(".authors").bounding_box()
    assert box
    assert box["height"] < WIDE["height"] / 2


def test_neighbours_of_the_day_lead_on(look: Open, real_url: str) -> None:
    """Three before and three after at most, in the order of the day, and the day itself."""
    page = look(viewport=WIDE).open(real_url + DATED)
    nav = page.get_by_role("navigation", name="The same day")
    keys = [each.get_attribute("data-paper") for each in nav.locator("li").all()]
    here = keys.index(None)
    assert (here, len(keys) - here - 1) == (3, 3)
    nav.get_by_role("link", name=re.compile(r"^All \d+ papers of")).click()
    expect(page.locator("h1")).to_contain_text("March 2025")
    listed = page.locator("main [data-paper]").evaluate_all(
        "rows => rows.map((row) => row.dataset.paper)"
    )
    place = listed.index("dept")
    keys[here] = "dept"
    assert listed[place - 3 : place + 4] == keys


def pages_of(page: Page) -> int:
    """Return how many sheets of A4 the page takes in print."""
    return len(PAGE_OF_PDF.findall(page.pdf(format="A4")))


def test_ordinary_paper_prints_on_one_sheet(look: Open, real_url: str) -> None:
    """With its title, facts, addresses, abstract and citation, and nothing that is for a screen."""
    page = look(viewport=WIDE, color_scheme="dark").open(real_url + DATED)
    assert pages_of(page) == 1
    page.emulate_media(media="print")
    try:
        for shown in ("h1", ".authors", ".facts", ".abstract", "#citation"):
            expect(page.locator(shown)).to_be_visible()
        unwanted = "header, footer, button, textarea, pre, #related, .same-day, #record, .told"
        assert page.locator(unwanted).locator("visible=true").count() == 0
        arxiv = page.locator(".buttons a:visible")
        assert arxiv.count() == 1
        after = arxiv.evaluate("each => getComputedStyle(each, '::after').content")
        assert "https://arxiv.org/abs/2309.05173" in after
        assert page.locator("h1").evaluate("each => getComputedStyle(each).color") == "rgb(0, 0, 0)"
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)"
    finally:
        page.emulate_media(media="screen")


@pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "dark"), (WIDE, "light")], ids=["360px", "1440px"]
)
def test_unfolded_page_is_accessible(look: Open, ugly_url: str, size: object, scheme: str) -> None:
    """With everything that a paper may have, and all of it open."""
    page = look(viewport=size, color_scheme=scheme, bypass_csp=True).open(f"{ugly_url}papers/full/")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert serious(page) == []


def test_controls_are_large_enough_for_a_finger(look: Open, ugly_url: str) -> None:
    """44 pixels where a finger points, for what is a control; 24 for links among words."""
    page = look(viewport=NARROW, has_touch=True, is_mobile=True).open(f"{ugly_url}papers/full/")
    for selector, least in (
        (".buttons a", 44),
        (".cite button", 44),
        ("summary", 44),
        (".files a", 24),
        (".same-day a", 24),
    ):
        heights = page.locator(f"main {selector}").evaluate_all(
            "all => all.map((each) => Math.max(each.getBoundingClientRect().height,"
            " parseFloat(getComputedStyle(each).lineHeight)))"
        )
        assert heights, selector
        assert min(heights) >= least, selector
