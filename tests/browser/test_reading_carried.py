"""Taking marks to another browser in Chromium: as a file, as a link, as references."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open
from tests.browser.reading import FILL, MARKED, answer, brought, keep, kept, listed, press, saved
from tests.browser.test_pages import WIDE

AT = st.integers(0, 3)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "star": st.builds(lambda *word: list(word), st.booleans(), AT),
        "note": st.builds(lambda *word: list(word), st.sampled_from(["", "a", "b"]), AT),
        "later": st.builds(lambda *word: list(word), st.sampled_from(["x", 1]), AT),
    },
)
"""What may be said of a paper, also by a later version."""

NO_FILES = (
    "",
    '{"reading-list": 1, "papers": {"second": {"st',
    "[]",
    '{"papers": {}}',
    '{"reading-list": 2, "papers": {}}',
    '{"reading-list": 1, "papers": []}',
    '{"reading-list": 1, "papers": {"../x": {}}}',
    '{"reading-list": 1, "papers": {"a": {"star": [true, 1]}, "b": {"star": ["yes", 1]}}}',
    '{"reading-list": 1, "papers": {"a": {"star": [true, 1e300]}}}',
    '{"reading-list": 1, "papers": {"a": {"__proto__": [true, 1]}}}',
    '{"reading-list": 1, "papers": {"a": {"note": [{"x": 1}, 1]}}}',
    b"\x89PNG\r\n\x1a\n\x00",
)


@pytest.fixture
def marked(visit: Open, ugly_url: str) -> Page:
    """The page of one's reading in a profile with marks."""
    page = visit(viewport=WIDE).open(f"{ugly_url}reading/")
    keep(page, MARKED, ugly_url)
    page.reload()
    assert listed(page, "starred") == ["second"]
    return page


def test_file_that_finds_no_room_changes_nothing(marked: Page) -> None:
    """Neither what is kept nor what is shown."""
    before = kept(marked)
    marked.evaluate(FILL)
    marked.evaluate("localStorage.removeItem('fill 8192 0')")  # enough for three of them
    many: dict[str, object] = {"second": {"star": [False, 1_900_000_000_000]}}
    many |= {f"paper-{n}": {"note": ["x" * 2000, 5]} for n in range(50)}
    brought(marked, json.dumps({"reading-list": 1, "papers": many}))
    answer(marked, "Add it to mine")
    expect(marked.locator(".done")).to_contain_text("nothing was added")
    assert kept(marked) == before
    assert listed(marked, "starred") == ["second"]


def test_file_brings_everything_to_another_browser(
    marked: Page, visit: Open, ugly_url: str
) -> None:
    """Also what a newer version said, and of papers that are gone; newer words stay."""
    file = saved(marked).read_text(encoding="utf-8")
    assert json.loads(file) == {"reading-list": 1, "papers": MARKED}
    page = visit(viewport=WIDE).open(f"{ugly_url}reading/")
    newer = {"second": {"star": [False, 1_800_000_000_000]}}
    keep(page, newer, ugly_url)
    page.reload()
    page.wait_for_selector("[data-ready]")
    said = brought(page, file)
    assert "3 papers: 1 starred, 1 read, 1 queued, 1 with a note, 1 rated, 1 hidden" in said
    assert kept(page) == newer
    answer(page, "Add it to mine")
    expect(page.locator(".done")).to_contain_text("Added")
    assert kept(page) == {**MARKED, "second": {**MARKED["second"], **newer["second"]}}
    assert listed(page, "queue") == ["third"]
    assert "knows all of it" in brought(page, file)


def test_file_that_is_none_changes_nothing(look: Open, ugly_url: str) -> None:
    """And the page says why."""
    visited = look(viewport=WIDE)
    page = visited.open(f"{ugly_url}reading/")
    page.wait_for_selector("[data-ready]")
    for text in NO_FILES:
        assert brought(page, text).startswith("Nothing has been changed. "), text
        answer(page, "All right")
    assert kept(page) == {}
    assert visited.complaints == []


def test_word_of_the_future_can_be_taken_back(visit: Open, ugly_url: str) -> None:
    """A file that was made so, or by a wrong clock, does not win over what is said later."""
    page = visit(viewport=WIDE).open(f"{ugly_url}reading/")
    page.wait_for_selector("[data-ready]")
    other = page.context.new_page()
    other.goto(page.url)
    page.bring_to_front()
    star = {"second": {"star": [True, 8_640_000_000_000_000]}}
    brought(page, json.dumps({"reading-list": 1, "papers": star}))
    answer(page, "Add it to mine")
    press(page, "second", "Star", "#starred")
    expect(other.locator("#starred .lead")).to_be_visible()
    assert kept(page)["second"]["star"][0] is False


def test_link_brings_everything_and_tells_no_server(
    marked: Page, visit: Open, ugly_url: str
) -> None:
    """It asks first, is gone from the address, and asks once."""
    marked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    marked.get_by_role("button", name="Copy as a link").click()
    expect(marked.locator(".done")).to_contain_text("Copied.")
    link = str(marked.evaluate("navigator.clipboard.readText()"))
    assert link.startswith(f"{ugly_url}reading/#marks=")
    visited = visit(viewport=WIDE)
    page = visited.page
    page.goto(link)
    page.wait_for_selector(".ask:not([hidden])")
    expect(page.locator(".ask p").first).to_be_focused()
    assert page.url == f"{ugly_url}reading/"
    assert kept(page) == {}
    answer(page, "No")
    assert kept(page) == {}
    page.goto("about:blank")
    page.goto(link)
    answer(page, "Add it to mine")
    expect(page.locator(".done")).to_contain_text("Added")
    assert kept(page) == MARKED
    page.reload()
    assert listed(page, "starred") == ["second"]
    assert page.locator(".ask").is_hidden()
    assert not [each for each in visited.requests if "marks=" in each]
    page.evaluate("(end) => { location.hash = end }", link.partition("#")[2][:-9])
    expect(page.locator(".ask")).to_contain_text("The link is not whole")
    assert visited.complaints == []


def test_link_that_would_be_cut_is_not_made(visit: Open, ugly_url: str) -> None:
    """The page offers the file instead."""
    page = visit(viewport=WIDE).open(f"{ugly_url}reading/")
    long = "".join(chr(33 + number * number % 8009) for number in range(9000))
    keep(page, {"second": {"note": [long, 5]}}, ugly_url)
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.get_by_role("button", name="Copy as a link").click()
    expect(page.locator(".done")).to_contain_text("Save a file instead")


def test_starred_papers_come_as_references(marked: Page) -> None:
    """In one file, which a program can read; what is missing is named."""
    press(marked, "third", "Star", "#read")
    with marked.expect_download() as found:
        marked.get_by_role("button", name="Starred as BibTeX").click()
    assert found.value.suggested_filename == "starred.bib"
    text = Path(found.value.path()).read_text(encoding="utf-8")
    assert text.count("@") == 2
    expect(marked.locator(".done")).to_have_text("2 of 2 papers saved.")


def test_forgetting_everything_is_asked_first(marked: Page) -> None:
    """And then nothing of it is kept, in no tab."""
    other = marked.context.new_page()
    other.goto(marked.url)
    assert listed(other, "starred") == ["second"]
    marked.bring_to_front()
    marked.get_by_role("button", name="Forget everything").click()
    answer(marked, "No")
    assert kept(marked) == MARKED
    marked.get_by_role("button", name="Forget everything").click()
    answer(marked, "Forget it")
    assert kept(marked) == {}
    assert listed(marked, "starred") == []
    expect(other.locator("#starred .lead")).to_be_visible()


@pytest.fixture(scope="module")
def words(browser: Browser, ugly_url: str) -> Iterator[Page]:
    """A page that has the functions of words.js."""
    page = browser.new_page()
    page.goto(ugly_url)
    page.evaluate(
        "async (url) => { window.words = await import(url) }",
        f"{ugly_url}assets/javascripts/reader/words.js",
    )
    yield page
    page.close()


_MERGED = """([a, b, c]) => {
  const { merged } = window.words
  const one = merged(merged(a, b), c)
  return [one, merged(c, merged(b, a)), merged(one, a), merged(a, merged(b, c))]
}"""


@settings(max_examples=100)
@given(st.tuples(SAID, SAID, SAID))
def test_merging_is_the_same_whichever_comes_first(
    words: Page, said: tuple[dict[str, list[Any]], ...]
) -> None:
    """And however often; of each field the newest word is left."""
    one, *others = words.evaluate(_MERGED, list(said))
    assert others == [one, one, one]
    assert one.keys() == {field for each in said for field in each}
    for field, word in one.items():
        told = [each[field] for each in said if field in each]
        assert word in told
        assert word[1] == max(at for _, at in told)
