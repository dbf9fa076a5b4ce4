// The page of one's reading: <div data-reading>, whose data-merged leads from the keys of papers
// that were merged to the keys of those that they were merged into.

import { element, entry } from "../entries.js"
import { file, manifest } from "../search/files.js"
import { toggle } from "./acts.js"
import { keeping } from "./keeping.js"
import { keysOf, KINDS } from "./kinds.js"
import { add, marksOf, onMarks, saidKeys, wordsOf } from "./marks.js"
import { draggable, put, row } from "./queue.js"
import { knowsMore } from "./words.js"

/** @typedef {import("./kinds.js").Kind} Kind */
/** @typedef {import("../search/filters.js").Card} Card */
/** @typedef {(key: string) => HTMLElement} Made makes a paper's row */

const FIRST = 50 // rows of a part that are made before a reader asks for more

let update = () => {}
onMarks(() => update())

/** @param {HTMLElement} part */
export async function show(part) {
  follow(JSON.parse(part.dataset["merged"] ?? "{}"))
  const [make, trouble] = await rows()
  const parts = KINDS.map((kind) => new Part(kind, make))
  const summary = element("p", { class: "figures" })
  part.replaceChildren(
    ...(trouble ? [element("p", { class: "status", role: "note" }, trouble)] : []),
    summary,
    ...parts.map(({ section }) => section),
  )
  keeping(part, summary)
  update = () => {
    parts.forEach((each) => each.show())
    const filled = parts.filter(({ keys }) => keys.length > 0)
    summary.replaceChildren(...filled.flatMap((each, place) => [place ? " · " : "", each.link()]))
  }
  update()
  part.dataset["ready"] = ""
}

/** Keys of papers that others stand for. @type {Set<string>} */
let gone = new Set()

/**
 * What was said of a paper that was merged is said of the one that it was merged into.
 * @param {Record<string, string>} merged
 */
function follow(merged) {
  gone = new Set(Object.keys(merged))
  for (const key of saidKeys().filter((said) => gone.has(said))) {
    const to = merged[key] ?? key
    if (knowsMore(wordsOf(key), wordsOf(to))) {
      add(new Map([[to, wordsOf(key)]]))
    }
  }
}

/** @returns {Promise<[Made, trouble: string]>} */
async function rows() {
  /** @type {Map<string, HTMLElement | (() => HTMLElement)>} */
  const known = new Map()
  let trouble = ""
  try {
    const names = await manifest()
    const [cards, gists] = await Promise.all([file(names.cards), file(names.gists)])
    cards.header.papers.forEach((/** @type {Card} */ card, /** @type {number} */ number) => {
      const tags = () => (card.tags ?? []).map((tag) => cards.header.tags[tag])
      known.set(card.key, () => entry(card, tags(), gists.header[number]))
    })
  } catch {
    trouble = "The papers’ titles cannot be loaded now; what you marked is here all the same."
  }
  const make = (/** @type {string} */ key) => {
    const made = known.get(key)
    return typeof made === "function" ? lower(made()) : stranger(key, trouble)
  }
  return [make, trouble]
}

/** @param {HTMLElement} article @returns {HTMLElement} under a heading of the page */
function lower(article) {
  const title = article.querySelector(".title")
  title?.replaceWith(element("h3", { class: "title" }, ...title.childNodes))
  return article
}

/** @param {string} key @param {string} trouble @returns {HTMLElement} of which nothing is known */
function stranger(key, trouble) {
  const article = lower(entry({ key, title: key }, []))
  const byline = article.querySelector(".byline")
  byline?.replaceChildren(trouble ? "" : "no longer on this list")
  article.querySelector(".links")?.remove()
  return article
}

class Part {
  /** @param {Kind} kind @param {Made} make */
  constructor(kind, make) {
    this.kind = kind
    this.make = make
    /** @type {Map<string, HTMLElement>} rows by the papers' keys */
    this.rows = new Map()
    /** @type {string[]} */
    this.keys = []
    this.shown = ""
    this.limit = FIRST
    this.number = element("span", { class: "number" })
    this.heading = element("h2", { tabindex: "-1" }, kind.title, " ", this.number)
    this.list = element(kind.name === "queue" ? "ol" : "div", { class: `papers ${kind.name}` })
    this.empty = element("p", { class: "lead" }, kind.empty)
    this.more = element("button", { class: "search-more", type: "button" })
    this.more.addEventListener("click", () => {
      this.limit = Infinity
      this.show()
    })
    this.section = element(
      "section",
      { id: kind.name },
      this.heading,
      this.empty,
      this.list,
      this.more,
    )
    if (kind.name === "queue") {
      draggable(this.list, (key, to) => {
        this.shown = "" // the rows stand as they were dragged
        put(this.keys, key, to)
        this.show()
      })
      this.list.addEventListener("click", ({ target }) => this.move(target))
    }
  }

  link() {
    return element("a", { href: `#${this.kind.name}` }, `${this.keys.length} ${this.kind.counted}`)
  }

  show() {
    this.keys = keysOf(this.kind).filter((key) => !gone.has(key))
    const keys = this.keys.slice(0, this.limit)
    this.number.textContent = `${this.keys.length}`
    this.empty.hidden = keys.length > 0
    this.more.hidden = keys.length === this.keys.length
    this.more.textContent = `Show all ${this.keys.length}`
    const shown = keys.map((key) => `${this.kind.group?.(key) ?? ""} ${key}`).join("\n")
    if (shown !== this.shown) {
      this.shown = shown
      keepingFocus(this.list, this.heading, () => this.list.replaceChildren(...this.lines(keys)))
    }
    keys.forEach((key) => this.own(key))
  }

  /** @param {string[]} keys @returns {HTMLElement[]} the rows, and what groups them */
  lines(keys) {
    let last = ""
    return keys.flatMap((key) => {
      const group = this.kind.group?.(key) ?? ""
      const label = group === last ? [] : [element("p", { class: "when" }, group)]
      last = group
      return [...label, this.row(key)]
    })
  }

  /** @param {string} key @returns {HTMLElement} always the same for a paper */
  row(key) {
    let known = this.rows.get(key)
    if (!known) {
      const article = this.make(key)
      known = this.kind.name === "queue" ? row(article, key) : article
      this.rows.set(key, known)
    }
    return known
  }

  /** Shows the reader's own words. @param {string} key */
  own(key) {
    const { note, rating } = marksOf(key)
    const line = this.rows.get(key)
    if (this.kind.name === "notes" && line) {
      const said = [rating ? `${rating} of 5` : "", note].filter(Boolean).join(" · ")
      const own = line.querySelector(".own") ?? line.appendChild(element("p", { class: "own" }))
      own.textContent = said
    }
  }

  /** @param {EventTarget | null} target */
  move(target) {
    const button = target instanceof Element ? target.closest("[data-move]") : null
    const key = button?.closest("[data-key]")?.getAttribute("data-key")
    if (!button || !key) {
      return
    }
    const place = this.keys.indexOf(key)
    const to = { up: place - 1, down: place + 1 }[button.getAttribute("data-move") ?? ""]
    if (to === undefined) {
      toggle(key, "queue")
    } else if (to >= 0 && to < this.keys.length) {
      put(this.keys, key, to)
    }
  }
}

/**
 * Changes a list; the focus stays at what had it, or goes to what stands there now.
 * @param {HTMLElement} list
 * @param {HTMLElement} heading
 * @param {() => void} change
 */
function keepingFocus(list, heading, change) {
  const focused = document.activeElement
  const held = focused instanceof HTMLElement && list.contains(focused) ? focused : null
  const place = [...list.children].findIndex((line) => line.contains(held))
  change()
  if (held) {
    const same = held.hasAttribute("data-act") ? `[data-act=${held.dataset["act"]}]` : ".title a"
    const there = list.children[Math.min(place, list.children.length - 1)]?.querySelector(same)
    const next = held.isConnected ? held : there instanceof HTMLElement ? there : heading
    next.focus({ preventScroll: held.isConnected })
  }
}
