// What a reader has said of papers. The browser keeps it, one item a paper, and tells other tabs;
// nothing of it leaves the browser unless the reader sends it.

import { ROOT } from "../root.js"

/**
 * What is said of one paper.
 * @typedef {object} Marks
 * @property {boolean} star
 * @property {boolean} read
 * @property {boolean} hide
 * @property {string} note
 * @property {number} rating 1 to 5; 0 is none
 * @property {number} queue its place in the reading queue, which may be a fraction; 0 is none
 */

/** @typedef {keyof Marks} Field */
/** @typedef {Partial<Record<Field, [value: boolean | string | number, at: number]>>} Kept each
 *   value with when it was said, in milliseconds since 1970: the newer word wins */

/** @type {Readonly<Marks>} */
const NONE = Object.freeze({ star: false, read: false, hide: false, note: "", rating: 0, queue: 0 })

/** Pages of other projects may share the origin, as on GitHub Pages. */
const PREFIX = `reading-list ${ROOT.pathname} paper `

/** @type {Map<string, Kept>} by the papers' keys */
const known = new Map()
/** @type {Set<(keys: string[]) => void>} */
const listeners = new Set()

/** @param {string} key @returns {Marks} */
export function marksOf(key) {
  const kept = known.get(key) ?? {}
  const said = Object.entries(kept).map(([field, [value]]) => [field, value])
  return { ...NONE, ...Object.fromEntries(said) }
}

/** @returns {string[]} the keys of the papers of which anything is said */
export function markedKeys() {
  return [...known.keys()]
}

/**
 * @template {Field} F
 * @param {string} key
 * @param {F} field
 * @param {Marks[F]} value
 */
export function mark(key, field, value) {
  known.set(key, { ...(known.get(key) ?? {}), [field]: [value, Date.now()] })
  localStorage.setItem(PREFIX + key, JSON.stringify(known.get(key)))
  tell([key])
}

/** @param {(keys: string[]) => void} listener called after every change, also by another tab */
export function onMarks(listener) {
  listeners.add(listener)
}

/** @param {string[]} keys */
function tell(keys) {
  listeners.forEach((listener) => listener(keys))
}

/** @param {string} item @param {string | null} value */
function take(item, value) {
  const key = item.slice(PREFIX.length)
  if (value) {
    known.set(key, JSON.parse(value))
  } else {
    known.delete(key)
  }
  return key
}

for (const item of Object.keys(localStorage)) {
  if (item.startsWith(PREFIX)) {
    take(item, localStorage.getItem(item))
  }
}

addEventListener("storage", ({ key, newValue }) => {
  if (key?.startsWith(PREFIX)) {
    tell([take(key, newValue)])
  }
})
