// Says what has been done, to who cannot see it; and to everybody what they should know. The two
// stand apart, so that no word hides a warning.

import { element } from "../entries.js"

const LATER = 60 // milliseconds, for a region to be noticed before it speaks
const SHOWN_FOR = 8_000 // milliseconds

/** A line at the foot of the window, which is seen when it has a button. */
class Line {
  words = element("span", {})
  button = element("span", {})
  region = element("div", { role: "status" }, this.words, this.button)
  timers = [0, 0]

  /** @param {string} text @param {string} [label] of a button @param {() => void} [act] what it does */
  tell(text, label = "", act = () => {}) {
    this.clear()
    if (label) {
      const from = document.activeElement
      const button = element("button", { type: "button" }, label)
      button.addEventListener("click", () => {
        this.clear()
        act()
        if (from instanceof HTMLElement && from.isConnected) {
          from.focus({ preventScroll: true })
        }
      })
      this.button.append(button)
      this.region.dataset["shown"] = ""
    }
    this.timers[0] = setTimeout(() => (this.words.textContent = text), LATER)
  }

  clear() {
    this.timers.forEach(clearTimeout)
    delete this.region.dataset["shown"]
    this.words.textContent = ""
    this.button.replaceChildren()
  }
}

const done = new Line()
const warning = new Line()
document.body.append(element("div", { class: "told" }, done.region, warning.region))

/** @param {string} text for screen readers; the page shows by itself what has changed */
export function say(text) {
  done.tell(text)
}

/**
 * Shows for a while what has been done and cannot be seen any longer.
 * @param {string} text
 * @param {() => void} undo
 */
export function offer(text, undo) {
  done.tell(text, "Undo", undo)
  done.timers[1] = setTimeout(() => done.clear(), SHOWN_FOR)
}

/** @param {string} text shown until the reader closes it */
export function warn(text) {
  warning.tell(text, "Close")
}
