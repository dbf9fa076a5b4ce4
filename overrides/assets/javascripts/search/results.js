// Shows an answer of the search: a list of papers like every other list of the site.

/** @typedef {import("./worker.js").Told} Told */
/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Answer} Answer */

import { element, entry } from "../entries.js"
import { ROOT } from "../root.js"

const EXAMPLES = [
  ['"in-context learning"', "these words, one after the other"],
  ["-vision", "not with this word"],
  ["tag:peft", "of this topic"],
  ["author:wan", "by this author"],
  ["year:2024", "published then; also 2023-2024, >2022, unknown"],
  ["has:code", "with code; also data, model, venue, note"],
]

/**
 * What a reader can do with results.
 * @typedef {object} Actions
 * @property {(addition: string) => void} add puts words into the query
 * @property {() => void} more asks for more papers
 */

export class Results {
  /** @param {Actions} actions */
  constructor(actions) {
    this.actions = actions
    this.heading = element("h1", {})
    this.status = element("p", { class: "figures", role: "status" })
    this.refine = element("a", {}, "Refine in the library")
    this.notes = element("div", { class: "search-notes" })
    this.list = element("section", { class: "papers", "aria-label": "Papers found" })
    this.late = element("button", { class: "search-late", type: "button", hidden: "" })
    this.more = element("button", { class: "search-more", type: "button", hidden: "" }, "Show more")
    this.more.addEventListener("click", actions.more)
    this.view = element(
      "div",
      { class: "md-main__inner md-grid search-view" },
      element(
        "div",
        { class: "md-content" },
        element(
          "div",
          { class: "md-content__inner md-typeset" },
          this.heading,
          this.status,
          element("p", { class: "search-refine" }, this.refine),
          this.notes,
          this.late,
          this.list,
          this.more,
          help(actions),
        ),
      ),
    )
    /** @type {Map<string, HTMLElement>} by the papers' keys */
    this.articles = new Map()
    this.order = ""
    this.typed = ""
    this.touched = false
    for (const event of ["pointermove", "keydown", "focusin", "wheel", "touchstart"]) {
      this.list.addEventListener(event, () => (this.touched = true), { passive: true })
    }
  }

  /** Shows that a question is being answered, without moving anything. */
  wait() {
    this.touched = false
    this.view.dataset["state"] = "waiting"
    this.list.setAttribute("aria-busy", "true")
  }

  /**
   * @param {Told} told
   * @param {string} typed
   * @param {boolean} narrowed whether facets stand beside the results
   */
  show(told, typed, narrowed) {
    this.late.hidden = true
    this.refine.hidden = narrowed
    this.refine.href = new URL(`papers/?q=${encodeURIComponent(typed.trim())}`, ROOT).href
    this.view.dataset["typed"] = typed
    this.heading.textContent = `Search: ${shortened(typed.trim())}`
    const { answer } = told
    if (!answer) {
      this.status.textContent = `The search could not be loaded: ${told.failed}`
      this.finish(true)
      return
    }
    const order = answer.hits.map(({ card }) => card.key).join(" ")
    if (this.touched && order !== this.order && typed === this.typed) {
      this.offer(told, typed, narrowed, answer.hits.length)
      return
    }
    const articles = answer.hits.map((hit) => this.article(hit))
    const { children } = this.list
    if (
      articles.length !== children.length ||
      articles.some((article, place) => article !== children[place])
    ) {
      this.list.replaceChildren(...articles) // only then: a paper that is moved loses the focus
    }
    this.order = order
    this.typed = typed
    this.notes.replaceChildren(...notes(answer), ...(narrowed ? [] : narrower(answer, this.actions)))
    this.more.hidden = answer.hits.length >= answer.total
    this.status.textContent = summary(told, answer, typed)
    this.finish(told.settled)
  }

  /**
   * Keeps what the reader has begun to look at in its place.
   * @param {Told} told @param {string} typed @param {boolean} narrowed @param {number} count
   */
  offer(told, typed, narrowed, count) {
    this.late.textContent = `Search by meaning is ready: show the better order of ${count} papers`
    this.late.hidden = false
    this.late.onclick = () => {
      this.touched = false
      this.show(told, typed, narrowed)
    }
    this.finish(told.settled)
  }

  /** @param {boolean} settled */
  finish(settled) {
    this.view.dataset["state"] = settled ? "settled" : "provisional"
    this.list.setAttribute("aria-busy", String(!settled))
  }

  /** @param {Hit} hit @returns {HTMLElement} always the same for a paper */
  article(hit) {
    const known = this.articles.get(hit.card.key)
    const article = known ?? paper(hit)
    this.articles.set(hit.card.key, article)
    article.querySelector(".title a")?.replaceChildren(...segments(hit.title))
    article.querySelector(".quote")?.replaceChildren(...quotation(hit))
    return article
  }
}

/** @param {Hit} hit */
function paper({ card, tags }) {
  const made = entry(card, tags)
  made.querySelector(".gist")?.classList.add("quote")
  return made
}

/** @param {Hit} hit @returns {(Node | string)[]} nothing while the paper's text is not there */
function quotation({ quote, by }) {
  const label = element("span", { class: "by-meaning" }, "By meaning")
  const said = segments(quote ?? [])
  return quote && by === "meaning" ? [label, " ", ...said] : said
}

/** @param {import("./quoting.js").Segment[]} parts */
function segments(parts) {
  return parts.map(([text, mark]) => (mark ? element("mark", {}, text) : text))
}

/** @param {string} typed */
function shortened(typed) {
  return typed.length > 60 ? `${typed.slice(0, 60)}…` : typed
}

/** @param {Told} told @param {Answer} answer @param {string} typed */
function summary({ settled, failed }, { total, found, nearest, hits, first }, typed) {
  const still = settled ? "" : " Still looking by meaning …"
  const only = failed ? ` By words only: ${failed}` : ""
  if (total === 0 && !nearest && found && found.length > 0) {
    const answer = found.length === 1 ? "1 paper answers" : `${found.length} papers answer`
    return `${answer} “${shortened(typed.trim())}”, but not with what is chosen.${still}${only}`
  }
  if (nearest || total === 0) {
    const near = hits.length > 0 ? ` The nearest ${hits.length} by meaning:` : ""
    return `No paper found for “${shortened(typed.trim())}”.${near}${still}${only}`
  }
  const order = first ? `, the ${first} first` : ""
  return `${total === 1 ? "1 paper" : `${total} papers${order}`}.${still}${only}`
}

/** @param {Answer} answer */
function notes({ mended, missed, places, total, nearest }) {
  const lines = []
  if (mended.length > 0) {
    const typed = mended.map(([word]) => `“${word}”`).join(", ")
    const taken = mended.map(([, word]) => `“${word}”`).join(", ")
    lines.push(element("p", {}, `No paper says ${typed}: searched for ${taken}.`))
  }
  for (const { filter, asWords } of missed) {
    const then = asWords ? ": searched for as words" : ""
    lines.push(element("p", {}, `Nothing here is called “${filter}”${then}.`))
  }
  if (total === 0 || nearest) {
    lines.push(element("p", {}, "Try fewer words, other words, or no filters."))
  }
  if (places.length > 0) {
    const links = places.flatMap(({ kind, name, url }) => [
      `${kind}: `,
      element("a", { href: new URL(url, ROOT).href }, name),
      " · ",
    ])
    lines.push(element("p", { class: "search-places" }, ...links.slice(0, -1)))
  }
  return lines
}

/** @param {Answer} answer @param {Actions} actions @returns {Element[]} topics to add to the query */
function narrower({ narrower: tags }, actions) {
  const buttons = tags.map(({ slug, name, facet }) => {
    const button = element("button", { class: `tag ${facet}`, type: "button", title: name }, slug)
    button.addEventListener("click", () => actions.add(`tag:${slug}`))
    return button
  })
  const all = buttons.flatMap((each) => [each, " "])
  return all.length > 0 ? [element("p", { class: "tags" }, "Narrow to ", ...all)] : []
}

/** @param {Actions} actions */
function help(actions) {
  const rows = EXAMPLES.map(([example = "", meaning = ""]) => {
    const button = element("button", { class: "search-example", type: "button" }, example)
    button.addEventListener("click", () => actions.add(example))
    return element("li", {}, button, ` ${meaning}`)
  })
  return element(
    "details",
    { class: "search-help" },
    element("summary", {}, "How to search"),
    element(
      "p",
      {},
      "Type what a paper is called, what it is about in your own words, who wrote it, or paste its address. Case, accents, hyphens and small slips do not matter.",
    ),
    element("ul", {}, ...rows),
  )
}
