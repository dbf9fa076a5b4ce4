// Buttons that copy: <button data-copies="id of the element to copy" hidden>.
// They are hidden until this script runs, for without it they would do nothing.

const SAID_FOR = 2000 // milliseconds

/**
 * Puts a text on the clipboard; one that is still to come must be asked for in answer to a key or a
 * click, for Safari lets no other copy.
 * @param {string | Promise<string>} text nothing is copied for ""
 * @returns {Promise<boolean>} whether it is there
 */
export async function put(text) {
  try {
    if (typeof text === "string") {
      await navigator.clipboard.writeText(text)
    } else {
      // eslint-disable-next-line no-restricted-properties -- the clipboard takes no markup
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text.then(blob) })])
    }
    return true
  } catch {
    return false // no permission, no secure context, or nothing came
  }
}

/** @param {string} text */
function blob(text) {
  if (!text) {
    throw new Error("nothing to copy")
  }
  return new Blob([text], { type: "text/plain" })
}

/** @param {HTMLButtonElement} button @param {string} label what it says before and after */
async function copy(button, label) {
  const source = document.getElementById(button.dataset["copies"] ?? "")
  if (await put(source?.textContent ?? "")) {
    button.textContent = "Copied"
  } else {
    select(source)
    button.textContent = "Selected: press Ctrl+C"
  }
  setTimeout(() => (button.textContent = label), SAID_FOR) // not disabled: it would lose the focus
}

/** @param {HTMLElement | null} source what the reader's own keys can copy then */
function select(source) {
  if (source) {
    source.hidden = false
    getSelection()?.selectAllChildren(source)
  }
}

/** @param {HTMLElement} button */
export function show(button) {
  if (button instanceof HTMLButtonElement && button.hidden) {
    button.hidden = false
    button.setAttribute("aria-live", "polite")
    const label = button.textContent ?? ""
    button.addEventListener("click", () => void copy(button, label))
  }
}
