// What is chosen, as a sentence of which every part can be taken back:
// “66 papers on peft, not on vision, published since 2023.”

import { counted } from "../entries.js"

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./chosen.js").Chosen} Chosen */

/**
 * @typedef {object} Part
 * @property {string} before words that lead to it
 * @property {string} said
 * @property {Partial<Chosen>} without what takes it back
 */

const STATES = { "": "", unread: "unread", read: "read", starred: "starred", queued: "in your queue", hidden: "hidden" }

/** @param {Chosen} chosen @param {Catalogue} catalogue @returns {Part[]} */
export function parts(chosen, catalogue) {
  const slug = (/** @type {number} */ tag) => catalogue.tags[tag]?.slug ?? ""
  const path = catalogue.paths[chosen.collection ?? -1]
  /** @type {Part[]} */
  const found = [
    ...series(chosen.tag, "on", (tag) => slug(tag), (tag) => ({ tag: without(chosen.tag, tag) })),
    ...series(chosen.not, "not on", (tag) => slug(tag), (tag) => ({ not: without(chosen.not, tag) })),
    ...series(chosen.has, "with", holding, (name) => ({ has: without(chosen.has, name) })),
  ]
  function holding(/** @type {number} */ name) {
    return held(catalogue.holdings[name] ?? "")
  }
  if (path) {
    found.push({ before: "of the path", said: path.title, without: { collection: null } })
  }
  if (chosen.state) {
    found.push({ before: "", said: STATES[chosen.state], without: { state: "" } })
  }
  if (chosen.from || chosen.to) {
    const span = { from: "", to: "", undated: false }
    found.push({ before: chosen.by, said: spanOf(chosen), without: span })
  }
  if ((chosen.from || chosen.to) && chosen.undated) {
    found.push({ before: "or", said: "undated", without: { undated: false } })
  }
  return found
}

/** @param {string} holding @returns {string} what readers call it */
export function held(holding) {
  return holding === "doi" ? "DOI" : holding
}

/** @param {Chosen} chosen @returns {string} since 2023, until May 2024, from 2023 to 2024, in 2024 */
function spanOf({ from, to }) {
  if (from && from === to) {
    return `${from.length === 10 ? "on" : "in"} ${from}`
  }
  return from && to ? `from ${from} to ${to}` : from ? `since ${from}` : `until ${to}`
}

/**
 * @param {number[]} numbers
 * @param {string} before the first
 * @param {(number: number) => string} name
 * @param {(number: number) => Partial<Chosen>} back
 * @returns {Part[]}
 */
function series(numbers, before, name, back) {
  return numbers.map((number, place) => ({
    before: place === 0 ? before : before === "not on" ? "nor" : "and",
    said: name(number),
    without: back(number),
  }))
}

/** @param {number[]} numbers @param {number} number */
function without(numbers, number) {
  return numbers.filter((each) => each !== number)
}

/** @param {Part[]} said @returns {string} “on peft and rag, not on vision” */
export function words(said) {
  const each = (/** @type {Part} */ part) => [part.before, part.said].filter(Boolean).join(" ")
  return said.map((part, place) => joint(part, place) + each(part)).join("")
}

/** @param {Part} part @param {number} place @returns {string} what stands between it and what is before */
export function joint({ before }, place) {
  return place === 0 ? "" : ["and", "nor", "or"].includes(before) ? " " : ", "
}

/** @param {number} count */
export function papers(count) {
  return count === 0 ? "No papers" : counted(count)
}
