// Items that the browser keeps for this site. Where it keeps none, or has no room left, an item lasts
// until the page is left, and whoever listens is told.

import { ROOT } from "../root.js"

/** Pages of other projects may share the origin, as on GitHub Pages. */
const PREFIX = `reading-list ${ROOT.pathname} `

/** @typedef {"" | "blocked" | "full"} Trouble */

/** @type {Map<string, string>} items that the browser has not taken yet, by name */
const waiting = new Map()

/** @returns {Storage | null} nothing where a reader or a frame forbids it */
function storage() {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** @param {string} name @returns {string | null} */
export function read(name) {
  return waiting.get(name) ?? storage()?.getItem(PREFIX + name) ?? null
}

/** @param {string} beginning @returns {string[]} the rest of the names that begin so */
export function named(beginning) {
  const whole = PREFIX + beginning
  const found = storage()
  const names = new Set()
  for (let place = 0; place < (found?.length ?? 0); place += 1) {
    const name = found?.key(place) ?? "" // in this order, twice as fast as all keys at once
    if (name.startsWith(whole)) {
      names.add(name.slice(whole.length))
    }
  }
  for (const name of waiting.keys()) {
    if (name.startsWith(beginning)) {
      names.add(name.slice(beginning.length))
    }
  }
  return [...names]
}

/**
 * Keeps items, with those that waited for room.
 * @param {Iterable<[name: string, value: string]>} items
 * @returns {Trouble} why some last only until the page is left
 */
export function write(items) {
  for (const [name, value] of items) {
    waiting.set(name, value)
  }
  const found = storage()
  if (!found) {
    return "blocked"
  }
  for (const [name, value] of waiting) {
    try {
      found.setItem(PREFIX + name, value)
      waiting.delete(name)
    } catch {
      return "full"
    }
  }
  return ""
}

/**
 * Keeps all items or, where there is no room for them, none.
 * @param {[name: string, value: string][]} items
 * @returns {Trouble}
 */
export function writeAll(items) {
  const before = items.map(([name]) => /** @type {const} */ ([name, read(name)]))
  const trouble = write(items)
  if (trouble === "full") {
    before.forEach(([name]) => remove(name)) // first, for what was there needs its room
    write(before.flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  }
  return trouble
}

/** @param {string} name */
export function remove(name) {
  waiting.delete(name)
  storage()?.removeItem(PREFIX + name)
}

/**
 * @param {string} beginning
 * @param {(name: string | null, value: string | null) => void} changed called when another tab has
 *   changed an item, with the rest of its name; without one when all items are gone
 */
export function onOthers(beginning, changed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === null) {
      changed(null, null)
    } else if (key.startsWith(PREFIX + beginning)) {
      changed(key.slice(PREFIX.length + beginning.length), newValue)
    }
  })
}
