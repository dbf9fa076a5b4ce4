// The words of a text as the search compares them: what generator/publish/search/words.py does to
// papers when the index is made, done to queries and to what is shown.

const WRITTEN = /[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)*/gu
const SHOWN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-‐‑–'’ʼ][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu
const HYPHEN = /[-‐‑–]/u
const APOSTROPHE = /(?<=[\p{L}\p{N}])['’ʼ](?:s(?![\p{L}\p{N}_]))?/gu

/** Letters that Unicode does not take apart, as words.py has them. */
const PLAIN = new Map(Object.entries({
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
}))

/**
 * @param {string} text
 * @returns {string} the same in small letters without accents
 */
function plainLetters(text) {
  const letters = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  return letters.replace(/[ßæœøłđðþı]/gu, (letter) => PLAIN.get(letter) ?? letter)
}

/**
 * @param {string} text
 * @returns {string[][]} its words, each as the parts between its hyphens
 */
export function written(text) {
  return (plainLetters(text).replace(APOSTROPHE, "").match(WRITTEN) ?? []).map((word) => word.split(HYPHEN))
}

/**
 * @param {string} text
 * @returns {string[]} the parts of all its words
 */
export function partsOf(text) {
  return written(text).flat()
}

/**
 * @typedef {object} Shown
 * @property {string[][]} words what stands there, as it is compared
 * @property {number} start where it begins in the text
 * @property {number} end where the next character stands
 */

/**
 * @param {string} text
 * @returns {Shown[]} its words, as they can be marked in it
 */
export function shown(text) {
  return Array.from(text.matchAll(SHOWN), (found) => ({
    words: written(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }))
}

/**
 * @param {string} text
 * @returns {string} its letters and digits alone: titles are equal when these are
 */
export function compact(text) {
  return plainLetters(text).replace(/[^\p{L}\p{N}]/gu, "")
}
