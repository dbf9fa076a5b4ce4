"""The search of a site, as tests use it: through the page, and the engine without the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from playwright.sync_api import Locator, Page, Route

from generator.publish.search.words import written
from tests.site import words

FUSECHAT = "fusechat"
SETTLED = ".search-view[data-state=settled]"
HITS = "main .papers [data-paper]"


def box(page: Page) -> Locator:
    """Return the box into which a reader types."""
    return page.get_by_role("searchbox").last


_ANSWERED = """(settled) => {
  const view = document.querySelector(settled)
  const boxes = [...document.querySelectorAll("form[role=search] input")]
  return view && boxes.every(({ value }) => value === view.dataset.typed)
}"""


def settled(page: Page) -> list[str]:
    """Wait until nothing more is to come for what is typed, and return the keys, in their order."""
    page.wait_for_function(_ANSWERED, arg=SETTLED)
    keys: list[str] = page.locator(HITS).evaluate_all("all => all.map(e => e.dataset.paper)")
    return keys


def search(page: Page, text: str) -> list[str]:
    """Type a text, as if at once, and return the keys found when the search has settled."""
    box(page).focus()
    box(page).fill(text)
    return settled(page)


_ANSWERS = """async ([texts, settled, hits]) => {
  const box = [...document.querySelectorAll("form[role=search] input")].at(-1)
  const late = performance.now() + 60_000
  const answers = []
  for (const text of texts) {
    box.value = text
    box.dispatchEvent(new Event("input", { bubbles: true }))
    while (document.querySelector(settled)?.dataset.typed !== text) {
      if (performance.now() > late) {
        throw new Error(`no answer to ${text}`)
      }
      await new Promise(requestAnimationFrame)
    }
    answers.push([...document.querySelectorAll(hits)].map((each) => each.dataset.paper))
  }
  return answers
}"""


def answers(page: Page, texts: Sequence[str]) -> list[list[str]]:
    """Put texts into a box where one has been searched for; return the keys found for each."""
    found: list[list[str]] = page.evaluate(_ANSWERS, [texts, SETTLED, HITS])
    return found


def status(page: Page) -> str:
    """Return what is said of the results to who cannot see them."""
    return words(str(page.locator(".search-view").get_by_role("status").text_content()))


_ALL = """
async ([root, typed]) => {
  const { ask } = await import(root + "assets/javascripts/search/client.js")
  const told = await new Promise((resolve) => {
    ask(typed, 10_000, null, (told) => told.settled && resolve(told))
  })
  return told.answer.hits.map(({ card }) => card.key)
}
"""


def everything(page: Page, root: str, typed: str) -> list[str]:
    """Return the keys of all papers that answer a text; what the page at `root` shows stays."""
    keys: list[str] = page.evaluate(_ALL, [root, typed])
    return keys


_FOCUSED = """() => {
  const { activeElement: focused } = document
  return focused.closest("[data-paper]")?.dataset.paper ?? focused.localName
}"""


def focused(page: Page) -> str:
    """Return what has the focus: the key of a paper, or the name of an element."""
    return str(page.evaluate(_FOCUSED))


class Held:
    """Holds back the answers to what a page asks, until they are released."""

    def __init__(self, page: Page, pattern: str) -> None:
        self._waiting: list[Route] = []
        self._released = False
        page.context.route(re.compile(pattern), self._asked)

    def release(self) -> None:
        """Let the answers through, and those to what is asked later."""
        self._released = True
        for route in self._waiting:
            route.continue_()

    def _asked(self, route: Route) -> None:
        if self._released:
            route.continue_()
        else:
            self._waiting.append(route)


_ENGINE = """
async ([root, byMeaning]) => {
  const folder = root + "assets/javascripts/search/"
  const [{ Engine }, files] = await Promise.all([
    import(folder + "engine.js"),
    import(folder + "files.js"),
  ])
  const names = await files.manifest()
  window.engine = new Engine(await files.file(names.cards), await files.file(names.words))
  if (byMeaning) {
    const { Meaning } = await import(folder + "meaning.js")
    const [table, ...papers] = await Promise.all(names.meaning.map((name) => files.file(name)))
    window.engine.meaning = new Meaning(table, ...papers)
  }
}
"""
_FIRST = "all => all.map((typed) => engine.answer(typed, 1).hits[0]?.card.key ?? null)"


def engine(page: Page, url: str, by: str) -> Callable[[Sequence[str]], list[str | None]]:
    """Return what finds the first paper for each of some texts, without the page around it."""
    page.evaluate(_ENGINE, [url, by == "meaning"])
    return lambda texts: page.evaluate(_FIRST, texts)


def folded(title: str) -> str:
    """Return a title in small ASCII letters and digits, as somebody types it in a hurry."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z0-9]+", ascii_only.lower().replace("'", "")))


def plain(text: str) -> str:
    """Return the words of a text, hyphens gone."""
    return " ".join(part for word in written(text) for part in word)
