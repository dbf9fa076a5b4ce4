// Papers show how the reader has marked them, wherever they are listed, and can be marked there:
// also those that scripts list later.

import { element } from "../entries.js"
import { button, dress, press } from "./acts.js"
import { marksOf, onMarks, onTrouble } from "./marks.js"
import { soon } from "../pages.js"
import { warn } from "./told.js"

const PAPERS = "[data-paper]"
const AT_ONCE = 10 // rows that get their buttons before anything is seen
const LATER = 40 // in each idle moment after that
const NAME_LENGTH = 100 // letters of a title that name a group of buttons

const TROUBLES = {
  blocked: "This browser is set to keep nothing for this site: what you mark lasts until you close the page. You can save it as a file on the page Your reading.",
  full: "This browser has no room left: what you mark now lasts until you close the page. Save it as a file on the page Your reading.",
}

const made = element("div", { class: "acts", role: "group" }, button("star"), button("read"), button("hide"))

/** Rows that will have buttons. @type {Set<Element>} */
const bare = new Set()
/** Whether more of them will get theirs. */
let underWay = false

/** @param {Element} row of a paper */
function show(row) {
  const key = row.getAttribute("data-paper") ?? ""
  const marks = marksOf(key)
  for (const name of /** @type {const} */ (["star", "read", "hide"])) {
    row.toggleAttribute(`data-${name}`, marks[name])
  }
  if (row.matches("article.paper:not(:has(> .acts)):has(> .title)")) {
    bare.add(row)
  } else {
    dress(row, key)
  }
}

/**
 * Gives some rows their buttons, for which the stylesheet keeps room, and then some more.
 * @param {number} [rows]
 */
function equip(rows = AT_ONCE) {
  for (const row of [...bare].slice(0, rows)) {
    const title = row.querySelector(":scope > .title")
    const acts = /** @type {Element} */ (made.cloneNode(true))
    acts.setAttribute("aria-label", (title?.textContent ?? "").trim().slice(0, NAME_LENGTH))
    title?.after(acts)
    dress(row, row.getAttribute("data-paper") ?? "")
    bare.delete(row)
  }
  underWay = bare.size > 0
  if (underWay) {
    soon(() => equip(LATER))
  }
}

/** @param {Iterable<Node>} nodes that have come into the page */
function greet(nodes) {
  for (const node of nodes) {
    if (node instanceof Element) {
      const within = node.querySelectorAll(PAPERS)
      ;[...(node.matches(PAPERS) ? [node] : []), ...within].forEach(show)
    }
  }
  if (!underWay) {
    equip()
  }
}

onMarks((keys) => {
  const changed = new Set(keys)
  for (const row of document.querySelectorAll(PAPERS)) {
    if (changed.has(row.getAttribute("data-paper") ?? "")) {
      show(row)
    }
  }
})

let worried = false
onTrouble((trouble) => {
  if (trouble && !worried) {
    worried = true // once is enough: it stays as it is
    warn(TROUBLES[trouble])
  }
})

greet([document.body])
new MutationObserver((changes) => {
  changes.forEach(({ addedNodes }) => greet(addedNodes))
}).observe(document.body, { childList: true, subtree: true })
document.addEventListener("click", ({ target }) => press(target))
