"""Every kind of page is accessible, as far as a program can tell."""

import json
from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.kinds import KINDS, NARROW, UGLY, WIDE

PHONE: Mapping[str, object] = {"viewport": NARROW, "has_touch": True, "is_mobile": True}
DESK: Mapping[str, object] = {"viewport": WIDE}
BOTH = ("home", "library", "paper")
"""Kinds that are looked at in both schemes at both widths; the others in one of each."""

LOOKS = [
    *((kind, "phone", "light") for kind in KINDS),
    *((kind, "desk", "dark") for kind in KINDS),
    *((kind, "phone", "dark") for kind in BOTH),
    *((kind, "desk", "light") for kind in BOTH),
]

ONE_OF_A_SHAPE = """() => {
  const shape = ({ localName, attributes, textContent, children }) => [
    localName,
    ...[...attributes].map(({ name, value }) => (name === "class" ? value : name)),
    textContent.trim() !== "",
    ...new Set([...children].map(shape)),
  ].join(" (") + ")"
  const seen = new Set()
  for (const entry of document.querySelectorAll("main :is([data-paper], li, tr, .topic)")) {
    const size = seen.size
    if (entry.isConnected && seen.add(shape(entry)).size === size) {
      entry.remove()
    }
    entry.style.contentVisibility = "visible"
  }
}"""
"""Leaves one of the papers that differ by their words alone: axe-core is slow on long lists. Those
that are left are laid out, for axe-core takes the places of others for what they cover."""

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules that axe-core has on by default, and that of the size of targets: WCAG 2.5.8."""


SMALL = """() => [...document.querySelectorAll(
  "button:not(p > button), summary, select, textarea, label[for=__drawer], label[for^=__palette]," +
  ".md-nav a, input:not([type=checkbox], [type=radio], [type=file], [type=hidden])")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .map((each) => [each, (each.closest(".search-box label") ?? each).getBoundingClientRect()])
  .filter(([, { width, height }]) => width > 1 && (height < 43.5 || width < 23.5))
  .map(([each, { width, height }]) => `${each.outerHTML.slice(0, 90)} ${width} by ${height}`)"""
"""Controls below 44 pixels; not ticks, which have their labels, nor the buttons within a sentence,
which are links to the eye: those are axe-core's."""


def violations(page: Page) -> list[str]:
    """Return everything that axe-core finds, with the first place that has it."""
    found = Axe().run(page, options=OPTIONS).response
    return [
        f"{each['id']}: {json.dumps(each['nodes'][0]['target'])} ({len(each['nodes'])} places)"
        for each in found["violations"]
    ]


@pytest.mark.parametrize(("kind", "place", "scheme"), LOOKS)
def test_page_has_no_violation(
    look: Open, real_url: str, kind: str, place: str, scheme: str
) -> None:
    """Of no rule, serious or not; and on a phone controls are as large as fingers need."""
    wishes = PHONE if place == "phone" else DESK
    visited = look(**wishes, color_scheme=scheme, bypass_csp=True)
    page = visited.open(real_url + KINDS[kind])
    page.evaluate(ONE_OF_A_SHAPE)
    assert violations(page) == []
    assert place == "desk" or page.evaluate(SMALL) == []


@pytest.mark.parametrize("kind", UGLY)
def test_ugly_page_has_no_violation(look: Open, ugly_url: str, kind: str) -> None:
    """Hostile texts, crowds and names in other scripts change nothing."""
    page = look(**PHONE, bypass_csp=True).open(ugly_url + UGLY[kind])
    page.evaluate(ONE_OF_A_SHAPE)
    assert violations(page) == []


def test_open_drawer_has_no_violation(look: Open, real_url: str) -> None:
    """The navigation of a phone, unfolded."""
    page = look(**PHONE, bypass_csp=True).open(real_url)
    page.locator(".md-header [for=__drawer]").click()
    page.locator(".md-nav--primary a", has_text="Trending").wait_for(state="visible")
    assert violations(page) == []
