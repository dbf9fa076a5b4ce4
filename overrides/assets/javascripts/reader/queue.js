// The order of the reading queue: moved by a pointer or a finger at a row's grip, or by its buttons.

import { element } from "../entries.js"
import { mark, marksOf } from "./marks.js"
import { say } from "./told.js"

const EDGE = 60 // pixels from the window's edge, where dragging scrolls
const STEP = 12 // pixels, each time

/** @param {HTMLElement} article @param {string} key @returns {HTMLLIElement} a row of the queue */
export function row(article, key) {
  const move = (/** @type {string} */ name, /** @type {string} */ label) =>
    element("button", { type: "button", "data-move": name }, label)
  return element(
    "li",
    { "data-key": key },
    element("span", { class: "grip", "aria-hidden": "true" }),
    article,
    element("p", { class: "moves" }, move("up", "Up"), move("down", "Down"), move("out", "Take out")),
  )
}

/**
 * Puts a paper to another place of the queue.
 * @param {string[]} keys the queue, in its order
 * @param {string} key
 * @param {number} to its new place, from 0
 */
export function put(keys, key, to) {
  const others = keys.filter((each) => each !== key)
  const [before, after] = [others[to - 1], others[to]].map((each) => each && marksOf(each).queue)
  const low = before || 0
  const between = after ? (low + after) / 2 : low + 1
  if (between > low && (!after || between < after)) {
    mark(key, "queue", between)
  } else {
    // No number is left between the two.
    others.splice(to, 0, key)
    others.forEach((each, place) => mark(each, "queue", place + 1))
  }
  say(`Now ${to + 1} of ${keys.length}.`)
}

/**
 * Lets the rows of a list be dragged by their grips.
 * @param {HTMLElement} list
 * @param {(key: string, to: number) => void} dropped
 */
export function draggable(list, dropped) {
  /** @type {Element | null} */
  let dragged = null
  let height = 0 // of the pointer in the window
  const rows = () => [...list.children]
  const follow = () => {
    if (dragged) {
      const over = rows().find((each) => each !== dragged && covers(each, height))
      if (over) {
        over[rows().indexOf(dragged) < rows().indexOf(over) ? "after" : "before"](dragged)
      }
    }
  }
  const scroll = () => {
    if (dragged) {
      const step = height < EDGE ? -STEP : height > innerHeight - EDGE ? STEP : 0
      if (step) {
        scrollBy(0, step)
        follow()
      }
      requestAnimationFrame(scroll)
    }
  }
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest(".grip") : null
    if (grip && event.isPrimary && event.button === 0) {
      event.preventDefault() // no text is selected meanwhile
      list.setPointerCapture(event.pointerId) // the list's, for a row that moves would lose it
      dragged = grip.closest("li")
      height = event.clientY
      dragged?.setAttribute("data-dragged", "")
      scroll()
    }
  })
  list.addEventListener("pointermove", ({ clientY }) => {
    height = clientY
    follow()
  })
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      const [moved, key] = [dragged, dragged?.getAttribute("data-key")]
      dragged = null
      moved?.removeAttribute("data-dragged")
      if (moved && key) {
        dropped(key, rows().indexOf(moved))
      }
    })
  }
}

/** @param {Element} place @param {number} height @returns {boolean} whether it is at that height */
function covers(place, height) {
  const { top, bottom } = place.getBoundingClientRect()
  return height > top && height < bottom
}
