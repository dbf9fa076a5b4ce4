// The library: every paper, narrowed by facets. The address holds what is chosen and nothing else
// does, so that Back, a bookmark and a link give the same list again.

import { element } from "../entries.js"
import { onBack, onEachPage, ownAddress } from "../pages.js"
import { onMarks } from "../reader/marks.js"
import { ROOT } from "../root.js"
import { again, aside, narrowBy } from "../search.js"
import { address, ORDERS, read, VIEWS } from "./chosen.js"
import { Controls } from "./controls.js"
import { load } from "./data.js"
import { narrow } from "./facets.js"
import { FIRST, List } from "./list.js"
import { Marked } from "./marked.js"
import { BESIDE, Top } from "./top.js"

/** @typedef {import("./chosen.js").Chosen} Chosen */
/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./facets.js").Left} Left */

const USUAL = `reading-list ${ROOT.pathname} library` // what the browser keeps of order and view
const ROW = 60 // pixels that a row is high at the least

/** @type {Library | null} */
let open = null
/** Whether the reader came back to this page, by the browser's buttons. */
let back = performance.getEntriesByType("navigation").some((each) => "type" in each && each.type !== "navigate")

class Library {
  /** @param {HTMLElement} part @param {HTMLElement} section @param {Data} data */
  constructor(part, section, { catalogue, gists }) {
    this.part = part
    this.catalogue = catalogue
    this.marked = new Marked(catalogue.number)
    /** @type {Uint32Array | null} what the search found before anything was narrowed */
    this.found = null
    const { chosen, wrong } = read(new URL(location.href).searchParams, catalogue)
    this.chosen = chosen
    this.left = narrow(catalogue, chosen, this.marked)
    const choose = (/** @type {Partial<Chosen>} */ change) => this.choose(change)
    this.controls = new Controls(catalogue, () => this.chosen, choose)
    this.list = new List(section, catalogue, gists)
    this.top = new Top(this, choose)
    this.wrong = wrong
    this.show()
  }

  /** What is chosen changes; one step back takes it back. @param {Partial<Chosen>} change */
  choose(change) {
    const there = address({ ...this.chosen, ...change }, this.catalogue, new URL(location.href))
    this.remember(change)
    if (there.href !== location.href) {
      history.pushState(null, "", there)
    }
    this.follow()
    void again()
    if (this.part.getBoundingClientRect().top < 0) {
      this.part.scrollIntoView() // a reader who was far down sees the first papers that are left
    }
  }

  /** @param {Partial<Chosen>} change The order of a query's papers is of that query alone. */
  remember({ sort, view }) {
    const kept = sort && !this.chosen.query ? { sort } : {}
    if (sort || view) {
      keep({ ...usual(), ...kept, ...(view ? { view } : {}) })
    }
  }

  /** Shows what the address says. */
  follow() {
    this.heed()
    this.show()
  }

  /** Takes over what the address says. */
  heed() {
    const { chosen, wrong } = read(new URL(location.href).searchParams, this.catalogue)
    this.chosen = chosen
    this.wrong = wrong
    this.found = chosen.query ? this.found : null
    this.left = narrow(this.catalogue, chosen, this.marked, this.found)
  }

  show() {
    this.part.dataset["view"] = this.chosen.view
    this.controls.show(this.chosen, this.left)
    this.top.show(this.chosen, this.left, this.wrong)
    if (!this.chosen.query) {
      const needed = Math.ceil(((history.state?.y ?? 0) + innerHeight) / ROW)
      this.list.show(this.left.papers, this.chosen.view, history.state?.y > 0 ? needed : FIRST)
    }
  }

  /** Brings the reader to where they left the list: Material keeps it in the history's state. */
  comeBack() {
    const y = Number(history.state?.y ?? 0)
    if (!this.chosen.query && Math.abs(scrollY - y) > 1) {
      scrollTo(0, y)
    }
  }

  /** For the search: which papers may be found, and in which order they are wanted. */
  among() {
    this.heed()
    const all = this.left.passes.every((passes) => passes === 1)
    const { sort } = this.chosen
    return {
      allowed: all ? null : this.left.passes,
      rank: sort === "relevance" ? null : inverse(this.catalogue.order(sort)),
    }
  }

  /** @param {Uint32Array | null} found by the search, before anything was narrowed */
  answered(found) {
    this.found = found
    this.follow()
  }
}

/** @param {Uint32Array} order @returns {Uint32Array} the place of each paper */
function inverse(order) {
  const places = new Uint32Array(order.length)
  order.forEach((paper, place) => (places[paper] = place))
  return places
}

/** @returns {{sort?: string, view?: string}} the order and view that the reader chose last */
function usual() {
  try {
    return JSON.parse(localStorage.getItem(USUAL) ?? "{}") ?? {}
  } catch {
    return {}
  }
}

/** @param {object} chosen */
function keep(chosen) {
  try {
    localStorage.setItem(USUAL, JSON.stringify(chosen))
  } catch {
    // Then it is as it was the next time.
  }
}

/**
 * Whoever comes anew finds the order and view that they chose last, and the address says so, for
 * others to see the same; whoever comes back finds what they left.
 */
function greet() {
  const here = new URL(location.href)
  if (back || here.search) {
    return
  }
  const { sort, view } = usual()
  if (ORDERS.some((order) => order === sort && order !== "listed")) {
    here.searchParams.set("sort", String(sort))
  }
  if (VIEWS.some((each) => each === view && each !== "summaries")) {
    here.searchParams.set("view", String(view))
  }
  history.replaceState(history.state, "", here)
}

/** @param {HTMLElement} part */
export async function show(part) {
  if (part.dataset["library"]) {
    return
  }
  greet()
  ownAddress()
  part.dataset["library"] = "loading"
  part.toggleAttribute("data-asked", location.search !== "") // then another list is to come
  try {
    const data = await load()
    const section = listOf(part)
    if (section) {
      open = new Library(part, section, data)
      part.dataset["library"] = "ready"
      if (history.state?.y > 0) {
        open.comeBack()
      }
      narrowBy(open)
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    part.dataset["library"] = "failed"
    part.append(element("p", {}, `The list cannot be narrowed now: ${why}`))
  }
}

/** @param {HTMLElement} part @returns {HTMLElement | null} the list, also where results stand in its place */
function listOf(part) {
  const beside = part.parentElement?.querySelector(":scope > .papers")
  const found = beside ?? aside.page?.querySelector(".papers")
  return found instanceof HTMLElement ? found : null
}

/** Does something with the library while its page is open. @param {(library: Library) => void} act */
function withLibrary(act) {
  if (open?.part.isConnected) {
    act(open)
  }
}

onEachPage(() => {
  if (open && !open.part.isConnected) {
    open.list.close()
    open = null
  }
})
onMarks((keys) => withLibrary((library) => {
  library.marked.read(keys)
  library.heed()
  library.controls.show(library.chosen, library.left) // the list stays: nothing leaves a reader's hand
}))
onBack(() => {
  back = true
  withLibrary((library) => {
    library.follow()
    library.comeBack()
    void again()
  })
})
document.addEventListener("click", () => (back = false), { capture: true })
document.addEventListener("click", ({ target }) => {
  // A link from the library to itself: Material changes the address, and tells nobody.
  const link = target instanceof Element ? target.closest("a") : null
  if (link && link.pathname === location.pathname && link.host === location.host) {
    setTimeout(() => withLibrary((library) => library.follow()))
  }
})
BESIDE.addEventListener("change", () => withLibrary(({ top }) => top.place()))
addEventListener("beforeprint", () => withLibrary(({ list }) => list.more(list.papers.length)))
