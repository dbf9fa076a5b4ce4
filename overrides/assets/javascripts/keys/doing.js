// What keys do with the papers of a page: go from one to the next, open, mark and copy.

import { bibtex } from "../bibliography.js"
import { put } from "../copy.js"
import { element } from "../entries.js"
import { toggle } from "../reader/acts.js"
import { say } from "../reader/told.js"
import { ROOT } from "../root.js"

const ROWS = "main [data-paper]"
const SHOWN_FOR = 2000 // milliseconds

/** The paper that was chosen last: who comes back to its list goes on from there. */
let last = ""

/** @param {Element} row @returns {HTMLAnchorElement | null} the link to its paper */
function linkOf(row) {
  return row.querySelector(".title a[href]") ?? row.querySelector("a[href]")
}

/** @returns {Element | null} the row in which the focus is */
function chosen() {
  return document.activeElement?.closest(ROWS) ?? null
}

/** @returns {string | null} the key of the paper that the page is about */
function own() {
  return document.querySelector("main [data-yours]")?.getAttribute("data-yours") ?? null
}

/** @returns {string | null} the key of the paper that is meant */
function meant() {
  const key = chosen()?.getAttribute("data-paper") ?? own()
  if (!key) {
    say("No paper is chosen: press j or k to choose one.")
  }
  return key
}

/**
 * Chooses the next paper of the list; on a paper's own page it opens the next of the same day.
 * @param {1 | -1} by
 * @param {boolean} repeated the key is held
 */
export function step(by, repeated) {
  const rows = [...document.querySelectorAll(ROWS)]
  if (own()) {
    leaf(by)
    return
  }
  let place = start(rows, by)
  while (rows[place] && !isShown(/** @type {Element} */ (rows[place]))) {
    place += by
  }
  const row = rows[place]
  if (row) {
    choose(row, repeated)
  } else if (rows.length > 0) {
    say(by > 0 ? "This is the last paper of the page." : "This is the first paper of the page.")
  }
}

/**
 * @param {Element[]} rows
 * @param {1 | -1} by
 * @returns {number} where to look first: after the paper that is chosen or was chosen last, and else
 *   at the first that stands below the top of the window
 */
function start(rows, by) {
  const from = chosen() ?? rows.find((row) => row.getAttribute("data-paper") === last)
  const place = from ? rows.indexOf(from) : -1
  if (place >= 0) {
    return place + by
  }
  const below = rows.findIndex((row) => row.getBoundingClientRect().top >= 0 && isShown(row))
  return by > 0 ? Math.max(below, 0) : (below < 0 ? rows.length : below) - 1
}

/** @param {Element} row @returns {boolean} whether no filter, and no word of the reader's, hides it */
function isShown(row) {
  const link = linkOf(row)
  return link !== null && !row.hasAttribute("data-hide") && link.checkVisibility()
}

/** @param {Element} row @param {boolean} repeated */
function choose(row, repeated) {
  const calm = !repeated && !matchMedia("(prefers-reduced-motion: reduce)").matches
  last = row.getAttribute("data-paper") ?? ""
  linkOf(row)?.focus({ preventScroll: true })
  row.scrollIntoView({ block: "nearest", behavior: calm ? "smooth" : "instant" })
}

/** @param {1 | -1} by */
function leaf(by) {
  const link = document.querySelector(by > 0 ? "main a[rel=next]" : "main a[rel=prev]")
  if (link instanceof HTMLAnchorElement) {
    link.click()
  } else {
    say(`There is no paper ${by > 0 ? "after" : "before"} this one on its day.`)
  }
}

/** Opens the chosen paper; on a paper's page, the paper itself. */
export function open() {
  const row = chosen()
  const link = row ? linkOf(row) : own() && document.querySelector("main .buttons a")
  if (link instanceof HTMLAnchorElement) {
    link.click()
  } else {
    meant()
  }
}

/** @param {"star" | "read"} act */
export function toggleMark(act) {
  const key = meant()
  if (key) {
    toggle(key, act)
  }
}

/** On a paper's page its button does it, and says so. */
export function copyBibtex() {
  const row = chosen()
  const button = row ? null : document.querySelector("main [data-copies=bibtex]")
  if (button instanceof HTMLElement) {
    button.click()
  } else if (row) {
    void copyOf(row)
  } else {
    meant()
  }
}

/** @param {Element} row */
async function copyOf(row) {
  const copied = await put(bibtex([row.getAttribute("data-paper") ?? ""]))
  const said = copied ? "BibTeX copied" : "The BibTeX could not be copied"
  say(`${said}.`)
  const place = row.querySelector(".byline") ?? linkOf(row)
  place?.setAttribute("data-said", said) // for who sees
  setTimeout(() => place?.removeAttribute("data-said"), SHOWN_FOR)
}

/** @param {string} path from the site's root */
export function go(path) {
  const link = element("a", { href: new URL(path, ROOT).href })
  document.body.append(link) // Material loads the page in place when a link in the page is clicked
  link.click()
  link.remove()
}
