"""The library in Chromium: facets, the address, and the list, as a reader meets them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from generator.model.paper import Paper
from generator.model.reading_list import ReadingList, newest_first
from tests import ROOT
from tests.browser.conftest import Open
from tests.browser.results import box, search, settled, status
from tests.browser.test_pages import NARROW, WIDE, serious
from tests.site import words

LOW: ViewportSize = {"width": 360, "height": 640}
READY = "[data-library=ready]"
ROWS = ".md-content__inner > .papers > [data-paper]"
TOUCH: Mapping[str, Any] = {"viewport": LOW, "has_touch": True, "is_mobile": True}


def library(page: Page) -> Page:
    """Wait until the list can be narrowed."""
    page.locator(READY).wait_for()
    return page


def rows(page: Page) -> list[str]:
    """Return the keys of the papers that are listed, when all of them are."""
    count = int((sentence(page).split()[0]).replace("No", "0").replace(",", ""))
    expect(page.locator(ROWS)).to_have_count(count)
    keys: list[str] = page.locator(ROWS).evaluate_all("all => all.map(e => e.dataset.paper)")
    return keys


def sentence(page: Page) -> str:
    """Return what is said of the list."""
    return words(page.locator(".shelf-chosen").inner_text())


def topic(page: Page, slug: str) -> Locator:
    """Return the box that asks for a topic, its facet unfolded."""
    found = page.locator(f".facets input[name=tag][value={slug}]")
    found.evaluate("box => { const facet = box.closest('details'); facet.open = true; "
                   "facet.dataset.whole = 'true' }")  # fmt: skip
    return found


def exclude(page: Page, slug: str) -> None:
    """Press the button that excludes a topic."""
    row = topic(page, slug).locator("xpath=../..")
    row.hover()
    row.get_by_role("button", name=f"Not {slug}").click()


def number(page: Page, slug: str) -> int:
    """Return how many papers choosing a topic would leave."""
    text = topic(page, slug).locator("xpath=..").locator(".number").inner_text()
    return int(text.replace(",", ""))


def keys(papers: Sequence[Paper]) -> list[str]:
    """Return the keys of papers."""
    return [paper.key for paper in papers]


# ---- Facets --------------------------------------------------------------------------------------


def test_list_stands_as_the_site_has_it(look: Open, real_url: str, real_list: ReadingList) -> None:
    """All papers come, the newest listed first; the rows of the page itself stay where they are."""
    visited = look(viewport=WIDE)
    page = visited.page
    page.goto(f"{real_url}papers/", wait_until="commit")
    first = page.locator(ROWS).first
    first.evaluate("row => { row.mine = true }")
    library(page)
    assert rows(page) == keys(real_list.papers)
    assert first.evaluate("row => row.mine === true")
    assert visited.complaints == []


def test_topics_narrow_together_and_say_what_they_would_leave(
    look: Open, real_url: str, real_list: ReadingList
) -> None:
    """A number beside a topic is what one gets for choosing it; excluded ones are gone."""
    visited = look(viewport=WIDE)
    page = library(visited.open(f"{real_url}papers/"))
    tags = {paper.key: set(paper.shown_tags) for paper in real_list.papers}
    said = number(page, "peft")
    topic(page, "peft").check()
    assert rows(page) == [key for key in keys(real_list.papers) if "peft" in tags[key]]
    assert len(rows(page)) == said
    said = number(page, "continual-learning")
    topic(page, "continual-learning").check()
    both = {"peft", "continual-learning"}
    assert rows(page) == [key for key in keys(real_list.papers) if both <= tags[key]]
    assert len(rows(page)) == said
    exclude(page, "continual-learning")
    expected = [k for k in tags if "peft" in tags[k] and "continual-learning" not in tags[k]]
    assert rows(page) == expected
    assert number(page, "continual-learning") == said
    assert sentence(page).startswith(
        f"{len(expected)} papers on peft, not on continual-learning. Clear all"
    )
    expect(topic(page, "continual-learning")).not_to_be_checked()
    page.get_by_role("button", name="continual-learning: take back").click()
    assert len(rows(page)) == len([k for k in tags if "peft" in tags[k]])
    page.get_by_role("button", name="Clear all").click()
    assert rows(page) == keys(real_list.papers)
    expect(page).to_have_url(f"{real_url}papers/")
    assert visited.complaints == []


def test_undated_papers_are_never_silently_lost(
    look: Open, real_url: str, real_list: ReadingList
) -> None:
    """A span of days says how many papers without a day it leaves out, and takes them in."""
    page = library(look(viewport=WIDE).open(f"{real_url}papers/"))
    page.get_by_label("From", exact=True).fill("2025-03-14")
    page.get_by_label("From", exact=True).press("Enter")
    assert "published since 2025-03-14" in sentence(page)
    page.get_by_label("Which date").select_option("listed")
    dated = [p.key for p in real_list.papers if p.days and str(p.days[0]) >= "2025-03-14"]
    assert rows(page) == dated
    assert sentence(page).startswith(f"{len(dated)} papers listed since 2025-03-14")
    undated = len(real_list.undated)
    expect(page.locator(".shelf-notes")).to_contain_text(f"{undated} undated papers are left out")
    page.get_by_role("button", name="Include them").click()
    assert rows(page) == [*dated, *keys(real_list.undated)]
    expect(page).to_have_url(re.compile(r"\?by=listed&from=2025-03-14&undated=1$"))
    page.get_by_label("To", exact=True).fill("yesterday")
    page.get_by_label("To", exact=True).press("Enter")
    expect(page.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")
    assert rows(page) == [*dated, *keys(real_list.undated)]


def test_paths_holdings_and_order_combine(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Every other facet narrows, too, and the order is the reader's."""
    page = library(visit(viewport=WIDE).open(f"{real_url}papers/"))
    path = real_list.collections[0]
    page.get_by_label("Reading path").select_option(path.name)
    steps = {step.paper for step in path.papers}
    assert rows(page) == [key for key in keys(real_list.papers) if key in steps]
    page.get_by_label("Sort by").select_option("title")
    assert sorted(rows(page)) == sorted(steps)
    titles = page.locator(f"{ROWS} .title").all_text_contents()
    folded = [re.sub(r"\W+", " ", re.sub(r"^(?:A|An|The) ", "", t)).strip().lower() for t in titles]
    assert folded == sorted(folded)
    page.get_by_role("checkbox", name="code").last.check()
    by_key = real_list.by_key
    assert set(rows(page)) == {key for key in steps if by_key[key].links.get("code")}
    page.get_by_label("Reading path").select_option("")
    assert set(rows(page)) == {p.key for p in real_list.papers if p.links.get("code")}
    page.get_by_label("Sort by").select_option("listed")
    assert rows(page) == [p.key for p in real_list.papers if p.links.get("code")]


def test_marks_narrow_and_hidden_papers_stay_away(visit: Open, real_url: str) -> None:
    """What a reader has hidden is in no list until it is asked for; read ones can be left out."""
    visited = visit(viewport=WIDE)
    page = library(visited.open(f"{real_url}papers/"))
    first, second, third, *others = rows(page)
    page.evaluate(
        """async ([root, read, hidden, starred]) => {
      const { mark } = await import(root + "assets/javascripts/reader/marks.js")
      mark(read, "read", true); mark(hidden, "hide", true); mark(starred, "star", true)
    }""",
        [real_url, first, second, third],
    )
    state = page.get_by_label("Marked by you")
    expect(state.locator("option").nth(5)).to_have_text("Hidden (1)")
    assert rows(page)[:3] == [first, second, third], "nothing leaves under a reader's hand"
    page = library(visited.open(f"{real_url}papers/"))
    assert rows(page) == [first, third, *others]
    for chosen, left in {
        "unread": [third, *others],
        "read": [first],
        "starred": [third],
        "hidden": [second],
        "queued": [],
    }.items():
        page.get_by_label("Marked by you").select_option(chosen)
        assert rows(page) == left, chosen
    assert sentence(page).startswith("No papers in your queue. Clear all")


def test_page_that_was_put_away_hears_of_all_marks(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Also of papers that it has not shown, when a reader comes back to it."""
    page = library(visit(viewport=WIDE).open(f"{real_url}papers/?not=survey"))
    page.evaluate(
        """([path, key]) => {
      localStorage.setItem(`reading-list ${path} paper ${key}`, '{"star": [true, 5]}')
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))
    }""",
        [
            real_url[real_url.index("/", 8) :],
            [paper.key for paper in newest_first(real_list.papers) if "survey" in paper.shown_tags][
                -1
            ],
        ],
    )
    page.get_by_role("button", name="Clear all").click()
    option = page.get_by_label("Marked by you").locator("option").nth(3)
    expect(option).to_have_text("Starred (1)")


def test_pages_that_were_left_are_let_go(visit: Open, real_url: str) -> None:
    """The browser keeps neither their rows nor what listens to them, though the theme would."""
    page = library(visit(viewport=WIDE).open(f"{real_url}papers/?view=lines"))
    session = page.context.new_cdp_session(page)
    rounds = 4

    def count() -> tuple[int, int]:
        page.wait_for_timeout(1_200)  # for what the browser does when it has nothing else to do
        session.send("HeapProfiler.collectGarbage")
        counts = session.send("Memory.getDOMCounters")
        return counts["nodes"], counts["jsEventListeners"]

    nodes, listeners = count()
    for _ in range(rounds):
        page.get_by_role("link", name="Map", exact=True).first.click()
        page.locator(".map-drawn path").first.wait_for()
        page.get_by_role("link", name="Library", exact=True).first.click()
        rows(library(page))
    nodes_now, listeners_now = count()
    assert nodes_now - nodes < rounds * 8_000, "a library has 20,000"
    assert listeners_now - listeners < rounds * 40


# ---- The address ---------------------------------------------------------------------------------

STATE = "?tag=peft&not=survey&has=code&by=listed&from=2025&sort=title&view=lines"


def test_address_gives_the_same_list_to_everybody(visit: Open, real_url: str) -> None:
    """A link that is opened elsewhere, and a reload, show what was seen; Back undoes a choice."""
    page = library(visit(viewport=WIDE).open(f"{real_url}papers/"))
    every = rows(page)
    topic(page, "peft").check()
    one = rows(page)
    exclude(page, "survey")
    page.get_by_role("checkbox", name="code").last.check()
    page.get_by_label("Which date").select_option("listed")
    page.get_by_label("From", exact=True).fill("2025")
    page.get_by_label("From", exact=True).press("Enter")
    page.get_by_label("Sort by").select_option("title")
    page.get_by_label("Show").first.select_option("lines")
    expect(page).to_have_url(f"{real_url}papers/{STATE}")
    seen, said = rows(page), sentence(page)
    other = library(visit(viewport=NARROW).open(page.url))
    assert (rows(other), sentence(other)) == (seen, said)
    page.reload()
    assert rows(library(page)) == seen
    for _ in range(6):
        page.go_back()
    expect(page).to_have_url(f"{real_url}papers/?tag=peft")
    assert rows(page) == one
    expect(topic(page, "peft")).to_be_checked()
    page.go_back()
    assert rows(page) == every
    page.go_forward()
    assert rows(page) == one


def test_papers_that_nobody_asked_for_are_never_seen(look: Open, real_url: str) -> None:
    """A link with facets shows its papers, and before that none; all of them if no script comes."""
    page = look(viewport=WIDE).page
    page.context.route(re.compile(r"/library/page\.js"), lambda _: None)
    page.goto(f"{real_url}papers/?tag=peft", wait_until="commit")
    first = page.locator(ROWS).first
    expect(first).to_be_hidden()
    page.wait_for_function("document.querySelector('.papers').getAnimations().length === 1")
    assert first.is_hidden()
    page.evaluate("document.querySelector('.papers').getAnimations()[0].finish()")
    expect(first).to_be_visible()
    page.context.unroute_all()
    page.goto(f"{real_url}papers/")
    expect(first).to_be_visible()


def test_back_from_a_paper_leads_to_the_same_place(look: Open, real_url: str) -> None:
    """Also far down a narrowed list, whose rows came as it was scrolled."""
    visited = look(viewport=WIDE)
    page = library(visited.open(f"{real_url}papers/?not=survey"))
    seen = rows(page)
    link = page.locator(f'{ROWS}[data-paper="{seen[150]}"] .title a')
    link.scroll_into_view_if_needed()
    page.wait_for_function("() => scrollY > 3000 && history.state?.y === scrollY")
    there = page.evaluate("scrollY")
    link.click()
    expect(page).to_have_url(f"{real_url}papers/{seen[150]}/")
    expect(page.locator("#bibtex")).to_be_visible()
    page.go_back()
    assert rows(library(page)) == seen
    page.wait_for_function("(y) => Math.abs(scrollY - y) < 200", arg=there)
    assert visited.complaints == []


def test_what_means_nothing_in_an_address_is_told(
    look: Open, real_url: str, real_list: ReadingList
) -> None:
    """And narrows nothing; hostile values show as the text that they are."""
    visited = look(viewport=WIDE)
    wrong = "tag=peft&tag=gone&not=%3Cb%3Ehacked&from=2023-13&by=birth&state=x&sort=relevance"
    page = library(visited.open(f"{real_url}papers/?{wrong}"))
    assert rows(page) == [p.key for p in real_list.papers if "peft" in p.shown_tags]
    told = words(page.locator(".shelf-notes").inner_text())
    for said in ("tag=gone", "not=<b>hacked", "from=2023-13", "by=birth", "state=x"):
        assert f"“{said}”" in told
    page.evaluate(
        """() => {
      const many = Array.from({ length: 2000 }, (_, n) => `tag=x${n}`)
      history.pushState(null, "", `?${many.join("&")}`)
      dispatchEvent(new PopStateEvent("popstate"))
    }"""
    )
    expect(page.locator(".shelf-notes")).to_contain_text("“tag=x9” …")
    assert visited.complaints == []


def test_link_to_the_library_within_the_library_is_followed(look: Open, real_url: str) -> None:
    """Material puts the address there without a word; the list follows all the same."""
    page = library(look(viewport=WIDE).open(f"{real_url}papers/?tag=peft"))
    narrowed = rows(page)
    page.locator(".md-tabs").get_by_role("link", name="Library").click()
    expect(page).to_have_url(f"{real_url}papers/")
    expect(page.locator(".shelf-chosen")).to_contain_text(re.compile(r"^\d+ papers\. "))
    assert len(rows(page)) > len(narrowed)


# ---- A query -------------------------------------------------------------------------------------


def test_query_and_facets_narrow_together(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Every result passes the facets, whose numbers are those of what was found."""
    visited = visit(viewport=WIDE)
    page = library(visited.open(f"{real_url}papers/"))
    tagged = {p.key for p in real_list.by_tag["peft"]}
    search(page, "merging")
    total = int(status(page).split()[0])
    expect(page.locator(".search-refine")).to_be_hidden()
    expect(page.locator(".search-notes .tags")).to_have_count(0)
    said = number(page, "peft")
    assert 0 < said < total
    topic(page, "peft").check()
    expect(page.locator(".search-view").get_by_role("status")).to_contain_text(
        f"{said} papers, the best first."
    )
    found = settled(page)
    assert set(found) <= tagged
    assert page.locator(".shelf-chosen").inner_text().startswith("Only on peft")
    while page.get_by_role("button", name="Show more").is_visible():
        page.get_by_role("button", name="Show more").click()
        settled(page)
    assert len(settled(page)) == said
    expect(page).to_have_url(f"{real_url}papers/?q=merging&tag=peft")
    page.get_by_label("Sort by").select_option("listed")
    expect(page.locator(".search-view").get_by_role("status")).to_have_text(f"{said} papers.")
    order = {key: place for place, key in enumerate(keys(real_list.papers))}
    by_day = settled(page)
    assert by_day == sorted(by_day, key=order.__getitem__)
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert set(rows(page)) == tagged
    page.go_back()
    assert settled(page) == found
    assert visited.complaints == []


def test_query_that_facets_leave_nothing_of_says_so(look: Open, real_url: str) -> None:
    """A reader learns that there are papers, and what keeps them away."""
    page = library(look(viewport=WIDE).open(f"{real_url}papers/?tag=peft&q=tag:survey+-tuning"))
    settled(page)
    expect(page.locator(".search-view").get_by_role("status")).to_contain_text(
        "but not with what is chosen"
    )
    library(look(viewport=WIDE).open(f"{real_url}papers/?state=starred&q=football"))
    settled(page)
    assert "nearest" not in status(page)


def test_search_elsewhere_leads_to_the_library(look: Open, real_url: str) -> None:
    """With the query, which the facets then narrow."""
    page = look(viewport=WIDE).open(f"{real_url}about/")
    found = search(page, "model merging")
    page.get_by_role("link", name="Refine in the library").click()
    expect(page).to_have_url(re.compile(r"/papers/\?q=model(%20|\+)merging$"))
    library(page)
    assert settled(page) == found
    expect(box(page)).to_have_value("model merging")


# ---- The list ------------------------------------------------------------------------------------

SHAPE = """(row) => {
  const shape = (node) => node.nodeType === 3
    ? node.textContent.replace(/\\s+/gu, " ")
    : [node.localName, node.className, node.getAttribute("datetime"), node.getAttribute("title"),
       node.href, [...node.childNodes].map(shape).filter((each) => each !== " " && each !== "")]
  return JSON.stringify(["title", "byline", "gist", "tags", "links"].map(
    (name) => shape(row.querySelector("." + name))))
}"""
REMADE = """async ([root, shape]) => {
  const folder = root + "assets/javascripts/"
  const { entry } = await import(folder + "entries.js")
  const { load } = await import(folder + "library/data.js")
  const { catalogue, gists } = await load()
  const of = new Function("return " + shape)()
  return [...document.querySelectorAll(".papers > [data-paper]")].flatMap((row) => {
    const number = catalogue.number.get(row.dataset.paper)
    const card = catalogue.cards[number]
    const tags = (card.tags ?? []).map((tag) => catalogue.tags[tag])
    const remade = entry(card, tags, gists[number])
    const [made, given] = [remade, row.cloneNode(true)].map((each) => (each.normalize(), of(each)))
    return made === given || row.querySelector("sup, sub") ? [] : [[made, given]]
  })
}"""


@pytest.mark.parametrize("site", ["real", "ugly"])
def test_rows_of_scripts_are_those_of_the_page(
    look: Open, real_url: str, ugly_url: str, site: str
) -> None:
    """Part by part, with all their links, whatever a paper is called."""
    url = {"real": real_url, "ugly": ugly_url}[site]
    page = look(viewport=WIDE, java_script_enabled=True, bypass_csp=True).open(f"{url}papers/")
    library(page)
    assert page.evaluate(REMADE, [url, SHAPE]) == []


def test_view_is_as_dense_as_the_reader_likes(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Titles alone, summaries, or whole abstracts, which come as they are looked at."""
    visited = visit(viewport=WIDE)
    page = library(visited.open(f"{real_url}papers/?tag=peft"))
    first = page.locator(ROWS).first
    gist = first.locator(".gist").inner_text()
    view = page.locator("select[name=view]")
    view.select_option("lines")
    expect(first.locator(".gist")).to_be_hidden()
    expect(first.locator(".title")).to_be_visible()
    view.select_option("abstracts")
    key = str(first.get_attribute("data-paper"))
    whole = words(real_list.by_key[key].shown_abstract.plain())
    expect(first.locator(".gist")).to_have_text(whole)
    asked = [url for url in visited.requests if "texts-" in url]
    assert 0 < len(asked) < 12
    view.select_option("summaries")
    expect(first.locator(".gist")).to_have_text(gist)
    view.select_option("lines")
    page = library(visited.open(f"{real_url}papers/"))
    expect(page).to_have_url(f"{real_url}papers/?view=lines")


def test_list_that_cannot_be_loaded_says_so(visit: Open, real_url: str) -> None:
    """The papers of the page stay, and so does the way to the others."""
    visited = visit(viewport=WIDE)
    visited.page.context.route(re.compile(r"/search/cards-"), lambda route: route.abort())
    page = visited.page
    page.goto(f"{real_url}papers/")
    page.locator("[data-library=failed]").wait_for()
    assert page.locator(ROWS).count() == 50
    page.get_by_role("link", name="Older").click()
    expect(page.locator("h1")).to_contain_text("page 2")


def test_papers_can_be_taken_along(visit: Open, real_url: str) -> None:
    """The references of what is left in one file; of the whole list, the file that there is."""
    page = library(visit(viewport=WIDE).open(f"{real_url}papers/"))
    assert page.get_by_role("link", name="BibTeX").get_attribute("href") == f"{real_url}papers.bib"
    topic(page, "model-merging").check()
    count = len(rows(page))
    with page.expect_download() as download:
        page.get_by_role("button", name="BibTeX").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert len(re.findall(r"^@\w+\{", text, re.MULTILINE)) == count


# ---- For everyone --------------------------------------------------------------------------------


def test_keyboard_alone_is_enough(look: Open, real_url: str) -> None:
    """Space asks for a topic; the button behind it excludes it; the focus stays where it was."""
    page = library(look(viewport=WIDE).open(f"{real_url}papers/"))
    topic(page, "peft").focus()
    page.keyboard.press("Space")
    expect(topic(page, "peft")).to_be_focused()
    expect(page).to_have_url(f"{real_url}papers/?tag=peft")
    page.keyboard.press("Tab")
    not_peft = page.get_by_role("button", name="Not peft")
    expect(not_peft).to_be_focused()
    expect(not_peft).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/?not=peft")
    expect(not_peft).to_have_attribute("aria-pressed", "true")
    expect(not_peft).to_be_focused()
    page.get_by_role("button", name="peft: take back").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{real_url}papers/")
    expect(page.locator(".shelf-chosen").get_by_role("button")).to_be_focused()


def test_phone_narrows_in_a_sheet(look: Open, real_url: str) -> None:
    """A line above the list opens it; fingers find every control; the first paper is in view."""
    visited = look(**TOUCH)
    page = library(visited.open(f"{real_url}papers/"))
    first = page.locator(f"{ROWS} .title").first.bounding_box()
    assert first
    assert first["y"] + first["height"] < LOW["height"]
    every = len(rows(page))
    page.get_by_role("button", name="Filter").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    topic(page, "peft").check()
    small = sheet.locator("label:visible, button:visible, select:visible, summary:visible")
    sizes = small.evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect().height])"
    )
    assert [text for text, height in sizes if height < 44] == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    sheet.get_by_role("button", name=re.compile(r"^Show \d+ papers$")).click()
    expect(sheet).to_be_hidden()
    assert 0 < len(rows(page)) < every
    expect(page.get_by_role("button", name="Filter · 1")).to_be_focused()
    assert visited.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1440px"])
def test_facets_are_accessible_and_fit(
    look: Open, real_url: str, size: ViewportSize, scheme: str
) -> None:
    """axe-core finds nothing serious with things chosen, in the sheet of a phone, too."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = library(visited.open(f"{real_url}papers/?tag=peft&not=survey&from=2025&view=lines"))
    if size == NARROW:
        page.get_by_role("button", name="Filter").click()
    assert serious(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visited.foreign(real_url) == []


def test_nothing_moves_as_the_facets_come(visit: Open, real_url: str) -> None:
    """The list is where it was before scripts ran."""
    for size in (NARROW, WIDE):
        page = visit(viewport=size).page
        page.add_init_script(
            "new PerformanceObserver(list => { globalThis.moved = (globalThis.moved ?? 0) + "
            "list.getEntries().reduce((sum, { value }) => sum + value, 0) })"
            ".observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto(f"{real_url}papers/")
        rows(library(page))
        assert page.evaluate("globalThis.moved ?? 0") < 0.01


def test_page_without_scripts_fits_a_phone(look: Open, real_url: str) -> None:
    """One page leads to the next, and to any other by few numbers."""
    page = look(java_script_enabled=False, viewport=NARROW).open(f"{real_url}papers/")
    page.get_by_role("link", name="Older").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"^Library, page 2 of \d+$"))
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    expect(page.locator("[aria-current=page]")).to_have_text("2")


# ---- Against a plain filter ----------------------------------------------------------------------

PLAIN = (ROOT / "tests/data/plain_filter.js").read_text(encoding="utf-8").partition("\nasync ")


@pytest.mark.parametrize("seed", [random.Random(7).randrange(2**31), 1, 99])  # noqa: S311
def test_facets_are_those_of_a_plain_filter(visit: Open, ugly_url: str, seed: int) -> None:
    """Whatever is chosen: each number is what one gets, looked at paper by paper."""
    page = visit(viewport=WIDE).open(f"{ugly_url}about/")
    assert page.evaluate(f"async {PLAIN[2]}", [ugly_url, seed, 150]) == []
