// The map of papers: what the colours say, which topic is picked out, the paper that is pointed at.
// Before this script runs it is a drawing of links, and below it all papers are a list.

import { element } from "./entries.js"
import { drawingOf } from "./map/drawing.js"
import { DIRECTIONS, beside, nearest, pointsOf } from "./map/points.js"
import { viewOf } from "./map/view.js"
import { ROOT } from "./root.js"

/** @typedef {import("./map/points.js").Point} Point */

const REACH = 22 // pixels from a mark at which it is still meant: 44 across, as a finger needs

/** @param {HTMLElement} map */
export function show(map) {
  const svg = map.querySelector(".map-drawing")
  const frame = map.querySelector(".map-frame")
  const caption = map.querySelector(".map-caption")
  if (!(svg instanceof SVGSVGElement && frame instanceof HTMLElement && caption)) {
    return
  }
  const points = pointsOf(svg)
  const drawing = drawingOf(svg, points)
  const view = viewOf(svg, (unit, shown) => {
    drawing.fit(unit)
    showNames(svg, shown)
  })
  const tell = tellingIn(svg, caption)
  withPointer(svg, points, view, tell)
  withKeys(frame, points, view, tell)
  withButtons(map, view)
  withColours(map, drawing)
  withTopics(map, drawing, caption)
  map.querySelectorAll(".map-controls, .map-legends").forEach((part) => part.removeAttribute("hidden"))
}

/** @param {SVGSVGElement} svg @param {number} shown pixels of the whole map */
function showNames(svg, shown) {
  for (const name of svg.querySelectorAll("text")) {
    name.style.display = shown >= Number(name.dataset.width) ? "inline" : "none"
  }
}

/** @typedef {{ current: Point | undefined, say(point: Point): void, open(event: MouseEvent | KeyboardEvent): void }} Telling */

/** @param {SVGSVGElement} svg @param {Element} caption @returns {Telling} */
function tellingIn(svg, caption) {
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle")
  ring.setAttribute("class", "map-ring")
  return {
    current: undefined,
    say(point) {
      if (point === this.current) {
        return
      }
      this.current = point
      ring.setAttribute("transform", `translate(${point.x} ${point.y})`)
      svg.append(ring)
      const link = point.row.querySelector("a")
      const byline = point.row.querySelector(".number")?.textContent ?? ""
      caption.replaceChildren(
        element("a", { href: link?.href ?? "" }, link?.textContent ?? ""),
        " ",
        element("span", { class: "number" }, byline),
      )
    },
    open({ ctrlKey, metaKey, shiftKey }) {
      const wish = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }
      this.current?.row.querySelector("a")?.dispatchEvent(new MouseEvent("click", wish))
    },
  }
}

/**
 * @param {SVGSVGElement} svg
 * @param {Point[]} points
 * @param {ReturnType<typeof viewOf>} view
 * @param {Telling} tell
 */
function withPointer(svg, points, view, tell) {
  const under = (/** @type {MouseEvent} */ event) =>
    nearest(points, view.spot(event), REACH * view.unit())
  svg.addEventListener("pointermove", (event) => {
    const point = event.pointerType === "mouse" && !event.buttons && under(event)
    if (point) {
      tell.say(point)
    }
  })
  svg.addEventListener("click", (event) => {
    event.preventDefault() // without a script, the link leads to the paper's entry in the list
    const point = under(event)
    const touched = event instanceof PointerEvent && event.pointerType === "touch"
    if (!point) {
      return
    }
    // A finger cannot point before it presses: the first touch tells, the second opens.
    const told = tell.current === point
    tell.say(point)
    if (told || !touched) {
      tell.open(event)
    }
  })
}

/**
 * The drawing is one stop of the Tab key, and the arrows go from paper to paper.
 *
 * @param {HTMLElement} frame
 * @param {Point[]} points
 * @param {ReturnType<typeof viewOf>} view
 * @param {Telling} tell
 */
function withKeys(frame, points, view, tell) {
  frame.tabIndex = 0
  frame.setAttribute("role", "application")
  frame.setAttribute("aria-label", "Map of papers: arrow keys go to the next paper, Enter opens it")
  const go = (/** @type {Point | undefined} */ point) => {
    if (point) {
      view.bringInto(point)
      tell.say(point)
    }
  }
  frame.addEventListener("focus", () => {
    if (frame.matches(":focus-visible")) {
      const box = frame.getBoundingClientRect()
      const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
      go(tell.current ?? nearest(points, view.spot(middle)))
    }
  })
  frame.addEventListener("keydown", (event) => {
    const direction = DIRECTIONS[event.key]
    const act = { "+": view.zoomIn, "-": view.zoomOut, 0: view.whole }[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return
    }
    if (direction && tell.current) {
      event.preventDefault()
      go(beside(points, tell.current, direction))
    } else if (event.key === "Enter") {
      tell.open(event)
    } else {
      act?.()
    }
  })
}

/** @param {HTMLElement} map @param {ReturnType<typeof viewOf>} view */
function withButtons(map, view) {
  const acts = { in: view.zoomIn, out: view.zoomOut, whole: view.whole }
  for (const [name, act] of Object.entries(acts)) {
    map.querySelector(`[data-zoom="${name}"]`)?.addEventListener("click", act)
  }
}

/** @param {HTMLElement} map @param {ReturnType<typeof drawingOf>} drawing */
function withColours(map, drawing) {
  const select = map.querySelector("select[data-by]")
  const legends = [...map.querySelectorAll("[data-legend]")]
  if (!(select instanceof HTMLSelectElement)) {
    return
  }
  follow(select, "by", () => {
    const by = select.selectedIndex
    legends.forEach((legend, number) => legend.toggleAttribute("hidden", number !== by))
    map.toggleAttribute("data-years", select.value === "year")
    const rows = [...(legends[by]?.querySelectorAll("li") ?? [])]
    const shapes = rows.map((row) => [Number(row.dataset.colour), row.querySelector("path")?.getAttribute("d") ?? ""])
    drawing.colour(by, Object.fromEntries(shapes))
  })
}

/**
 * @param {HTMLElement} map
 * @param {ReturnType<typeof drawingOf>} drawing
 * @param {Element} caption
 */
function withTopics(map, drawing, caption) {
  const select = map.querySelector("select[data-tag]")
  if (!(select instanceof HTMLSelectElement)) {
    return
  }
  const buttons = [...map.querySelectorAll("button[data-pick]")]
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const tag = button.getAttribute("data-pick") ?? ""
      select.value = select.value === tag ? "" : tag
      select.dispatchEvent(new Event("change"))
    })
  }
  const hint = [...caption.childNodes]
  follow(select, "tag", () => {
    const picked = select.value
    drawing.pick(picked)
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-pick") === picked))
    }
    const name = select.selectedOptions[0]?.textContent ?? ""
    const topic = element("a", { href: new URL(`tags/${picked}/`, ROOT).href }, name)
    caption.replaceChildren(...(picked ? ["Picked out: ", topic] : hint))
  })
}

/**
 * Keeps what is chosen in the address, and takes it from there at first.
 *
 * @param {HTMLSelectElement} select
 * @param {string} name
 * @param {() => void} changed
 */
function follow(select, name, changed) {
  const asked = new URLSearchParams(location.search).get(name)
  if ([...select.options].some((option) => option.value === asked)) {
    select.value = asked ?? ""
  }
  select.addEventListener("change", () => {
    const address = new URL(location.href)
    const usual = select.options[0]?.value
    if (select.value === usual) {
      address.searchParams.delete(name)
    } else {
      address.searchParams.set(name, select.value)
    }
    history.replaceState(history.state, "", address)
    changed()
  })
  changed()
}
