"""The map in Chromium: pointing, opening, keys, zooming, fingers, topics, colours."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.test_axe import ONE_OF_A_SHAPE
from tests.browser.test_pages import NARROW, WIDE, serious
from tests.ugly import TITLES

MARK = 40
"""A mark that the tests point at; marks are numbered as the entries of the list."""
RUNS = ".map-controls:not([hidden])"


def opened(look: Open, url: str, query: str = "", **wishes: object) -> Page:
    """Open the map, and wait until its script runs."""
    page = look(**{"viewport": WIDE, **wishes}).page
    page.goto(f"{url}map/{query}")
    expect(page.locator(RUNS)).to_be_attached()
    return page


def middle(page: Page, mark: int = MARK) -> list[float]:
    """Scroll the map into sight, and return where a mark is."""
    page.locator(".map-frame").scroll_into_view_if_needed()
    sent = page.request.get(page.url).text()  # the script has drawn the marks anew
    place = re.search(rf'#p{mark}" tabindex="-1"><path d="M(\d+) (\d+)h0"', sent)
    assert place
    found: list[float] = page.locator(".map-drawing").evaluate(
        ON_SCREEN, list(map(int, place.groups()))
    )
    return found


def drawn(page: Page, looks: str) -> int:
    """Return how many marks of a colour or state there are, or with these classes."""
    paths = page.locator(f".map-drawn path{looks}").all()
    return sum(str(path.get_attribute("d")).count("M") for path in paths)


ON_SCREEN = """(svg, [x, y]) => {
  const place = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM())
  return [place.x, place.y]
}"""


def title_of(page: Page, mark: int = MARK) -> str:
    """Return the title in the list of the paper that a mark stands for."""
    return str(page.locator(f"#p{mark} a").text_content())


def shown(page: Page) -> list[float]:
    """Return what of the map is seen: left, top, width, height."""
    return [
        float(part) for part in str(page.locator(".map-drawing").get_attribute("viewBox")).split()
    ]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["360px", "1440px"])
def test_pointing_at_a_mark_tells_its_paper(look: Open, real_url: str, size: object) -> None:
    """In a line that no edge cuts, without moving anything."""
    page = opened(look, real_url, viewport=size)
    drawing = page.locator(".map-drawing").bounding_box()
    page.mouse.move(*middle(page))
    link = page.locator(".map-caption a")
    expect(link).to_have_text(title_of(page))
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")
    after = page.locator(".map-drawing").bounding_box()
    assert drawing
    assert after
    assert (drawing["width"], drawing["height"]) == (after["width"], after["height"])


def test_click_opens_the_paper_without_loading(look: Open, real_url: str) -> None:
    """As every link of the site does; the way back leads to a map that works."""
    visited = look(viewport=WIDE)
    page = visited.open(f"{real_url}map/")
    expect(page.locator(RUNS)).to_be_attached()
    page.evaluate("window.stayed = true")
    title = title_of(page)
    page.mouse.click(*middle(page))
    expect(page.locator("h1")).to_have_text(title)
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator(RUNS)).to_be_attached()
    page.mouse.move(*middle(page))
    expect(page.locator(".map-caption a")).to_have_text(title)
    assert visited.complaints == []


def test_keys_go_from_paper_to_paper(look: Open, real_url: str) -> None:
    """The drawing is one stop of the Tab key; Enter opens what is told."""
    page = opened(look, real_url)
    page.get_by_role("button", name="Whole map").focus()
    page.keyboard.press("Tab")
    caption = page.locator(".map-caption a")
    expect(caption).to_be_visible()
    first = caption.inner_text()
    before = page.locator(".map-ring").evaluate(PLACE)
    page.keyboard.press("ArrowRight")
    expect(caption).not_to_have_text(first)
    after = page.locator(".map-ring").evaluate(PLACE)
    assert after[0] > before[0]
    assert abs(after[1] - before[1]) <= after[0] - before[0]
    page.keyboard.press("+")
    assert shown(page)[2] < 1000
    for _ in range(6):
        page.keyboard.press("ArrowUp")
    left, top, width, height = shown(page)
    x, y = page.locator(".map-ring").evaluate(PLACE)
    assert left <= x <= left + width
    assert top <= y <= top + height
    page.keyboard.press("0")
    assert shown(page) == [0, 0, 1000, 750]
    title = caption.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


PLACE = "({ transform: { baseVal: [{ matrix }] } }) => [matrix.e, matrix.f]"


def test_wheel_zooms_only_with_ctrl(look: Open, real_url: str) -> None:
    """What is under the pointer stays there; without Ctrl the page scrolls."""
    page = opened(look, real_url)
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert shown(page) == [0, 0, 1000, 750]
    x, y = middle(page)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(
        "() => document.querySelector('.map-drawing').hasAttribute('data-zoomed')"
    )
    assert list(middle(page)) == pytest.approx([x, y], abs=1)
    names = page.locator(".map-names text:visible").count()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator(".map-names text").evaluate_all(DRAWN) >= names
    page.get_by_role("button", name="Whole map").click()
    assert shown(page) == [0, 0, 1000, 750]


DRAWN = "(names) => names.filter((name) => name.style.display === 'inline').length"


def test_dragging_moves_what_is_zoomed_and_opens_nothing(look: Open, real_url: str) -> None:
    """Also when it begins and ends on a mark."""
    page = opened(look, real_url)
    page.get_by_role("button", name="Zoom in").click()
    before = shown(page)
    box = page.locator(".map-drawing").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 30, steps=4)
    page.mouse.up()
    after = shown(page)
    unit = before[2] / box["width"]
    assert after[0] - before[0] == pytest.approx(60 * unit, rel=0.1)
    assert after[1] - before[1] == pytest.approx(30 * unit, rel=0.1)
    assert page.url.endswith("/map/")


@pytest.fixture
def touching(look: Open, real_url: str) -> tuple[Page, Callable[..., None]]:
    """The map on a phone, and what fingers do there."""
    page = opened(look, real_url, viewport=NARROW, has_touch=True, is_mobile=True)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *fingers: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(fingers)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return page, touch


def test_two_fingers_zoom_and_one_scrolls_the_page(
    touching: tuple[Page, Callable[..., None]],
) -> None:
    """A finger that scrolls over the map is not caught by it."""
    page, touch = touching
    x, y = middle(page)
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y - 20 * step))
    touch("touchEnd")
    page.wait_for_function("() => scrollY > 50")
    assert shown(page) == [0, 0, 1000, 750]
    page.evaluate("document.querySelector('.map-drawing').scrollIntoView({ block: 'center' })")
    touch("touchStart", (150, 370), (210, 370))
    for step in range(1, 9):
        touch("touchMove", (150 - 8 * step, 370), (210 + 8 * step, 370))
    touch("touchEnd")
    assert shown(page)[2] < 600


def test_first_touch_tells_and_the_second_opens(
    touching: tuple[Page, Callable[..., None]],
) -> None:
    """For a finger cannot point before it presses."""
    page, _ = touching
    x, y = middle(page)
    page.touchscreen.tap(x, y)
    title = page.locator(".map-caption a").inner_text()
    assert page.url.endswith("/map/")
    page.touchscreen.tap(x, y)
    expect(page.locator("h1")).to_have_text(title)


def test_topic_is_picked_out_and_stays_in_the_address(look: Open, real_url: str) -> None:
    """By the menu or by the legend; others recede."""
    page = opened(look, real_url)
    number = page.locator('li[data-tags~="rag"]').count()
    page.get_by_label("Pick out").select_option("rag")
    assert page.url.endswith("/map/?tag=rag")
    assert drawn(page, ":not(.aside)") == number
    page.reload()
    expect(page.locator(RUNS)).to_be_attached()
    assert drawn(page, ":not(.aside)") == number
    expect(page.locator(".map-caption a")).to_have_attribute("href", re.compile("/tags/rag/$"))
    legend = page.locator(".map-legend:not([hidden]) button")
    legend.first.click()
    expect(legend.first).to_have_attribute("aria-pressed", "true")
    assert not page.url.endswith("rag")
    legend.first.click()
    assert drawn(page, ".aside") == 0
    assert page.url.endswith("/map/")


def test_colours_say_what_the_legend_says(look: Open, real_url: str) -> None:
    """Each mark has the shape and the colour of its line, and as many as it counts."""
    page = opened(look, real_url)
    for by in ("task", "year"):
        page.get_by_label("Colour by").select_option(by)
        rows = page.locator(f'[data-legend="{by}"] li')
        expect(rows.first).to_be_visible()
        for row in rows.all():
            colour = str(row.get_attribute("class")).split()[0]
            assert drawn(page, f".{colour}") == int(row.locator(".number").inner_text())
            marks = page.locator(f".map-drawn path.{colour}").first
            swatch = row.locator("path")
            assert str(swatch.get_attribute("d")) in str(marks.get_attribute("d"))
            fill = "(path) => getComputedStyle(path).fill"
            assert marks.evaluate(fill) == swatch.evaluate(fill)
    assert page.url.endswith("/map/?by=year")


def test_what_a_reader_has_marked_shows(visit: Open, real_url: str) -> None:
    """As soon as the map is there, and when it changes."""
    page = visit(viewport=WIDE).page
    page.goto(f"{real_url}map/")
    expect(page.locator(RUNS)).to_be_attached()
    key = page.locator("li[data-paper]").nth(MARK).get_attribute("data-paper")
    page.evaluate(STAR, key)
    expect(page.locator(".map-drawn .star")).to_have_count(1)
    page.reload()
    expect(page.locator(RUNS)).to_be_attached()
    assert drawn(page, ".star") == 1


STAR = """async (key) => {
  const { mark } = await import("../assets/javascripts/reader/marks.js")
  mark(key, "star", true)
}"""


def test_marks_lead_to_the_list_without_scripts(look: Open, real_url: str) -> None:
    """Nothing offers what would not work."""
    page = look(java_script_enabled=False, viewport=WIDE).page
    page.goto(f"{real_url}map/")
    assert page.locator(".map-controls:visible").count() == 0
    page.mouse.click(*middle(page))
    expect(page).to_have_url(re.compile("#p40$"))


@pytest.mark.parametrize(
    ("path", "size", "scheme"),
    [
        ("map/?tag=rag", NARROW, "light"),
        ("map/", WIDE, "dark"),
        ("stats/", NARROW, "dark"),
        ("stats/", WIDE, "light"),
    ],
)
def test_page_fits_and_is_accessible(
    look: Open, real_url: str, path: str, size: object, scheme: str
) -> None:
    """With a paper told, and with all tables open; no word is smaller than 11 pixels."""
    visited = look(viewport=size, color_scheme=scheme, bypass_csp=True)
    page = visited.open(real_url + path)
    for details in page.locator(".numbers summary").all():
        details.click()
    if path.startswith("map"):
        expect(page.locator(RUNS)).to_be_attached()
        page.mouse.move(*middle(page))
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALLEST) >= 11
    page.evaluate(ONE_OF_A_SHAPE)
    assert serious(page) == []
    assert visited.complaints == []
    assert visited.foreign(real_url) == []


SMALLEST = """() => Math.min(...[...document.querySelectorAll("main svg text")]
  .filter((text) => text.getClientRects().length && getComputedStyle(text).display !== "none")
  .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a), 99)"""
"""The size of the smallest words in drawings, in pixels of the screen."""


def test_hostile_titles_are_told_as_text(look: Open, ugly_url: str) -> None:
    """Markup does nothing, and what runs from the right to the left stays in its line."""
    visited = look(viewport=NARROW)
    page = opened(look, ugly_url, viewport=NARROW)
    for key in ("markup", "templates", "arabic", "markdown"):
        entry = page.locator(f'li[data-paper="{key}"]').get_attribute("id")
        page.mouse.move(*middle(page, int(str(entry).removeprefix("p"))))
        expect(page.locator(".map-caption a")).to_have_text(TITLES[key])
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert visited.complaints == []
