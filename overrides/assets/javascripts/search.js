// Loads the search when a reader begins to search, and not before: puts the cursor into a box,
// presses "/", or comes with an address that has ?q= in it.

import { onEachPage } from "./pages.js"

/** @type {Promise<typeof import("./search/page.js")> | null} */
let loading = null

function load() {
  loading ??= import("./search/page.js")
  return loading
}

/**
 * @returns {HTMLInputElement[]} the boxes to search in: the page's own, then the header's, which
 *   stands before it in the document
 */
export function boxes() {
  const found = document.querySelectorAll("form[role=search] input")
  return [...found].filter((each) => each instanceof HTMLInputElement).reverse()
}

/** @param {EventTarget | null} target @returns {HTMLInputElement | undefined} it, if it is a box */
export function asBox(target) {
  return boxes().find((each) => each === target)
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  )
}

async function follow() {
  if (loading || new URL(location.href).searchParams.has("q")) {
    const page = await load()
    page.follow()
  }
}

document.addEventListener("focusin", async ({ target }) => {
  const box = asBox(target)
  if (box) {
    const page = await load()
    page.begin(box)
  }
})

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing
  if (event.key === "/" && !modified && !isTyping(event.target)) {
    const first = boxes()[0]
    if (first) {
      event.preventDefault()
      first.focus()
      first.select()
    }
  }
})

onEachPage(() => void follow())
