"""Reading without a network in Chromium: what is kept, what is newest, and who keeps nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from generator.publish import routes
from tests.browser.conftest import Open, Visit
from tests.browser.results import SETTLED, search
from tests.browser.test_pages import NARROW, WIDE, serious
from tests.served import UnderSubPath, served
from tests.site import Built, Server, settings

STARRED, VISITED, UNSEEN = "full", "second", "rag"
SLOW = 20_000
"""Milliseconds: what happens when a browser is idle happens late on a busy machine."""
ROOT = "/reading-list/"
WHOLE = "search/manifest.json?whole"  # when all of the search is kept

KEPT = """async () => {
  const found = {}
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys()
    found[name] = requests.map(({ url }) => url.slice(location.origin.length))
  }
  return found
}"""
"""The paths that a browser has kept, by the cache's name."""

STAR = """async (key) => {
  const { mark } = await import("/reading-list/assets/javascripts/reader/marks.js")
  mark(key, "star", true)
}"""


Found = dict[str, list[str]]


def caches(page: Page) -> Found:
    """Return the paths that are kept, by the name of the cache."""
    found: Found = page.evaluate(KEPT)
    return found


def kept(found: Found) -> set[str]:
    """Return the paths below the root of all that is kept."""
    return {path.removeprefix(ROOT) for paths in found.values() for path in paths}


def until(page: Page, ready: Callable[[Found], object], seconds: float = 60) -> Found:
    """Wait until what is kept is as it should be, and return it."""
    end = monotonic() + seconds
    while not ready(found := caches(page)):
        assert monotonic() < end, found
        page.wait_for_timeout(50)
    return found


def holds(*paths: str) -> Callable[[Found], bool]:
    """Ask whether some paths are kept."""
    return lambda found: set(paths) <= kept(found)


@pytest.fixture
def folder(ugly_site: Built, tmp_path: Path) -> Path:
    """A published site whose files a test may change."""
    return shutil.copytree(ugly_site.folder, tmp_path / "published")


class Checked(UnderSubPath):
    """A server whose answers a browser asks for again each time: what is old, a worker has kept."""

    def end_headers(self) -> None:
        """Say so."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


@pytest.fixture
def url(folder: Path) -> Iterator[str]:
    """Its address."""
    with served(folder, Checked) as address:
        yield address


def publish(folder: Path, build: str) -> None:
    """Publish a newer site: a paper has another heading."""
    (folder / routes.BUILD).write_text(f'self.BUILD = "{build}"\n', encoding="utf-8")
    page = folder / f"papers/{VISITED}/index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</h1>", " anew</h1>", 1), encoding="utf-8")


def test_library_search_and_papers_are_there_without_a_network(visit: Open, url: str) -> None:
    """After one visit to the library and one paper, and a star for a second."""
    visited = visit(viewport=WIDE, service_workers="allow")
    page = visited.page
    page.goto(f"{url}papers/{VISITED}/")
    found = until(page, holds(f"papers/{VISITED}/"))
    assert not any(path.startswith("search/") for path in kept(found)), "nobody has begun to search"
    page.evaluate(STAR, STARRED)
    until(page, holds(f"papers/{STARRED}/", WHOLE))
    page.context.set_offline(True)

    page.goto(f"{url}papers/{STARRED}/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{url}reading/")
    expect(page.locator("h1")).to_have_text("Your reading")
    page.goto(f"{url}papers/?tag=rag")  # narrowed by a facet
    expect(page.locator("main .papers > .paper")).to_have_count(1, timeout=SLOW)
    page.goto(f"{url}papers/")
    expect(page.locator("main .paper").nth(1)).to_be_visible()
    assert search(page, "by a crowd")[0] == "crowd"
    expect(page.locator(SETTLED)).not_to_contain_text("By words only")  # but by meaning, too
    page.goto(f"{url}papers/{VISITED}/")
    expect(page.locator("h1")).to_be_visible()

    answer = page.goto(f"{url}tags/{UNSEEN}/")
    assert answer
    assert answer.status == 503
    expect(page.locator("h1")).to_have_text("No network")
    links = page.locator(".kept a")
    expect(links).to_have_count(2)
    assert {text[:4] for text in links.all_inner_texts()} == {"Seco", "C# &"}
    assert serious(page) == []
    links.get_by_text("Second", exact=True).click()
    expect(page).to_have_url(f"{url}papers/{VISITED}/")
    page.context.set_offline(False)
    page.goto(f"{url}tags/{UNSEEN}/")
    expect(page.locator("h1")).to_have_text("RAG")


def test_newest_page_is_shown_whatever_is_kept(visit: Open, folder: Path, url: str) -> None:
    """The network comes first: no reader has to load a page twice to see what is new."""
    page = visit(service_workers="allow").page
    page.goto(f"{url}papers/{VISITED}/")
    until(page, holds(f"papers/{VISITED}/"))
    publish(folder, "b")
    page.goto(f"{url}papers/{VISITED}/")
    expect(page.locator("h1")).to_contain_text("anew")


def test_open_page_tells_once_that_there_is_a_newer_site(
    visit: Open, folder: Path, url: str
) -> None:
    """A page that was loaded since says nothing; what was kept is kept anew, and others' stays."""
    visited = visit(viewport=NARROW, service_workers="allow", bypass_csp=True)
    page = visited.page
    page.goto(f"{url}papers/{VISITED}/")
    page.evaluate("caches.open('offline /another-project/ a')")
    page.evaluate(STAR, STARRED)
    until(page, holds(f"papers/{STARRED}/", f"papers/{VISITED}/"))
    # Behind the page's own question whether it is the newest, which comes before it is kept.
    page.evaluate("navigator.serviceWorker.ready.then((site) => site.update())")
    publish(folder, "b")
    second = page.context.new_page()
    second.goto(url)
    told = page.locator(".newer")
    expect(told).to_have_text("The list has been updated. Reload Not now", timeout=SLOW)
    expect(second.locator(".newer")).to_have_count(0)
    assert serious(page) == []
    told.get_by_role("button", name="Reload").click()
    expect(page.locator("h1")).to_contain_text("anew")
    expect(told).to_have_count(0)
    others, ours = "offline /another-project/ a", f"offline {ROOT} b"
    found = until(
        page, lambda found: {each for each in found if "offline" in each} == {others, ours}
    )
    assert f"{ROOT}papers/{STARRED}/" in found[ours]
    assert visited.complaints == []


def test_build_that_came_by_half_replaces_nothing(visit: Open, folder: Path) -> None:
    """A server that fails for a moment leaves the build before as it was, until all has come."""
    failing = Event()
    asked = Event()

    class Failing(Checked):
        def do_GET(self) -> None:  # noqa: N802 - Python's own name
            """Answer, but for one script."""
            if failing.is_set() and self.path.endswith("/library/top.js"):
                asked.set()
                self.send_error(503)
            else:
                super().do_GET()

    with served(folder, Failing) as url:
        page = visit(service_workers="allow").page
        page.goto(f"{url}papers/{VISITED}/")
        found = until(page, holds(f"papers/{VISITED}/"))
        [before] = [name for name in found if name.startswith("offline")]
        failing.set()
        publish(folder, "b")
        page.goto(f"{url}tags/")
        until(page, lambda _: asked.is_set())
        page.evaluate("navigator.serviceWorker.ready.then((site) => site.update()).catch(() => {})")
        page.goto(f"{url}dates/")
        page.wait_for_timeout(1000)
        assert f"{ROOT}papers/{VISITED}/" in caches(page)[before]
        failing.clear()
        page.goto(f"{url}tags/")
        newer = f"offline {ROOT} b"
        until(page, lambda found: f"{ROOT}{routes.BUILD}" in found.get(newer, []))
        page.goto(f"{url}dates/")
        found = until(page, lambda found: before not in found)
        assert {f"papers/{VISITED}/", "assets/javascripts/library/top.js"} <= kept(found)


def test_kept_page_comes_when_the_network_is_too_slow(visit: Open, folder: Path) -> None:
    """A train's network takes a request and gives no answer: nobody waits for it for ever."""
    slow, over = Event(), Event()

    class Stalling(UnderSubPath):
        def do_GET(self) -> None:  # noqa: N802 - Python's own name
            """Answer at once, or when the test is over."""
            if slow.is_set():
                over.wait(30)
            super().do_GET()

    worker = folder / "service-worker.js"
    script = worker.read_text(encoding="utf-8")
    assert "PATIENCE = 4000" in script
    worker.write_text(script.replace("PATIENCE = 4000", "PATIENCE = 400"), encoding="utf-8")
    with served(folder, Stalling) as url:
        page = visit(service_workers="allow").page
        page.goto(f"{url}papers/{VISITED}/")
        until(page, holds(f"papers/{VISITED}/"))
        slow.set()
        begun = monotonic()
        page.goto(f"{url}papers/{VISITED}/", wait_until="commit")
        expect(page.locator("h1")).to_be_visible()
        assert monotonic() - begun < 4
        over.set()


def test_server_of_a_curator_keeps_nothing(
    visit: Open, folder: Path, url: str, ugly_content: Path, tmp_path: Path
) -> None:
    """`mkdocs serve` at the address of a published site takes its worker and its caches away."""
    page = visit(service_workers="allow").page
    page.goto(url)
    page.evaluate(STAR, STARRED)
    until(page, holds(WHOLE))
    live = Server(settings(ugly_content, tmp_path / "live")).build()
    assert routes.BUILD not in live.files
    shutil.rmtree(folder)
    live.folder.rename(folder)
    page.goto(url)
    until(page, lambda found: not any(found.values()))  # looking may make an empty one
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


NO_WORKERS = "delete Navigator.prototype.serviceWorker"
NO_ROOM = """Cache.prototype.put = () => Promise.reject(
  new DOMException("", "QuotaExceededError")
)"""
SAVES = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@pytest.mark.parametrize("script", [NO_WORKERS, NO_ROOM, SAVES], ids=["old", "full", "sparing"])
def test_browser_that_cannot_keep_or_should_not_is_left_in_peace(
    visit: Open, ugly_url: str, script: str
) -> None:
    """The site is as it was, and the console has no complaint."""
    visited: Visit = visit(service_workers="allow")
    visited.page.add_init_script(script)
    page = visited.open(f"{ugly_url}papers/{VISITED}/")
    page.evaluate(STAR, STARRED)
    page.wait_for_timeout(800)
    assert not {f"papers/{STARRED}/", WHOLE} & kept(caches(page))
    assert visited.complaints == []


def test_site_can_be_installed(visit: Open, ugly_url: str) -> None:
    """Chromium finds a name, an icon and a start of its own; the icons are what they claim."""
    page = visit().page
    page.goto(ugly_url)
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == f"{ugly_url}app.webmanifest"
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in errors] in ([], ["in-incognito"])  # as tests' profiles are
    sizes = page.evaluate(
        """async () => {
          const { icons } = await (await fetch("app.webmanifest")).json()
          return Promise.all(icons.map(async ({ src, sizes, type }) => {
            const blob = await (await fetch(src)).blob()
            if (type === "image/svg+xml") return [sizes, "any"]
            const { width, height } = await createImageBitmap(blob)
            return [sizes, `${width}x${height}`]
          }))
        }"""
    )
    assert len(sizes) == 4
    assert all(said == found for said, found in sizes)
