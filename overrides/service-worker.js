// Answers where the network does not, from what this browser has kept. Everything is asked of the
// network first, so that nobody is shown an old page while there is a new one; the shell (SHELL, with
// all scripts) is kept anew by each build, and what a reader visits by assets/javascripts/offline/.

/** Tells `BUILD`, which changes whenever anything of the site does. */
importScripts("build.js")

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const ROOT = new URL("./", location.href)
const PREFIX = `offline ${ROOT.pathname} ` // assets/javascripts/offline/kept.js's
const CACHE = PREFIX + Reflect.get(self, "BUILD")

/** Kept when all the rest of the shell is: a cache without it was left half filled. */
const LAST = new URL("build.js", ROOT).href
const MISSING = new URL("503.html", ROOT)
const SHELL = [MISSING, ...["", "papers/", "reading/"].map((path) => new URL(path, ROOT))]
const PATIENCE = 4000 // milliseconds that a reader waits for the network when there is a kept copy
const DOUBT = 15_000 // milliseconds for which the network counts as slow after it was

/** What a page names, and a script, that has to be there as well. */
const NAMED_BY_PAGE = /(?:href|src)="?([^"?#:\s>]+\.(?:css|js|woff2|svg|png|webmanifest))\b/gu
const NAMED_BY_SCRIPT = /["'](\.{1,2}\/[\w./-]+\.js)["']/gu

/** When the network was last too slow, in milliseconds since 1970. */
let slow = 0

/** Keeps the shell and whatever it names. Fails without a network, and is then tried again later. */
async function keepShell() {
  await caches.delete(CACHE)
  const cache = await caches.open(CACHE)
  const seen = new Set(SHELL.map(({ href }) => href))
  let next = [...seen]
  while (next.length > 0) {
    const named = await Promise.all(next.map((address) => keepOne(cache, address)))
    next = named.flat().filter((address) => address.startsWith(ROOT.href) && !seen.has(address))
    next = [...new Set(next)]
    next.forEach((address) => seen.add(address))
  }
  await keepOne(cache, LAST)
}

/**
 * @param {Cache} cache
 * @param {string} address
 * @returns {Promise<string[]>} the addresses of what it names
 */
async function keepOne(cache, address) {
  const response = await fetch(address, { cache: "no-cache" })
  if (response.status === 429 || response.status >= 500) {
    throw new Error(`${address}: ${response.status}`) // it is there, and may come the next time
  }
  const type = response.headers.get("Content-Type") ?? ""
  const isPageInstead = type.includes("html") && /\.\w+$/u.test(address) && !address.endsWith(".html")
  if (!response.ok || response.redirected || isPageInstead) {
    return []
  }
  await cache.put(address, response.clone())
  const pattern = type.includes("html") ? NAMED_BY_PAGE : NAMED_BY_SCRIPT
  const read = type.includes("html") || (type.includes("javascript") && !address.endsWith(".min.js"))
  const text = read ? await response.text() : ""
  return [...text.matchAll(pattern)].map(([, name]) => new URL(name ?? "", address).href)
}

/** @param {Request} request @returns {Promise<Response | undefined>} from the newest build that has it */
async function kept(request) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse()
  for (const name of names) {
    const cache = await caches.open(name)
    const found = await cache.match(request, { ignoreSearch: true, ignoreVary: true })
    if (found) {
      return found
    }
  }
  return undefined
}

/**
 * @param {Request} request
 * @param {Promise<Response>} network
 */
async function answer(request, network) {
  const patience = Date.now() - slow < DOUBT ? 0 : PATIENCE
  const came = await Promise.race([network.catch(() => undefined), later(patience)])
  if (came && came.status < 500) {
    return came
  }
  const copy = await kept(request)
  if (copy) {
    slow = Date.now()
    return copy
  }
  return network.catch(() => (request.mode === "navigate" ? missing() : Response.error()))
}

/** The page that says that there is no network, and what is kept. */
async function missing() {
  const page = await kept(new Request(MISSING))
  const headers = { "Content-Type": "text/html; charset=utf-8" }
  return page ? new Response(page.body, { status: 503, headers }) : Response.error()
}

/** @param {number} milliseconds @returns {Promise<undefined>} */
function later(milliseconds) {
  return new Promise((done) => setTimeout(() => done(undefined), milliseconds))
}

/** @param {FetchEvent} event */
async function fetched(event) {
  return (await event.preloadResponse) ?? fetch(event.request)
}

/**
 * Whether a copy may stand in. The files of the search are kept by assets/javascripts/search/files.js;
 * and a script that asks for what is new is not to be given what is old.
 * @param {Request} request
 */
function isOurs({ method, url, destination, cache }) {
  const wantsNew = destination === "" && cache === "no-cache"
  const isSearch = url.startsWith(`${ROOT.href}search/`)
  return method === "GET" && url.startsWith(ROOT.href) && !isSearch && !wantsNew
}

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()))
})

worker.addEventListener("activate", (event) => {
  // A page need not wait for this script to start before the network is asked.
  event.waitUntil(worker.registration.navigationPreload?.enable())
  event.waitUntil(worker.clients.claim())
})

worker.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) {
    const network = fetched(event)
    event.waitUntil(network.catch(() => {}))
    event.respondWith(answer(event.request, network))
  }
})
