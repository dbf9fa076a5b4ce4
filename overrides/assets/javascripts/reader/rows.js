// Papers show how the reader has marked them, wherever they are listed.

import { marksOf, onMarks } from "./marks.js"
import { onEachPage } from "../pages.js"

/** @param {Iterable<Element>} rows elements with data-paper */
function dress(rows) {
  for (const row of rows) {
    const marks = marksOf(row.getAttribute("data-paper") ?? "")
    for (const name of /** @type {const} */ (["star", "read", "hide"])) {
      row.toggleAttribute(`data-${name}`, marks[name])
    }
  }
}

onMarks(() => dress(document.querySelectorAll("[data-paper]")))
onEachPage(() => dress(document.querySelectorAll("[data-paper]")))
