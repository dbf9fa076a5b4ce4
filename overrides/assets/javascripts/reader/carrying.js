// What a reader has marked, on its way to another browser: as a file, or in an address after "#",
// which browsers tell no server. `{"reading-list": 1, "papers": {key: {field: [value, at]}}}`,
// where `at` is when it was said, in milliseconds since 1970; in an address, deflated (RFC 1951)
// and written in base64url (RFC 4648).

import { isWord, KEY } from "./words.js"

/** @typedef {import("./words.js").Words} Words */
/** @typedef {Map<string, Words>} Said by the papers' keys */

const VERSION = 1
const LARGEST = 20_000_000 // letters: far more than a browser keeps
/** Letters of an address that mail and chat programs still pass on whole. */
export const LONGEST_LINK = 8_000
const FRAGMENT = "#marks="

/** What is wrong with what was brought, for a reader. */
export class Unreadable extends Error {}

/** @param {Said} said @returns {string} */
export function written(said) {
  const papers = Object.fromEntries([...said].sort(([one], [other]) => (one < other ? -1 : 1)))
  return JSON.stringify({ "reading-list": VERSION, papers })
}

/** @param {string} text @returns {Said} all of it, or nothing: throws Unreadable */
export function understood(text) {
  if (text.length > LARGEST) {
    throw new Unreadable("It is too large to be marks of papers.")
  }
  let said
  try {
    said = JSON.parse(text)
  } catch {
    throw new Unreadable("It is no file of marks, or was cut off on its way.")
  }
  const version = said?.["reading-list"]
  if (typeof version === "number" && version > VERSION) {
    throw new Unreadable("A newer version of the site wrote it: reload the page, and try again.")
  }
  if (version !== VERSION || !isObject(said.papers)) {
    throw new Unreadable("It is something else than marks of papers.")
  }
  const papers = Object.entries(said.papers)
  const wrong = papers.find(([key, words]) => !KEY.test(key) || !areWords(words))
  if (wrong) {
    throw new Unreadable(`What it says of “${wrong[0].slice(0, 60)}” cannot be understood.`)
  }
  return new Map(papers.map(([key, words]) => [key, saidByNow(/** @type {Words} */ (words))]))
}

/** @param {Words} words @returns {Words} of which none keeps the reader's next one from winning */
function saidByNow(words) {
  const now = Date.now()
  return Object.fromEntries(
    Object.entries(words).map(([field, [value, at]]) => [field, [value, Math.min(at, now)]]),
  )
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** @param {unknown} words @returns {boolean} */
function areWords(words) {
  return isObject(words) && Object.entries(words).every(([field, word]) => isWord(field, word))
}

/** @param {Said} said @returns {Promise<string>} the end of an address */
export async function fragment(said) {
  const deflated = new Blob([written(said)]).stream().pipeThrough(new CompressionStream("deflate-raw"))
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer())
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")
  return FRAGMENT + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/[=]+$/u, "")
}

/** @param {string} hash the end of an address @returns {Promise<Said> | null} nothing if it has none */
export function carried(hash) {
  return hash.startsWith(FRAGMENT) ? unpacked(hash.slice(FRAGMENT.length)) : null
}

/** @param {string} packed @returns {Promise<Said>} */
async function unpacked(packed) {
  let text
  try {
    const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"))
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
    text = await inflated(new Blob([bytes]).stream())
  } catch {
    throw new Unreadable("The link is not whole: it was cut off or changed on its way.")
  }
  return understood(text)
}

/** @param {ReadableStream<BufferSource>} stream @returns {Promise<string>} as much as may be read */
async function inflated(stream) {
  const text = stream
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .pipeThrough(new TextDecoderStream("utf-8", { fatal: true }))
  const reader = text.getReader()
  let whole = ""
  while (whole.length <= LARGEST) {
    const { done, value } = await reader.read()
    if (done) {
      return whole
    }
    whole += value
  }
  await reader.cancel()
  return whole
}
