// Material replaces the page's content when it navigates without loading, and says so in `document$`.

/** @typedef {{ subscribe(next: () => void): void }} Pages */

/**
 * Does something while the browser has nothing else to do.
 * @param {() => void} act
 */
export function soon(act) {
  if ("requestIdleCallback" in globalThis) {
    requestIdleCallback(act, { timeout: 1000 })
  } else {
    setTimeout(act, 100) // Safari
  }
}

/** Has steps back and forth on this page told to `onBack` alone: its address says what is shown. */
export function ownAddress() {
  document.documentElement.dataset["own"] = location.pathname
}

/** @param {() => void} act done at every step back or forth that the reader takes */
export function onBack(act) {
  addEventListener("popstate", act)
  addEventListener("back", act)
}

/**
 * Does something on this page, and on every page that a reader comes to without loading.
 *
 * @param {() => void} act
 */
export function onEachPage(act) {
  const { document$: pages } = /** @type {{ document$?: Pages }} */ (/** @type {unknown} */ (globalThis))
  if (pages) {
    pages.subscribe(act)
  } else {
    act()
  }
}
