// A query in, papers out, each with what to show of it. Knows nothing of pages and of the network.

import { test } from "./filters.js"
import { Index } from "./index.js"
import { Phrases } from "./phrases.js"
import { parse } from "./query.js"
import { clip, marked, quote } from "./quoting.js"
import { byTitle, byWords, fuse, meant, terms } from "./ranking.js"
import { compact } from "./words.js"

/** @typedef {import("./filters.js").Card} Card */
/** @typedef {import("./filters.js").Tag} Tag */
/** @typedef {import("./meaning.js").Meaning} Meaning */
/** @typedef {import("./quoting.js").Segment} Segment */
/** @typedef {import("./ranking.js").Nearness} Nearness */
/** @typedef {{kind: string, name: string, url: string, also?: string}} Place */

/**
 * @typedef {object} Hit
 * @property {number} paper
 * @property {Card} card
 * @property {Tag[]} tags
 * @property {Segment[]} title
 * @property {Segment[] | null} quote nothing while the paper's text is not there
 * @property {"words" | "meaning"} by what found it
 */

/**
 * What narrows an answer besides the query.
 * @typedef {object} Among
 * @property {Uint8Array | null} allowed 1 for the papers that may be found; nothing where all may
 * @property {Uint32Array | null} rank the place of each paper; nothing where the best come first
 */

/**
 * @typedef {object} Answer
 * @property {Hit[]} hits the best, at most as many as were asked for
 * @property {number} total
 * @property {"best" | "newest" | ""} first which papers come first, if not as the reader sorts them
 * @property {boolean} nearest whether nothing answers the query, and these only come near
 * @property {string | null} straight the key of the paper whose address was typed
 * @property {[string, string][]} mended words that no paper has, and what they were taken for
 * @property {{filter: string, asWords: boolean}[]} missed filters that mean nothing here, and
 *   whether they were searched for as words
 * @property {Place[]} places
 * @property {Uint32Array | null} found all papers before they were narrowed, if they were to be
 * @property {Tag[]} narrower the tags that most hits have, and not all
 */

const TOPICS_COUNT = 0.2 // how much nearness to its topic helps a paper, beside its own
const NARROWER = 6
const CONSIDERED = 50 // of the hits, for what narrows them
const PLACES = 3
const NEAREST = 5

export class Engine {
  /**
   * @param {import("./packed.js").Packed} shown the cards
   * @param {import("./packed.js").Packed} words
   */
  constructor(shown, words) {
    /** @type {Card[]} */
    this.cards = shown.header.papers
    /** @type {Tag[]} */
    this.tags = shown.header.tags
    this.index = new Index(words, this.cards.length)
    /** @type {Place[]} */
    this.places = words.header.places
    this.titles = this.cards.map((card) => compact(card.title))
    /** @type {Map<number, string[]>} */
    this.texts = new Map()
    this.phrases = new Phrases(this.index, this.cards, this.texts)
    /** @type {Meaning | null} */
    this.meaning = null
    /** @type {Float32Array[]} where the topics lie, once meaning is there */
    this.topics = []
  }

  /**
   * @param {string} typed
   * @returns {number[]} the papers whose texts must be there before the query can be answered
   */
  needs(typed) {
    const query = parse(typed)
    return [...query.phrases, ...query.without].flatMap((phrase) => this.phrases.needs(phrase))
  }

  /**
   * @param {string} typed
   * @param {number} limit
   * @param {Among | null} [among]
   * @returns {Answer}
   */
  answer(typed, limit, among = null) {
    const query = parse(typed)
    const known = this.identified(query.id)
    const missed = query.filters.filter((filter) => !test(filter, this.tags))
    const asWords = missed.filter(({ not }) => !not).map(({ value }) => value)
    const text = [query.text, ...asWords].join(" ").trim()
    const means = meant(text, query.open, this.index)
    const wanted = terms(means.parts, query.open, this.index)
    const found = query.id
      ? { papers: known === null ? [] : [known], nearest: false, meaning: null, scores: null }
      : this.found(query, text, wanted, means)
    const stems = new Set(wanted.flatMap(({ meanings }) => [...meanings.keys()]))
    const papers = narrowed(found.papers, among)
    const hits = papers
      .slice(0, limit)
      .map((paper) => this.hit(paper, stems, found.scores, found.meaning))
    return {
      hits,
      total: papers.length,
      found: among && Uint32Array.from(found.papers),
      first: among?.rank ? "" : text ? "best" : "newest",
      nearest: found.nearest,
      straight: known !== null && query.id?.address ? (this.cards[known]?.key ?? null) : null,
      mended: means.mended,
      missed: missed.map(({ field, value, not }) => ({
        filter: `${field}:${value}`,
        asWords: !not,
      })),
      places: this.placesFor(text),
      narrower: this.narrower(papers.slice(0, CONSIDERED)),
    }
  }

  /**
   * @param {import("./query.js").Query} query
   * @param {string} text what of it is searched for
   * @param {import("./ranking.js").Term[]} wanted
   * @param {import("./ranking.js").Meant} means
   */
  found(query, text, wanted, means) {
    const scores = byWords(wanted, this.index)
    const papers = Array.from(this.cards.keys()).filter(this.allowed(query))
    if (!text) {
      return { papers: this.newest(papers), nearest: false, meaning: null, scores }
    }
    const meaning = this.nearness(means.text)
    const typed = means.mended.length > 0 ? means.parts.join("") : text
    const tags = (/** @type {number} */ paper) => this.cards[paper]?.tags ?? []
    const every = query.phrases.length > 0
    const best = fuse(papers, every, scores, meaning, byTitle(typed, this.titles), tags)
    if (best.length > 0 || !meaning) {
      return { papers: best, nearest: false, meaning, scores }
    }
    const near = (/** @type {number} */ paper) => meaning.scores[paper] ?? 0
    const all = Array.from(this.cards.keys()).filter((paper) => near(paper) > 0)
    all.sort((one, other) => near(other) - near(one))
    return { papers: all.slice(0, NEAREST), nearest: all.length > 0, meaning, scores }
  }

  /** @param {string} means @returns {Nearness | null} nothing while meaning is not there */
  nearness(means) {
    const { meaning } = this
    if (!meaning) {
      return null
    }
    if (this.topics.length === 0) {
      this.topics = this.tags.map(({ name, about }) => meaning.encode(`${name}. ${about}`))
    }
    const query = meaning.encode(means)
    const near = this.topics.map((topic) => TOPICS_COUNT * product(topic, query))
    const topics = this.cards.map(({ tags }) => Math.max(0, ...(tags ?? []).map((tag) => near[tag] ?? 0)))
    return { ...meaning.score(query), topics: Float32Array.from(topics) }
  }

  /** @param {number[]} papers @returns {number[]} the newest publication first */
  newest(papers) {
    const published = (/** @type {number} */ paper) => this.cards[paper]?.published ?? ""
    return papers.sort((a, b) => (published(a) < published(b) ? 1 : -1))
  }

  /** @param {import("./query.js").Query} query @returns {(paper: number) => boolean} */
  allowed(query) {
    const tests = query.filters.flatMap((filter) => test(filter, this.tags) ?? [])
    const phrases = query.phrases.map((phrase) => new Set(this.phrases.papers(phrase)))
    const without = query.without.map((each) => new Set(this.phrases.papers(each)))
    return (paper) => {
      const card = this.cards[paper]
      return (
        card !== undefined &&
        tests.every((passes) => passes(card)) &&
        phrases.every((papers) => papers.has(paper)) &&
        !without.some((papers) => papers.has(paper))
      )
    }
  }

  /** @param {import("./query.js").Id | null} id @returns {number | null} */
  identified(id) {
    const place = id ? this.cards.findIndex((card) => card[id.kind]?.toLowerCase() === id.value) : -1
    return place < 0 ? null : place
  }

  /**
   * @param {number} paper
   * @param {Set<number>} stems
   * @param {import("./ranking.js").Scores | null} scores
   * @param {{sentences: Int16Array} | null} meaning
   * @returns {Hit}
   */
  hit(paper, stems, scores, meaning) {
    const card = /** @type {Card} */ (this.cards[paper])
    const by = scores && scores.terms > 0 && scores.matched[paper] === 0 ? "meaning" : "words"
    const text = this.texts.get(paper)
    return {
      paper,
      card,
      tags: (card.tags ?? []).flatMap((number) => this.tags[number] ?? []),
      title: marked(card.title, stems, this.index),
      quote: text ? clip(quote(text, stems, meaning?.sentences[paper] ?? -1, this.index)) : null,
      by,
    }
  }

  /** @param {string} text @returns {Place[]} */
  placesFor(text) {
    const typed = compact(text)
    if (typed.length < 3) {
      return []
    }
    const near = this.places.filter(({ kind, name, also }) => {
      const names = [name, ...(also ?? "").split("\n")]
      return names.some((each) => compact(each).startsWith(typed)) ||
        (kind === "Author" && typed === compact(name.split(" ").at(-1) ?? ""))
    })
    return near.sort((a, b) => a.name.length - b.name.length).slice(0, PLACES)
  }

  /** @param {number[]} papers @returns {Tag[]} */
  narrower(papers) {
    const counts = this.tags.map((_, number) =>
      papers.filter((paper) => this.cards[paper]?.tags?.includes(number)).length,
    )
    return Array.from(counts.keys())
      .filter((number) => (counts[number] ?? 0) > 1 && (counts[number] ?? 0) < papers.length)
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
      .slice(0, NARROWER)
      .flatMap((number) => this.tags[number] ?? [])
  }
}

/** @param {number[]} papers @param {Among | null} among @returns {number[]} */
function narrowed(papers, among) {
  const { allowed = null, rank = null } = among ?? {}
  const left = allowed ? papers.filter((paper) => allowed[paper]) : papers
  return rank ? left.slice().sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0)) : left
}

/** @param {Float32Array} one @param {Float32Array} other */
function product(one, other) {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
}
