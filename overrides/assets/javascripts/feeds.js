// A file of the feeds that a reader chooses (OPML 2.0, http://opml.org/spec2.opml). In `.feeds`,
// whose data-feeds is the title, a section has its name in data-group, a row its title in
// data-title, a hidden checkbox, a link to the page, and links to the feed, the best format first.
// What is hidden, also in `.choose`, stays so until this script runs.

import { counted } from "./entries.js"
import { save } from "./saving.js"

/**
 * @param {Element} section
 * @returns {Element[]} the rows that are chosen
 */
const chosen = (section) =>
  [...section.querySelectorAll("[data-title]")].filter((row) => row.querySelector(":checked"))

/**
 * @param {Element} row
 * @returns {Record<string, string>} what an outline says of its feed
 */
function described(row) {
  const [page, feed] = row.getElementsByTagName("a")
  const text = row.getAttribute("data-title") ?? ""
  return { text, type: "rss", title: text, xmlUrl: feed?.href ?? "", htmlUrl: page?.href ?? "" }
}

/**
 * @param {Element} parent
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function add(parent, name, attributes) {
  const added = parent.appendChild(parent.ownerDocument.createElement(name))
  for (const [attribute, value] of Object.entries(attributes)) {
    added.setAttribute(attribute, value)
  }
  return added
}

/** @param {HTMLElement} list */
function opml(list) {
  const root = document.implementation.createDocument(null, "opml").documentElement
  root.setAttribute("version", "2.0")
  add(add(root, "head", {}), "title", {}).textContent = list.dataset.feeds ?? ""
  const body = add(root, "body", {})
  for (const section of list.querySelectorAll("[data-group]")) {
    const rows = chosen(section)
    if (rows.length) {
      const group = add(body, "outline", { text: section.getAttribute("data-group") ?? "" })
      rows.forEach((row) => add(group, "outline", described(row)))
    }
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n${new XMLSerializer().serializeToString(root)}\n`
}

/** @param {HTMLElement} list */
export function show(list) {
  const said = list.querySelector(".chosen")
  if (!(said instanceof HTMLElement)) {
    return
  }
  const tell = () => {
    const number = chosen(list).length
    said.hidden = number === 0
    const words = said.querySelector("span")
    if (words) {
      words.textContent = `${counted(number, "feed")} in one file`
    }
  }
  for (const hidden of list.querySelectorAll("input, .choose")) {
    hidden.removeAttribute("hidden")
  }
  list.addEventListener("change", tell)
  said.querySelector("button")?.addEventListener("click", () => save(opml(list), "feeds.opml", "text/x-opml"))
  tell() // a browser that comes back to the page may have kept what was ticked
}
