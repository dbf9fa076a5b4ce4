// What every page starts with: the search waits for a reader who begins to search, papers show how
// they are marked, and parts of a page that need more of a script get it when they are there.

import { onEachPage } from "./pages.js"
import "./keys.js"
import "./offline.js"
import "./reader/rows.js"
import "./reader/visit.js"
import "./search.js"

/** @typedef {{ show(part: HTMLElement): void }} Part */

/** @type {[string, () => Promise<Part>][]} what marks a part, and what makes it work */
const PARTS = [
  ["button[data-copies]", () => import("./copy.js")],
  ["[data-kept]", () => import("./offline/page.js")],
  ["[data-feeds]", () => import("./feeds.js")],
  ["[data-map]", () => import("./map.js")],
  ["[data-library]", () => import("./library/page.js")],
  ["[data-yours]", () => import("./reader/yours.js")],
  ["[data-reading]", () => import("./reader/page.js")],
  ["[data-progress]", () => import("./reader/progress.js")],
  ["[data-visit], [data-added]", () => import("./reader/visit.js")],
]

/** @type {HTMLElement | null} */
let main = null

onEachPage(() => {
  delete document.documentElement.dataset["own"]
  const before = main
  main = document.querySelector("main")
  if (before && before !== main) {
    // Material keeps hold of what it has replaced, for ever: so let it be empty. The search's results
    // are one element on all pages, and stay whole.
    const parts = before.querySelectorAll(".md-content, .md-sidebar")
    parts.forEach((part) => part.closest(".search-view") ?? part.replaceChildren())
  }
  for (const [mark, load] of PARTS) {
    for (const part of document.querySelectorAll(mark)) {
      if (part instanceof HTMLElement) {
        void load().then(({ show }) => show(part))
      }
    }
  }
})
