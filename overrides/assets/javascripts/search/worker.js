// The search's own thread: typing never waits for it. It is asked a question and tells the answer,
// first by words alone, then again as texts and meaning arrive; only the newest question counts.

import { Engine } from "./engine.js"
import { file, manifest } from "./files.js"

/**
 * @typedef {object} Question
 * @property {number} number
 * @property {string} typed nothing while the reader only seems about to type
 * @property {number} limit
 * @property {import("./engine.js").Among | null} among
 */

/**
 * @typedef {object} Told
 * @property {number} number the question's
 * @property {import("./engine.js").Answer | null} answer nothing when there can be none
 * @property {boolean} settled whether nothing is still to come that may change the answer
 * @property {string} failed why something did not come
 */

const PAUSE = 200 // milliseconds: who types leaves less between two keys

let newest = 0
let failed = ""

const names = manifest()
const engine = names.then(async ({ cards, words }) => {
  const [shown, index] = await Promise.all([file(cards), file(words)])
  return new Engine(shown, index)
})
/** @type {Map<number, Promise<void>>} */
const texts = new Map()
/** @type {Promise<void> | null} */
let meaning = null

/** @param {MessageEvent<Question>} event */
async function ask({ data: question }) {
  newest = question.number
  try {
    const search = await engine
    await loadTexts(search, search.needs(question.typed))
    await answer(search, question)
  } catch (error) {
    postMessage(told(question.number, null, true, reason(error)))
  }
}

/** @param {Engine} search @param {Question} question */
async function answer(search, { number, typed, limit, among }) {
  while (number === newest) {
    const found = search.answer(typed, limit, among)
    const unquoted = found.hits.filter(({ quote }) => !quote).map(({ paper }) => paper)
    const settled = unquoted.length === 0 && (search.meaning !== null || failed !== "")
    postMessage(told(number, found, settled, failed))
    if (settled) {
      return
    }
    meaning ??= loadMeaning(search)
    if (unquoted.length > 0) {
      await pause()
    }
    if (number === newest) {
      await (unquoted.length > 0 ? loadTexts(search, unquoted) : meaning)
    }
  }
}

/** Most of what is found while somebody types is never read, so its texts are not fetched. */
function pause() {
  return new Promise((done) => setTimeout(done, PAUSE))
}

/**
 * @param {number} number
 * @param {Told["answer"]} found
 * @param {boolean} settled
 * @param {string} why
 * @returns {Told}
 */
function told(number, found, settled, why) {
  return { number, answer: found, settled, failed: why }
}

/** @param {Engine} search @param {number[]} papers whose texts are to be there */
async function loadTexts(search, papers) {
  const { texts: files, texts_per_file: perFile } = await names
  const load = async (/** @type {number} */ part) => {
    const { header } = await file(files[part] ?? "")
    header.forEach((/** @type {string[]} */ sentences, /** @type {number} */ place) =>
      search.texts.set(part * perFile + place, sentences),
    )
  }
  const parts = new Set(papers.map((paper) => Math.floor(paper / perFile)))
  for (const part of parts) {
    texts.set(part, texts.get(part) ?? load(part))
  }
  try {
    await Promise.all([...parts].map((part) => texts.get(part)))
  } catch {
    // Results without their sentences are still results.
    papers.forEach((paper) => search.texts.set(paper, search.texts.get(paper) ?? []))
  }
}

/** @param {Engine} search */
async function loadMeaning(search) {
  try {
    const { Meaning } = await import("./meaning.js")
    const [table, ...papers] = await Promise.all((await names).meaning.map(file))
    if (!table) {
      throw new Error("the site has no table of meanings")
    }
    search.meaning = new Meaning(table, ...papers)
  } catch (error) {
    failed = reason(error)
  }
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.message : String(error)
}

addEventListener("message", (/** @type {MessageEvent<Question>} */ event) => void ask(event))
