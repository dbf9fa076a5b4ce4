// How much of a reading path has been read: <p data-progress="a selector of the papers">, which says
// how many there are until one is read.

import { element } from "../entries.js"
import { marksOf, onMarks } from "./marks.js"

/** @type {Map<HTMLElement, () => void>} what brings each part of this page up to date */
const parts = new Map()

onMarks(() => parts.forEach((update) => update()))

/** @param {HTMLElement} part */
export function show(part) {
  for (const each of parts.keys()) {
    if (!each.isConnected) {
      parts.delete(each)
    }
  }
  const within = part.closest("[data-path]")
  if (within && !parts.has(part)) {
    const before = part.textContent ?? ""
    const update = () => fill(part, before, [...within.querySelectorAll("li [data-paper], li[data-paper]")])
    parts.set(part, update)
    update()
  }
}

/**
 * @param {HTMLElement} part
 * @param {string} before what it says while nothing has been read
 * @param {Element[]} rows of the papers, in the order of the path
 */
function fill(part, before, rows) {
  const unread = rows.filter((row) => !marksOf(row.getAttribute("data-paper") ?? "").read)
  const read = rows.length - unread.length
  part.style.setProperty("--share", `${read / rows.length}`)
  part.toggleAttribute("data-begun", read > 0)
  part.replaceChildren(...(read ? said(read, rows.length, unread[0]) : [before]))
}

/** @param {number} read @param {number} all @param {Element | undefined} next */
function said(read, all, next) {
  const link = next?.querySelector("a")
  const words = `${read} of ${all} read`
  return link
    ? [`${words} · next: `, element("a", { href: link.href }, link.textContent ?? "")]
    : [words]
}
