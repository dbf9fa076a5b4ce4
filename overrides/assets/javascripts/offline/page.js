// What can be read all the same, on the page that says that there is no network (503.html).

import { element } from "../entries.js"
import { keptPages } from "./kept.js"

/** @param {HTMLElement} part */
export async function show(part) {
  const pages = await keptPages()
  const links = pages.map(({ address, title }) => element("a", { href: address }, title || address))
  part.querySelector("ul")?.replaceChildren(...links.map((link) => element("li", {}, link)))
  part.hidden = links.length === 0
}
