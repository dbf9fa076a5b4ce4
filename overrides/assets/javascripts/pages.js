// Material replaces the page's content when it navigates without loading, and says so in `document$`.

/** @typedef {{ subscribe(next: () => void): void }} Pages */

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
