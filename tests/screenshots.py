"""Pictures of every kind of page, to look at: at 360 and 1440 pixels, light and dark.

`make shots` builds the repository's own site and the made-up one, and writes the pictures with a
contact sheet, `index.html`, into `build/screenshots/`.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, Page, ViewportSize

from tests import ROOT
from tests.chromium import started
from tests.kinds import KINDS, NARROW, SCHEMES, UGLY, WIDE, Scheme
from tests.served import served
from tests.site import build_site, settings
from tests.ugly import make_ugly_content

FOLDER = ROOT / "build" / "screenshots"
WIDTHS: tuple[ViewportSize, ...] = (NARROW, WIDE)
TALLEST = 2400
"""Pixels of a page that are shown; what is below is more of the same."""

Act = Callable[[Page], None]
Scene = tuple[str, Act | None]
"""An address, and what is done there."""


def _search(page: Page) -> None:
    page.locator(".search-notes").wait_for()
    page.locator("main [data-paper] mark").first.wait_for()


def _facets(page: Page) -> None:
    filters = page.get_by_role("button", name="Filter")
    if filters.is_visible():
        filters.click()
    page.locator(".facets summary:visible").first.wait_for()


def _reading(page: Page) -> None:
    for name in ("Star", "Read", "Queue"):
        button = page.locator(f"[data-yours] button:has-text('{name}')").first
        button.click()
    page.goto(page.url.replace(KINDS["paper"], KINDS["reading"]), wait_until="networkidle")


def _keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()


def _drawer(page: Page) -> None:
    button = page.locator(".md-header [for=__drawer]")
    if button.is_visible():
        button.click()
        page.locator(".md-nav--primary a", has_text="Trending").wait_for()


STATES: Mapping[str, tuple[str, Act]] = {
    "search": (f"{KINDS['library']}?q=merge+models", _search),
    "facets": (KINDS["library"], _facets),
    "chosen": (f"{KINDS['library']}?tag=peft&not=vision&from=2023", lambda _: None),
    "reading-filled": (KINDS["paper"], _reading),
    "keys": (KINDS["home"], _keys),
    "drawer": (KINDS["home"], _drawer),
}
"""What pages come to by a reader's doing: where it begins, and what is done there."""


def main() -> None:
    """Build both sites, take all pictures, and say where they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    wanted = sys.argv[1:]
    with TemporaryDirectory() as made, ExitStack() as stack:
        real, ugly = (
            stack.enter_context(served(build_site(settings(content, Path(made, name))).folder))
            for name, content in (
                ("real", ROOT / "content"),
                ("ugly", make_ugly_content(Path(made, "made-up"))),
            )
        )
        browser = stack.enter_context(started())
        scenes: dict[str, Scene] = {name: (real + path, None) for name, path in KINDS.items()}
        scenes |= {name: (real + path, act) for name, (path, act) in STATES.items()}
        scenes |= {name: (ugly + path, None) for name, path in UGLY.items()}
        names = [name for name in scenes if not wanted or name in wanted]
        for width in WIDTHS:
            for scheme in SCHEMES:
                _take(browser, {name: scenes[name] for name in names}, width, scheme)
    (FOLDER / "index.html").write_text(_sheet(names), encoding="utf-8")
    print(f"{len(names) * len(WIDTHS) * len(SCHEMES)} pictures: {FOLDER / 'index.html'}")


def _take(
    browser: Browser, scenes: Mapping[str, Scene], size: ViewportSize, scheme: Scheme
) -> None:
    """Take the pictures of one width and scheme, each in a fresh profile."""
    touched = size == NARROW
    for name, (url, act) in scenes.items():
        with browser.new_context(
            viewport=size,
            color_scheme=scheme,
            has_touch=touched,
            is_mobile=touched,
        ) as context:
            page = context.new_page()
            try:
                page.goto(url, wait_until="networkidle")
                if act:
                    act(page)
            except Error as error:
                print(f"{name}, {size['width']}, {scheme}: {error.message.splitlines()[0]}")
            page.wait_for_timeout(200)
            height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            if not page.locator("dialog[open]").count():
                page.set_viewport_size({"width": size["width"], "height": height})
                page.wait_for_timeout(50)
            page.screenshot(path=FOLDER / _name(name, size, scheme))


def _name(name: str, size: ViewportSize, scheme: Scheme) -> str:
    return f"{name}-{size['width']}-{scheme}.png"


def _sheet(names: list[str]) -> str:
    """Return a page with all pictures, a row for each kind."""
    rows = "".join(
        f"<h2>{escape(name)}</h2><p>"
        + "".join(
            f'<a href="{picture}"><img src="{picture}" alt="{picture}" loading="lazy"></a>'
            for size in WIDTHS
            for scheme in SCHEMES
            if (picture := _name(name, size, scheme))
        )
        for name in names
    )
    style = "body{background:#888;font-family:sans-serif}img{height:30rem;margin:.3rem}"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
        f"<style>{style}</style>{rows}</html>\n"
    )


if __name__ == "__main__":
    main()
