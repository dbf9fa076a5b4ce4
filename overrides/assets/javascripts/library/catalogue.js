// What the facets ask of every paper, in arrays: ten thousand papers are narrowed within a frame.
// Papers, tags and reading paths are numbers, as in generator/publish/search/cards.py.

/** @typedef {import("../search/filters.js").Card} Card */
/** @typedef {import("../search/filters.js").Tag} Tag */
/** @typedef {"listed" | "published" | "added"} By which of its dates a paper is asked for */
/** @typedef {By | "title" | "trending"} Order */

/**
 * What the cards' file holds (generator/publish/search/files.py).
 * @typedef {object} Cards
 * @property {Card[]} papers
 * @property {Tag[]} tags
 * @property {Record<string, string>} facets names by slugs
 * @property {{name: string, title: string}[]} paths
 */

/** Several numbers of each paper: those of paper n stand from starts[n] to starts[n + 1]. */
class Several {
  /** @param {number[][]} numbers @param {number} kinds how many different numbers there are */
  constructor(numbers, kinds) {
    this.kinds = kinds
    this.starts = new Uint32Array(numbers.length + 1)
    numbers.forEach((some, paper) => {
      this.starts[paper + 1] = (this.starts[paper] ?? 0) + some.length
    })
    this.numbers = Uint32Array.from(numbers.flat())
    /** @type {Map<number, Uint8Array>} */
    this.masks = new Map()
  }

  /** @param {number} paper */
  of(paper) {
    return this.numbers.subarray(this.starts[paper], this.starts[paper + 1])
  }

  /** @param {number} paper @param {Uint32Array} counts of each number, to which the paper's add one */
  count(paper, counts) {
    const end = this.starts[paper + 1] ?? 0
    for (let at = this.starts[paper] ?? 0; at < end; at++) {
      const number = this.numbers[at] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
  }

  /** @param {number} number @returns {Uint8Array} 1 for the papers that have it */
  mask(number) {
    const known = this.masks.get(number)
    if (known) {
      return known
    }
    const made = new Uint8Array(this.starts.length - 1)
    for (let paper = 0; paper < made.length; paper++) {
      made[paper] = this.of(paper).includes(number) ? 1 : 0
    }
    this.masks.set(number, made)
    return made
  }
}

/** What is no holding to choose by: nearly every paper has it, or another facet asks for it. */
const UNASKED = new Set(["arxiv", "date", "summary"])
const ARTICLE = /^(?:a|an|the) (?=.)/u

export class Catalogue {
  /** @param {Cards} cards */
  constructor({ papers, tags, facets, paths }) {
    this.cards = papers
    this.tags = tags
    this.facets = facets
    this.paths = paths
    this.holdings = byNumber(papers.flatMap(({ has }) => has ?? [])).filter((name) => !UNASKED.has(name))
    this.number = new Map(papers.map(({ key }, number) => [key, number]))
    const holding = new Map(this.holdings.map((name, number) => [name, number]))
    this.tag = new Several(papers.map((card) => card.tags ?? []), tags.length)
    this.path = new Several(papers.map((card) => card.paths ?? []), paths.length)
    this.has = new Several(
      papers.map(({ has }) => (has ?? []).flatMap((name) => holding.get(name) ?? [])),
      this.holdings.length,
    )
    /** @type {Map<By, {first: Several, last: Several}>} */
    this.spans = new Map()
    /** @type {Map<Order, Uint32Array>} */
    this.orders = new Map()
  }

  /** @param {By} by @returns {{first: Several, last: Several}} the first and last day of each date */
  dates(by) {
    const known = this.spans.get(by)
    if (known) {
      return known
    }
    const said = this.cards.map((card) => [card[by] ?? []].flat())
    const made = {
      first: new Several(said.map((dates) => dates.map(firstDay)), 0),
      last: new Several(said.map((dates) => dates.map(lastDay)), 0),
    }
    this.spans.set(by, made)
    return made
  }

  /** @param {Order} by @returns {Uint32Array} the papers in this order; unknown comes last */
  order(by) {
    const known = this.orders.get(by)
    if (known) {
      return known
    }
    const made = by === "listed" ? this.asListed() : this.sorted(by)
    this.orders.set(by, made)
    return made
  }

  /** As in generator/model/reading_list.py: newest_first. */
  asListed() {
    const said = this.cards.map(({ listed, published, key }) => ({
      listed: listed?.[0] ?? "",
      published: published ?? "",
      key,
    }))
    const places = Uint32Array.from(said.keys())
    return places.sort((a, b) => {
      const one = /** @type {typeof said[0]} */ (said[a])
      const other = /** @type {typeof said[0]} */ (said[b])
      return (
        compared(other.listed, one.listed) ||
        compared(other.published, one.published) ||
        compared(one.key, other.key)
      )
    })
  }

  /** @param {Exclude<Order, "listed">} by Equal papers stay as they are listed. */
  sorted(by) {
    if (by === "title") {
      const titles = this.cards.map(({ title }) => alphabetical(title))
      return this.order("listed").slice().sort((a, b) => compared(titles[a] ?? "", titles[b] ?? ""))
    }
    if (by === "trending") {
      const captures = Uint32Array.from(this.cards, (card) => card.captures ?? 0)
      const newest = this.order("published").slice()
      return newest.sort((a, b) => (captures[b] ?? 0) - (captures[a] ?? 0))
    }
    const dates = this.cards.map((card) => card[by] ?? "")
    return this.order("listed").slice().sort((a, b) => compared(dates[b] ?? "", dates[a] ?? ""))
  }
}

/** @param {string[]} names @returns {string[]} each once, what stands there most often first */
function byNumber(names) {
  /** @type {Map<string, number>} */
  const numbers = new Map()
  names.forEach((name) => numbers.set(name, (numbers.get(name) ?? 0) + 1))
  return [...numbers.keys()].sort((a, b) => (numbers.get(b) ?? 0) - (numbers.get(a) ?? 0) || compared(a, b))
}

/** @param {string} one @param {string} other */
function compared(one, other) {
  return one < other ? -1 : Number(one > other)
}

/** @param {string} title @returns {string} as generator/publish/pages/titles.py sorts it */
function alphabetical(title) {
  const letters = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  return letters.replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(ARTICLE, "")
}

/** @param {string} date 2024, 2024-03 or 2024-03-17 @returns {number} 20240101, 20240301 … */
export function firstDay(date) {
  const [year, month = 1, day = 1] = date.split("-").map(Number)
  return Number(year) * 10_000 + month * 100 + day
}

/** @param {string} date @returns {number} the last day that it may mean; months have 31 */
export function lastDay(date) {
  const [year, month = 12, day = 31] = date.split("-").map(Number)
  return Number(year) * 10_000 + month * 100 + day
}
