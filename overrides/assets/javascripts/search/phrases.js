// Quoted phrases, and words and phrases to be without: which papers say them.

import { split } from "./ranking.js"
import { partsOf } from "./words.js"

export class Phrases {
  /**
   * @param {import("./index.js").Index} index
   * @param {import("./filters.js").Card[]} cards
   * @param {Map<number, string[]>} texts the sentences of the papers whose texts are there
   */
  constructor(index, cards, texts) {
    this.index = index
    this.cards = cards
    this.texts = texts
    /** @type {Map<number, string>} the parts of their words, kept once a phrase was asked for */
    this.said = new Map()
  }

  /**
   * @param {string} phrase or a word
   * @returns {number[]} the papers whose texts must be there to tell which of them say it
   */
  needs(phrase) {
    const missing = (/** @type {number} */ paper) => !this.texts.has(paper)
    return this.parts(phrase).length > 1 ? this.papers(phrase).filter(missing) : []
  }

  /**
   * @param {string} phrase or a word
   * @returns {number[]} the papers that say it; one whose text is not there yet, if it may
   */
  papers(phrase) {
    const parts = this.parts(phrase)
    const telling = parts.filter((part) => !this.index.stop.has(part))
    const stems = telling.map((part) => this.index.stem(part))
    const counts = new Uint8Array(this.index.size)
    for (const stem of stems) {
      if (stem !== undefined) {
        this.index.each(stem, (paper) => (counts[paper] = (counts[paper] ?? 0) + 1))
      }
    }
    const candidates = Array.from(counts.keys()).filter((paper) => counts[paper] === stems.length)
    return parts.length < 2 ? candidates : candidates.filter((paper) => this.says(paper, parts))
  }

  /** @param {number} paper @param {string[]} parts */
  says(paper, parts) {
    const text = this.texts.get(paper)
    let said = this.said.get(paper)
    if (text && said === undefined) {
      const all = [this.cards[paper]?.title ?? "", ...text]
      said = all.map((each) => ` ${this.parts(each).join(" ")} `).join("\n")
      this.said.set(paper, said)
    }
    return said === undefined || said.includes(` ${parts.join(" ")} `)
  }

  /** @param {string} text */
  parts(text) {
    return split(partsOf(text), this.index)
  }
}
