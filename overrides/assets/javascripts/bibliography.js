// Many papers' references in one file, from the file that each has.

import { ROOT } from "./root.js"

const AT_ONCE = 6 // as many as a browser asks one host for at once

/**
 * @typedef {object} Progress
 * @property {number} done papers asked for and answered
 * @property {number} total
 * @property {string[]} failed keys of papers whose reference did not come
 */

/**
 * @param {string[]} keys
 * @param {(progress: Progress) => void} [tell] called after each paper
 * @returns {Promise<string>} the references that came, in the order of the keys
 */
export async function bibtex(keys, tell = () => {}) {
  /** @type {string[]} */
  const entries = Array(keys.length).fill("")
  /** @type {string[]} */
  const failed = []
  const waiting = keys.entries()
  let done = 0
  const ask = async () => {
    for (const [place, key] of waiting) {
      entries[place] = await reference(key).catch(() => {
        failed.push(key)
        return ""
      })
      done += 1
      tell({ done, total: keys.length, failed })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  return entries.filter(Boolean).join("\n")
}

/** @param {string} key @returns {Promise<string>} */
async function reference(key) {
  const response = await fetch(new URL(`papers/${encodeURIComponent(key)}.bib`, ROOT))
  if (!response.ok) {
    throw new Error(`${response.status} ${response.statusText}`)
  }
  return `${(await response.text()).trim()}\n`
}
