// The papers that are left, as rows: the first at once, the others as they are scrolled to, and
// some more while nothing else is to do, so that the browser's own search finds them.

import { element, entry } from "../entries.js"
import { soon } from "../pages.js"
import { abstractOf } from "./abstracts.js"

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./chosen.js").View} View */

export const FIRST = 50 // generator/publish/pages/library.py's PER_PAGE: what stands there stays
const AT_EASE = 500 // rows made while nothing else is to do; more would cost memory for nothing
const AHEAD = "1500px"

export class List {
  /**
   * @param {HTMLElement} section with the first rows in it
   * @param {Catalogue} catalogue
   * @param {string[]} gists
   */
  constructor(section, catalogue, gists) {
    this.section = section
    this.catalogue = catalogue
    this.gists = gists
    /** @type {Map<number, HTMLElement>} */
    this.rows = new Map()
    for (const row of section.children) {
      const number = catalogue.number.get(row.getAttribute("data-paper") ?? "")
      if (number !== undefined && row instanceof HTMLElement) {
        this.rows.set(number, row)
      }
    }
    /** @type {Uint32Array} */
    this.papers = new Uint32Array()
    /** @type {View} */
    this.view = "summaries"
    this.end = element("div", { class: "shelf-end" })
    section.after(this.end)
    this.near = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.more(),
      { rootMargin: AHEAD },
    )
    this.near.observe(this.end)
    this.read = new IntersectionObserver((seen) => this.unfold(seen), { rootMargin: "600px" })
  }

  /** Lets go of the page: a browser keeps whatever is observed. */
  close() {
    this.near.disconnect()
    this.read.disconnect()
  }

  /** @param {Uint32Array} papers @param {View} view @param {number} [count] of rows that are needed at once */
  show(papers, view, count = FIRST) {
    const first = [...papers.subarray(0, Math.max(count, FIRST))].map((paper) => this.row(paper, view))
    this.papers = papers
    this.view = view
    const { children } = this.section
    const stays = [...children].every((row, place) => row === this.rows.get(papers[place] ?? -1))
    if (stays) {
      this.section.append(...first.slice(children.length)) // a row that is moved loses the focus
    } else {
      this.section.replaceChildren(...first)
    }
    this.read.disconnect()
    if (view === "abstracts") {
      ;[...children].forEach((row) => this.read.observe(row))
    }
    this.atEase()
  }

  /** @param {number} [until] as many rows */
  more(until = this.section.children.length + FIRST) {
    const made = [...this.papers.subarray(this.section.children.length, until)].map((paper) =>
      this.row(paper, this.view),
    )
    this.section.append(...made)
    if (this.view === "abstracts") {
      made.forEach((row) => this.read.observe(row))
    }
    if (made.length > 0 && this.section.isConnected) {
      this.near.unobserve(this.end) // and again, for it may still be near
      this.near.observe(this.end)
    }
  }

  atEase() {
    const { papers } = this
    const next = () => {
      const { length } = this.section.children
      if (papers === this.papers && length < Math.min(papers.length, AT_EASE)) {
        this.more(length + FIRST / 2)
        soon(next)
      }
    }
    soon(next)
  }

  /** @param {number} number @param {View} view @returns {HTMLElement} always the same for a paper */
  row(number, view) {
    let row = this.rows.get(number)
    if (!row) {
      const card = /** @type {import("../search/filters.js").Card} */ (this.catalogue.cards[number])
      const tags = (card.tags ?? []).flatMap((tag) => this.catalogue.tags[tag] ?? [])
      row = entry(card, tags, this.gists[number])
      this.rows.set(number, row)
    }
    if (row.dataset["unfolded"] && view !== "abstracts") {
      this.fold(row, number)
    }
    return row
  }

  /** @param {HTMLElement} row @param {number} number */
  fold(row, number) {
    const gist = row.querySelector(".gist")
    const cut = !this.catalogue.cards[number]?.has?.includes("summary")
    gist?.classList.toggle("cut", cut)
    gist?.replaceChildren(this.gists[number] ?? "")
    delete row.dataset["unfolded"]
  }

  /** @param {IntersectionObserverEntry[]} seen */
  unfold(seen) {
    for (const { isIntersecting, target } of seen) {
      const number = this.catalogue.number.get(target.getAttribute("data-paper") ?? "")
      if (isIntersecting && number !== undefined && target instanceof HTMLElement) {
        this.read.unobserve(target)
        void this.whole(target, number)
      }
    }
  }

  /** @param {HTMLElement} row @param {number} number */
  async whole(row, number) {
    const abstract = await abstractOf(number)
    const gist = row.querySelector(".gist")
    if (abstract && gist && this.view === "abstracts") {
      gist.classList.remove("cut")
      gist.replaceChildren(abstract)
      row.dataset["unfolded"] = "true"
    }
  }
}
