// What a reader has chosen in the library, and how the address says it. Whatever an address says
// that means nothing here is left aside, and told.

import { STATES } from "./marked.js"

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./catalogue.js").By} By */
/** @typedef {import("./catalogue.js").Order} Order */
/** @typedef {import("./marked.js").State} State */
/** @typedef {"lines" | "summaries" | "abstracts"} View */

/**
 * Tags, holdings and the reading path are numbers.
 * @typedef {object} Chosen
 * @property {boolean} query whether the address has a query, too
 * @property {number[]} tag a paper must have all of these
 * @property {number[]} not and none of these
 * @property {number[]} has
 * @property {number | null} collection
 * @property {State} state
 * @property {By} by which date the span is of
 * @property {string} from 2024, 2024-03 or 2024-03-17; "" is any
 * @property {string} to
 * @property {boolean} undated whether papers without such a date pass a span
 * @property {Order | "relevance"} sort
 * @property {View} view
 */

export const BYS = /** @type {const} */ (["listed", "published", "added"])
export const ORDERS = /** @type {const} */ ([...BYS, "title", "trending"])
export const VIEWS = /** @type {const} */ (["summaries", "lines", "abstracts"])
const NAMES = ["tag", "not", "has", "collection", "state", "by", "from", "to", "undated", "sort", "view"]

/**
 * @param {URLSearchParams} said
 * @param {Catalogue} catalogue
 * @returns {{chosen: Chosen, wrong: string[]}} `wrong`: what means nothing, as `name=value`
 */
export function read(said, catalogue) {
  /** @type {string[]} */
  const wrong = []
  const query = (said.get("q") ?? "").trim() !== ""
  /** @param {string} name @param {string[]} known */
  const numbers = (name, known) => [...new Set(said.getAll(name))].flatMap((value) => {
    const number = known.indexOf(value)
    if (number < 0) {
      wrong.push(`${name}=${value}`)
    }
    return number < 0 ? [] : number
  })
  /** @template {string} T @param {string} name @param {readonly T[]} known @param {T} other @returns {T} */
  const one = (name, known, other) => {
    const value = said.get(name) ?? ""
    const found = known.find((each) => each === value)
    if (value && found === undefined) {
      wrong.push(`${name}=${value}`)
    }
    return found ?? other
  }
  const date = (/** @type {string} */ name) => {
    const value = said.get(name) ?? ""
    if (!isDate(value)) {
      wrong.push(`${name}=${value}`)
    }
    return isDate(value) ? value : ""
  }
  const slugs = catalogue.tags.map(({ slug }) => slug)
  const tag = numbers("tag", slugs)
  const chosen = {
    query,
    tag,
    not: numbers("not", slugs).filter((number) => !tag.includes(number)),
    has: numbers("has", catalogue.holdings),
    collection: numbers("collection", catalogue.paths.map(({ name }) => name))[0] ?? null,
    state: one("state", STATES, ""),
    by: one("by", BYS, "published"),
    from: date("from"),
    to: date("to"),
    undated: one("undated", ["1"], "") === "1",
    sort: one("sort", query ? [...ORDERS, "relevance"] : ORDERS, query ? "relevance" : "listed"),
    view: one("view", VIEWS, "summaries"),
  }
  return { chosen, wrong }
}

/** @param {string} value @returns {boolean} whether it is a year, a month or a day, or nothing */
export function isDate(value) {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/u.exec(value)
  const [year, month = 1, day = 1] = (parts?.slice(1) ?? []).flatMap((part) => (part ? Number(part) : []))
  const date = new Date(Date.UTC(year ?? 0, month - 1, day))
  return value === "" || (parts !== null && date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
}

/**
 * @param {Chosen} chosen
 * @param {Catalogue} catalogue
 * @param {URL} here what of it is not ours stays as it is
 * @returns {URL}
 */
export function address(chosen, catalogue, here) {
  const there = new URL(here)
  NAMES.forEach((name) => there.searchParams.delete(name))
  /** @param {string} name @param {(string | undefined)[]} values */
  const say = (name, ...values) => {
    values.forEach((value) => value && there.searchParams.append(name, value))
  }
  const slug = (/** @type {number} */ tag) => catalogue.tags[tag]?.slug
  say("tag", ...chosen.tag.map(slug))
  say("not", ...chosen.not.map(slug))
  say("has", ...chosen.has.map((name) => catalogue.holdings[name]))
  say("collection", catalogue.paths[chosen.collection ?? -1]?.name)
  say("state", chosen.state)
  say("by", chosen.by === "published" ? "" : chosen.by)
  say("from", chosen.from)
  say("to", chosen.to)
  say("undated", chosen.undated ? "1" : "")
  say("sort", chosen.sort === (chosen.query ? "relevance" : "listed") ? "" : chosen.sort)
  say("view", chosen.view === "summaries" ? "" : chosen.view)
  return there
}

/** @param {Chosen} chosen @returns {Chosen} the same order and view, and nothing chosen */
export function cleared(chosen) {
  const nothing = { tag: [], not: [], has: [], collection: null, from: "", to: "", undated: false }
  return { ...chosen, ...nothing, state: "", by: "published" }
}
