// Keeping what was marked, and carrying it to another browser: a file, a link, references; or
// forgetting it.

import { bibtex } from "../bibliography.js"
import { put } from "../copy.js"
import { counted, element, spelled } from "../entries.js"
import { save } from "../saving.js"
import { carried, fragment, LONGEST_LINK, understood, Unreadable, written } from "./carrying.js"
import { keysOf, KINDS } from "./kinds.js"
import { add, forget, markedKeys, saidKeys, wordsOf } from "./marks.js"
import { isMarked, knowsMore, meant } from "./words.js"

/** @typedef {import("./carrying.js").Said} Said */

const NAMED = 10 // papers whose reference did not come, by their keys
const KEPT =
  "It is kept in this browser alone, and sent nowhere. A private window forgets it when it is closed, Safari after seven days without a visit: save a file now and then, or take it to another browser by the file or the link. Both hold your notes."

/** Looks whether the address carries anything. */
let look = () => {}
addEventListener("hashchange", () => look())

/** @returns {Said} everything, also what was taken back */
const everything = () => new Map(saidKeys().map((key) => [key, wordsOf(key)]))

/**
 * @param {HTMLElement} part of the page, at whose end it is put
 * @param {HTMLElement} top where questions are asked
 */
export function keeping(part, top) {
  const said = element("p", { class: "done", role: "status" })
  const tell = (/** @type {string} */ text) => (said.textContent = text)
  const question = element("section", { class: "ask", "aria-label": "A question", hidden: "" })
  const ask = asking(question)
  const opened = (/** @type {Promise<Said>} */ coming) => void offered(coming, ask, tell)
  const choose = element("input", { type: "file", accept: ".json,application/json" })
  choose.addEventListener("change", () => {
    const [chosen] = choose.files ?? []
    if (chosen) {
      opened(chosen.text().then(understood))
    }
    choose.value = ""
  })
  top.before(question)
  part.append(
    element(
      "section",
      { id: "keep" },
      element("h2", {}, "Keep it, take it with you"),
      element("p", {}, KEPT),
      element(
        "p",
        { class: "doing" },
        doing("Save as a file", () => saveAll(tell)),
        element("label", {}, "Open a file", choose),
        doing("Copy as a link", () => void copyLink(tell)),
        doing("Starred as BibTeX", () => void references("starred", tell)),
        doing("Queue as BibTeX", () => void references("queue", tell)),
        doing("Forget everything", () => forgetting(ask, tell)),
      ),
      said,
    ),
  )
  look = () => {
    const coming = part.isConnected ? carried(location.hash) : null
    if (coming) {
      // A page that is loaded again does not ask again, and no history keeps the notes.
      history.replaceState(history.state, "", location.pathname + location.search)
      opened(coming)
    }
  }
  look()
}

/** @param {string} label @param {() => void} act */
function doing(label, act) {
  const button = element("button", { type: "button" }, label)
  button.addEventListener("click", act)
  return button
}

/** @typedef {(words: string, label: string, act: () => void) => void} Ask */

/** @param {HTMLElement} question @returns {Ask} asks there, one question at a time */
function asking(question) {
  return (words, label, act) => {
    const from = document.activeElement
    const close = () => {
      question.hidden = true
      if (from instanceof HTMLElement) {
        from.focus({ preventScroll: true })
      }
    }
    const text = element("p", { tabindex: "-1" }, words)
    const yes = doing(label, () => {
      close()
      act()
    })
    question.replaceChildren(text, element("p", { class: "doing" }, yes, doing("No", close)))
    question.hidden = false
    text.focus() // which also reads it out
  }
}

/** @typedef {(text: string) => void} Tell */

/** @param {Promise<Said>} coming @param {Ask} ask @param {Tell} tell */
async function offered(coming, ask, tell) {
  /** @type {Said} */
  let said
  try {
    said = await coming
  } catch (error) {
    const why = error instanceof Unreadable ? error.message : "It cannot be read."
    ask(`Nothing has been changed. ${why}`, "All right", () => {})
    return
  }
  const news = [...said].filter(([key, words]) => knowsMore(words, wordsOf(key)))
  if (news.length === 0) {
    ask(`It carries ${described(said)}. This browser knows all of it.`, "All right", () => {})
    return
  }
  const words = `It carries ${described(said)}. ${counted(news.length)} of them will change here; where this browser has a newer word, that stays.`
  ask(words, "Add it to mine", () => {
    const added = add(said)
    tell(added ? `Added: ${described(said)}.` : "This browser has no room for it: nothing was added.")
  })
}

/** @param {Said} said @returns {string} what it is, in words */
function described(said) {
  const all = [...said.values()].filter(isMarked).map(meant)
  const counts = /** @type {[number, string][]} */ ([
    [all.filter(({ star }) => star).length, "starred"],
    [all.filter(({ read }) => read).length, "read"],
    [all.filter(({ queue }) => queue).length, "queued"],
    [all.filter(({ note }) => note).length, "with a note"],
    [all.filter(({ rating }) => rating).length, "rated"],
    [all.filter(({ hide }) => hide).length, "hidden"],
  ])
  const some = counts.filter(([number]) => number).map(([number, what]) => `${number} ${what}`)
  return `${counted(all.length)}${some.length ? `: ${some.join(", ")}` : ""}`
}

/** @param {Tell} tell */
function saveAll(tell) {
  const day = new Date().toISOString().slice(0, 10)
  save(written(everything()), `reading-${day}.json`, "application/json")
  tell(`Saved: ${described(everything())}.`)
}

/** @param {Tell} tell */
async function copyLink(tell) {
  const link = fragment(everything()).then((end) => location.href.replace(/#.*$/u, "") + end)
  const copied = await put(link.then((whole) => (whole.length > LONGEST_LINK ? "" : whole)))
  const { length } = await link
  if (length > LONGEST_LINK) {
    const long = spelled(length)
    tell(`The link would have ${long} letters, which mail and chat programs cut off. Save a file instead.`)
  } else if (copied) {
    tell("Copied. Whoever opens the link sees what you marked, with your notes.")
  } else {
    tell("The browser forbids to copy. Save a file instead.")
  }
}

/** @param {"starred" | "queue"} name @param {Tell} tell */
async function references(name, tell) {
  const kind = KINDS.find((each) => each.name === name)
  const keys = kind ? keysOf(kind) : []
  /** @type {string[]} */
  let failed = []
  const text = await bibtex(keys, (progress) => {
    failed = progress.failed
    tell(`${progress.done} of ${progress.total} references …`)
  })
  if (text) {
    save(text, `${name}.bib`, "application/x-bibtex")
  }
  const named = failed.slice(0, NAMED).join(", ") + (failed.length > NAMED ? " …" : "")
  const without = failed.length ? ` Not found: ${named}.` : ""
  tell(`${keys.length - failed.length} of ${counted(keys.length)} saved.${without}`)
}

/** @param {Ask} ask @param {Tell} tell */
function forgetting(ask, tell) {
  const number = markedKeys().length
  const words = `Forget what you said of ${counted(number)}, with your notes? It cannot be taken back; a file would keep it.`
  ask(words, "Forget it", () => {
    forget()
    tell("Forgotten.")
  })
}
