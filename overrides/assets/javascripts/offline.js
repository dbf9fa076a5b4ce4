// Lets the site be read without a network. All of it waits until the page is there and the browser has
// nothing else to do; where it cannot be (a private window, plain http), the site is as it was.

import { element } from "./entries.js"
import { onEachPage } from "./pages.js"
import { ROOT } from "./root.js"
import { asBox } from "./search.js"

const OFTEN = 600_000 // milliseconds: at most so often a page asks whether there is a newer site
const LATEST = 10_000 // milliseconds that idle work waits on a page which is never idle

/** `mkdocs serve` leaves the app's manifest out: there, nothing may stand between file and reader. */
const PUBLISHED = document.querySelector("link[rel=manifest]") !== null

let asked = 0

/** @returns {Promise<void>} when the page is there and the browser has nothing else to do */
async function idle() {
  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done, { once: true }))
  }
  await new Promise((done) => {
    if ("requestIdleCallback" in globalThis) {
      requestIdleCallback(done, { timeout: LATEST })
    } else {
      setTimeout(done, 2000) // Safari
    }
  })
}

/** Whether the reader has asked for as little as may be. */
function saves() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator)
  return connection?.saveData === true
}

async function begin() {
  await idle()
  const workers = navigator.serviceWorker
  const kept = await import("./offline/kept.js")
  if (!PUBLISHED) {
    await kept.forget()
    return
  }
  const script = new URL("service-worker.js", ROOT)
  const registration = await workers.register(script, { updateViaCache: "none" })
  await workers.ready
  const keep = () => void idle().then(kept.keep)
  onEachPage(keep)
  document.addEventListener("input", ({ target }) => asBox(target) && keep())
  await follow(registration)
}

/** @param {ServiceWorkerRegistration} registration */
async function follow(registration) {
  await registration.update().catch(() => {})
  asked = Date.now()
  const ours = registration.installing // it is as new as the page, which has just been loaded
  registration.addEventListener("updatefound", () => {
    const found = registration.installing
    if (found && found !== ours) {
      found.addEventListener("statechange", () => found.state === "activated" && tell())
    }
  })
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - asked > OFTEN) {
      asked = Date.now()
      void registration.update().catch(() => {})
    }
  })
}

/** Says once that the page is not the newest. */
function tell() {
  if (document.querySelector(".newer")) {
    return
  }
  const reload = element("button", { type: "button" }, "Reload")
  const dismiss = element("button", { type: "button" }, "Not now")
  const line = element("p", { class: "newer", role: "status" }, "The list has been updated. ")
  reload.addEventListener("click", () => location.reload())
  dismiss.addEventListener("click", () => line.remove())
  document.body.append(line)
  line.append(reload, " ", dismiss)
}

if ("serviceWorker" in navigator && "caches" in globalThis && !saves()) {
  begin().catch(() => {}) // as in a browser that cannot
}
