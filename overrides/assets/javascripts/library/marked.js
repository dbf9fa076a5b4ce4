// What the reader has said of every paper, as bits: which of the states it is in.

import { markedKeys, marksOf } from "../reader/marks.js"

/** "" is every paper that is not hidden; but for "hidden", no state has a hidden paper. */
export const STATES = /** @type {const} */ (["", "unread", "read", "starred", "queued", "hidden"])
/** @typedef {typeof STATES[number]} State */
const UNTOUCHED = 0b11

export class Marked {
  /** @param {Map<string, number>} numbers of the papers, by their keys */
  constructor(numbers) {
    this.numbers = numbers
    this.bits = new Uint8Array(numbers.size).fill(UNTOUCHED)
    this.read(markedKeys())
  }

  /** @param {string[]} keys of papers of which something new was said */
  read(keys) {
    for (const key of keys) {
      const number = this.numbers.get(key)
      if (number !== undefined) {
        const { star, read, hide, queue } = marksOf(key)
        const are = hide ? [false, false, false, false, false, true] : [true, !read, read, star, queue > 0]
        this.bits[number] = are.reduce((bits, is, place) => bits | (Number(is) << place), 0)
      }
    }
  }

  /** @param {State} state @returns {Uint8Array} 1 for the papers in this state */
  mask(state) {
    const place = STATES.indexOf(state)
    return this.bits.map((bits) => (bits >> place) & 1)
  }

  /** @param {number} paper @param {Uint32Array} counts of the states, to which the paper's add one */
  count(paper, counts) {
    for (let bits = this.bits[paper] ?? 0, place = 0; bits > 0; bits >>= 1, place++) {
      counts[place] = (counts[place] ?? 0) + (bits & 1)
    }
  }
}
