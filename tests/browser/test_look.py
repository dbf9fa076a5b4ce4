"""How pages look in Chromium: what is seen first, what stays in its place, where lines end."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page

from tests import ROOT
from tests.browser.conftest import Open
from tests.kinds import KINDS, NARROW, SCHEMES, WIDE, Scheme

PHONE: Mapping[str, object] = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
DESK: Mapping[str, object] = {"viewport": WIDE}

FONTS = ROOT / "overrides" / "assets" / "fonts"
FONTS_SIZE = 70_000
"""Bytes of all our fonts; they are served as they are, for WOFF2 is compressed."""


def test_fonts_are_small_and_ours() -> None:
    """Two families, variable, without the letters that the list does not need."""
    fonts = list(FONTS.glob("*.woff2"))
    assert {font.stem.split("-")[0] for font in fonts} == {"newsreader", "figtree"}
    assert sum(font.stat().st_size for font in fonts) <= FONTS_SIZE


# ---- What is seen first --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["home", "library", "tag", "day", "trending"])
def test_first_paper_is_seen_without_scrolling(look: Open, real_url: str, kind: str) -> None:
    """Its title and byline, on a phone of 360 by 640."""
    page = look(**PHONE).open(real_url + KINDS[kind])
    shown = page.locator("main .paper .byline").first
    shown.wait_for(state="visible")
    box = shown.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= NARROW["height"]


SHIFTS = """() => {
  window.shifts = []
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (!hadRecentInput) {
        window.shifts.push([value, ...sources.map(({ node }) => node?.className ?? "")])
      }
    }
  }).observe({ type: "layout-shift", buffered: true })
}"""


@pytest.mark.parametrize("kind", ["home", "library", "paper"])
@pytest.mark.parametrize("place", [PHONE, DESK], ids=["360px", "1440px"])
def test_nothing_moves_while_a_page_loads(
    visit: Open, real_url: str, kind: str, place: Mapping[str, object]
) -> None:
    """Neither for the fonts nor for what scripts add; in a fresh profile, with nothing cached."""
    visited = visit(**place)
    visited.page.add_init_script(f"({SHIFTS})()")
    page = visited.open_to_the_end(real_url + KINDS[kind])
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, *_ in shifts) < 0.01, shifts


WIDTHS = """async ([selector, ...families]) => {
  const fonts = families.map((family) => `100px "${family}"`)
  await Promise.all(fonts.map((font) => document.fonts.load(font)))
  const texts = [...document.querySelectorAll(selector)].map((each) => each.textContent)
  const context = document.createElement("canvas").getContext("2d")
  return fonts.map((font) => {
    context.font = font
    return context.measureText(texts.join(" ")).width
  })
}"""
"""How wide the texts of some elements are in some fonts."""


@pytest.mark.parametrize(
    ("selector", "font", "stand_in"),
    [(".abstract", "Newsreader", "Times stand-in"), (".byline", "Figtree", "Sans stand-in")],
)
def test_stand_ins_are_as_wide_as_the_fonts(
    look: Open, real_url: str, selector: str, font: str, stand_in: str
) -> None:
    """A text takes the same room before the fonts have come; here with the fonts of Linux."""
    page = look(**DESK).open_to_the_end(real_url + KINDS["paper"])
    ours, theirs, none = page.evaluate(WIDTHS, [selector, font, stand_in, "of no such name"])
    if theirs == none:
        pytest.skip("none of the fonts that stand in is on this machine")
    assert theirs / ours == pytest.approx(1, abs=0.015)


@pytest.mark.parametrize("chosen", [*SCHEMES, None])
@pytest.mark.parametrize("system", SCHEMES)
def test_page_is_never_drawn_in_the_other_scheme(
    visit: Open, real_url: str, system: Scheme, chosen: Scheme | None
) -> None:
    """Not even for a moment: what is chosen, else the system's, from the first picture on."""
    visited = visit(**DESK, color_scheme=system)
    page = visited.page
    if chosen:
        page.goto(real_url)
        for _ in range(1 + list(SCHEMES).index(chosen)):  # from the system's to light, to dark
            page.locator("[data-md-component=palette] label:visible").click()
    page.add_init_script(f"({WATCH})()")
    # Material's bundle comes late: what is drawn before is drawn without it.
    page.route("**/bundle.*.js", lambda route: route.fulfill(body=""))
    page.goto(real_url)
    page.wait_for_function("() => window.drawn.length > 3")
    light, dark = "rgb(251, 249, 244)", "rgb(25, 23, 20)"
    expected = dark if (chosen or system) == "dark" else light
    assert set(page.evaluate("window.drawn")) == {expected}


WATCH = """() => {
  window.drawn = []
  const look = () => {
    if (document.querySelector("main")) {
      window.drawn.push(getComputedStyle(document.body).backgroundColor)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_is_the_systems_without_scripts(look: Open, real_url: str, scheme: Scheme) -> None:
    """Nobody needs scripts for a dark page."""
    page = look(java_script_enabled=False, color_scheme=scheme).open(real_url)
    ink = page.locator("main h1").evaluate("h1 => getComputedStyle(h1).color")
    assert ink == {"light": "rgb(31, 28, 24)", "dark": "rgb(233, 227, 216)"}[scheme]


# ---- Lines and lists -----------------------------------------------------------------------------

LINES = """() => [...document.querySelectorAll(".abstract p")].flatMap((paragraph) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const lines = []
  let last = -1
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let place = 0; place < node.length; place += 1) {
      range.setStart(node, place)
      range.setEnd(node, place + 1)
      const { bottom } = range.getBoundingClientRect()
      if (Math.abs(bottom - last) > 6) {
        lines.push(0)
        last = bottom
      }
      lines[lines.length - 1] += 1
    }
  }
  return lines.slice(0, -1)
})"""


def test_abstract_has_lines_that_eyes_can_follow(look: Open, real_url: str) -> None:
    """65 to 72 letters on average, wherever there is room for them."""
    lines = look(**DESK).open(real_url + KINDS["paper"]).evaluate(LINES)
    assert len(lines) > 5
    assert 65 <= sum(lines) / len(lines) <= 72


def test_day_stays_beside_its_papers(look: Open, real_url: str) -> None:
    """In the left margin, in sight while its papers pass, and gone when the next day's come."""
    page = look(**DESK).open(f"{real_url}dates/2025/03/")
    day, first = page.locator(".railed > h2").first, page.locator(".railed .paper").first
    assert right_of(page, ".railed > h2") < left_of(page, ".railed .paper")
    box = first.bounding_box()
    assert box is not None
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY > 2500")
    assert first.bounding_box() != box
    place = day.bounding_box()
    assert place is not None
    assert 0 < place["y"] < WIDE["height"] / 4
    page.locator(".railed .paper").last.scroll_into_view_if_needed()
    gone = day.bounding_box()
    assert gone is not None
    assert gone["y"] < 0


def test_day_stands_above_its_papers_on_a_phone(look: Open, real_url: str) -> None:
    """One column, where there is no margin."""
    page = look(**PHONE).open(f"{real_url}dates/2025/03/")
    assert left_of(page, ".railed > h2") == left_of(page, ".railed .paper")


def left_of(page: Page, selector: str) -> float:
    """Return where the first of these elements begins."""
    return float(page.locator(selector).first.evaluate("e => e.getBoundingClientRect().left"))


def right_of(page: Page, selector: str) -> float:
    """Return where the first of these elements ends."""
    return float(page.locator(selector).first.evaluate("e => e.getBoundingClientRect().right"))


def test_topics_keep_their_dots_where_the_system_chooses_colours(look: Open, real_url: str) -> None:
    """And drawings follow the system's paper, whatever scheme was chosen here."""
    page = look(**DESK, forced_colors="active", color_scheme="light").open(real_url)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    paper, dot, accent = page.evaluate(
        """() => {
      const dot = getComputedStyle(document.querySelector(".tags .tag"), "::before")
      const probe = document.body.appendChild(document.createElement("p"))
      probe.style.cssText = "forced-color-adjust: none; color: var(--method)"
      const { color } = getComputedStyle(probe)
      return [getComputedStyle(document.body).backgroundColor, dot.backgroundColor, color]
    }"""
    )
    assert paper == "rgb(255, 255, 255)"
    assert dot not in {paper, "rgba(0, 0, 0, 0)"}
    assert accent == "rgb(43, 70, 161)"  # for light paper


# ---- Header, drawer, footer ----------------------------------------------------------------------


@pytest.mark.parametrize("place", [PHONE, DESK], ids=["360px", "1440px"])
def test_name_of_the_site_is_whole(look: Open, real_url: str, place: Mapping[str, object]) -> None:
    """No part of the header takes its room."""
    page = look(**place).open(real_url)
    name = page.locator(".md-header__topic .md-ellipsis").first
    assert name.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert name.inner_text() == "The Reading List"


def test_footer_leads_to_every_page_about_the_list(look: Open, real_url: str) -> None:
    """The pages of the navigation that have no tab of their own; from every page."""
    page = look(**DESK).open(real_url + KINDS["paper"])
    links = page.locator("footer nav a").evaluate_all("all => all.map(({ href }) => href)")
    for kind in ("about", "authors", "stats", "changes", "feeds", "data", "contribute"):
        assert real_url + KINDS[kind] in links


def test_drawer_opens_by_touch_and_by_keys(look: Open, real_url: str) -> None:
    """Its links can be reached when it is open, and cannot when it is not."""
    page = look(**PHONE).open(real_url)
    link = page.locator(".md-nav--primary a.md-nav__link", has_text="Trending")
    assert not link.is_visible()
    page.locator(".md-header [for=__drawer]").tap()
    link.wait_for(state="visible")
    page.touchscreen.tap(350, 400)  # beside the drawer
    link.wait_for(state="hidden")
    page.locator(".md-header [for=__drawer]").focus()
    page.keyboard.press("Enter")
    link.wait_for(state="visible")
    link.tap()
    page.wait_for_url("**/trending/")
