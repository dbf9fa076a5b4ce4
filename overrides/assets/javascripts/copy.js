// Buttons that copy: <button data-copies="id of the element to copy" hidden>.
// They are hidden until this script runs, for without it they would do nothing.

const SAID_FOR = 2000 // milliseconds

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const source = document.getElementById(button.dataset.copies ?? "")
  const label = button.textContent
  try {
    await navigator.clipboard.writeText(source?.textContent ?? "")
    button.textContent = "Copied"
  } catch {
    // No permission, or no secure context: select it, so that the reader's own keys can copy.
    if (source) {
      getSelection()?.selectAllChildren(source)
    }
    button.textContent = "Selected: press Ctrl+C"
  }
  button.disabled = true
  setTimeout(() => {
    button.textContent = label
    button.disabled = false
  }, SAID_FOR)
}

/** @param {HTMLElement} button */
export function show(button) {
  if (button instanceof HTMLButtonElement && button.hidden) {
    button.hidden = false
    button.setAttribute("aria-live", "polite")
    button.addEventListener("click", () => void copy(button))
  }
}
