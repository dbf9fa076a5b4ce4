"""What narrowing a library of 10,000 papers costs, measured in Chromium on a page of the real site.

The papers are made from the real cards, with new keys and their tags shuffled among them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median

from tests import ROOT, chromium
from tests.benchmarks.measure import table
from tests.served import served
from tests.site import build_site, settings

FRAME = 16
"""Milliseconds: a sixtieth of a second."""
MEASURE = """async ([papers, rounds]) => {
  const folder = new URL("../assets/javascripts/", location.href)
  const load = (name) => import(new URL(name, folder).href)
  const [{ load: data }, { Catalogue }, { narrow }, { Marked }, { Controls }, { List }] =
    await Promise.all(["library/data.js", "library/catalogue.js", "library/facets.js",
      "library/marked.js", "library/controls.js", "library/list.js"].map(load))
  const { catalogue: real, gists } = await data()
  const { cards, tags, paths, facets } = real
  const many = Array.from({ length: papers }, (_, number) => ({
    ...cards[(number * 7) % cards.length],
    key: `paper-${number}`,
    tags: cards[(number * 13 + 5) % cards.length].tags,
  }))
  const texts = many.map((_, number) => gists[(number * 7) % cards.length])
  const begun = performance.now()
  const catalogue = new Catalogue({ papers: many, tags, paths, facets })
  const marked = new Marked(catalogue.number)
  const made = performance.now() - begun
  const nothing = { query: false, tag: [], not: [], has: [], collection: null, state: "",
    by: "listed", from: "", to: "", undated: false, sort: "listed", view: "summaries" }
  let chosen = nothing
  const controls = new Controls(catalogue, () => chosen, () => {})
  const section = document.querySelector(".md-content__inner > .papers")
  document.querySelector("[data-library]").append(controls.form)
  section.replaceChildren()
  const list = new List(section, catalogue, texts)
  list.atEase = () => {}
  const times = { narrow: [], show: [] }
  for (let round = 0; round < rounds; round++) {
    chosen = { ...nothing, tag: [round % tags.length], not: [(round + 7) % tags.length],
      ...(round % 2 ? { from: "2023", by: "published" } : { state: "unread" }) }
    await new Promise((done) => setTimeout(done, 50))
    const start = performance.now()
    const left = narrow(catalogue, chosen, marked)
    const narrowed = performance.now()
    controls.show(chosen, left)
    list.show(left.papers, chosen.view)
    document.body.getBoundingClientRect() // style and layout, too
    times.narrow.push(narrowed - start)
    times.show.push(performance.now() - start)
  }
  return { made, ...times }
}"""


def main(papers: int = 10_000, rounds: int = 40) -> None:
    """Print what choosing a facet costs before the next frame, rows and layout in it."""
    with tempfile.TemporaryDirectory() as name, chromium.started() as browser:
        site = build_site(settings(ROOT / "content", Path(name, "site")))
        with served(site.folder) as url:
            page = browser.new_page()
            page.goto(f"{url}papers/", wait_until="networkidle")
            times = page.evaluate(MEASURE, [papers, rounds])
    rows = [
        ("reading the cards, once", f"{times['made']:.1f}", ""),
        ("which papers, and all numbers", *_figures(times["narrow"])),
        (f"and 50 rows on the page (aim {FRAME})", *_figures(times["show"])),
    ]
    table(f"Library of {papers:,} papers: choosing a facet, in ms", ("", "median", "worst"), rows)


def _figures(times: list[float]) -> tuple[str, str]:
    return f"{median(times):.1f}", f"{max(times):.1f}"


if __name__ == "__main__":
    main()
