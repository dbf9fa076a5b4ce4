// A paper in a list that scripts make: the same as in generator/publish/templates/_entry.html.j2.

import { ROOT } from "./root.js"

/** @typedef {import("./search/filters.js").Card} Card */
/** @typedef {import("./search/filters.js").Tag} Tag */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value)
  }
  made.append(...children)
  return made
}

/**
 * @param {Card} card
 * @param {Tag[]} tags the paper's
 * @param {string} [gist] a line or two of it; none is shown for ""
 */
export function entry(card, tags, gist = "") {
  const href = new URL(`papers/${card.key}/`, ROOT).href
  const authors = card.authors ?? []
  const byline = [
    authors.slice(0, 3).join(", ") + (authors.length > 3 ? " et al." : ""),
    card.date ?? "publication date unknown",
    card.venue ?? "",
  ]
  return element(
    "article",
    { class: "paper", "data-paper": card.key },
    element("h2", { class: "title" }, element("a", { href }, card.title)),
    element("p", { class: "byline" }, byline.filter(Boolean).join(" · ")),
    element("p", { class: "gist" }, gist),
    element("p", { class: "tags" }, ...tags.flatMap((tag) => [tagLink(tag), " "])),
  )
}

/** @param {Tag} tag */
function tagLink({ slug, name, facet }) {
  const href = new URL(`tags/${slug}/`, ROOT).href
  return element("a", { class: `tag ${facet}`, href, title: name }, slug)
}
