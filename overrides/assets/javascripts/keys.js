// The keys of the whole site: heard here, and done by keys/doing.js, which the first of them loads.

import { element } from "./entries.js"
import { onEachPage } from "./pages.js"
import { read, write } from "./reader/kept.js"
import { boxes } from "./search.js"

const NAME = "keys"
const WITHIN = 1500 // milliseconds between the two keys of a way
const NOT_TYPED_INTO = new Set(["button", "checkbox", "file", "image", "radio", "reset", "submit"])
/** What has keys of its own, for people or for the programs that read to them. */
const OWN_KEYS =
  "select, textarea, [role=textbox], [role=combobox], [role=listbox], [role=menu], [role=application]"
/** By which Material goes along the navigation, and nobody could turn it off: WCAG 2.1.4. */
const MATERIALS = new Set(["n", "p", ",", "."])

/** @typedef {typeof import("./keys/doing.js")} Doing */

/** @type {Record<string, (doing: Doing, event: KeyboardEvent) => unknown>} */
const ACTS = {
  j: (doing, { repeat }) => doing.step(1, repeat),
  k: (doing, { repeat }) => doing.step(-1, repeat),
  o: (doing) => doing.open(),
  s: (doing) => doing.toggleMark("star"),
  r: (doing) => doing.toggleMark("read"),
  b: (doing) => doing.copyBibtex(),
}

/** @type {Record<string, string>} where “g” and this key lead, from the site's root */
const WAYS = { h: "", l: "papers/", t: "tags/", d: "dates/", r: "reading/" }

/** When “g” was pressed, if the next key is to say where to go; in milliseconds. */
let going = -Infinity
/** When all that was pressed is done. @type {Promise<void>} */
let done = Promise.resolve()

export function areOn() {
  return read(NAME) !== "off"
}

/** @param {boolean} on */
export function turn(on) {
  write([[NAME, on ? "on" : "off"]])
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement) {
    return !NOT_TYPED_INTO.has(target.type)
  }
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(OWN_KEYS) !== null)
}

/** @param {KeyboardEvent} event */
function isOurs({ ctrlKey, metaKey, altKey, isComposing, keyCode, target, defaultPrevented }) {
  const composing = isComposing || keyCode === 229 // which is how Safari ends a composition
  const modified = ctrlKey || metaKey || altKey
  return !(modified || composing || defaultPrevented || isTyping(target) || document.querySelector("dialog[open]"))
}

/** @param {KeyboardEvent} event */
function hear(event) {
  if (!isOurs(event)) {
    return
  }
  if (MATERIALS.has(event.key)) {
    event.stopPropagation()
  } else if (areOn()) {
    follow(event)
  }
}

/** @param {KeyboardEvent} event */
function follow(event) {
  const { key, repeat, timeStamp } = event
  const way = timeStamp - going < WITHIN ? WAYS[key] : undefined
  const act = ACTS[key]
  going = key === "g" ? timeStamp : -Infinity
  if (way !== undefined) {
    then((doing) => doing.go(way))
  } else if (key === "/") {
    search(event)
  } else if (key === "?") {
    event.preventDefault()
    then(tell)
  } else if (act && (!repeat || key === "j" || key === "k")) {
    then((doing) => act(doing, event))
  }
}

/** @param {KeyboardEvent} event */
function search(event) {
  const first = boxes()[0]
  if (first) {
    event.preventDefault()
    first.focus()
    first.select()
  }
}

/** @param {(doing: Doing) => unknown} act done after what the keys before it do */
function then(act) {
  done = done.catch(() => {}).then(async () => {
    act(await import("./keys/doing.js"))
  })
}

async function tell() {
  const { tell: show } = await import("./keys/telling.js")
  show({ areOn, turn })
}

document.addEventListener("keydown", hear)

onEachPage(() => {
  const footer = document.querySelector("[data-footer]") ?? document.querySelector(".md-footer-meta__inner")
  if (footer && !footer.querySelector(".keys-button")) {
    const button = element("button", { type: "button", class: "keys-button", "aria-haspopup": "dialog" }, "Keys")
    button.addEventListener("click", () => void tell())
    footer.append(button)
  }
})
