// Asks the search's thread, which is started when a reader seems about to search.

/** @typedef {import("./worker.js").Told} Told */

/** @type {Worker | null} */
let worker = null
let number = 0
/** @type {(told: Told) => void} */
let listener = () => {}
/** Why there can be no answer. */
let broken = ""

/** Lets the search get ready: called when a reader has put the cursor into a box. */
export function prepare() {
  if (!worker) {
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
    worker.addEventListener("message", (/** @type {MessageEvent<Told>} */ { data }) => {
      if (data.number === number) {
        listener(data)
      }
    })
    worker.addEventListener("error", (event) => {
      broken = event.message || "its script did not come"
      listener(nothing())
    })
    worker.postMessage({ number, typed: "", limit: 0, among: null })
  }
}

/**
 * Asks; what was asked before is no longer answered.
 * @param {string} typed
 * @param {number} limit how many papers are wanted
 * @param {import("./engine.js").Among | null} among which papers may be found
 * @param {(told: Told) => void} answered called again whenever there is more to the answer
 */
export function ask(typed, limit, among, answered) {
  prepare()
  number += 1
  listener = answered
  if (broken) {
    listener(nothing())
  } else {
    worker?.postMessage({ number, typed, limit, among })
  }
}

/** @returns {Told} */
function nothing() {
  return { number, answer: null, settled: true, failed: broken }
}
