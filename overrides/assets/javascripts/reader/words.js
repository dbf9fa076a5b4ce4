// What may be said of a paper, and how two browsers' words become one.

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
/** @typedef {[value: boolean | string | number, at: number]} Word with when it was said, in
 *   milliseconds since 1970 */
/** @typedef {Record<string, Word>} Words of a paper by field; another version may know more fields.
 *   What was taken back stays as a word, so that it wins over an older one elsewhere */

/** @type {Readonly<Marks>} */
export const NONE = Object.freeze({
  star: false,
  read: false,
  hide: false,
  note: "",
  rating: 0,
  queue: 0,
})

/** generator/store/consistency.py's, and no longer than a file's name. */
export const KEY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/u
/** The latest time that there is: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LATEST = 8.64e15
const LONGEST_NOTE = 20_000

/** @type {Record<Field, (value: unknown) => boolean>} */
const FITS = {
  star: (value) => typeof value === "boolean",
  read: (value) => typeof value === "boolean",
  hide: (value) => typeof value === "boolean",
  note: (value) => typeof value === "string" && value.length <= LONGEST_NOTE,
  rating: (value) => [0, 1, 2, 3, 4, 5].includes(/** @type {number} */ (value)),
  queue: (value) => Number.isFinite(value) && Number(value) >= 0,
}

/** @param {string} field @returns {field is Field} */
function isKnown(field) {
  return Object.hasOwn(FITS, field)
}

/** @param {string} field @param {unknown} word @returns {word is Word} */
export function isWord(field, word) {
  if (!Array.isArray(word) || word.length !== 2) {
    return false
  }
  const [value, at] = word
  const fits = isKnown(field)
    ? FITS[field](value)
    : /^[a-z]{1,20}$/u.test(field) && ["boolean", "string", "number"].includes(typeof value)
  return fits && Number.isSafeInteger(at) && at >= 0 && at <= LATEST
}

/** @param {string | null} text of an item @returns {Words} what can be understood of it */
export function understood(text) {
  let said
  try {
    said = JSON.parse(text ?? "{}")
  } catch {
    return {}
  }
  if (typeof said !== "object" || said === null || Array.isArray(said)) {
    return {}
  }
  for (const field in said) {
    if (!isWord(field, said[field])) {
      delete said[field]
    }
  }
  return said
}

/** @param {Words} words @returns {Readonly<Marks>} */
export function meant(words) {
  const marks = /** @type {Record<string, unknown>} */ ({ ...NONE })
  for (const field in words) {
    if (isKnown(field)) {
      marks[field] = words[field]?.[0]
    }
  }
  return /** @type {Marks} */ (/** @type {unknown} */ (marks))
}

/** @param {Words} words @returns {boolean} whether they say anything that has not been taken back */
export function isMarked(words) {
  for (const field in words) {
    if (isKnown(field) && words[field]?.[0] !== NONE[field]) {
      return true
    }
  }
  return false
}

/**
 * @param {Words} words
 * @param {Field} field
 * @param {Marks[Field]} value
 * @returns {Words} with a word more, which is the newest even if the clock has been put back
 */
export function adding(words, field, value) {
  const at = Math.min(Math.max(Date.now(), (words[field]?.[1] ?? -1) + 1), LATEST)
  return { ...words, [field]: [value, at] }
}

/** @param {Words} one @param {Words} other @returns {Words} of each field the newer word */
export function merged(one, other) {
  const newer = Object.entries(other).filter(([field, word]) => isNewer(word, one[field]))
  return { ...one, ...Object.fromEntries(newer) }
}

/**
 * @param {Word} word
 * @param {Word | undefined} known
 * @returns {boolean} of two words of one moment the same wins everywhere
 */
function isNewer([value, at], known) {
  return (
    !known || at > known[1] || (at === known[1] && JSON.stringify(value) > JSON.stringify(known[0]))
  )
}

/** @param {Words} one @param {Words} other @returns {boolean} whether `one` has a newer word */
export function knowsMore(one, other) {
  return Object.entries(one).some(([field, word]) => isNewer(word, other[field]))
}
