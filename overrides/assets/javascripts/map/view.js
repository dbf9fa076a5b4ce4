// What of the map is seen: all of it at first. Zoomed by buttons, by the wheel with Ctrl (which is
// also what a pinch on a touchpad is) and by two fingers; moved by dragging, or by two fingers. One
// finger and the wheel alone scroll the page.

const MOST = 12
const STEP = 1.6
const DRAGGED = 4 // pixels: a hand that clicks is not still

/** @typedef {{ x: number, y: number }} Spot in units of the map, or in pixels of the window */

/**
 * @param {SVGSVGElement} svg
 * @param {(unit: number, shown: number) => void} changed called after every change with the units
 *   that a pixel is, and the pixels that the whole map is
 */
export function viewOf(svg, changed) {
  const { width, height } = svg.viewBox.baseVal
  let zoomed = 1
  let [left, top] = [0, 0]

  const unit = () => width / zoomed / (svg.clientWidth || width)

  const draw = () => {
    left = Math.min(Math.max(left, 0), width - width / zoomed)
    top = Math.min(Math.max(top, 0), height - height / zoomed)
    svg.setAttribute("viewBox", `${left} ${top} ${width / zoomed} ${height / zoomed}`)
    svg.style.setProperty("--unit", String(unit()))
    svg.toggleAttribute("data-zoomed", zoomed > 1)
    changed(unit(), width / unit())
  }

  /** @param {Spot} at in pixels @returns {Spot} in units */
  const spot = ({ x, y }) => {
    const box = svg.getBoundingClientRect()
    return { x: left + (x - box.left) * unit(), y: top + (y - box.top) * unit() }
  }

  /** @param {number} times @param {Spot} [fixed] what stays where it is, in units */
  const zoom = (times, fixed = { x: left + width / zoomed / 2, y: top + height / zoomed / 2 }) => {
    const next = Math.min(Math.max(zoomed * times, 1), MOST)
    left = fixed.x - (fixed.x - left) * (zoomed / next)
    top = fixed.y - (fixed.y - top) * (zoomed / next)
    zoomed = next
    draw()
  }

  /** @param {number} x pixels to the right @param {number} y pixels down */
  const move = (x, y) => {
    left -= x * unit()
    top -= y * unit()
    draw()
  }

  const view = {
    spot,
    unit,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    whole: () => zoom(0),
    /** @param {Spot} place in units: is brought into sight */
    bringInto: ({ x, y }) => {
      const [across, down] = [width / zoomed, height / zoomed]
      left = x < left || x > left + across ? x - across / 2 : left
      top = y < top || y > top + down ? y - down / 2 : top
      draw()
    },
  }
  withWheel(svg, (times, at) => zoom(times, spot(at)))
  withMouse(svg, move)
  withFingers(svg, move, (times, at) => zoom(times, spot(at)))
  new ResizeObserver(draw).observe(svg)
  draw()
  return view
}

/** @param {SVGSVGElement} svg @param {(times: number, at: Spot) => void} zoom */
function withWheel(svg, zoom) {
  svg.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault()
        zoom(Math.exp(-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 50) / 100), event)
      }
    },
    { passive: false },
  )
}

/** @param {SVGSVGElement} svg @param {(x: number, y: number) => void} move */
function withMouse(svg, move) {
  /** @type {Spot | undefined} */
  let from
  let dragged = false
  svg.addEventListener("dragstart", (event) => event.preventDefault())
  svg.addEventListener("pointerdown", (event) => {
    dragged = false
    from = event.pointerType === "mouse" && event.button === 0 ? event : undefined
  })
  svg.addEventListener("pointermove", (event) => {
    if (!from || !(event.buttons & 1)) {
      return
    }
    const [x, y] = [event.clientX - from.x, event.clientY - from.y]
    if (dragged || Math.hypot(x, y) > DRAGGED) {
      dragged = true
      svg.setPointerCapture(event.pointerId)
      move(x, y)
      from = event
    }
  })
  const end = (/** @type {MouseEvent} */ event) => {
    if (dragged) {
      event.stopImmediatePropagation()
      event.preventDefault()
    }
    dragged = false
  }
  svg.addEventListener("click", end, { capture: true })
}

/**
 * @param {SVGSVGElement} svg
 * @param {(x: number, y: number) => void} move
 * @param {(times: number, at: Spot) => void} zoom
 */
function withFingers(svg, move, zoom) {
  /** @type {{ x: number, y: number, far: number } | undefined} */
  let before
  svg.addEventListener(
    "touchmove",
    (event) => {
      const [one, other] = event.touches
      if (!one || !other) {
        before = undefined
        return
      }
      event.preventDefault()
      const now = {
        x: (one.clientX + other.clientX) / 2,
        y: (one.clientY + other.clientY) / 2,
        far: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
      }
      if (before) {
        move(now.x - before.x, now.y - before.y)
        zoom(now.far / Math.max(before.far, 1), now)
      }
      before = now
    },
    { passive: false },
  )
  for (const over of /** @type {const} */ (["touchend", "touchcancel"])) {
    svg.addEventListener(over, () => (before = undefined))
  }
}
