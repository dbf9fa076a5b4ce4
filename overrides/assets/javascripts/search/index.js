// The words of the papers: which forms there are, which of them a typed word may mean, and how
// much of each paper they are. Made by generator/publish/search/lexical.py.

import { variable } from "./packed.js"

const PREFIX_FORMS = 400 // of the forms that a beginning may become, the first so many count
const SHORTEST_TYPO = 4 // letters: two may be swapped, but a wrong one makes another word
const SECOND_TYPO = 8 // letters from which on two may be wrong
const RARE = 2 // papers: a word in no more of them may be a slip for a common one
const COMMON = 20 // times as many papers: what makes the other one common
const LEVELS = 31 // lexical.py's `_level`

/**
 * What a typed word may mean.
 * @typedef {Map<number, number>} Meanings how much it counts, 0 to 1, by the number of its stem
 */

export class Index {
  /** @param {import("./packed.js").Packed} file @param {number} size how many papers there are */
  constructor({ header, array }, size) {
    /** @type {string[]} */
    this.forms = header.forms.split("\n")
    /** @type {Map<string, number>} */
    this.compounds = new Map(Object.entries(header.compounds))
    /** @type {Set<string>} */
    this.stop = new Set(header.stop)
    this.size = size
    this.stems = numbered(variable(array("stems")))
    this.lengths = variable(array("lengths"))
    this.starts = runningSum(this.lengths)
    this.gaps = variable(array("gaps"))
    /** @type {Uint8Array} */
    this.weights = array("weights")
  }

  /**
   * @param {string} form
   * @returns {number | undefined} the number of its stem, if some paper has the form
   */
  stem(form) {
    const place = this.firstFrom(form)
    return this.forms[place] === form ? this.stems[place] : undefined
  }

  /**
   * @param {number} stem
   * @returns {number} how much the word tells: more, the fewer papers have it (BM25's idf)
   */
  rarity(stem) {
    const papers = this.lengths[stem] ?? 0
    return Math.log(1 + (this.size - papers + 0.5) / (papers + 0.5))
  }

  /**
   * Calls back for every paper that has a stem.
   * @param {number} stem
   * @param {(paper: number, weight: number) => void} found with its weight there, 0 to 1
   */
  each(stem, found) {
    let paper = -1
    const end = this.starts[stem + 1] ?? 0
    for (let at = this.starts[stem] ?? 0; at < end; at++) {
      paper += (this.gaps[at] ?? 0) + 1
      found(paper, (this.weights[at] ?? 0) / LEVELS)
    }
  }

  /**
   * @param {string} word without hyphens
   * @param {boolean} open whether it may go on
   * @returns {Meanings} empty when no paper has the word
   */
  meanings(word, open) {
    /** @type {Meanings} */
    const found = new Map()
    const exact = this.stem(word)
    if (open) {
      const first = this.firstFrom(word)
      for (let place = first; place < first + PREFIX_FORMS; place++) {
        const form = this.forms[place]
        if (!form?.startsWith(word)) {
          break
        }
        const weight = (exact === undefined ? 0.9 : 0.15) * Math.sqrt(word.length / form.length)
        raise(found, this.stems[place] ?? 0, weight)
      }
    }
    if (exact !== undefined) {
      found.set(exact, 1)
      const rare = (this.lengths[exact] ?? 0) <= RARE && word.length > SHORTEST_TYPO
      const common = rare ? this.likely(word, (this.lengths[exact] ?? 0) * COMMON) : null
      raise(found, common === null ? exact : (this.stem(common) ?? exact), 0.5)
    }
    return found
  }

  /**
   * @param {string} word that no paper has
   * @param {number} [papers] more than so many must have what it is taken for
   * @returns {string | null} what it is likely to be a slip for, or another ending of
   */
  likely(word, papers = 0) {
    if (word.length < SHORTEST_TYPO || /\d/u.test(word)) {
      return null
    }
    const most = papers === 0 && word.length >= SECOND_TYPO ? 2 : 1
    const letters = sorted(word)
    let best = null
    let least = Infinity
    for (const [place, form] of this.forms.entries()) {
      const having = this.lengths[this.stems[place] ?? 0] ?? 0
      const swapped = word.length > SHORTEST_TYPO || sorted(form) === letters
      if (having > papers && form !== word && swapped) {
        const slips = unlike(word, form, most)
        const differs = slips <= most ? slips : papers === 0 ? otherEnding(word, form) : Infinity
        const value = differs - Math.log(1 + having) / 10
        if (value < least) {
          best = form
          least = value
        }
      }
    }
    return best
  }

  /** @param {string} form */
  firstFrom(form) {
    let low = 0
    let high = this.forms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (/** @type {string} */ (this.forms[middle]) < form) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/** @param {string} word */
function sorted(word) {
  return [...word].sort().join("")
}

/** @param {Meanings} found @param {number} stem @param {number} weight */
function raise(found, stem, weight) {
  found.set(stem, Math.max(found.get(stem) ?? 0, weight))
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} 3 when they share a long beginning and have different endings
 */
function otherEnding(one, other) {
  const most = 4
  if (Math.abs(one.length - other.length) > most) {
    return Infinity
  }
  let same = 0
  while (same < one.length && one[same] === other[same]) {
    same += 1
  }
  return same > most && one.length - same <= most && other.length - same <= most ? 3 : Infinity
}

/** The lines of the table in `unlike`; kept, for it is asked of every form there is. */
const LINES = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)]

/**
 * Counts the slips between two words: letters missing, added, wrong, or swapped with the next
 * (optimal string alignment).
 * @param {string} one
 * @param {string} other
 * @param {number} most when it is certain that there are more, `most + 1` is returned
 * @returns {number}
 */
export function unlike(one, other, most) {
  const width = other.length
  if (Math.abs(one.length - width) > most || width >= 64) {
    return most + 1
  }
  let [before, above, line] = /** @type {[Uint8Array, Uint8Array, Uint8Array]} */ (LINES)
  above.forEach((_, column) => (above[column] = column))
  for (let row = 1; row <= one.length; row++) {
    const letter = one.charCodeAt(row - 1)
    const earlier = one.charCodeAt(row - 2)
    let least = (line[0] = row)
    for (let column = 1; column <= width; column++) {
      const wrong = letter === other.charCodeAt(column - 1) ? 0 : 1
      let slips = Math.min(
        /** @type {number} */ (line[column - 1]) + 1,
        /** @type {number} */ (above[column]) + 1,
        /** @type {number} */ (above[column - 1]) + wrong,
      )
      if (row > 1 && column > 1 && letter === other.charCodeAt(column - 2)) {
        if (earlier === other.charCodeAt(column - 1)) {
          slips = Math.min(slips, /** @type {number} */ (before[column - 2]) + 1)
        }
      }
      line[column] = slips
      least = Math.min(least, slips)
    }
    if (least > most) {
      return most + 1
    }
    ;[before, above, line] = [above, line, before]
  }
  return above[width] ?? 0
}

/** @param {Uint32Array} stepsBack for every form how far back its stem is, 0 for a new one */
function numbered(stepsBack) {
  let newest = 0
  return stepsBack.map((steps) => (steps === 0 ? newest++ : newest - steps))
}

/** @param {Uint32Array} lengths */
function runningSum(lengths) {
  const sums = new Uint32Array(lengths.length + 1)
  lengths.forEach((length, place) => {
    sums[place + 1] = (sums[place] ?? 0) + length
  })
  return sums
}
