// All keys in a dialog, in which they can be turned off.

import { element } from "../entries.js"
import { onEachPage } from "../pages.js"
import { say } from "../reader/told.js"

/** @type {[string, [keys: string[], does: string][]][]} */
const KEYS = [
  [
    "Papers",
    [
      [["j", "k"], "the next paper, the one before; on a paper's page, of the same day"],
      [["o", "Enter"], "open it"],
      [["s"], "star it"],
      [["r"], "mark it as read"],
      [["b"], "copy its BibTeX"],
    ],
  ],
  [
    "Go to",
    [
      [["/"], "the search"],
      [["g h"], "home"],
      [["g l"], "the library"],
      [["g t"], "the topics"],
      [["g d"], "the dates"],
      [["g r"], "your reading"],
      [["?"], "these keys"],
    ],
  ],
]

/** @type {HTMLDialogElement | null} */
let dialog = null

/** @param {{ areOn(): boolean, turn(on: boolean): void }} keys */
export function tell(keys) {
  dialog ??= make(keys)
  const box = dialog.querySelector("input")
  if (box) {
    box.checked = keys.areOn()
  }
  if (!dialog.open) {
    document.body.append(dialog)
    dialog.showModal()
  }
}

/** @param {{ turn(on: boolean): void }} keys */
function make({ turn }) {
  const close = element("button", { type: "submit", autofocus: "" }, "Close")
  const box = element("input", { type: "checkbox" })
  box.addEventListener("change", () => {
    turn(box.checked)
    say(box.checked ? "The keys are on." : "The keys are off.")
  })
  const made = element(
    "dialog",
    { class: "keys md-typeset", "aria-labelledby": "keys" },
    element("h2", { id: "keys" }, "Keys"),
    ...KEYS.map(([name, rows]) => group(name, rows)),
    element("label", {}, box, element("span", {}, "Use these keys. “Keys”, at the foot of every page, leads back here.")),
    element("form", { method: "dialog" }, close),
  )
  made.addEventListener("click", ({ target }) => {
    if (target === made) {
      made.close() // beside it: all that is within has an element of its own
    }
  })
  return made
}

/** @param {string} name @param {[keys: string[], does: string][]} rows */
function group(name, rows) {
  const list = element("dl", {})
  for (const [keys, does] of rows) {
    const shown = keys.flatMap((key) => [...key.split(" ").flatMap((one) => [element("kbd", {}, one), " "])])
    list.append(element("div", {}, element("dt", {}, ...shown), element("dd", {}, does)))
  }
  return element("section", {}, element("h3", {}, name), list)
}

onEachPage(() => dialog?.close())
