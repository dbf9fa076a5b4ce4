// Which papers answer a query, the best first.
//
// A title that the query spells out, or begins to, comes first. All others are ranked by how much
// of the query's words they have (BM25F) and by how near they are in meaning, added.

import { compact, written } from "./words.js"

const WORDS_COUNT = 0.9 // all of the query's words, beside a cosine of 1
const PAIR_COUNTS = 0.6 // how much it counts that two words stand together
const ENOUGH = 0.4 // of the best paper's value: what has less answers another question
const LEAST_MEANING = 0.4 // cosine: when no paper has a word of it, the query may be no words at all
const TRUSTED = 5 // papers: what the first so many are about is what was asked for
const SUBJECT_COUNTS = 0.1
const SHORTEST_BEGINNING = 3 // letters of a title that is being typed

/**
 * A word of the query, or two that may be written in one, and what it may mean.
 * @typedef {object} Term
 * @property {import("./index.js").Meanings} meanings
 * @property {number} weight
 */

/**
 * @typedef {object} Scores
 * @property {Float32Array} words by the number of the paper; 0 when it has none of the words,
 *   1 when it is about all of them as much as a paper can be
 * @property {Uint8Array} matched how many of the query's words it has
 * @property {number} terms how many words the query has
 */

/**
 * @param {string[]} parts the query's words, each compound in its parts
 * @param {boolean} open whether the last word may go on
 * @param {import("./index.js").Index} index
 * @returns {Term[]}
 */
export function terms(parts, open, index) {
  const single = parts.flatMap((part, place) => {
    const last = open && place === parts.length - 1
    return index.stop.has(part) && !last ? [] : { meanings: index.meanings(part, last), weight: 1 }
  })
  const pairs = parts.slice(1).flatMap((second, place) => {
    const stem = index.stem((parts[place] ?? "") + second)
    return stem === undefined ? [] : { meanings: new Map([[stem, 1]]), weight: PAIR_COUNTS }
  })
  return [...single, ...pairs]
}

/**
 * What a reader meant by a text.
 * @typedef {object} Meant
 * @property {string[]} parts its words, each compound in its parts, slips mended
 * @property {string} text the same as a text
 * @property {[string, string][]} mended words that no paper has, and what they were taken for
 */

/**
 * @param {string} text
 * @param {boolean} open
 * @param {import("./index.js").Index} index
 * @returns {Meant}
 */
export function meant(text, open, index) {
  const said = written(text)
  /** @type {Meant} */
  const found = { parts: [], text: "", mended: [] }
  const whole = said.map((parts, place) => {
    const last = open && place === said.length - 1
    const near = [said[place - 1]?.at(-1), said[place + 1]?.[0]]
    const means = parts.map((part) => meantPart(part, near, last, index))
    found.mended.push(...means.filter(([part, taken]) => part !== taken))
    const taken = split(
      means.map(([, each]) => each),
      index,
    )
    found.parts.push(...taken)
    return taken.map((each) => (last ? completed(each, index) : each)).join("-")
  })
  found.text = whole.join(" ")
  return found
}

/**
 * @param {string} part
 * @param {(string | undefined)[]} near the words before and after it, of which it may be a part
 * @param {boolean} open
 * @param {import("./index.js").Index} index
 * @returns {[string, string]} it, and what it is taken for
 */
function meantPart(part, [before = "", after = ""], open, index) {
  const known =
    index.stop.has(part) ||
    index.meanings(part, open).size > 0 ||
    (before && index.stem(before + part) !== undefined) ||
    (after && index.stem(part + after) !== undefined)
  return [part, known ? part : (index.likely(part) ?? part)]
}

/**
 * @param {string} part
 * @param {import("./index.js").Index} index
 * @returns {string} the form that papers have most often of those that it begins
 */
function completed(part, index) {
  if (index.stop.has(part) || index.stem(part) !== undefined) {
    return part
  }
  const first = index.firstFrom(part)
  let best = part
  let most = 0
  for (let place = first; index.forms[place]?.startsWith(part); place++) {
    const papers = index.lengths[index.stems[place] ?? 0] ?? 0
    if (papers > most) {
      most = papers
      best = /** @type {string} */ (index.forms[place])
    }
  }
  return best
}

/** @param {string[]} parts @param {import("./index.js").Index} index @returns {string[]} */
export function split(parts, index) {
  return parts.flatMap((part) => {
    const first = index.compounds.get(part)
    return first ? split([part.slice(0, first), part.slice(first)], index) : part
  })
}

/**
 * @param {Term[]} wanted
 * @param {import("./index.js").Index} index
 * @returns {Scores}
 */
export function byWords(wanted, index) {
  const sum = new Float32Array(index.size)
  const matched = new Uint8Array(index.size)
  let possible = 0
  for (const { meanings, weight } of wanted) {
    const best = new Float32Array(index.size)
    let most = 0
    for (const [stem, likely] of meanings) {
      const value = weight * likely * index.rarity(stem)
      most = Math.max(most, value)
      index.each(stem, (paper, share) => {
        best[paper] = Math.max(best[paper] ?? 0, value * share)
      })
    }
    best.forEach((score, paper) => {
      if (score > 0) {
        sum[paper] = (sum[paper] ?? 0) + score
        matched[paper] = (matched[paper] ?? 0) + (weight === 1 ? 1 : 0)
      }
    })
    possible += most
  }
  return {
    words: possible > 0 ? sum.map((score) => score / possible) : sum,
    matched,
    terms: wanted.filter(({ weight }) => weight === 1).length,
  }
}

/**
 * @param {string} text
 * @param {string[]} titles compact
 * @returns {(paper: number) => number} the better, the higher; 0 for a title with another beginning.
 *   It hangs on the title alone, so that one more letter of it never puts another before it
 */
export function byTitle(text, titles) {
  const typed = compact(text)
  if (typed.length < SHORTEST_BEGINNING) {
    return () => 0
  }
  return (paper) => {
    const title = titles[paper] ?? ""
    return title.startsWith(typed) ? 1 / title.length : 0
  }
}

/**
 * What is known of how near papers are to a query in meaning.
 * @typedef {object} Nearness
 * @property {Float32Array} scores cosines of the query and the papers' texts, by number
 * @property {Float32Array} topics what the papers' topics add to them
 * @property {Int16Array} sentences of each paper's abstract the nearest; -1 when it has none
 */

/**
 * @param {number[]} papers those that the filters leave
 * @param {boolean} every whether all of them answer the query, and only their order is asked for
 * @param {Scores} scores
 * @param {Nearness | null} meaning
 * @param {(paper: number) => number} title
 * @param {(paper: number) => number[]} tags numbers of the paper's tags
 * @returns {number[]} papers, the best first
 */
export function fuse(papers, every, scores, meaning, title, tags) {
  const values = scores.words.map(
    (said, paper) =>
      WORDS_COUNT * said + (meaning?.scores[paper] ?? 0) + (meaning?.topics[paper] ?? 0),
  )
  const byValue = (/** @type {number} */ a, /** @type {number} */ b) =>
    title(b) - title(a) || (values[b] ?? 0) - (values[a] ?? 0) || a - b
  const subject = subjects([...papers].sort(byValue).slice(0, TRUSTED), tags)
  for (const paper of papers) {
    const shared = Math.max(0, ...tags(paper).map((tag) => subject.get(tag) ?? 0))
    values[paper] = (values[paper] ?? 0) + SUBJECT_COUNTS * shared
  }
  const best = papers.reduce((most, paper) => Math.max(most, values[paper] ?? 0), 0)
  const said = scores.words.some((score) => score > 0)
  const enough = Math.max(ENOUGH * best, said ? 0 : LEAST_MEANING)
  const isFound = (/** @type {number} */ paper) =>
    every ||
    (values[paper] ?? 0) >= enough ||
    (scores.terms > 0 && scores.matched[paper] === scores.terms) ||
    title(paper) > 0
  return papers.filter(isFound).sort(byValue)
}

/**
 * What the best papers are about tells what was asked for (pseudo-relevance feedback).
 * @param {number[]} papers
 * @param {(paper: number) => number[]} tags
 * @returns {Map<number, number>} the share of them that has each tag
 */
function subjects(papers, tags) {
  const shares = new Map()
  for (const tag of papers.flatMap(tags)) {
    shares.set(tag, (shares.get(tag) ?? 0) + 1 / papers.length)
  }
  return shares
}
