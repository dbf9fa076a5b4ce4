// Filters: which papers a `tag:`, `author:`, `year:`, `has:`, `venue:` or `title:` leaves.

import { compact, partsOf, written } from "./words.js"

/**
 * What the search knows of a paper besides its words (generator/publish/search/cards.py).
 * @typedef {object} Card
 * @property {string} key
 * @property {string} title
 * @property {string[]} [authors]
 * @property {string} [published] as precise as it is known: 2024, 2024-03, 2024-03-17
 * @property {string} [date] the same in words
 * @property {string} [venue]
 * @property {string[]} [listed] days, the newest first
 * @property {string} [added] the day on which it came to this list
 * @property {number} [captures] how many captures showed it, where that is trending
 * @property {number[]} [paths] numbers of the reading paths
 * @property {number} [rating] the curator's, 1 to 5
 * @property {number[]} [tags] numbers of the tags
 * @property {string} [arxiv]
 * @property {string} [doi]
 * @property {string} [anthology]
 * @property {string} [openreview]
 * @property {Record<string, string[]>} [links] of code, data and more, by their kinds
 * @property {string[]} [has]
 */

/** @typedef {{slug: string, name: string, facet: string, about: string, also: string[]}} Tag */
/** @typedef {(card: Card) => boolean} Test */

const HOLDINGS = /** @type {Record<string, string>} */ ({
  dataset: "data",
  github: "code",
  notes: "note",
  repo: "code",
  repository: "code",
  website: "project",
})

/**
 * @param {import("./query.js").Filter} filter
 * @param {Tag[]} tags
 * @returns {Test | null} nothing when no paper can be meant: there is no such tag or year
 */
export function test({ field, value, not }, tags) {
  const positive = TESTS[field]?.(value, tags) ?? null
  return positive && not ? (card) => !positive(card) : positive
}

/** @type {Record<string, (value: string, tags: Tag[]) => Test | null>} */
const TESTS = {
  tag(value, tags) {
    const number = named(value, tags)
    return number < 0 ? null : (card) => (card.tags ?? []).includes(number)
  },
  author: (value) => (card) => (card.authors ?? []).some((name) => begins(value, name)),
  venue: (value) => (card) => begins(value, card.venue ?? ""),
  title: (value) => (card) => begins(value, card.title),
  year(value) {
    if (/^(?:unknown|undated|none)$/iu.test(value)) {
      return (card) => !card.published
    }
    const span = /^(>=?|<=?)?(\d{1,4})(?:(-|–|\.\.)(\d{4})?)?$/u.exec(value)
    return span ? between(span[1] ?? "", span[2] ?? "", span[3] ?? "", span[4] ?? "") : null
  },
  has(value) {
    const wanted = HOLDINGS[value.toLowerCase()] ?? value.toLowerCase()
    return (card) => (card.has ?? []).some((held) => held.startsWith(wanted))
  },
}

/**
 * @param {string} value a slug, a name or an alias, or the beginning of one
 * @param {Tag[]} tags
 * @returns {number} of the tag, or -1
 */
function named(value, tags) {
  const wanted = compact(value)
  const names = tags.map((tag) => [tag.slug, tag.name, ...tag.also].map(compact))
  const exact = names.findIndex((called) => called.includes(wanted))
  return exact >= 0
    ? exact
    : names.findIndex((called) => called.some((name) => wanted && name.startsWith(wanted)))
}

/** @param {string} value @param {string} text @returns {boolean} whether each word begins one */
function begins(value, text) {
  const said = written(text).flatMap((parts) => [...parts, parts.join("")])
  return partsOf(value).every((part) => said.some((word) => word.startsWith(part)))
}

/**
 * @param {string} sign
 * @param {string} from
 * @param {string} dash
 * @param {string} to
 * @returns {Test}
 */
function between(sign, from, dash, to) {
  const first = Number(from.padEnd(4, "0"))
  const last = Number(dash ? to || "9999" : from.padEnd(4, "9"))
  const year = (/** @type {Card} */ card) => Number(card.published?.slice(0, 4) ?? NaN)
  switch (sign) {
    case ">":
      return (card) => year(card) > last
    case ">=":
      return (card) => year(card) >= first
    case "<":
      return (card) => year(card) < first
    case "<=":
      return (card) => year(card) <= last
    default:
      return (card) => year(card) >= first && year(card) <= last
  }
}
