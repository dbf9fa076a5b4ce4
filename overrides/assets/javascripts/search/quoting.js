// What is shown of a paper: its title with the words marked, and the sentence that answers best.

import { partsOf, shown } from "./words.js"

const LONGEST = 260 // characters of a quotation

/** A piece of text, and whether it is marked. @typedef {[string, boolean]} Segment */

/**
 * @param {string} text
 * @param {Set<number>} stems what is marked
 * @param {import("./index.js").Index} index
 * @returns {Segment[]}
 */
export function marked(text, stems, index) {
  /** @type {Segment[]} */
  const segments = []
  let end = 0
  for (const each of shown(text)) {
    if (each.words.some((parts) => isWanted(parts, stems, index))) {
      segments.push([text.slice(end, each.start), false], [text.slice(each.start, each.end), true])
      end = each.end
    }
  }
  return [...segments, /** @type {Segment} */ ([text.slice(end), false])].filter(([part]) => part)
}

/** @param {string[]} parts @param {Set<number>} stems @param {import("./index.js").Index} index */
function isWanted(parts, stems, index) {
  return [...parts, parts.join("")].some((form) => {
    const stem = index.stem(form)
    return stem !== undefined && stems.has(stem)
  })
}

/**
 * @param {string[]} sentences
 * @param {Set<number>} stems
 * @param {number} meant the sentence that means most like the query, or -1
 * @param {import("./index.js").Index} index
 * @returns {Segment[]}
 */
export function quote(sentences, stems, meant, index) {
  const value = (/** @type {string} */ sentence, /** @type {number} */ place) => {
    const found = new Set(partsOf(sentence).flatMap((part) => index.stem(part) ?? []))
    const rarities = [...found].filter((stem) => stems.has(stem)).map((stem) => index.rarity(stem))
    return rarities.reduce((a, b) => a + b, 0) + (place === meant ? 1 : 0)
  }
  const values = sentences.map(value)
  const best = values.indexOf(Math.max(...values))
  return marked(sentences[best] ?? "", stems, index)
}

/**
 * @param {Segment[]} segments
 * @returns {Segment[]} at most `LONGEST` characters, with the first marked words among them
 */
export function clip(segments) {
  const whole = segments.map(([text]) => text).join("")
  const first = segments.findIndex(([, mark]) => mark)
  const before = segments.slice(0, Math.max(first, 0)).reduce((sum, [text]) => sum + text.length, 0)
  const start = whole.length <= LONGEST || before < LONGEST / 2 ? 0 : whole.lastIndexOf(" ", before - 40) + 1
  return cut(cut(segments, start, Infinity, start > 0 ? "… " : ""), 0, LONGEST, "")
}

/**
 * @param {Segment[]} segments
 * @param {number} start
 * @param {number} length
 * @param {string} lead
 * @returns {Segment[]}
 */
function cut(segments, start, length, lead) {
  /** @type {Segment[]} */
  const kept = lead ? [[lead, false]] : []
  let at = 0
  for (const [text, mark] of segments) {
    const part = text.slice(Math.max(0, start - at), Math.max(0, start + length - at))
    at += text.length
    if (part) {
      kept.push([part, mark])
    }
  }
  const last = kept.at(-1)
  if (last && at > start + length) {
    last[0] = `${last[0].slice(0, Math.max(last[0].lastIndexOf(" "), 0))}…`
  }
  return kept
}
