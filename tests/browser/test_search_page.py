"""The search in the page: what is fetched, keys, addresses, failures, and everyone's needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize, expect

from generator.model.reading_list import ReadingList
from tests.browser.conftest import Open, Visit
from tests.browser.results import (
    FUSECHAT,
    HITS,
    SETTLED,
    box,
    focused,
    folded,
    search,
    settled,
    status,
)
from tests.browser.test_pages import NARROW, PAPER, WIDE, serious
from tests.builders import make_content, write_file
from tests.served import served
from tests.site import build_site, settings, words

# ---- What is fetched, and when -------------------------------------------------------------------


def of_search(visited: Visit) -> list[str]:
    """Return the paths of the search's files and modules that were asked for, and forget them."""
    asked = [url.partition("/reading-list/")[2] for url in visited.requests]
    visited.requests.clear()
    return [path for path in asked if re.match(r"search/|assets/javascripts/search/", path)]


OF_FACETS = {
    *(f"assets/javascripts/search/{name}.js" for name in ("files", "packed")),
    *("search/manifest.json", "search/cards", "search/gists"),
}
"""What the library's facets read, whoever searches or not."""


@pytest.mark.parametrize("path", ["", "papers/", PAPER])
def test_nothing_is_fetched_before_the_cursor_is_in_a_box(
    visit: Open, real_url: str, path: str
) -> None:
    """Not a module and not a file; then the words, before a letter is typed, and no text."""
    visited = visit()
    page = visited.open_to_the_end(real_url + path)
    before = {re.sub(r"-\w+\.bin$", "", name) for name in of_search(visited)}
    assert before == (OF_FACETS if path == "papers/" else set())
    with page.expect_response(re.compile(r"/search/words-\w+\.bin$")):
        box(page).focus()
    asked = of_search(visited)
    assert "search/manifest.json" in asked
    assert not [name for name in asked if "texts-" in name]
    assert visited.complaints == []


def test_texts_are_fetched_only_where_they_are_quoted(visit: Open, real_url: str) -> None:
    """Ten papers are in ten parts at most; none is fetched twice, and all papers show a text."""
    visited = visit()
    page = visited.open(real_url)
    search(page, "merging")
    asked = [name for name in of_search(visited) if "texts-" in name]
    assert 0 < len(set(asked)) == len(asked) <= 10
    assert page.locator(HITS).count() == 10
    for quote in page.locator(f"{HITS} .quote").all_inner_texts():
        assert quote
    box(page).fill("")
    search(page, "merging")
    assert of_search(visited) == []


def test_files_are_kept_from_page_to_page(visit: Open, real_url: str) -> None:
    """Elsewhere only the manifest is asked for again, and what a site no longer has is dropped."""
    visited = visit()
    page = visited.open(real_url)
    found = search(page, "merging")
    first = of_search(visited)
    page.evaluate("""async () => {
      const [name] = await caches.keys()
      await (await caches.open(name)).put(new URL("search/words-0ld.bin", location.href),
        new Response("old"))
    }""")
    page = visited.open(f"{real_url}tags/")
    assert search(page, "merging") == found
    again = of_search(visited)
    assert [name for name in first if name.endswith(".bin")]
    assert [name for name in again if name.startswith("search/")] == ["search/manifest.json"]
    kept = page.evaluate("""async () => {
      const names = await caches.keys()
      const keys = await Promise.all(names.map(async (n) => (await caches.open(n)).keys()))
      return keys.flat().map(({ url }) => url)
    }""")
    assert f"{real_url}search/manifest.json" in kept
    assert f"{real_url}search/words-0ld.bin" not in kept
    assert visited.complaints == []


def test_search_works_again_without_the_network(visit: Open, real_url: str) -> None:
    """A reader whose connection is gone searches what there was."""
    visited = visit()
    page = visited.open(real_url)
    found = search(page, "merging")
    visited.open(f"{real_url}tags/")
    page.context.route("**/search/manifest.json", lambda route: route.abort())
    assert search(page, "merging") == found
    assert "could not" not in status(page)


def test_address_with_a_query_searches_at_once(look: Open, real_url: str) -> None:
    """In the place of whatever page it is, and the boxes show what is searched for."""
    visited = look(viewport=WIDE)
    query = "model merging tag:model-merging"
    expected = search(visited.open(real_url), query)
    for path in ("papers/", "", PAPER):
        page = visited.open(f"{real_url}{path}?q=model+merging+tag%3Amodel-merging")
        assert settled(page) == expected
        for each in page.get_by_role("searchbox").all():
            expect(each).to_have_value(query)
    assert visited.complaints == []


# ---- Keys and addresses --------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["", "papers/", PAPER])
def test_slash_puts_the_cursor_into_the_box(look: Open, real_url: str, path: str) -> None:
    """The page's own box, if it has one; in a box it is a letter like others."""
    page = look(viewport=WIDE).open(real_url + path)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("")
    page.keyboard.type("a/b")
    expect(box(page)).to_have_value("a/b")


def test_slash_in_another_field_is_left_alone(look: Open, real_url: str) -> None:
    """Whoever types elsewhere keeps the cursor there; so does who holds Control."""
    page = look(viewport=WIDE).open(real_url)
    for field in ("input", "textarea", "select", "div contenteditable"):
        page.evaluate(
            "tag => { document.querySelector('main').innerHTML = `<${tag} id=other tabindex=0>` }",
            field,
        )
        other = page.locator("#other")
        other.focus()
        page.keyboard.press("/")
        expect(other, field).to_be_focused()
        other.blur()
        page.keyboard.press("Control+/")
        expect(box(page), field).not_to_be_focused()


def test_arrows_walk_through_the_results(look: Open, real_url: str) -> None:
    """Down from the box to the first and on, up again to the box; Escape goes there at once."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url)
    found = search(page, "merging")
    walked = []
    for _ in range(len(found)):
        page.keyboard.press("ArrowDown")
        walked.append(focused(page))
    assert walked == found
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Show more")).to_be_focused()
    page.locator(f"{HITS} .title a").nth(1).focus()
    page.keyboard.press("ArrowUp")
    assert focused(page) == found[0]
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("merging")
    assert visited.complaints == []


def test_enter_goes_to_the_first_of_many_and_opens_the_only_one(look: Open, real_url: str) -> None:
    """From the box to the list, and from the list to the paper."""
    page = look(viewport=WIDE).open(real_url)
    found = search(page, "merging")
    page.keyboard.press("Enter")
    assert focused(page) == found[0]
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/{found[0]}/")
    expect(page.locator("#bibtex")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    assert search(page, "title:polyhistor") == ["polyhistor"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/polyhistor/")


TYPED_AND_ENTERED = """(text) => {
  const box = document.querySelector("form[role=search] input")
  box.value = text
  box.dispatchEvent(new Event("input", { bubbles: true }))
  box.form.requestSubmit()
}"""


def test_enter_is_for_what_is_typed_and_not_for_what_was(look: Open, real_url: str) -> None:
    """Pressed before the answer is there, it waits, and never opens a paper of another query."""
    page = look(viewport=WIDE).open(real_url)
    assert search(page, "merging")[0] != FUSECHAT
    page.evaluate(TYPED_AND_ENTERED, "2402.16107")
    expect(page).to_have_url(real_url + PAPER)


def test_escape_clears_and_brings_the_page_back(
    look: Open, real_url: str, real_list: ReadingList
) -> None:
    """The very elements that were there, once again in view; once more leaves the box."""
    visited = look(viewport=WIDE)
    for path in ("", "papers/", PAPER):
        page = visited.open(real_url + path)
        if path == "papers/":  # whose list goes on by itself
            expect(page.locator("main [data-paper]")).to_have_count(len(real_list.papers))
        bare = page.locator("article.paper:has(> .title):not(:has(> .acts))")
        expect(bare).to_have_count(0, timeout=30_000)  # buttons come when the browser is idle
        page.evaluate("document.querySelectorAll('main *').forEach(each => { each.mine = true })")
        before = page.locator("main").inner_text()
        assert search(page, "merging")
        expect(box(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".search-view")).to_have_count(0)
        expect(box(page)).to_have_value("")
        expect(box(page)).to_be_focused()
        expect(page).to_have_url(real_url + path)
        assert page.locator("main").inner_text() == before
        assert page.evaluate("""[...document.querySelectorAll("main *")].every(
          (each) => each.mine || each.closest(".shelf-chosen")  // which told of the query
        )""")
        page.keyboard.press("Escape")
        expect(box(page)).not_to_be_focused()
    assert visited.complaints == []


SCROLLED = """async (to) => {
  for (let frame = 0; frame < 60 && scrollY !== to; frame++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
  return scrollY
}"""


def test_escape_brings_the_reader_back_to_where_they_were(look: Open, real_url: str) -> None:
    """Far down a long page, a look into the search does not cost the place."""
    page = look(viewport=WIDE).open(f"{real_url}dates/undated/")
    page.evaluate("scrollTo(0, 3000)")
    page.keyboard.press("/")
    search(page, "merging")
    page.keyboard.press("Escape")
    expect(page.locator(".search-view")).to_have_count(0)
    assert page.evaluate(SCROLLED, 3000) == 3000


def test_clearing_the_box_by_hand_does_the_same(look: Open, real_url: str) -> None:
    """Whoever deletes what they typed sees the page again."""
    page = look(viewport=WIDE).open(real_url + PAPER)
    search(page, "merging")
    box(page).fill("")
    expect(page.locator(".search-view")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("FuseChat")
    expect(page).to_have_url(real_url + PAPER)


def test_address_follows_what_is_typed(look: Open, real_url: str) -> None:
    """Letter by letter, so that it can be copied; other parts of the address stay."""
    page = look(viewport=WIDE).open(f"{real_url}papers/?by=listed")
    box(page).focus()
    for typed in ("m", "me", "me & you=?#"):
        box(page).fill(typed)
        expect(page).to_have_url(re.compile(r"papers/\?by=listed&q=m"))
        assert page.evaluate("new URL(location.href).searchParams.get('q')") == typed
    box(page).fill("")
    expect(page).to_have_url(f"{real_url}papers/?by=listed")


def test_one_step_back_leads_to_the_page_and_one_forward_to_the_results(
    look: Open, real_url: str
) -> None:
    """However many letters were typed."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url + PAPER)
    page.evaluate("window.stayed = true")
    search(page, "m")
    box(page).press_sequentially("odel merging")
    expect(box(page)).to_have_value("model merging")
    found = settled(page)
    page.go_back()
    expect(page).to_have_url(real_url + PAPER)
    expect(page.locator(".search-view")).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("FuseChat")
    expect(box(page)).to_have_value("")
    page.go_forward()
    expect(page).to_have_url(f"{real_url}{PAPER}?q=model+merging")
    assert settled(page) == found
    expect(box(page)).to_have_value("model merging")
    assert page.evaluate("window.stayed")
    assert visited.complaints == []


def test_back_from_a_paper_shows_the_results_again(look: Open, real_url: str) -> None:
    """The same papers in the same order, and the query in the box."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url)
    found = search(page, "merging")
    page.locator(f"{HITS} .title a").nth(2).click()
    expect(page).to_have_url(f"{real_url}papers/{found[2]}/")
    expect(page.locator("#bibtex")).to_be_visible()
    expect(page.locator(".search-view")).to_have_count(0)
    expect(box(page)).to_have_value("")
    page.go_back()
    assert settled(page) == found
    expect(box(page)).to_have_value("merging")
    expect(page.locator("#bibtex")).to_have_count(0)
    assert visited.complaints == []


def test_back_from_a_paper_leads_to_where_results_were_left(look: Open, real_url: str) -> None:
    """Also when they were far down; and one step more leads to the page before the search."""
    page = look(viewport=WIDE).open(f"{real_url}about/")
    found = search(page, "lora")
    page.evaluate("scrollTo(0, 700)")
    page.wait_for_function("() => history.state?.y === 700")
    page.locator(f'{HITS}[data-paper="{found[7]}"] .title a').click()
    expect(page).to_have_url(f"{real_url}papers/{found[7]}/")
    page.go_back()
    assert settled(page) == found
    assert page.evaluate(SCROLLED, 700) == 700
    page.go_back()
    expect(page).to_have_url(f"{real_url}about/")
    expect(page.locator(".search-view")).to_have_count(0)


@pytest.mark.parametrize("loaded", [True, False], ids=["loaded", "come to from results"])
def test_result_that_is_the_page_itself_brings_it_back(
    look: Open, real_url: str, loaded: bool
) -> None:
    """Whoever searches on a paper's page and chooses that very paper sees it again."""
    page = look(viewport=WIDE).open(real_url + (PAPER if loaded else ""))
    result = page.locator(f'{HITS}[data-paper="{FUSECHAT}"] .title a')
    if not loaded:
        search(page, "fusechat")
        result.click()
        expect(page.locator("#bibtex")).to_be_visible()
    search(page, "fusechat")
    result.click()
    expect(page.locator("#bibtex")).to_be_visible()
    expect(page.locator(".search-view")).to_have_count(0)
    expect(page).to_have_url(real_url + PAPER)


def test_search_works_from_page_to_page(look: Open, real_url: str) -> None:
    """Material replaces the page without loading it; the box of every next page searches, too."""
    visited = look(viewport=WIDE)
    page = visited.open(real_url)
    page.evaluate("window.stayed = true")
    for tab in ("Library", "Topics", "Dates", "Library"):
        page.locator(".md-tabs").get_by_role("link", name=tab).click()
        expect(page.locator("main h1:visible")).to_have_text(tab)
        assert search(page, "fusechat ")[0] in {"fusechat", "fusechat-2"}, tab
        expect(page.locator("main h1:visible")).to_have_count(1)
    page.locator(".md-tabs").get_by_role("link", name="About").click()
    expect(page.locator("main h1:visible")).to_contain_text("About")
    expect(page.locator(".search-view")).to_have_count(0)
    expect(box(page)).to_have_value("")
    assert page.evaluate("window.stayed")
    assert visited.complaints == []


def test_search_works_where_there_is_no_page(look: Open, real_url: str) -> None:
    """The page for a missing address, which may stand at any depth, has a box like others."""
    visited = look(viewport=WIDE)
    page = visited.open(f"{real_url}404.html")
    assert search(page, "2402.16107") == [FUSECHAT]
    page.keyboard.press("Enter")
    expect(page).to_have_url(real_url + PAPER)
    assert visited.complaints == []


def test_empty_list_is_searched_without_an_error(visit: Open, tmp_path: Path) -> None:
    """Before the first import nothing is found, and the page says so."""
    content = make_content(tmp_path)
    for name in ("about", "contribute"):
        write_file(content / f"{name}.md", f"# {name}\n")
    built = build_site(settings(content, tmp_path / "site"))
    visited = visit()
    with served(built.folder) as url:
        page = visited.open(url)
        for typed in ("merging", "-x", '"a b"', "2402.16107"):
            assert search(page, typed) == []
            assert "No paper found" in status(page)
    assert visited.complaints == []


# ---- When something is missing -------------------------------------------------------------------


@pytest.mark.parametrize(
    "gone",
    [
        r"/search/manifest\.json",
        r"/search/words-",
        r"/javascripts/search/worker\.js",
        r"/javascripts/search/engine\.js",
    ],
)
def test_search_that_cannot_be_loaded_says_so(visit: Open, real_url: str, gone: str) -> None:
    """In words, where results would be; Escape brings the page back, and its links work."""
    page = visit(viewport=WIDE).open(real_url + PAPER)
    page.context.route(re.compile(gone), lambda route: route.abort())
    with page.expect_event("requestfailed"):
        box(page).focus()
    box(page).press_sequentially("merging")
    expect(page.locator(SETTLED)).to_be_visible()
    expect(page.locator(".search-view").get_by_role("status")).to_contain_text(
        "could not be loaded"
    )
    assert not re.search(r"undefined|null|\[object|: *$", status(page))
    assert page.locator(HITS).count() == 0
    page.keyboard.press("Escape")
    expect(page.locator("#bibtex")).to_be_visible()
    page.locator("#related .title a").first.click()
    expect(page).not_to_have_url(real_url + PAPER)


def test_search_of_another_version_asks_to_reload(visit: Open, real_url: str) -> None:
    """A page that was opened before the site changed cannot read the new files."""
    page = visit(viewport=WIDE).open(real_url + PAPER)
    page.context.route(
        re.compile(r"/search/manifest\.json"), lambda route: route.fulfill(json={"version": 0})
    )
    assert search(page, "merging") == []
    assert "Please reload" in status(page)


def test_search_without_its_page_module_leaves_the_page(visit: Open, real_url: str) -> None:
    """Where not even the first module comes, the page stays as it is and Enter leads on."""
    page = visit(viewport=WIDE).open(real_url + PAPER)
    page.context.route(re.compile(r"/javascripts/search/page\.js"), lambda route: route.abort())
    box(page).focus()
    page.keyboard.type("merging")
    expect(page.locator("h1")).to_contain_text("FuseChat")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/?q=merging")


def test_search_works_by_words_when_only_texts_are_missing(
    visit: Open, look: Open, real_url: str
) -> None:
    """Papers are found as before, and nothing is quoted."""
    expected = search(look(viewport=WIDE).open(real_url), "tag:model-merging")
    page = visit().open(real_url)
    page.context.route(re.compile(r"/search/texts-"), lambda route: route.abort())
    assert search(page, "tag:model-merging") == expected
    assert re.match(r"\d+ papers", status(page))


def test_search_works_by_words_when_the_meaning_is_missing(visit: Open, real_url: str) -> None:
    """And says that it does."""
    page = visit().open(real_url)
    page.context.route(re.compile(r"/search/meaning-"), lambda route: route.abort())
    assert len(search(page, "model merging")) == 10
    assert re.match(r"\d+ papers, the best first\. By words only: \S", status(page))


# ---- For everyone --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1440px"])
@pytest.mark.parametrize("path", ["", "papers/"])
def test_results_are_accessible_and_fit(
    look: Open, real_url: str, path: str, size: ViewportSize, scheme: str
) -> None:
    """axe-core finds nothing serious or critical, and nothing scrolls sideways, with help open."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = visited.open(real_url + path)
    search(page, "instrution tuning")
    page.evaluate("document.querySelector('.search-help').open = true")
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    expect(page.locator("h1:visible")).to_have_count(1)
    assert visited.complaints == []


def test_box_of_a_phone_opens_over_the_header(look: Open, real_url: str) -> None:
    """Folded to an icon, which is big enough for a finger; opened, it has the width of the page."""
    page = look(viewport=NARROW).open(real_url + PAPER)
    label = page.locator("header form[role=search] label")
    folded_box = label.bounding_box()
    assert folded_box
    assert min(folded_box["width"], folded_box["height"]) >= 24
    label.click()
    expect(box(page)).to_be_focused()
    opened = label.bounding_box()
    assert opened
    assert opened["width"] > NARROW["width"] * 0.8
    assert search(page, "merging")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["", "papers/", PAPER])
def test_without_javascript_the_form_leads_to_the_library(
    look: Open, real_url: str, path: str
) -> None:
    """Which says where the indexes are, for it cannot search."""
    page = look(java_script_enabled=False, viewport=WIDE).open(real_url + path)
    page.get_by_role("searchbox").first.fill("merging")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/?q=merging")
    note = page.locator("main noscript p")
    expect(note).to_contain_text("Search needs scripts")
    note.get_by_role("link", name="title").click()
    expect(page).to_have_url(f"{real_url}titles/")
    expect(page.locator("h1")).to_have_text("Titles")


def test_index_of_titles_has_every_paper_once(
    look: Open, real_url: str, real_list: ReadingList
) -> None:
    """In the order of the alphabet, as titles are sorted where scripts are not run."""
    page = look(java_script_enabled=False, viewport=NARROW).open(f"{real_url}titles/")
    items = page.locator("main [data-paper]")
    keys = items.evaluate_all("all => all.map(e => e.dataset.paper)")
    assert sorted(keys) == sorted(paper.key for paper in real_list.papers)
    sorts = [
        re.sub(r"^(a|an|the) ", "", folded(words(text)))
        for text in items.locator("a").all_inner_texts()
    ]
    assert sorts == sorted(sorts)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
