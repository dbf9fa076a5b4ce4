// What came since the reader's last visit. The newest days on which papers came, and how many on
// each, are in data-visit of a line. A list whose data-added has the day of each of its rows, and a
// number whose data-added has the days of what it counts, show what of it is new; which ones of the
// last visit's own day are, nobody knows, though how many is known.

import { counted, element } from "../entries.js"
import { read, write } from "./kept.js"
import { ROOT } from "../root.js"

/** A day (2026-11-20) on which papers came, and how many: the newest that a reader could know of.
 * @typedef {[day: string, papers: number]} Newest */
/**
 * @typedef {object} Visits
 * @property {number} at when something was done last, in milliseconds since 1970
 * @property {Newest | null} before the newest day at the end of the visit before this one
 * @property {Newest | null} seen the newest day that a page has told in this visit
 */

const VISIT = "visit"
const PAUSE = 30 * 60_000 // milliseconds without activity, after which a visit is over
const DAYS = 60 // so many the line tells: generator/publish/templates/_visit.html.j2
const SELDOM = 60_000 // milliseconds between two notes that the reader is still here

/** @type {Visits | null} */
let visits = null

/** @returns {Visits} as the last tab that was used left them */
function known() {
  try {
    const { at, before, seen } = JSON.parse(read(VISIT) ?? "")
    return { at: Number(at), before: newest(before), seen: newest(seen) }
  } catch {
    return { at: 0, before: null, seen: null }
  }
}

/** @param {unknown} told @returns {Newest | null} */
function newest(told) {
  return Array.isArray(told) && typeof told[0] === "string" ? [told[0], Number(told[1])] : null
}

/** Takes note that the reader is here; a visit begins when that has not been so for a while. */
function here() {
  const now = Date.now()
  visits = known()
  if (now - visits.at > PAUSE) {
    visits.before = visits.seen
  } else if (now - visits.at < SELDOM && now >= visits.at) {
    return visits
  }
  visits.at = now
  write([[VISIT, JSON.stringify(visits)]])
  return visits
}

/** @param {HTMLElement} part */
export function show(part) {
  const { before } = here()
  if (part.dataset["visit"]) {
    const days = Object.entries(JSON.parse(part.dataset["visit"]))
    const [latest] = days
    if (latest) {
      write([[VISIT, JSON.stringify({ ...known(), seen: latest })]])
    }
    const since = before ? added(days, before) : null
    if (since?.count) {
      tell(part, since)
    }
  } else if (before) {
    point(part, before)
  }
}

/**
 * @param {[string, number][]} days the newest first
 * @param {Newest} before
 * @returns {{count: number, from: string, more: boolean}} how many papers came, the earliest day
 *   of them, and whether there may be more than the page knows of
 */
export function added(days, [day, papers]) {
  const later = days.filter(([each]) => each > day)
  const same = Math.max(0, (days.find(([each]) => each === day)?.[1] ?? papers) - papers)
  const count = later.reduce((sum, [, number]) => sum + number, same)
  const from = same ? day : (later.at(-1)?.[0] ?? day)
  return { count, from, more: later.length >= DAYS }
}

/** @param {HTMLElement} line @param {{count: number, from: string, more: boolean}} since */
function tell(line, { count, from, more }) {
  const href = new URL(`papers/?by=added&from=${from}`, ROOT).href
  const papers = (more ? "More than " : "") + counted(count)
  line.replaceChildren(element("a", { href }, papers), " since your last visit")
  line.dataset["new"] = ""
}

/** @param {Element} part @param {Newest} before */
function point(part, [day]) {
  const days = (part.getAttribute("data-added") ?? "").split(" ")
  if (part.matches(".papers")) {
    const rows = part.querySelectorAll(":scope > .paper")
    rows.forEach((row, place) => row.toggleAttribute("data-new", (days[place] ?? "") > day))
  } else {
    part.toggleAttribute("data-new", days.some((each) => each > day))
  }
}

for (const event of ["click", "keydown", "pagehide"]) {
  addEventListener(event, () => void here(), { passive: true })
}
here()
