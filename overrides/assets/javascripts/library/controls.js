// The facets as controls: a topic is asked for by its box and excluded by the button beside it, and
// each thing that can be chosen says how many papers choosing it would leave.

import { element, spelled } from "../entries.js"
import { BYS, isDate } from "./chosen.js"
import { STATES } from "./marked.js"
import { held } from "./sentence.js"

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./chosen.js").Chosen} Chosen */
/** @typedef {import("./facets.js").Left} Left */
/** @typedef {(change: Partial<Chosen>) => void} Choose */

const SHORT = 6 // topics of a facet that show at once
const FOLDED = 2 // facets after so many are folded at first
const SAID = ["All papers", "Unread", "Read", "Starred", "In the queue", "Hidden"]
const DATE = "A year, a month or a day: 2024, 2024-03, 2024-03-17"

export class Controls {
  /**
   * @param {Catalogue} catalogue
   * @param {() => Chosen} chosen what is chosen now
   * @param {Choose} choose
   */
  constructor(catalogue, chosen, choose) {
    this.catalogue = catalogue
    this.chosen = chosen
    this.choose = choose
    /** @type {Map<number, {row: HTMLElement, box: HTMLInputElement, number: HTMLElement, not: HTMLButtonElement}>} */
    this.topics = new Map()
    /** @type {Map<number, {label: HTMLElement, box: HTMLInputElement, number: HTMLElement}>} */
    this.holdings = new Map()
    this.by = select("by", "Which date", BYS.map((by) => [by, capital(by)]))
    this.from = element("input", { name: "from", ...date("from"), placeholder: "since 2023" })
    this.to = element("input", { name: "to", ...date("to"), placeholder: "until 2024-06" })
    this.undated = element("input", { type: "checkbox", name: "undated" })
    this.undatedNumber = element("span", { class: "number" })
    const paths = catalogue.paths.map(({ name, title }) => [name, title])
    this.path = select("collection", "Reading path", [["", "Any reading path"], ...paths])
    this.state = select("state", "Marked by you", STATES.map((state, place) => [state, SAID[place] ?? ""]))
    this.form = element(
      "form",
      { class: "facets", "aria-label": "Facets" },
      ...Object.keys(catalogue.facets).map((facet, place) => this.facet(facet, place)),
      this.rest(),
    )
    this.form.addEventListener("submit", (event) => event.preventDefault())
    this.form.addEventListener("change", ({ target }) => this.changed(target))
  }

  /** @param {string} facet @param {number} place */
  facet(facet, place) {
    const { tags, tag: carried } = this.catalogue
    const all = new Uint32Array(tags.length)
    this.catalogue.cards.forEach((_, paper) => carried.count(paper, all))
    const numbers = [...tags.keys()].filter((tag) => tags[tag]?.facet === facet && (all[tag] ?? 0) > 0)
    numbers.sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0))
    const rows = numbers.map((tag, rank) => this.topic(tag, rank))
    const more = element("button", { type: "button", class: "facet-more" }, `All ${rows.length}`)
    const details = element(
      "details",
      { class: `facet ${facet}`, ...(place < FOLDED ? { open: "" } : {}) },
      element("summary", {}, this.catalogue.facets[facet] ?? facet),
      element("ul", {}, ...rows),
      ...(rows.length > SHORT ? [more] : []),
    )
    more.addEventListener("click", () => {
      details.dataset["whole"] = "true"
      rows[SHORT]?.querySelector("input")?.focus()
      more.remove()
    })
    details.hidden = rows.length === 0
    return details
  }

  /** @param {number} tag @param {number} rank */
  topic(tag, rank) {
    const { slug = "", name = "", facet = "" } = this.catalogue.tags[tag] ?? {}
    const box = element("input", { type: "checkbox", name: "tag", value: slug })
    const number = element("span", { class: "number" })
    const said = { type: "button", class: "facet-not", "aria-pressed": "false", "aria-label": `Not ${slug}` }
    const not = element("button", said, "not")
    const label = element(
      "label",
      { title: name },
      box,
      element("span", { class: `tag ${facet}` }, slug),
      " ",
      number,
    )
    const row = element("li", rank < SHORT ? {} : { "data-rest": "" }, label, not)
    box.addEventListener("change", () => this.require(tag, box.checked))
    not.addEventListener("click", () => this.exclude(tag, not.getAttribute("aria-pressed") !== "true"))
    this.topics.set(tag, { row, box, number, not })
    return row
  }

  /** @param {number} tag @param {boolean} wanted */
  require(tag, wanted) {
    const { tag: tags, not } = this.chosen()
    this.choose({ tag: toggled(tags, tag, wanted), not: toggled(not, tag, false) })
  }

  /** @param {number} tag @param {boolean} unwanted */
  exclude(tag, unwanted) {
    const { tag: tags, not } = this.chosen()
    this.choose({ tag: toggled(tags, tag, false), not: toggled(not, tag, unwanted) })
  }

  /** What is chosen besides topics. */
  rest() {
    const holdings = this.catalogue.holdings.map((name, place) => {
      const box = element("input", { type: "checkbox", name: "has", value: name })
      const number = element("span", { class: "number" })
      const label = element("label", {}, box, element("span", {}, held(name)), " ", number)
      box.addEventListener("change", () => {
        this.choose({ has: toggled(this.chosen().has, place, box.checked) })
      })
      this.holdings.set(place, { label, box, number })
      return label
    })
    return element(
      "div",
      { class: "facet-rest" },
      group(
        "Dates",
        within(this.by),
        element("span", { class: "facet-span" }, this.from, this.to),
        element("label", {}, this.undated, element("span", {}, "undated too"), " ", this.undatedNumber),
      ),
      ...(holdings.length > 0 ? [group("With", element("div", { class: "facet-with" }, ...holdings))] : []),
      ...(this.catalogue.paths.length > 0 ? [group("Reading path", within(this.path))] : []),
      group("Marked by you", within(this.state)),
    )
  }

  /** @param {EventTarget | null} target */
  changed(target) {
    if (target === this.undated) {
      this.choose({ undated: this.undated.checked })
    } else if (target === this.by) {
      this.choose({ by: BYS.find((by) => by === this.by.value) ?? "published" })
    } else if (target === this.path) {
      this.choose({ collection: this.path.selectedIndex === 0 ? null : this.path.selectedIndex - 1 })
    } else if (target === this.state) {
      this.choose({ state: STATES[this.state.selectedIndex] ?? "" })
    } else if (target === this.from || target === this.to) {
      this.span()
    }
  }

  span() {
    const [from = "", to = ""] = [this.from, this.to].map((field) => field.value.trim())
    for (const field of [this.from, this.to]) {
      const right = isDate(field.value.trim())
      field.setAttribute("aria-invalid", String(!right))
      field.setCustomValidity(right ? "" : DATE)
      field.reportValidity()
    }
    if (isDate(from) && isDate(to)) {
      this.choose({ from, to })
    }
  }

  /**
   * Shows what is chosen, and what choosing the rest would leave.
   * @param {Chosen} chosen
   * @param {Left} left
   */
  show(chosen, left) {
    for (const [tag, { row, box, number, not }] of this.topics) {
      const [wanted, unwanted] = [chosen.tag.includes(tag), chosen.not.includes(tag)]
      box.checked = wanted
      not.setAttribute("aria-pressed", String(unwanted))
      row.toggleAttribute("data-chosen", wanted || unwanted)
      if (wanted || unwanted) {
        row.closest("details")?.setAttribute("open", "")
      }
      count(row, number, left.tags[tag])
    }
    for (const [place, { label, box, number }] of this.holdings) {
      box.checked = chosen.has.includes(place)
      count(label, number, left.has[place])
    }
    this.by.value = chosen.by
    this.from.value = chosen.from
    this.to.value = chosen.to
    this.undated.checked = chosen.undated
    const spans = chosen.from !== "" || chosen.to !== ""
    this.undated.disabled = !spans
    this.undatedNumber.textContent = spans ? spelled(left.undated) : ""
    this.path.selectedIndex = (chosen.collection ?? -1) + 1
    this.catalogue.paths.forEach(({ title }, place) => counted(this.path, place + 1, title, left.paths[place]))
    counted(this.path, 0, "Any reading path", left.anyPath)
    this.state.value = chosen.state
    SAID.forEach((said, place) => counted(this.state, place, said, left.states[place]))
  }
}

/** @param {HTMLElement} row @param {HTMLElement} place @param {number} [number] */
function count(row, place, number = 0) {
  place.textContent = spelled(number)
  row.toggleAttribute("data-none", number === 0)
}

/** @param {HTMLSelectElement} among @param {number} place @param {string} said @param {number} [number] */
function counted(among, place, said, number = 0) {
  const option = among.options[place]
  if (option) {
    option.text = `${said} (${spelled(number)})`
  }
}

/** @param {number[]} numbers @param {number} number @param {boolean} wanted */
function toggled(numbers, number, wanted) {
  const others = numbers.filter((each) => each !== number)
  return wanted ? [...others, number] : others
}

/** @param {string} legend @param {Node[]} children */
function group(legend, ...children) {
  return element("fieldset", {}, element("legend", {}, legend), ...children)
}

/** @param {string} name @param {string} label @param {readonly (readonly string[])[]} options */
export function select(name, label, options) {
  const made = options.map(([value = "", text = ""]) => element("option", { value }, text))
  return element("select", { name, "aria-label": label }, ...made)
}

/** @param {HTMLSelectElement} chooser @param {string} [said] what it chooses */
export function within(chooser, said = "") {
  return element("label", { class: "shelf-select" }, said, chooser)
}

/** @param {string} which @returns {Record<string, string>} */
function date(which) {
  return {
    "aria-label": capital(which),
    type: "text",
    inputmode: "numeric",
    title: DATE,
    maxlength: "10",
    autocomplete: "off",
  }
}

/** @param {string} word */
export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
