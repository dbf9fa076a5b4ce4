// Files that a page makes, and the reader's browser saves.

const KEPT_FOR = 60_000 // milliseconds, for the browser to save the file

/** @param {string} text @param {string} name @param {string} type */
export function save(text, name, type) {
  const href = URL.createObjectURL(new Blob([text], { type }))
  Object.assign(document.createElement("a"), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), KEPT_FOR)
}
