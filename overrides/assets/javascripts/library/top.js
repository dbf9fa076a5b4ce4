// What stands above the list: how it is sorted and shown, what is chosen in a sentence, and how to
// take the papers along. Where there is no room beside the list, the facets open as a sheet.

import { put } from "../copy.js"
import { counted, element, spelled } from "../entries.js"
import { ROOT } from "../root.js"
import { save } from "../saving.js"
import { cleared, ORDERS, VIEWS } from "./chosen.js"
import { capital, select, within } from "./controls.js"
import { joint, papers, parts, words } from "./sentence.js"

/** @typedef {import("./chosen.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Left} Left */

/** Whether there is room for the facets beside the list. */
export const BESIDE = matchMedia("(min-width: 70em)") // reading-list.css's
const SAID_FOR = 2000 // milliseconds
const NAMED = 10 // things in an address that mean nothing

export class Top {
  /**
   * @param {{part: HTMLElement, catalogue: import("./catalogue.js").Catalogue, controls: import("./controls.js").Controls}} library
   * @param {(change: Partial<Chosen>) => void} choose
   */
  constructor({ part, catalogue, controls }, choose) {
    this.part = part
    this.catalogue = catalogue
    this.form = controls.form
    this.choose = choose
    /** @type {string[]} */
    this.keys = []
    this.shown = ""
    const orders = [...ORDERS, "relevance"].map((order) => [order, capital(order)])
    this.sort = select("sort", "Sort by", orders)
    this.view = select("view", "Show", VIEWS.map((view) => [view, capital(view)]))
    this.filter = element("button", { type: "button", class: "shelf-filter" }, "Filter")
    this.sentence = element("p", { class: "shelf-chosen" })
    this.spoken = element("p", { class: "shelf-spoken", "aria-live": "polite" })
    this.notes = element("p", { class: "shelf-notes", hidden: "" })
    this.column = element("aside", { class: "shelf-column", "aria-label": "Narrow the list" })
    this.leave = element("button", { type: "button", class: "shelf-leave" })
    this.sheet = element("dialog", { class: "shelf-sheet", "aria-label": "Narrow the list" }, this.leave)
    part.replaceChildren(
      element("div", { class: "shelf-tools" }, this.filter, within(this.sort, "Sort"), within(this.view, "Show")),
      this.sentence,
      this.notes,
      this.spoken,
      this.column,
      this.sheet,
    )
    this.listen()
    this.place()
  }

  listen() {
    this.sort.addEventListener("change", () => {
      const sort = /** @type {Chosen["sort"]} */ (this.sort.value)
      this.choose({ sort })
    })
    this.view.addEventListener("change", () => {
      this.choose({ view: /** @type {Chosen["view"]} */ (this.view.value) })
    })
    this.filter.addEventListener("click", () => this.sheet.showModal())
    this.leave.addEventListener("click", () => this.sheet.close())
  }

  /** Puts the facets where there is room for them. */
  place() {
    if (BESIDE.matches) {
      this.sheet.close()
      this.column.append(this.form)
    } else {
      this.sheet.prepend(this.form)
    }
  }

  /** @param {Chosen} chosen @param {Left} left @param {string[]} wrong */
  show(chosen, left, wrong) {
    const said = parts(chosen, this.catalogue)
    const count = papers(left.papers.length)
    this.keys = Array.from(left.papers, (paper) => this.catalogue.cards[paper]?.key ?? "")
    this.sort.value = chosen.sort
    this.sort.options[ORDERS.length]?.toggleAttribute("hidden", !chosen.query)
    this.view.value = chosen.view
    this.leave.textContent = `Show ${count.toLowerCase()}`
    this.filter.textContent = said.length > 0 ? `Filter · ${said.length}` : "Filter"
    const shown = JSON.stringify([chosen.query, count, said])
    if (shown !== this.shown) {
      this.shown = shown
      this.say(...this.said(chosen, said, count), ...this.take(chosen, left))
    }
    const spoken = chosen.query ? "" : `${count} ${words(said)}.`
    if (this.spoken.textContent !== spoken) {
      this.spoken.textContent = spoken
    }
    this.note(chosen, left, wrong)
  }

  /** Whoever took something back by a key goes on in the sentence. @param {(Node | string)[]} children */
  say(...children) {
    const { activeElement: focused } = document
    const inside = this.sentence.contains(focused) || this.notes.contains(focused)
    this.sentence.replaceChildren(...children)
    if (inside) {
      this.sentence.querySelector("button")?.focus()
    }
  }

  /** @param {Chosen} chosen @param {import("./sentence.js").Part[]} said @param {string} count */
  said(chosen, said, count) {
    const each = said.flatMap((part, place) => {
      const back = element("button", { type: "button", class: "shelf-part" }, part.said)
      back.setAttribute("aria-label", `${part.said}: take back`)
      back.addEventListener("click", () => this.choose(part.without))
      return [`${joint(part, place)}${part.before ? `${part.before} ` : ""}`, back]
    })
    if (said.length === 0) {
      return [chosen.query ? "" : `${count}. `] // of a query's papers the search tells how many
    }
    const clear = element("button", { type: "button", class: "shelf-clear" }, "Clear all")
    clear.addEventListener("click", () => this.choose(cleared(chosen)))
    return [chosen.query ? "Only " : `${count} `, ...each, ". ", clear, " "]
  }

  /** How to take along the papers that are left. @param {Chosen} chosen @param {Left} left */
  take(chosen, left) {
    const link = element("button", { type: "button", class: "shelf-take" }, "Copy link")
    link.addEventListener("click", () => void this.copy(link))
    const whole = !chosen.query && left.papers.length === this.catalogue.cards.length
    if (left.papers.length === 0) {
      return [link]
    }
    const href = new URL("papers.bib", ROOT).href
    const bib = whole
      ? element("a", { class: "shelf-take", href, download: "" }, "BibTeX")
      : element("button", { type: "button", class: "shelf-take" }, "BibTeX")
    if (bib instanceof HTMLButtonElement) {
      bib.addEventListener("click", () => void this.download(bib))
    }
    return [bib, " ", link]
  }

  /** @param {HTMLButtonElement} button */
  async copy(button) {
    const copied = await put(location.href)
    this.tell(button, copied ? "Copied" : "The link is the address above", "Copy link")
  }

  /** @param {HTMLButtonElement} button */
  async download(button) {
    const { keys } = this
    if (button.ariaBusy === "true") {
      return
    }
    try {
      button.ariaBusy = "true" // not disabled, which would take the focus away
      const { bibtex } = await import("../bibliography.js")
      /** @type {string[]} */
      let failed = []
      const text = await bibtex(keys, (told) => {
        failed = told.failed
        button.textContent = `${told.done} of ${told.total} …`
      })
      save(text, "papers.bib", "application/x-bibtex")
      const without = failed.length > 1 ? counted(failed.length) : failed.join("")
      this.tell(button, without ? `Without ${without}` : "Downloaded", "BibTeX")
    } catch (error) {
      this.tell(button, error instanceof Error ? error.message : String(error), "BibTeX")
    }
    button.ariaBusy = "false"
  }

  /** @param {HTMLElement} button @param {string} said @param {string} then */
  tell(button, said, then) {
    button.textContent = said
    this.spoken.textContent = said
    setTimeout(() => (button.textContent = then), SAID_FOR)
  }

  /** @param {Chosen} chosen @param {Left} left @param {string[]} wrong */
  note(chosen, left, wrong) {
    const said = []
    if (wrong.length > 0) {
      const named = wrong.slice(0, NAMED).map((each) => `“${each.slice(0, 60)}”`).join(", ")
      said.push(`The address says what means nothing here: ${named}${wrong.length > NAMED ? " …" : ""}. `)
    }
    if ((chosen.from || chosen.to) && !chosen.undated && left.undated > 0) {
      const button = element("button", { type: "button" }, "Include them")
      button.addEventListener("click", () => this.choose({ undated: true }))
      const are = left.undated === 1 ? "1 undated paper is" : `${spelled(left.undated)} undated papers are`
      said.push(`${are} left out. `, button)
    }
    this.notes.replaceChildren(...said)
    this.notes.hidden = said.length === 0
  }
}
