// Which papers what is chosen leaves, and what choosing anything else would leave. Every paper is
// looked at once for each thing that is chosen: a paper that fails none is left, and one that fails
// a single thing counts for what could be chosen in its place.

import { firstDay, lastDay } from "./catalogue.js"
import { STATES } from "./marked.js"

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./chosen.js").Chosen} Chosen */
/** @typedef {import("./marked.js").Marked} Marked */

/**
 * What every paper must be; mask[paper] is `want` for those that are. `tag` is that of a "not".
 * @typedef {{kind: "other" | "not" | "path" | "state" | "date", mask: Uint8Array, want: number, tag?: number}} Test
 */

/**
 * What is left, and how many papers choosing each thing would leave.
 * @typedef {object} Left
 * @property {Uint32Array} papers in the order that is chosen
 * @property {Uint8Array} passes 1 for the papers that pass, whatever the query
 * @property {Uint32Array} tags by their numbers
 * @property {Uint32Array} has by the numbers of the holdings
 * @property {Uint32Array} paths by their numbers
 * @property {number} anyPath
 * @property {Uint32Array} states by their places in STATES
 * @property {number} undated papers without such a date: left out by the span, or left because
 *   undated ones were asked for
 */

const FAR = 0x8000

/**
 * @param {Catalogue} catalogue
 * @param {Chosen} chosen
 * @param {Marked} marked
 * @param {Uint32Array | null} [found] by a query, the best first; nothing where there is none
 * @returns {Left}
 */
export function narrow(catalogue, chosen, marked, found = null) {
  const tests = [...testsOf(catalogue, chosen, marked)]
  const fails = new Uint16Array(catalogue.cards.length)
  const last = new Uint16Array(catalogue.cards.length) // the test that a paper failed last
  tests.forEach(({ mask, want }, number) => {
    for (let paper = 0; paper < mask.length; paper++) {
      if (mask[paper] !== want) {
        fails[paper] = (fails[paper] ?? 0) + 1
        last[paper] = number
      }
    }
  })
  const passes = Uint8Array.from(fails, (count) => Number(count === 0))
  if (found) {
    const among = new Uint8Array(fails.length)
    found.forEach((paper) => (among[paper] = 1))
    fails.forEach((count, paper) => (fails[paper] = among[paper] ? count : count + FAR))
  }
  const ordered = chosen.sort === "relevance" ? found : catalogue.order(chosen.sort)
  const papers = (ordered ?? catalogue.order("listed")).filter((paper) => fails[paper] === 0)
  const undated = chosen.from || chosen.to ? datesOf(catalogue, chosen).undated : null
  const alone = (/** @type {number} */ paper) => (fails[paper] === 1 ? tests[last[paper] ?? 0] : undefined)
  return { papers, passes, ...counts(catalogue, marked, papers, alone, undated) }
}

/**
 * @param {Catalogue} catalogue
 * @param {Marked} marked
 * @param {Uint32Array} papers that are left
 * @param {(paper: number) => Test | undefined} alone the test that a paper fails, if it is one
 * @param {Uint8Array | null} undated
 * @returns {Omit<Left, "papers" | "passes">}
 */
function counts(catalogue, marked, papers, alone, undated) {
  const { tag, has, path } = catalogue
  const states = new Uint32Array(STATES.length)
  const found = {
    tags: new Uint32Array(tag.kinds),
    has: new Uint32Array(has.kinds),
    paths: new Uint32Array(path.kinds),
    states,
    anyPath: papers.length,
    undated: 0,
  }
  for (const paper of papers) {
    tag.count(paper, found.tags)
    has.count(paper, found.has)
    path.count(paper, found.paths)
    marked.count(paper, states)
    found.undated += undated?.[paper] ?? 0
  }
  for (let paper = 0; paper < catalogue.cards.length; paper++) {
    const test = alone(paper)
    if (test?.kind === "not" && test.tag !== undefined) {
      found.tags[test.tag] = (found.tags[test.tag] ?? 0) + 1
    } else if (test?.kind === "path") {
      path.count(paper, found.paths)
      found.anyPath += 1
    } else if (test?.kind === "state") {
      marked.count(paper, states)
    } else if (test?.kind === "date") {
      found.undated += undated?.[paper] ?? 0
    }
  }
  return found
}

/**
 * @param {Catalogue} catalogue
 * @param {Chosen} chosen
 * @param {Marked} marked
 * @returns {Generator<Test>}
 */
function* testsOf(catalogue, chosen, marked) {
  for (const tag of chosen.tag) {
    yield { kind: "other", mask: catalogue.tag.mask(tag), want: 1 }
  }
  for (const tag of chosen.not) {
    yield { kind: "not", mask: catalogue.tag.mask(tag), want: 0, tag }
  }
  for (const name of chosen.has) {
    yield { kind: "other", mask: catalogue.has.mask(name), want: 1 }
  }
  if (chosen.collection !== null) {
    yield { kind: "path", mask: catalogue.path.mask(chosen.collection), want: 1 }
  }
  if (chosen.from || chosen.to) {
    yield { kind: "date", mask: datesOf(catalogue, chosen).within, want: 1 }
  }
  yield { kind: "state", mask: marked.mask(chosen.state), want: 1 }
}

/**
 * A date that is a year or a month is within when any of its days is.
 * @param {Catalogue} catalogue
 * @param {Chosen} chosen
 */
function datesOf(catalogue, { by, from, to, undated: welcome }) {
  const { first, last } = catalogue.dates(by)
  const since = from ? firstDay(from) : 0
  const until = to ? lastDay(to) : Infinity
  const within = new Uint8Array(catalogue.cards.length)
  const undated = new Uint8Array(catalogue.cards.length)
  for (let paper = 0; paper < within.length; paper++) {
    const start = first.starts[paper] ?? 0
    const end = first.starts[paper + 1] ?? 0
    undated[paper] = Number(start === end)
    within[paper] = Number(welcome && start === end)
    for (let at = start; at < end; at++) {
      if ((first.numbers[at] ?? 0) <= until && (last.numbers[at] ?? 0) >= since) {
        within[paper] = 1
      }
    }
  }
  return { within, undated }
}
