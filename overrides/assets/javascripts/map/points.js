// The papers on the map. Each is a mark of the drawing, a link with a dot at its place, and an entry
// of the page's list, to which the link leads, and which has its title, its tags and its colours.

/**
 * @typedef {object} Point
 * @property {HTMLElement} row
 * @property {number} x units from the left
 * @property {number} y units from the top
 * @property {string[]} tags
 */

/** @param {SVGSVGElement} svg @returns {Point[]} */
export function pointsOf(svg) {
  /** @type {NodeListOf<SVGAElement>} */
  const marks = svg.querySelectorAll(".map-points > a")
  return [...marks].flatMap((mark) => {
    const row = document.getElementById(mark.href.baseVal.slice(1))
    const [x = 0, y = 0] = (mark.querySelector("path")?.getAttribute("d")?.match(/\d+/g) ?? []).map(Number)
    return row ? [{ row, x, y, tags: (row.dataset.tags ?? "").split(" ") }] : []
  })
}

/**
 * @param {Point[]} points
 * @param {{ x: number, y: number }} at in units
 * @param {number} within units
 */
export function nearest(points, at, within = Infinity) {
  let [found, least] = [/** @type {Point | undefined} */ (undefined), within]
  for (const point of points) {
    const far = Math.hypot(point.x - at.x, point.y - at.y)
    if (far < least) {
      found = point
      least = far
    }
  }
  return found
}

/** @type {Record<string, [across: number, down: number]>} */
export const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * @param {Point[]} points
 * @param {Point} from
 * @param {[across: number, down: number]} direction
 * @returns {Point | undefined} the nearest one that lies rather there than aside
 */
export function beside(points, from, [across, down]) {
  const there = points.filter((point) => {
    const [x, y] = [point.x - from.x, point.y - from.y]
    const ahead = x * across + y * down
    return ahead > 0 && Math.abs(x * down - y * across) <= ahead
  })
  return nearest(there, from)
}
