// What a reader typed, understood: words, "exact phrases", -without, tag:peft, author:wan,
// year:2024, has:code. Whatever is not understood is searched for as it stands.

/**
 * @typedef {object} Filter
 * @property {string} field
 * @property {string} value
 * @property {boolean} not
 */

/**
 * @typedef {object} Id
 * @property {"arxiv" | "doi" | "anthology"} kind
 * @property {string} value
 * @property {boolean} address whether it was a web address: then the reader wants the page itself
 */

/**
 * @typedef {object} Query
 * @property {string} text what is searched for by its words and its meaning
 * @property {boolean} open whether the last word may go on: nothing was typed after it
 * @property {string[]} phrases
 * @property {string[]} without words and phrases
 * @property {Filter[]} filters
 * @property {Id | null} id
 */

const FIELDS = ["tag", "author", "year", "has", "venue", "title"]
const ALIASES = /** @type {Record<string, string>} */ ({
  topic: "tag",
  by: "author",
  date: "year",
  published: "year",
})

const PIECE = /(?<!\S)(-?)(?:([a-z]+):)?(?:["“”„«»]([^"“”«»]*)["“”«»]?|(\S+))/giu

/**
 * @param {string} typed
 * @returns {Query}
 */
export function parse(typed) {
  /** @type {Query} */
  const query = {
    text: "",
    open: !/\s$/u.test(typed),
    phrases: [],
    without: [],
    filters: [],
    id: identify(typed.trim()),
  }
  const free = []
  let negated = false
  const shouted = typed === typed.toUpperCase() // a title in capitals has no operators
  for (const [whole, minus, name = "", quoted, word = ""] of typed.matchAll(PIECE)) {
    const value = quoted ?? word
    const field = ALIASES[name.toLowerCase()] ?? name.toLowerCase()
    const not = minus === "-" || negated
    negated = whole === "NOT" && !shouted
    const joins = !shouted && (whole === "AND" || whole === "OR")
    if (negated || joins || !/[\p{L}\p{N}]/u.test(value)) {
      continue
    }
    if (FIELDS.includes(field)) {
      query.filters.push({ field, value, not })
    } else if (not) {
      query.without.push(value)
    } else if (quoted !== undefined && !name) {
      query.phrases.push(quoted)
      free.push(quoted)
    } else {
      free.push(whole)
    }
  }
  query.text = free.join(" ")
  query.open &&= free.at(-1) === typed.split(/\s/u).at(-1)
  return query
}

const ARXIV =
  /^(https?:\/\/\S+?\/|www\.\S+?\/|(?:export\.)?arxiv\.org\/\S+?\/|huggingface\.co\/papers\/)?(?:arxiv\s*[:.]\s*)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\/?(?:[?#]\S*)?$/iu
const DOI = /^(https?:\/\/(?:dx\.)?doi\.org\/|doi\s*:\s*)?(10\.\d{4,9}\/\S+)$/iu
const ANTHOLOGY = /^https?:\/\/(?:www\.)?aclanthology\.org\/([\w.-]+?)(?:\.pdf|\.bib)?\/?$/iu

/**
 * @param {string} typed
 * @returns {Id | null} the paper's id, when that is all there is
 */
export function identify(typed) {
  const doi = DOI.exec(typed)
  if (doi) {
    const arxiv = /^10\.48550\/arxiv\.(\S+)$/iu.exec(doi[2] ?? "")
    const address = (doi[1] ?? "").startsWith("http")
    return arxiv
      ? { kind: "arxiv", value: unversioned(arxiv[1] ?? ""), address }
      : { kind: "doi", value: (doi[2] ?? "").toLowerCase(), address }
  }
  const anthology = ANTHOLOGY.exec(typed)
  if (anthology) {
    return { kind: "anthology", value: (anthology[1] ?? "").toLowerCase(), address: true }
  }
  const arxiv = ARXIV.exec(typed)
  return arxiv
    ? { kind: "arxiv", value: unversioned(arxiv[2] ?? ""), address: Boolean(arxiv[1]) }
    : null
}

/** @param {string} id */
function unversioned(id) {
  return id.toLowerCase().replace(/v\d+$/u, "")
}
