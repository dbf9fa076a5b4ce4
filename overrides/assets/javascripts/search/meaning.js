// What a query means, and which papers mean the like: generator/meaning/table.py in the browser.
//
// A query is the sum of its tokens' vectors; it is near the vectors that a language model gave to
// the papers' texts when they came into the list. No model runs here.

/** @typedef {import("./packed.js").Packed} Packed */

/**
 * @typedef {object} Nearness
 * @property {Float32Array} scores by the number of the paper: a cosine, 1 for the same meaning
 * @property {Int16Array} sentences of each paper's abstract, the nearest; -1 when it has none
 */

const LONGEST_WORD = 100
const KEPT_SPACE = /[\t\n\r]/gu
const DROPPED = /[\p{Mn}\p{C}\ufffd]/gu
const SIGN = /[\p{P}$+<=>^`|~\p{Script=Han}]/gu

/**
 * Cuts as generator/meaning/wordpiece.py does.
 * @param {string} text
 * @returns {string[]} words and signs, in small letters and without accents
 */
export function words(text) {
  const plain = text.normalize("NFD").replace(KEPT_SPACE, " ").replace(DROPPED, "")
  return plain.replace(SIGN, " $& ").toLowerCase().split(/\s+/u).filter(Boolean)
}

/**
 * @param {Uint8Array} bytes two numbers of 4 bits in each, the first in the lower half
 * @returns {Int8Array}
 */
function unpacked(bytes) {
  const numbers = new Int8Array(bytes.length * 2)
  bytes.forEach((byte, place) => {
    numbers[2 * place] = (byte << 28) >> 28
    numbers[2 * place + 1] = (byte << 24) >> 28
  })
  return numbers
}

/** Vectors of signed bytes, each with the scale that makes it what it was; their size is 4 × n. */
class Rows {
  /** @param {Packed} file @param {number} size numbers of a vector */
  constructor(file, size) {
    this.numbers = unpacked(file.array("numbers"))
    this.scales = file.array("scales")
    this.size = size
  }

  /** @param {number} row @param {Float32Array} sum to which the row is added */
  addTo(row, sum) {
    const scale = this.scales[row] ?? 0
    for (let at = 0, from = row * this.size; at < this.size; at++) {
      sum[at] = (sum[at] ?? 0) + scale * (this.numbers[from + at] ?? 0)
    }
  }

  /**
   * Takes most of the time of a search, so four sums go side by side, which a processor can add at
   * once; and the numbers are not checked to be there.
   * @param {number} row
   * @param {any} vector
   * @returns {number} their product
   */
  times(row, vector) {
    /** @type {any} */
    const numbers = this.numbers
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let at = 0, from = row * this.size; at < this.size; at += 4, from += 4) {
      a += vector[at] * numbers[from]
      b += vector[at + 1] * numbers[from + 1]
      c += vector[at + 2] * numbers[from + 2]
      d += vector[at + 3] * numbers[from + 3]
    }
    return (a + b + c + d) * (this.scales[row] ?? 0)
  }
}

export class Meaning {
  /** @param {Packed} table @param {Packed[]} parts the papers' vectors, in the papers' order */
  constructor(table, ...parts) {
    /** @type {number} */
    this.size = table.header.size
    this.table = new Rows(table, this.size)
    /** @type {string[]} */
    const tokens = table.header.tokens.split("\n")
    this.numbers = new Map(tokens.map((token, number) => [token, number]))
    this.parts = parts.map((part) => ({
      rows: new Rows(part, this.size),
      /** @type {string[]} what each row of a paper is: title, whole, summary or sentence (n) */
      papers: part.header.rows,
    }))
  }

  /** @param {string} text @returns {{scores: Float32Array, sentences: Int16Array}} */
  compare(text) {
    return this.score(this.encode(text))
  }

  /** @param {string} text @returns {Float32Array} of length 1, or 0 when no word is known */
  encode(text) {
    const sum = new Float32Array(this.size)
    for (const token of words(text).flatMap((word) => this.pieces(word))) {
      this.table.addTo(token, sum)
    }
    const length = Math.hypot(...sum)
    return length > 0 ? sum.map((value) => value / length) : sum
  }

  /** @param {string} word @returns {number[]} its tokens, the longest from the left; none if unknown */
  pieces(word) {
    const letters = Array.from(word)
    const found = []
    let start = 0
    while (start < letters.length && letters.length <= LONGEST_WORD) {
      const mark = start > 0 ? "##" : ""
      let end = letters.length
      let number
      while (end > start && number === undefined) {
        number = this.numbers.get(mark + letters.slice(start, end).join(""))
        end -= number === undefined ? 1 : 0
      }
      if (number === undefined) {
        return []
      }
      found.push(number)
      start = end
    }
    return found
  }

  /**
   * A paper is as near as the mean of its whole text and of the nearest of its other rows.
   * @param {Float32Array} query
   * @returns {Nearness}
   */
  score(query) {
    const count = this.parts.reduce((sum, { papers }) => sum + papers.length, 0)
    const scores = new Float32Array(count)
    const sentences = new Int16Array(count).fill(-1)
    let paper = 0
    for (const { rows, papers } of this.parts) {
      let row = 0
      for (const kinds of papers) {
        const near = nearest(kinds, (place) => rows.times(row + place, query))
        scores[paper] = near.score
        sentences[paper] = near.sentence
        row += kinds.length
        paper += 1
      }
    }
    return { scores, sentences }
  }
}

/**
 * @param {string} kinds what the rows of a paper are
 * @param {(row: number) => number} cosine
 * @returns {{score: number, sentence: number}}
 */
function nearest(kinds, cosine) {
  let [whole, best, bestSentence, sentence, sentences] = [0, -1, -1, -1, 0]
  for (let row = 0; row < kinds.length; row++) {
    const near = cosine(row)
    if (kinds[row] === "w") {
      whole = near
      continue
    }
    best = Math.max(best, near)
    if (kinds[row] === "n") {
      if (near > bestSentence) {
        bestSentence = near
        sentence = sentences
      }
      sentences += 1
    }
  }
  return { score: (whole + best) / 2, sentence }
}
