// What a reader has said of papers. The browser keeps it, one item a paper, and tells other tabs;
// nothing of it leaves the browser unless the reader sends it.

import { named, onOthers, read, remove, write, writeAll } from "./kept.js"
import { adding, isMarked, KEY, knowsMore, meant, merged, NONE, understood } from "./words.js"

/** @typedef {import("./words.js").Marks} Marks */
/** @typedef {import("./words.js").Field} Field */
/** @typedef {import("./words.js").Words} Words */
/** @typedef {import("./kept.js").Trouble} Trouble */

const PAPER = "paper "

/** What is known of a paper: its words, and what they mean. @typedef {[Words, Readonly<Marks>]} Known */

/** @type {Map<string, Known>} by key; what nobody has asked for yet is not read */
const known = new Map()
/** @type {Set<(keys: string[]) => void>} */
const listeners = new Set()
/** @type {Set<(trouble: Trouble) => void>} */
const worried = new Set()

/** @param {string} key @returns {Known} */
function knownOf(key) {
  return known.get(key) ?? learn(key, understood(read(PAPER + key)))
}

/** @param {string} key @param {Words} words @returns {Known} */
function learn(key, words) {
  /** @type {Known} */
  const learnt = [words, Object.keys(words).length ? meant(words) : NONE]
  known.set(key, learnt)
  return learnt
}

/** @param {string} key @returns {Readonly<Marks>} */
export function marksOf(key) {
  return knownOf(key)[1]
}

/** @param {string} key @returns {Words} what was said, when, and what was taken back */
export function wordsOf(key) {
  return knownOf(key)[0]
}

/** @returns {string[]} the keys of the papers of which anything is said */
export function markedKeys() {
  return saidKeys().filter((key) => isMarked(wordsOf(key)))
}

/**
 * @returns {string[]} also of those of which all has been taken back; not what other pages of the
 *   origin have named so
 */
export function saidKeys() {
  return named(PAPER).filter((key) => KEY.test(key))
}

/**
 * A paper that has been read leaves the queue.
 * @template {Field} F
 * @param {string} key
 * @param {F} field
 * @param {Marks[F]} value
 */
export function mark(key, field, value) {
  // Another tab may have said something a moment ago.
  let words = adding(merged(wordsOf(key), understood(read(PAPER + key))), field, value)
  if (field === "read" && value && meant(words).queue) {
    words = adding(words, "queue", 0)
  }
  learn(key, words)
  worry(write([item(key)]))
  tell([key])
}

/**
 * Adds what was said elsewhere; the newer word of each field wins.
 * @param {Map<string, Words>} said by key
 * @returns {boolean} false when there is no room: nothing has been added then
 */
export function add(said) {
  const before = [...said].map(([key]) => /** @type {const} */ ([key, wordsOf(key)]))
  said.forEach((words, key) => learn(key, merged(wordsOf(key), words)))
  const trouble = writeAll([...said.keys()].map(item))
  if (trouble === "full") {
    before.forEach(([key, words]) => learn(key, words))
    return false
  }
  worry(trouble)
  tell([...said.keys()])
  return true
}

/** Forgets everything that was said of any paper, in every tab. */
export function forget() {
  const keys = saidKeys()
  keys.forEach((key) => remove(PAPER + key))
  known.clear()
  tell(keys)
}

/** @param {(keys: string[]) => void} listener called after every change, also by another tab */
export function onMarks(listener) {
  listeners.add(listener)
}

/** @param {(trouble: Trouble) => void} listener called when a word will not outlast the page */
export function onTrouble(listener) {
  worried.add(listener)
}

/** @param {string} key @returns {[name: string, value: string]} */
function item(key) {
  return [PAPER + key, JSON.stringify(wordsOf(key))]
}

/** @param {string[]} keys */
function tell(keys) {
  listeners.forEach((listener) => listener(keys))
}

/** @param {Trouble} trouble */
function worry(trouble) {
  if (trouble) {
    worried.forEach((listener) => listener(trouble))
  }
}

onOthers(PAPER, (key, value) => {
  if (key === null || value === null) {
    const gone = key === null ? [...known.keys()] : [key]
    gone.forEach((each) => known.delete(each))
    tell(gone)
    return
  }
  const told = understood(value)
  const [words] = learn(key, merged(wordsOf(key), told))
  if (knowsMore(words, told)) {
    write([item(key)]) // the other tab had not heard of this one's last word
  }
  tell([key])
})

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) {
    const before = [...known.keys()] // a page that was put away hears nothing of other tabs
    known.clear()
    tell([...new Set([...before, ...saidKeys()])])
  }
})
