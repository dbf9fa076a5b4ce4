"""Marking papers in Chromium: in lists, on a paper's page, and what the page of it shows."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.reading import DAY, PAPERS, keep, kept, listed, press, row, said
from tests.browser.test_pages import NARROW, WIDE, serious

SHIFTS = """() => {
  window.shifted = []
  new PerformanceObserver((list) => {
    const nodes = list.getEntries().flatMap(({ sources }) => sources.map(({ node }) => node))
    const own = nodes.filter((node) => document.querySelector("main").contains(node))
    window.shifted.push(...own.map((node) => node.parentElement.outerHTML.slice(0, 200)))
  }).observe({ type: "layout-shift", buffered: true })
}"""
"""Collects what of the page's own has been moved."""


@pytest.fixture
def day(visit: Open, ugly_url: str) -> Page:
    """A list of papers in a fresh profile."""
    return visit(viewport=WIDE).open(ugly_url + DAY)


def test_paper_that_is_starred_in_a_list_is_starred_everywhere(day: Page, ugly_url: str) -> None:
    """On its page, in the library, on the page of one's reading, and after loading again."""
    press(day, "second", "Star")
    assert said(day) == "Starred."
    star = row(day, "second").get_by_role("button", name="Star")
    expect(star).to_have_attribute("aria-pressed", "true")
    day.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
    row(day, "second").locator(".title a").click()
    expect(day).to_have_url(f"{ugly_url}papers/second/")
    yours = day.locator("[data-yours]")
    expect(yours.get_by_role("button", name="Star")).to_have_attribute("aria-pressed", "true")
    day.goto(f"{ugly_url}papers/")
    assert row(day, "second").get_attribute("data-star") is not None
    day.goto(f"{ugly_url}reading/")
    assert listed(day, "starred") == ["second"]
    press(day, "second", "Star", "#starred")
    assert listed(day, "starred") == []
    day.get_by_role("button", name="Undo").click()
    expect(day.locator("#starred h2")).to_be_focused()
    assert listed(day, "starred") == ["second"]


def test_hidden_paper_is_folded_and_can_be_shown_again(day: Page, ugly_url: str) -> None:
    """It takes a line in lists; on its page it says that it is hidden."""
    tall = row(day, "second").bounding_box()
    press(day, "second", "Hide")
    folded = row(day, "second").bounding_box()
    assert tall
    assert folded
    assert folded["height"] < 32 < tall["height"]
    assert not row(day, "second").locator(".byline").is_visible()
    shown = row(day, "second").get_by_role("button", name="Show", exact=True)
    expect(shown).to_be_focused()
    day.goto(f"{ugly_url}papers/second/")
    hide = day.locator("[data-yours]").get_by_role("button", name="Hide")
    expect(hide).to_have_attribute("aria-pressed", "true")
    day.go_back()
    shown.click()
    expect(row(day, "second").locator(".byline")).to_be_visible()


def test_buttons_move_nothing(visit: Open, ugly_url: str) -> None:
    """Room is kept for them and for what is the reader's own, on a phone and on a desk."""
    for wishes in ({"viewport": NARROW, "has_touch": True, "is_mobile": True}, {"viewport": WIDE}):
        page = visit(**wishes).page
        page.add_init_script(f"({SHIFTS})()")
        for path in (DAY, "papers/long/", "collections/hostile/"):
            page.goto(ugly_url + path)
            page.wait_for_selector(".acts, [data-yours] textarea", state="attached")
            page.wait_for_timeout(100)
            assert page.evaluate("window.shifted") == [], path
        page.goto(ugly_url + DAY)
        measured = "all => all.map((each) => each.getBoundingClientRect().height)"
        with_acts = page.locator("article.paper").evaluate_all(measured)
        page.evaluate("document.querySelectorAll('.acts').forEach((each) => each.remove())")
        assert page.locator("article.paper").evaluate_all(measured) == with_acts


def test_papers_that_scripts_list_have_buttons_too(day: Page) -> None:
    """Results of the search, and pages that are reached without loading."""
    day.evaluate("window.stayed = true")
    day.locator("form[role=search] input").first.fill("C# vs C++")
    expect(row(day, "cpp")).to_be_visible()
    press(day, "cpp", "Read")
    assert set(kept(day)["cpp"]) == {"read"}
    assert row(day, "cpp").get_attribute("data-read") is not None
    assert day.evaluate("window.stayed")


def test_marking_by_the_keyboard_alone(day: Page) -> None:
    """The buttons come after the title, can be seen when they have the focus, and stay in it."""
    row(day, "second").locator(".title a").focus()
    day.keyboard.press("Tab")
    star = row(day, "second").get_by_role("button", name="Star")
    expect(star).to_be_focused()
    assert star.evaluate("each => getComputedStyle(each).opacity") == "1"
    day.keyboard.press("Space")
    day.keyboard.press("Tab")
    day.keyboard.press("Enter")
    assert set(kept(day)["second"]) == {"star", "read"}
    expect(row(day, "second").get_by_role("button", name="Read")).to_be_focused()


def test_buttons_are_large_enough_for_fingers(look: Open, ugly_url: str) -> None:
    """They are there without hovering, 44 px high and wide, below the byline, and fit a phone."""
    page = look(viewport=NARROW, has_touch=True, is_mobile=True).open(ugly_url + DAY)
    for name in ("Star", "Read", "Hide"):
        button = row(page, "third").get_by_role("button", name=name)
        assert button.evaluate("each => getComputedStyle(each).opacity") == "1"
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
        byline = row(page, "third").locator(".byline").bounding_box()
        assert byline
        assert box["y"] >= byline["y"] + byline["height"]
    row(page, "third").get_by_role("button", name="Star").tap()
    assert "third" in kept(page)
    page.goto(f"{ugly_url}papers/third/")
    for control in page.locator("[data-yours] :is(button, .rate label, textarea)").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44, control
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_note_and_rating_are_kept_as_they_are_given(day: Page, ugly_url: str) -> None:
    """Also when the page is left at once; markup in a note is text; a rating can be taken back."""
    day.goto(f"{ugly_url}papers/second/")
    day.get_by_role("radio", name="4").check()
    note = day.get_by_label("Your note")
    note.fill('<img src=x onerror="hacked = 1"> & "both"\nlines')
    day.goto(f"{ugly_url}reading/")
    own = day.locator("#notes .own")
    expect(own).to_have_text('4 of 5 · <img src=x onerror="hacked = 1"> & "both"\nlines')
    assert day.evaluate("typeof hacked") == "undefined"
    day.goto(f"{ugly_url}papers/second/")
    expect(note).to_have_value('<img src=x onerror="hacked = 1"> & "both"\nlines')
    day.get_by_role("radio", name="none").check()
    note.fill("")
    note.blur()
    day.goto(f"{ugly_url}reading/")
    assert listed(day, "notes") == []


def test_queue_is_in_the_order_of_its_reader(day: Page, ugly_url: str) -> None:
    """By buttons that keep the focus, and by dragging; it stays, and what is read leaves it."""
    for key in PAPERS:
        day.goto(f"{ugly_url}papers/{key}/")
        day.locator("[data-yours]").get_by_role("button", name="Queue").click()
    day.goto(f"{ugly_url}reading/")
    assert listed(day, "queue") == [*PAPERS]
    first, second, third = PAPERS
    down = day.locator(f"[data-key={first}]").get_by_role("button", name="Down")
    down.focus()
    day.keyboard.press("Enter")
    assert listed(day, "queue") == [second, first, third]
    assert said(day) == "Now 2 of 3."
    expect(down).to_be_focused()
    day.keyboard.press("Enter")
    assert listed(day, "queue") == [second, third, first]
    drag(day, first, second)
    assert listed(day, "queue") == [first, second, third]
    day.reload()
    assert listed(day, "queue") == [first, second, third]
    press(day, second, "Read", "#queue")
    assert listed(day, "queue") == [first, third]
    assert listed(day, "read") == [second]


def drag(page: Page, key: str, to: str) -> None:
    """Drag a paper of the queue by its grip to where another stands."""
    grip = page.locator(f"[data-key={key}] .grip")
    grip.scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    box = page.locator(f"[data-key={to}]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2, steps=12)
    page.mouse.up()


def test_queue_is_dragged_by_a_finger(visit: Open, ugly_url: str) -> None:
    """The page does not scroll away under it."""
    page = visit(viewport=NARROW, has_touch=True, is_mobile=True).open(f"{ugly_url}reading/")
    keep(page, {key: {"queue": [n, 1]} for n, key in enumerate(PAPERS, 1)}, ugly_url)
    page.reload()
    assert listed(page, "queue") == [*PAPERS]
    page.locator("#queue").scroll_into_view_if_needed()
    start = page.locator(f"[data-key={PAPERS[0]}] .grip").bounding_box()
    end = page.locator(f"[data-key={PAPERS[1]}]").bounding_box()
    assert start
    assert end
    touch = page.context.new_cdp_session(page)
    x, y, stop = start["x"] + 20, start["y"] + 20, end["y"] + end["height"] / 2
    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for part in range(1, 9):
        point = {"x": x, "y": y + (stop - y) * part / 8}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("() => document.querySelector('.told span').textContent")
    assert listed(page, "queue") == [PAPERS[1], PAPERS[0], PAPERS[2]]


def test_focus_goes_to_the_next_paper_when_one_leaves_a_part(day: Page, ugly_url: str) -> None:
    """And to the heading when there is none."""
    keep(day, {key: {"star": [True, n]} for n, key in enumerate(PAPERS)}, ugly_url)
    day.goto(f"{ugly_url}reading/")
    assert listed(day, "starred") == ["third", "second", "of-year"]
    for left in (["second", "of-year"], ["of-year"]):
        press(day, listed(day, "starred")[0], "Star", "#starred")
        assert listed(day, "starred") == left
        expect(row(day, left[0], "#starred").get_by_role("button", name="Star")).to_be_focused()
    press(day, "of-year", "Star", "#starred")
    expect(day.get_by_role("heading", name=re.compile("Starred"))).to_be_focused()


def test_empty_page_says_how_to_begin(look: Open, ugly_url: str) -> None:
    """In a sentence for each part; without scripts it says what it would be."""
    page = look(viewport=NARROW).open(f"{ugly_url}reading/")
    for part in ("queue", "starred", "notes", "read", "hidden"):
        expect(page.locator(f"#{part} .lead")).to_be_visible()
        assert listed(page, part) == []
    plain = look(viewport=NARROW, java_script_enabled=False).open(f"{ugly_url}reading/")
    assert "needs scripts" in plain.locator("main").inner_text()
    assert plain.locator("[data-reading] button").count() == 0


def test_what_was_said_of_merged_and_unknown_papers_is_not_lost(day: Page, ugly_url: str) -> None:
    """A merged paper's marks are the other's; of an unknown one there is the key."""
    said_before = {"star": [True, 5]}
    keep(day, {"merged-before": said_before, "never-heard-of": said_before}, ugly_url)
    day.goto(f"{ugly_url}reading/")
    assert set(listed(day, "starred")) == {"markup", "never-heard-of"}
    expect(row(day, "never-heard-of")).to_contain_text("no longer on this list")
    assert kept(day)["merged-before"] == said_before


def test_paths_tell_how_much_has_been_read(day: Page, ugly_url: str) -> None:
    """On their pages and in their index, with the next paper to read."""
    day.goto(f"{ugly_url}collections/hostile/")
    expect(day.locator(".progress")).to_have_text("2 papers")
    press(day, "only-required", "Read")
    expect(day.locator(".progress")).to_have_text("1 of 2 read · next: Long")
    day.goto(f"{ugly_url}collections/")
    expect(day.locator(".progress")).to_have_text("1 of 2 read · next: Long")
    day.locator(".progress a").click()
    expect(day).to_have_url(f"{ugly_url}papers/long/")


@pytest.mark.parametrize(
    ("size", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["360px", "1440px"]
)
def test_page_with_marks_fits_and_is_accessible(
    look: Open, ugly_url: str, size: object, scheme: str
) -> None:
    """Also with hostile and very long titles and notes."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = visited.open(f"{ugly_url}reading/")
    words: Mapping[str, list[Any]] = {
        "star": [True, 1],
        "read": [True, 2],
        "note": ["<b>x</b>" * 500, 3],
        "queue": [1, 4],
    }
    keys = ("markup", "long", "arabic", "chinese", "crowd", "no-such-paper")
    keep(page, dict.fromkeys(keys, words) | {"full": {"hide": [True, 1]}}, ugly_url)
    page.reload()
    assert len(listed(page, "starred")) == len(keys)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert serious(page) == []
    page.goto(f"{ugly_url}papers/crowd/")
    page.wait_for_selector("[data-yours] textarea")
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visited.complaints == []
