// A paper in a list that scripts make: the same as in generator/publish/templates/_entry.html.j2.

import { ROOT } from "./root.js"

/** @typedef {import("./search/filters.js").Card} Card */
/** @typedef {import("./search/filters.js").Tag} Tag */

const FIRST_ARXIV_HTML = "2312" // generator/publish/routes.py's
const KINDS = /** @type {Record<string, string>} */ ({ data: "Data", model: "Model", other: "Link" })

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const attribute in attributes) {
    made.setAttribute(attribute, attributes[attribute] ?? "")
  }
  made.append(...children)
  return made
}

/** @param {number} number @returns {string} 1,234; to ask the browser for it takes a frame */
export function spelled(number) {
  return String(number).replace(/\B(?=(?:\d{3})+$)/gu, ",")
}

/** @param {number} number @param {string} [what] @returns {string} 1 paper, 1,200 papers */
export function counted(number, what = "paper") {
  return `${spelled(number)} ${what}${number === 1 ? "" : "s"}`
}

/**
 * @param {Card} card
 * @param {Tag[]} tags the paper's
 * @param {string} [gist] a line or two of it; none is shown for ""
 */
export function entry(card, tags, gist = "") {
  const href = `${ROOT.href}papers/${card.key}/`
  const cut = gist && !card.has?.includes("summary")
  const links = [...webLinks(card)].flatMap(([label, url]) => [
    element("a", { href: url, rel: "noopener" }, label),
    " ",
  ])
  return element(
    "article",
    { class: "paper", "data-paper": card.key },
    element("h2", { class: "title" }, element("a", { dir: "auto", href }, card.title)),
    element("p", { class: "byline" }, ...byline(card)),
    element("p", { class: cut ? "gist cut" : "gist" }, gist),
    element("p", { class: "tags" }, ...tags.flatMap((tag) => [tagLink(tag), " "])),
    element("p", { class: "links" }, ...links),
  )
}

/** @param {Card} card @returns {(Node | string)[]} */
function byline({ authors = [], published, date, venue }) {
  const names = authors.slice(0, 3).flatMap((name, place) => [
    place ? ", " : "",
    element("bdi", {}, name),
  ])
  return [
    ...names,
    authors.length > 3 ? " et al." : "",
    names.length ? "\u00a0· " : "",
    published ? element("time", { datetime: published }, date ?? published) : "publication date unknown",
    venue ? `\u00a0· ${venue}` : "",
  ]
}

/** @param {Tag} tag */
function tagLink({ slug, name, facet }) {
  const href = `${ROOT.href}tags/${slug}/`
  return element("a", { class: `tag ${facet}`, href, title: name }, slug)
}

/**
 * Where a paper can be read and what belongs to it, as generator/publish/routes.py has it.
 * @param {Card} card
 * @returns {Generator<[label: string, url: string]>}
 */
function* webLinks({ title, arxiv, anthology, openreview, doi, links = {} }) {
  if (arxiv) {
    yield ["arXiv", `https://arxiv.org/abs/${arxiv}`]
    yield ["PDF", `https://arxiv.org/pdf/${arxiv}`]
    if (!arxiv.includes("/") && arxiv.slice(0, 4) >= FIRST_ARXIV_HTML) {
      yield ["HTML", `https://arxiv.org/html/${arxiv}`]
    }
    yield ["Hugging Face", `https://huggingface.co/papers/${arxiv}`]
  }
  if (anthology) {
    yield ["ACL Anthology", `https://aclanthology.org/${quoted(anthology)}/`]
  }
  if (openreview) {
    yield ["OpenReview", `https://openreview.net/forum?id=${quoted(openreview)}`]
  }
  if (doi) {
    yield ["DOI", `https://doi.org/${quoted(doi)}`]
  }
  if (!arxiv && !anthology && !openreview && !doi) {
    const query = quoted(`"${title}"`).replaceAll("%20", "+").replaceAll("/", "%2F")
    yield ["Search for the title", `https://scholar.google.com/scholar?q=${query}`]
  }
  for (const [kind, urls] of Object.entries(links)) {
    const label = KINDS[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1)
    for (const [place, url] of urls.entries()) {
      yield [urls.length > 1 ? `${label} ${place + 1}` : label, url]
    }
  }
}

/** @param {string} text @returns {string} as Python's `quote` has it: slashes stay */
function quoted(text) {
  const hex = (/** @type {string} */ sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replaceAll("%2F", "/").replace(/[!'()*]/gu, hex)
}
