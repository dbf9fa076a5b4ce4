"""How marks last in Chromium: in two tabs, where nothing or no more is kept, in other browsers."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests import chromium
from tests.browser.conftest import Open
from tests.browser.reading import DAY, FILL, brought, keep, kept, listed, press, row, saved
from tests.browser.test_pages import WIDE


def test_two_tabs_agree(visit: Open, ugly_url: str) -> None:
    """What is marked in one shows in the other, and both may mark the same paper."""
    one = visit(viewport=WIDE).open(ugly_url + DAY)
    other = one.context.new_page()
    other.goto(ugly_url + DAY)
    press(one, "second", "Star")
    star = row(other, "second").get_by_role("button", name="Star")
    expect(star).to_have_attribute("aria-pressed", "true")
    press(other, "second", "Read")
    expect(row(one, "second")).to_have_attribute("data-read", "")
    assert {field: value for field, (value, _) in kept(one)["second"].items()} == {
        "star": True,
        "read": True,
    }


def test_note_that_is_being_typed_is_not_replaced(visit: Open, ugly_url: str) -> None:
    """By what another tab says meanwhile; what is typed last is kept."""
    one = visit(viewport=WIDE).open(f"{ugly_url}papers/second/")
    other = one.context.new_page()
    other.goto(f"{ugly_url}papers/second/")
    one.bring_to_front()
    note = one.get_by_label("Your note")
    other.get_by_label("Your note").fill("of the other tab")
    note.press_sequentially("typed", delay=100)
    other.get_by_label("Your note").blur()
    expect(note).to_have_value("typed")
    note.blur()
    expect(other.get_by_label("Your note")).to_have_value("typed")
    assert kept(one)["second"]["note"][0] == "typed"


def test_later_word_wins_though_the_clock_was_put_back(visit: Open, ugly_url: str) -> None:
    """What an older file says does not come back."""
    page = visit(viewport=WIDE).page
    page.clock.install(time=1_800_000_000)
    page.goto(ugly_url + DAY)
    press(page, "second", "Star")
    page.goto(f"{ugly_url}reading/")
    before = saved(page).read_text(encoding="utf-8")
    page.clock.set_system_time(1_600_000_000)
    assert listed(page, "starred") == ["second"]
    press(page, "second", "Star", "#starred")
    assert "knows all of it" in brought(page, before)
    assert listed(page, "starred") == []


def test_nothing_is_lost_where_the_browser_keeps_nothing(
    browser: Browser, ugly_url: str, tmp_path: Path
) -> None:
    """Marks last until the page is left, one sentence says so, and a file keeps them."""
    settings = tmp_path / "profile" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    settings.write_text(json.dumps(blocked), encoding="utf-8")
    program = chromium.find(cast("Playwright", SimpleNamespace(chromium=browser.browser_type)))
    context = browser.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=program,
        args=list(chromium.ARGUMENTS),
        viewport=WIDE,
        accept_downloads=True,
    )
    page = context.new_page()
    page.goto(ugly_url + DAY)
    with pytest.raises(Exception, match="SecurityError"):
        page.evaluate("localStorage")
    press(page, "second", "Star")
    expect(page.locator(".told")).to_contain_text("lasts until you close the page")
    page.locator(".told").get_by_role("button", name="Close").click()
    press(page, "third", "Read")
    expect(row(page, "second")).to_have_attribute("data-star", "")
    expect(row(page, "third")).to_have_attribute("data-read", "")
    expect(page.locator(".told [data-shown]")).to_have_count(0)
    context.close()


def test_nothing_is_lost_where_there_is_no_room(visit: Open, ugly_url: str) -> None:
    """Marks last until the page is left, and are kept when there is room again."""
    page = visit(viewport=WIDE).open(ugly_url + DAY)
    page.evaluate(FILL)
    press(page, "second", "Star")
    expect(page.locator(".told")).to_contain_text("no room left")
    expect(row(page, "second")).to_have_attribute("data-star", "")
    assert kept(page) == {}
    page.evaluate("localStorage.removeItem('fill 1024 0')")
    press(page, "third", "Read")
    assert set(kept(page)) == {"second", "third"}


def test_item_that_cannot_be_understood_breaks_no_page(look: Open, ugly_url: str) -> None:
    """Its paper is unmarked, and can be marked; what others named so is in no list and no file."""
    broken = ("{", "null", "3", '"text"', "[]", '{"star": true}', '{"star": [1, "x"], "read": 0}')
    visited = look(viewport=WIDE)
    page = visited.open(f"{ugly_url}reading/")
    for number, item in enumerate(broken):
        keep(page, {f"paper-{number}": {}}, ugly_url)
        name = f"Object.keys(localStorage).find((each) => each.endsWith('paper-{number}'))"
        page.evaluate(f"(item) => localStorage.setItem({name}, item)", item)
    star = {"star": [True, 5]}
    keep(page, dict.fromkeys(("../else", "<img>", "", "__proto__"), star), ugly_url)
    page.reload()
    assert listed(page, "starred") == []
    page.goto(ugly_url + DAY)
    press(page, "second", "Star")
    page.goto(f"{ugly_url}reading/")
    assert listed(page, "starred") == ["second"]
    assert "knows all of it" in brought(page, saved(page).read_bytes())
    page.goto(ugly_url + DAY)
    expect(row(page, "second")).to_have_attribute("data-star", "")
    page.evaluate("localStorage.clear()")
    assert visited.complaints == []
