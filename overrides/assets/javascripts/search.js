// Loads the search when a reader begins to search, and not before: puts the cursor into a box,
// presses "/", or comes with an address that has ?q= in it.

/** @type {Promise<typeof import("./search/page.js")> | null} */
let loading = null

function load() {
  loading ??= import("./search/page.js")
  return loading
}

/** @param {EventTarget | null} target */
function box(target) {
  return target instanceof HTMLInputElement && target.closest("form[role=search]") ? target : null
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  )
}

async function follow() {
  if (loading || new URL(location.href).searchParams.has("q")) {
    const page = await load()
    page.follow()
  }
}

document.addEventListener("focusin", async ({ target }) => {
  if (box(target)) {
    const page = await load()
    page.begin(box(target))
  }
})

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing
  if (event.key === "/" && !modified && !isTyping(event.target)) {
    // The library's own box comes before the header's.
    const found = document.querySelectorAll("form[role=search] input")
    const first = [...found].at(-1)
    if (first instanceof HTMLInputElement) {
      event.preventDefault()
      first.focus()
      first.select()
    }
  }
})

// Material replaces the page's content when it navigates without loading, and says so here.
const pages = /** @type {{document$?: {subscribe(next: () => void): void}}} */ (
  /** @type {unknown} */ (globalThis)
).document$
if (pages) {
  pages.subscribe(follow)
} else {
  void follow()
}

export {}
