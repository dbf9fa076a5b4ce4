"""How well the search finds, beside Material's own and Pagefind over the same pages; its cost.

All three run in Chromium as a reader would use them: ours and Material's by typing into their
boxes, Pagefind by the function behind its box. Only the pages of papers count as results.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from generator.publish.search import files
from generator.publish.site import Site
from generator.store import store
from tests import ROOT, chromium
from tests.benchmarks.build import write_plain
from tests.benchmarks.growth import make_content
from tests.benchmarks.measure import kib, table
from tests.browser.results import SETTLED, search
from tests.builders import write_file
from tests.queries import AIMS, FIGURES, Asked, Part, figures, read
from tests.served import served
from tests.site import build_site, settings

Search = Callable[[Page, str], Sequence[str]]
"""Searches on a page that is open, and returns the keys of papers."""

MATERIAL = """query => new Promise(done => {
  const box = document.querySelector(".md-search__input")
  const meta = document.querySelector(".md-search-result__meta")
  const type = text => {
    box.value = text
    box.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true}))
  }
  const when = (ready, then) => ready() ? then() : setTimeout(when, 5, ready, then)
  box.focus()
  type("")
  when(() => meta.textContent.includes("Type to start"), () => {
    type(query)
    when(() => /matching/.test(meta.textContent), () => setTimeout(() => done(Array.from(
      document.querySelectorAll(".md-search-result__item > a.md-search-result__link"),
      link => link.href)), 20))
  })
})"""
PAGEFIND = """async query => {
  const {search} = await import(new URL("../pagefind/pagefind.js", document.baseURI).href)
  const {results} = await search(query)
  const found = await Promise.all(results.slice(0, 30).map(result => result.data()))
  return found.map(({url}) => url)
}"""


def keys(urls: Sequence[str]) -> list[str]:
    """Return the keys of the papers whose pages these are, each once."""
    parts = [url.partition("?")[0].partition("#")[0].rstrip("/").split("/") for url in urls]
    return list(dict.fromkeys(p[-1] for p in parts if len(p) > 1 and p[-2] == "papers"))


def ours(page: Page, query: str) -> list[str]:
    """Search with ours, the last word ended."""
    return search(page, f"{query} ")


def material(page: Page, query: str) -> list[str]:
    """Search with Material's own search."""
    return keys(page.evaluate(MATERIAL, query))


def pagefind(page: Page, query: str) -> list[str]:
    """Search with Pagefind."""
    return keys(page.evaluate(PAGEFIND, query))


def answers(page: Page, find: Search, part: Part) -> Mapping[Asked, Sequence[str]]:
    """Ask every query of a part."""
    return {asked: find(page, asked.query) for asked in read(part)}


def quality(visit: Callable[[Path], Page], folder: Path) -> None:
    """Print how well the three find."""
    site = build_site(settings(ROOT / "content", folder / "ours")).folder
    plain = build_site(write_plain(ROOT / "content", folder)).folder
    found = Path(shutil.copytree(site, folder / "found"))
    command = [sys.executable, "-m", "pagefind", "--site", str(found), "--glob", "papers/*/*.html"]
    subprocess.run(command, check=True, capture_output=True)
    engines: tuple[tuple[str, Path, Search], ...] = (
        ("ours", site, ours),
        ("Material", plain, material),
        ("Pagefind", found, pagefind),
    )
    parts: tuple[Part, Part] = ("tuned", "measured")
    scores = [
        figures(answers(visit(pages), find, part)) for _, pages, find in engines for part in parts
    ]
    rows = [
        (
            f"{figure.name}" + (f" (aim {AIMS[figure.name]})" if figure.name in AIMS else ""),
            *(f"{score[figure.name]:.3f}" for score in scores),
        )
        for figure in FIGURES
    ]
    head = ("", *(f"{name} {part}" for name, _, _ in engines for part in parts))
    said = "Search: what it finds, of 1; one part of the queries it was tuned on, the other not"
    table(said, head, rows)


# ---- What it costs -------------------------------------------------------------------------------

TYPING = """async text => {
  const box = document.querySelector("header form[role=search] input")
  const shown = typed => document.querySelector(".search-view")?.dataset.typed === typed
  const times = []
  for (let end = 1; end <= text.length; end++) {
    const typed = text.slice(0, end)
    const start = performance.now()
    box.focus()
    box.value = typed
    box.dispatchEvent(new Event("input", {bubbles: true}))
    while (!shown(typed)) await new Promise(done => setTimeout(done))
    times.push(performance.now() - start)
  }
  return times
}"""
LONG_TASKS = """() => {
  globalThis.longTasks = []
  const seen = list => longTasks.push(...list.getEntries().map(entry => entry.duration))
  new PerformanceObserver(seen).observe({entryTypes: ["longtask"]})
}"""
TYPED = ("instruction tuning for medical advice", "paramter eficient", "teach models to say no")


@dataclass(frozen=True)
class Spent:
    """What searching cost a reader who came for the first time."""

    papers: int
    indexing: float
    """Seconds that a build takes for the files of the search."""
    words: int
    """Bytes, compressed, of results by words for the first query, with their sentences."""
    meaning: int
    """Bytes, compressed, of what comes behind them."""
    first: float
    """Milliseconds from focus and first key to the first results, with nothing in the cache."""
    keys: Sequence[float]
    """Milliseconds from each later key to its results."""
    longest: float
    """Milliseconds of the longest task on the page's own thread; 0 when none took 50."""


def spent(visit: Callable[[Path], Page], site: Path, content: Path) -> Spent:
    """Write the search files of a list into a copy of a site, and search there."""
    reading_list = store.load(content)
    shutil.rmtree(site / "search")
    start = time.perf_counter()
    made = list(files.files(Site(reading_list.reading_list, "", "", vectors=reading_list.vectors)))
    indexing = time.perf_counter() - start
    for file in made:
        write_file(site / file.uri, file.data)
    page = visit(site)
    fetched: list[str] = []
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.evaluate(LONG_TASKS)
    times = [page.evaluate(TYPING, TYPED[0])]
    page.wait_for_selector(SETTLED)
    sizes = {url: _compressed(site, url) for url in fetched}
    meaning = {url for url in sizes if "meaning" in url}
    times += [page.evaluate(TYPING, text) for text in TYPED[1:]]
    return Spent(
        len(reading_list.reading_list.papers),
        indexing,
        sum(size for url, size in sizes.items() if url not in meaning),
        sum(size for url, size in sizes.items() if url in meaning),
        times[0][0],
        [each for taken in times for each in taken][1:],
        page.evaluate("Math.max(0, ...longTasks)"),
    )


def _compressed(site: Path, url: str) -> int:
    data = (site / url.partition("/reading-list/")[2]).read_bytes()
    return len(data if url.endswith(".bin") else gzip.compress(data, mtime=0))


def costs(visit: Callable[[Path], Page], folder: Path, many: int) -> None:
    """Print what searching costs today, and with many times as many papers."""
    site = build_site(settings(ROOT / "content", folder / "ours")).folder
    lists = (ROOT / "content", make_content(folder, many))
    found = [
        spent(visit, Path(shutil.copytree(site, folder / str(number))), content)
        for number, content in enumerate(lists)
    ]
    rows: list[tuple[str, ...]] = [
        ("seconds to index", *(f"{each.indexing:.2f}" for each in found)),
        ("  ms a paper", *(f"{1000 * each.indexing / each.papers:.2f}" for each in found)),
        ("words and texts fetched", *(kib(each.words) for each in found)),
        ("meaning fetched behind them", *(kib(each.meaning) for each in found)),
        ("ms to the first results", *(f"{each.first:.0f}" for each in found)),
        ("ms from key to results (median)", *(f"{median(each.keys):.0f}" for each in found)),
        ("ms from key to results (worst)", *(f"{max(each.keys):.0f}" for each in found)),
        ("longest task of the page, ms", *(f"{each.longest:.0f}" for each in found)),
    ]
    table("Search: what it costs", ("", *(f"{each.papers:,} papers" for each in found)), rows)


def main(many: int = 25) -> None:
    """Print both tables."""
    with chromium.started() as browser, ExitStack() as servers:

        def visit(site: Path) -> Page:
            page = browser.new_context(bypass_csp=True).new_page()  # Pagefind runs WebAssembly
            page.goto(f"{servers.enter_context(served(site))}about/", wait_until="networkidle")
            return page

        with tempfile.TemporaryDirectory() as name:
            quality(visit, Path(name))
        with tempfile.TemporaryDirectory() as name:
            costs(visit, Path(name), many)


if __name__ == "__main__":
    main()
