// The marks of all papers as a few outlines, one for each colour and state: ten thousand papers are
// drawn anew in the time of a frame or two, which as many elements would take seconds for. The links
// that stand there without a script are put away.

import { marksOf, onMarks } from "../reader/marks.js"

/** @typedef {import("./points.js").Point} Point */

const SVG = "http://www.w3.org/2000/svg"
const NARROW = 520 // pixels of the map below which marks are smaller
const SMALLER = 0.7

/** What is drawn first lies below: papers aside of what is picked out, then read ones, … */
const STATES = ["aside", "read", "", "star"]

/** @type {() => void} */
let drawAgain = () => {}
onMarks(() => drawAgain())

/**
 * @param {SVGSVGElement} svg
 * @param {Point[]} points
 */
export function drawingOf(svg, points) {
  const drawn = document.createElementNS(SVG, "g")
  drawn.setAttribute("class", "map-drawn")
  svg.querySelector(".map-points")?.replaceWith(drawn)
  let unit = 1
  let [by, picked] = [0, ""]
  /** @type {Record<number, string> | undefined} */
  let outlines

  const draw = () => {
    if (!outlines) {
      return // nobody has said yet what the colours are
    }
    const scale = unit * (svg.clientWidth < NARROW ? SMALLER : 1)
    /** @type {Map<string, string[]>} */
    const marks = new Map()
    for (const point of points) {
      const colour = Number(point.row.dataset.colours?.[by])
      const look = `${STATES.indexOf(stateOf(point, picked))}${colour}`
      const at = `M${(point.x / scale).toFixed(1)} ${(point.y / scale).toFixed(1)}`
      const alike = marks.get(look) ?? []
      alike.push(at + outlines[colour])
      marks.set(look, alike)
    }
    drawn.setAttribute("transform", `scale(${scale})`)
    drawn.replaceChildren(...[...marks.keys()].sort().map((look) => path(look, marks.get(look) ?? [])))
  }
  drawAgain = draw

  return {
    /** @param {number} next units a pixel */
    fit(next) {
      if (next !== unit) {
        unit = next
        draw()
      }
    },
    /** @param {number} number of the colouring @param {Record<number, string>} shapes of its colours */
    colour(number, shapes) {
      by = number
      outlines = shapes
      draw()
    },
    /** @param {string} tag what lacks it recedes; "" is every topic */
    pick(tag) {
      picked = tag
      draw()
    },
  }
}

/** @param {string} look the numbers of a state and of a colour @param {string[]} marks */
function path(look, marks) {
  const made = document.createElementNS(SVG, "path")
  const [state, colour] = look
  made.setAttribute("class", `c${colour} ${STATES[Number(state)]}`.trim())
  made.setAttribute("d", marks.join(""))
  return made
}

/** @param {Point} point @param {string} picked a tag, or nothing */
function stateOf({ row, tags }, picked) {
  const { star, read, hide } = marksOf(row.dataset.paper ?? "")
  if (hide || (picked && !tags.includes(picked))) {
    return "aside"
  }
  return star ? "star" : read ? "read" : ""
}
