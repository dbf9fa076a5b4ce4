// Buttons that mark a paper, wherever it is listed and on its own page.

import { element } from "../entries.js"
import { mark, markedKeys, marksOf } from "./marks.js"
import { offer, say } from "./told.js"

/** @typedef {"star" | "queue" | "read" | "hide"} Act */

/** @type {Record<Act, [name: string, done: string, undone: string]>} */
const ACTS = {
  star: ["Star", "Starred", "No longer starred"],
  queue: ["Queue", "In your queue", "Taken from your queue"],
  read: ["Read", "Marked as read", "Marked as unread"],
  hide: ["Hide", "Hidden in lists", "Shown in lists"],
}

/** @param {Act} act @returns {HTMLButtonElement} that dress() finds and answers() hears */
export function button(act) {
  return element("button", { type: "button", "data-act": act, "aria-pressed": "false" }, ACTS[act][0])
}

/**
 * Lets the buttons of an element show how a paper is marked.
 * @param {Element} within
 * @param {string} key
 */
export function dress(within, key) {
  const marks = marksOf(key)
  for (const each of within.querySelectorAll(":scope > .acts > [data-act]")) {
    const act = /** @type {Act} */ (each.getAttribute("data-act"))
    if (act === "hide" && each.closest(".paper")) {
      each.removeAttribute("aria-pressed") // its name tells what it does
      const name = marks.hide ? "Show" : "Hide"
      if (each.textContent !== name) {
        each.textContent = name
      }
    } else {
      each.setAttribute("aria-pressed", String(Boolean(marks[act])))
    }
  }
}

/** @param {EventTarget | null} target presses the button that was clicked, if it was one of these */
export function press(target) {
  const pressed = target instanceof Element ? target.closest(".acts > [data-act]") : null
  const of = pressed?.closest("[data-paper], [data-yours]")
  const key = of?.getAttribute("data-paper") ?? of?.getAttribute("data-yours")
  if (pressed && key) {
    toggle(key, /** @type {Act} */ (pressed.getAttribute("data-act")))
  }
}

/**
 * Marks a paper, or takes the mark back, and says so.
 * @param {string} key
 * @param {Act} act
 */
export function toggle(key, act) {
  const before = { ...marksOf(key) }
  const on = !before[act]
  if (act === "queue") {
    mark(key, "queue", on ? last() + 1 : 0)
  } else {
    mark(key, act, on)
  }
  const [, done, undone] = ACTS[act]
  const goes = act === "hide" ? on : !on && document.querySelector("[data-reading]")
  if (goes || (act === "read" && before.queue)) {
    offer(`${on ? done : undone}.`, () => {
      mark(key, act, before[act])
      mark(key, "queue", before.queue)
    })
  } else {
    say(`${on ? done : undone}.`)
  }
}

/** @returns {number} the last place of the queue */
function last() {
  return Math.max(0, ...markedKeys().map((key) => marksOf(key).queue))
}
