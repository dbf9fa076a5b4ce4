// Buttons that copy: <button data-copies="id of the element to copy" hidden>.
// They are hidden until this script runs, for without it they would do nothing.

import { onEachPage } from "./pages.js"

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

function reveal() {
  for (const button of document.querySelectorAll("button[data-copies]")) {
    if (!(button instanceof HTMLButtonElement) || !button.hidden) {
      continue
    }
    button.hidden = false
    button.setAttribute("aria-live", "polite")
    button.addEventListener("click", () => void copy(button))
  }
}

onEachPage(reveal)
