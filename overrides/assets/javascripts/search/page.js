// A search: what is typed into a box shows in all boxes of the page, in the address as ?q=, and as
// results in the page's place. Loaded when a reader begins to search (../search.js).

import { onBack, ownAddress } from "../pages.js"
import { ROOT } from "../root.js"
import { aside, asBox, boxes, narrowed } from "../search.js"
import { ask, prepare } from "./client.js"
import { identify } from "./query.js"
import { Results } from "./results.js"

const FIRST = 10 // papers: more of them would need more of the texts
const MORE = 20

let typed = ""
let limit = FIRST
/** Where the reader was on the page, in pixels from its top. */
let scrolled = 0
/** Where the reader was in the results when they left them, in pixels; 0 for the top. */
let left = 0
/** Whether Enter was pressed, and the answer is still to come. */
let entered = false

const results = new Results({
  add: (addition) => {
    search(`${typed.trim()} ${addition} `.trimStart())
    boxes()[0]?.focus()
  },
  more: () => {
    limit += MORE
    put()
  },
})

/** @param {string} text */
function search(text) {
  if (text !== typed) {
    remember(text)
    typed = text
    limit = FIRST
    entered = false
  }
  for (const box of boxes()) {
    if (box.value !== text) {
      box.value = text
    }
  }
  if (text.trim()) {
    put()
  } else {
    restore()
  }
}

/** Asks what is typed, and shows it in the place of the page. */
function put() {
  takePlace()
  results.wait()
  const asked = typed
  const narrowing = narrowed()
  ask(asked, limit, narrowing?.among() ?? null, (told) => {
    if (told.answer && narrowing) {
      narrowing.answered(told.answer.found)
    }
    const straight = told.answer?.straight
    if (straight) {
      location.replace(new URL(`papers/${straight}/`, ROOT))
    } else {
      results.show(told, asked, narrowing !== null)
      if (left > 0 && told.settled) {
        scrollTo(0, left)
        left = 0
      }
      if (entered) {
        enter()
      }
    }
  })
}

/** The page, from the mark on if it has one, gives way; it is kept and comes back as it was. */
function takePlace() {
  const main = document.querySelector("main")
  const first = main?.querySelector("[data-search-replaces]") ?? main?.firstElementChild
  const last = first?.parentNode?.lastChild
  if (first && last && !results.view.isConnected) {
    const page = document.createRange()
    page.setStartBefore(first)
    page.setEndAfter(last)
    scrolled = scrollY
    aside.page = page.extractContents()
    page.insertNode(results.view)
    scrollTo(0, 0)
  }
}

function restore() {
  if (results.view.isConnected && aside.page) {
    results.view.replaceWith(aside.page)
    aside.page = null
    narrowed()?.answered(null)
    scrollTo(0, scrolled)
  }
  aside.page = null
}

/** Asks once more: what narrows the answer has changed. */
export function again() {
  if (results.view.isConnected) {
    limit = FIRST
    put()
  }
}

/**
 * One step back leads from results to the page, however many letters were typed.
 * @param {string} text
 */
function remember(text) {
  const address = new URL(location.href)
  address.searchParams.delete("q")
  if (text.trim()) {
    address.searchParams.set("q", text)
  }
  const begins = !new URL(location.href).searchParams.has("q") && text.trim() !== ""
  if (begins) {
    address.searchParams.delete("sort") // a query's best papers come first until a reader says else
  }
  ownAddress()
  history[begins ? "pushState" : "replaceState"](history.state, "", address)
}

/** Searches for what the address says, when that is something else than what is shown. */
export function follow() {
  const asked = new URL(location.href).searchParams.get("q") ?? ""
  if (asked !== typed || (asked && !results.view.isConnected)) {
    typed = asked
    limit = FIRST
    left = Number(history.state?.y ?? 0) // Material keeps it there
    search(asked)
  }
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const { target, key } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return
  }
  const links = [...results.list.querySelectorAll(".title a")]
  const place = links.indexOf(/** @type {Element} */ (target))
  const box = asBox(target)
  if (box) {
    keysInBox(event, box, links)
  } else if (place >= 0 && (key === "ArrowDown" || key === "ArrowUp")) {
    event.preventDefault()
    focus(key === "ArrowDown" ? (links[place + 1] ?? results.more) : (links[place - 1] ?? boxes()[0]))
  } else if (results.view.isConnected && key === "Escape") {
    boxes()[0]?.focus()
  }
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} box @param {Element[]} links */
function keysInBox(event, box, links) {
  if (event.key === "ArrowDown" && links.length > 0) {
    event.preventDefault()
    focus(links[0])
  } else if (event.key === "Escape" && box.value) {
    event.preventDefault()
    search("")
  } else if (event.key === "Escape") {
    box.blur()
  }
}

/** @param {Element | undefined} element */
function focus(element) {
  if (element instanceof HTMLElement) {
    element.focus()
    element.scrollIntoView({ block: "nearest" })
  }
}

/** @param {SubmitEvent} event */
function submit(event) {
  if (event.target instanceof HTMLFormElement && event.target.role === "search") {
    event.preventDefault()
    entered = typed.trim() !== ""
    if (results.view.dataset["typed"] === typed) {
      enter()
    }
  }
}

/** Opens the only paper there is, and else goes to the first. */
function enter() {
  entered = false
  const links = results.list.querySelectorAll(".title a")
  const first = links[0]
  if (first instanceof HTMLAnchorElement && (links.length === 1 || identify(typed.trim()))) {
    first.click()
  } else {
    focus(first)
  }
}

/** @param {MouseEvent} event A result that is the page itself brings it back. */
function stay(event) {
  const link = event.target instanceof Element ? event.target.closest("a") : null
  if (link && link.pathname === location.pathname && link.host === location.host) {
    event.preventDefault()
    event.stopPropagation()
    search("")
  }
}

results.list.addEventListener("click", stay)
document.addEventListener("input", ({ target }) => {
  const box = asBox(target)
  if (box) {
    search(box.value)
  }
})
document.addEventListener("keydown", keys)
document.addEventListener("submit", submit)
onBack(follow)

/**
 * Gets ready for a reader who has put the cursor into a box, and may have begun to type.
 * @param {HTMLInputElement} box
 */
export function begin(box) {
  prepare()
  if (box.value) {
    search(box.value)
  }
}
