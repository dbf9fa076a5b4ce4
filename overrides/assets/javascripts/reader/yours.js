// What is the reader's own on a paper's page: <section data-yours="key">, which is hidden without
// this script.

import { element } from "../entries.js"
import { button, dress } from "./acts.js"
import { mark, marksOf, onMarks } from "./marks.js"
import { say } from "./told.js"

const WAIT = 400 // milliseconds after the last letter

/** @type {(() => void)} brings the part that is on the page up to date */
let update = () => {}
/** Keeps a note of which the last letters wait. */
let keep = () => {}

onMarks(() => update())
for (const leaving of ["pagehide", "visibilitychange"]) {
  addEventListener(leaving, () => keep(), { capture: true })
}

/** @param {HTMLElement} part */
export function show(part) {
  keep() // what was typed on the page before
  const key = part.dataset["yours"] ?? ""
  const [rating, rate] = ratings(key)
  const [note, rewrite] = notes(key)
  const acts = element("div", { class: "acts", role: "group", "aria-label": "Mark this paper" })
  acts.append(...(/** @type {const} */ (["star", "queue", "read", "hide"]).map(button)))
  part.replaceChildren(element("h2", {}, "Yours"), acts, rating, note)
  part.hidden = false
  update = () => {
    dress(part, key)
    rate()
    rewrite()
  }
  update()
}

/** @param {string} key @returns {[HTMLElement, () => void]} */
function ratings(key) {
  const choices = [0, 1, 2, 3, 4, 5].map((value) => {
    const input = element("input", { type: "radio", name: "rating", value: `${value}` })
    input.addEventListener("change", () => {
      mark(key, "rating", value)
      say(value ? `Rated ${value} of 5.` : "No longer rated.")
    })
    return { value, input, label: element("label", {}, input, value ? `${value}` : "none") }
  })
  const all = element("fieldset", { class: "rate" }, element("legend", {}, "Your rating"))
  all.append(...choices.map(({ label }) => label))
  const rate = () => {
    choices.forEach(({ value, input }) => (input.checked = value === marksOf(key).rating))
  }
  return [all, rate]
}

/** @param {string} key @returns {[HTMLElement, () => void]} */
function notes(key) {
  const area = element("textarea", { rows: "2", maxlength: "20000", "aria-describedby": "yours-kept" })
  const kept = element("span", { id: "yours-kept" }, "Kept in this browser, and sent nowhere.")
  let timer = 0
  const save = () => {
    clearTimeout(timer)
    keep = () => {}
    if (area.value !== marksOf(key).note) {
      mark(key, "note", area.value)
    }
    timer = 0
  }
  area.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(save, WAIT)
    keep = save
  })
  area.addEventListener("change", save)
  const rewrite = () => {
    if (!timer && area.value !== marksOf(key).note) {
      area.value = marksOf(key).note // but never over what is being typed
    }
  }
  return [element("label", { class: "own-note" }, "Your note", area, kept), rewrite]
}
