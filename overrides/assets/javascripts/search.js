// Loads the search when a reader begins to search, and not before: puts the cursor into a box (by
// the key "/", too: keys.js), or comes with an address that has ?q= in it.

import { onEachPage } from "./pages.js"

/**
 * What narrows an answer: the library's facets, on its page.
 * @typedef {object} Narrowing
 * @property {HTMLElement} part of the page
 * @property {() => import("./search/engine.js").Among} among
 * @property {(found: Uint32Array | null) => void} answered told what was found before it was
 *   narrowed, the best first; nothing when there is no query any more
 */

/** @type {Promise<typeof import("./search/page.js")> | null} */
let loading = null
/** @type {Narrowing | null} */
let narrowing = null
/** What of the page has given way to results. @type {{page: DocumentFragment | null}} */
export const aside = { page: null }

/** @param {Narrowing} by from now on, while its part of the page is there */
export function narrowBy(by) {
  narrowing = by
  void again()
}

/** @returns {Narrowing | null} */
export function narrowed() {
  return narrowing?.part.isConnected ? narrowing : null
}

/** Asks once more what is asked: what narrows it has changed. */
export async function again() {
  if (loading) {
    const page = await loading
    page.again()
  }
}

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

onEachPage(() => void follow())
