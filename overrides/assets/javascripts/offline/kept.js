// What a reader can read without a network: the pages they came by, and the papers they have starred,
// queued, read or said something of. Each build has a cache of its own (../../../service-worker.js);
// what an older one holds is fetched anew, and then it goes.

import { marksOf, markedKeys, onMarks } from "../reader/marks.js"
import { ROOT } from "../root.js"

const PREFIX = `offline ${ROOT.pathname} ` // service-worker.js's
const LAST = new URL("build.js", ROOT).href // service-worker.js's
const SEARCH = `search ${new URL("search/", ROOT).pathname}` // search/files.js's; there once it is used
const VISITED = 60 // pages that are kept because a reader came by
const MARKED = 500 // papers that are kept because they are marked
const SHELL = new Set(["", "papers/", "reading/", "503.html"]) // service-worker.js's

/** Addresses that led to no page, which are not asked for twice. @type {Set<string>} */
const gone = new Set()
/** One thing after the other. */
let work = Promise.resolve()

/** Keeps this page and all that should be, when what is under way is done. */
export function keep() {
  work = work.then(keepEverything).catch(() => {}) // no network, no room: another page tries again
  return work
}

async function keepEverything() {
  const found = await newest()
  if (!found) {
    return
  }
  const { cache, older } = found
  await renew(cache, older)
  await keepPage(cache, location.origin + location.pathname, "force-cache")
  await keepUsed(cache)
  await keepMarked(cache)
  await trim(cache, VISITED)
  if (markedKeys().length > 0 || (await caches.has(SEARCH))) {
    const { keepAll } = await import("../search/files.js")
    await keepAll()
  }
}

/** @returns {Promise<string[]>} the names of our caches, the newest last */
async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX))
}

/**
 * @returns {Promise<{cache: Cache, older: string[]} | null>} the newest that a worker has filled, and
 *   the names of those before it
 */
async function newest() {
  const all = await names()
  for (const [place, name] of [...all.entries()].reverse()) {
    const cache = await caches.open(name)
    if (await cache.match(LAST)) {
      return { cache, older: all.slice(0, place) }
    }
  }
  return null
}

/**
 * Keeps a page as the last one that was read.
 * @param {Cache} cache
 * @param {string} address
 * @param {RequestCache} how
 */
async function keepPage(cache, address, how) {
  const response = await fetch(address, { cache: how })
  const isPage = response.headers.get("Content-Type")?.includes("html")
  if (response.ok && isPage && !response.redirected) {
    await put(cache, address, response)
  } else {
    gone.add(address)
  }
}

/** Keeps what the page has used beside scripts: fonts, mostly. @param {Cache} cache */
async function keepUsed(cache) {
  for (const { name } of performance.getEntriesByType("resource")) {
    const [address = ""] = name.split(/[?#]/u)
    const isFile = address.startsWith(`${ROOT.href}assets/`) && address === name
    if (isFile && !(await cache.match(address))) {
      const response = await fetch(address, { cache: "force-cache" })
      if (response.ok) {
        await put(cache, address, response)
      }
    }
  }
}

/** @returns {string[]} the addresses of the papers that are marked */
function marked() {
  const keys = markedKeys().filter((key) => {
    const { star, read, note, rating, queue } = marksOf(key)
    return star || read || note || rating || queue
  })
  return keys.slice(0, MARKED).map((key) => new URL(`papers/${key}/`, ROOT).href)
}

/** @param {Cache} cache */
async function keepMarked(cache) {
  for (const address of marked()) {
    if (!gone.has(address) && !(await cache.match(address))) {
      await keepPage(cache, address, "default")
    }
  }
}

/**
 * Fetches anew what older builds have of pages. Without a network they stay.
 * @param {Cache} cache
 * @param {string[]} older names of their caches
 */
async function renew(cache, older) {
  for (const name of older) {
    for (const { url } of await (await caches.open(name)).keys()) {
      if (url.endsWith("/") && !(await cache.match(url))) {
        await keepPage(cache, url, "no-cache")
      }
    }
    await caches.delete(name)
  }
}

/**
 * Lets go of the pages that were read longest ago, but for those that are marked.
 * @param {Cache} cache
 * @param {number} many how many may stay
 */
async function trim(cache, many) {
  const visited = (await visits(cache)).map(({ url }) => url)
  for (const url of visited.slice(0, Math.max(0, visited.length - many))) {
    await cache.delete(url)
  }
}

/** @param {Cache} cache */
async function visits(cache) {
  const stay = new Set(marked())
  const path = (/** @type {string} */ url) => url.slice(ROOT.href.length)
  const pages = (await cache.keys()).filter(({ url }) => url.endsWith("/") && !SHELL.has(path(url)))
  return pages.filter(({ url }) => !stay.has(url))
}

/** @param {Cache} cache @param {string} address @param {Response} response */
async function put(cache, address, response) {
  await cache.delete(address) // so that it comes last
  try {
    await cache.put(address, response)
  } catch (error) {
    await trim(cache, 0) // the browser gives no more room: what is marked comes before what was visited
    throw error
  }
}

/**
 * The pages that are kept and not part of the shell, the newest first.
 * @returns {Promise<{ address: string, title: string }[]>}
 */
export async function keptPages() {
  const found = new Map()
  for (const name of (await names()).reverse()) {
    const cache = await caches.open(name)
    for (const { url } of [...(await cache.keys())].reverse()) {
      if (url.endsWith("/") && !SHELL.has(url.slice(ROOT.href.length)) && !found.has(url)) {
        found.set(url, await titleOf(await cache.match(url)))
      }
    }
  }
  return [...found].map(([address, title]) => ({ address, title }))
}

/** @param {Response | undefined} page @returns {Promise<string>} as its heading has it */
async function titleOf(page) {
  const read = new DOMParser().parseFromString((await page?.text()) ?? "", "text/html")
  return (read.querySelector("h1") ?? read.querySelector("title"))?.textContent?.trim() ?? ""
}

/** Ends it all: no worker, nothing kept. */
export async function forget() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === ROOT.href) {
      await registration.unregister()
    }
  }
  await Promise.all((await names()).map((name) => caches.delete(name)))
  await caches.delete(SEARCH)
}

onMarks(() => void keep())
