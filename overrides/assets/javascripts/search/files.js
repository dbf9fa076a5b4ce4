// Fetches the files of the search, and keeps those whose names hold a hash of what is in them.

import { unpack } from "./packed.js"

const FOLDER = new URL("../../../search/", import.meta.url)
const CACHE = `search ${FOLDER.pathname}` // offline/kept.js asks whether there is one
const MANIFEST = "manifest.json"
const WHOLE = "manifest.json?whole" // the manifest, kept when all that it names is
const VERSION = 2 // generator/publish/search/files.py's

/**
 * @typedef {object} Manifest
 * @property {number} version
 * @property {string} cards
 * @property {string} gists
 * @property {string} words
 * @property {string[]} texts
 * @property {number} texts_per_file
 * @property {string[]} meaning
 */

/**
 * Opened only where the browser has it: not on plain http, but for localhost.
 * @returns {Promise<Cache | null>}
 */
async function kept() {
  try {
    return await caches.open(CACHE)
  } catch {
    return null
  }
}

/** @param {string} name @param {RequestInit} [how] @returns {Promise<Response>} */
async function fetched(name, how) {
  const response = await fetch(new URL(name, FOLDER), how)
  if (!response.ok) {
    throw new Error(`${name}: ${response.status} ${response.statusText}`)
  }
  return response
}

/**
 * Asks the site what there is, and without a network looks up what there was.
 * @returns {Promise<Manifest>}
 */
export async function manifest() {
  const cache = await kept()
  const address = new URL(MANIFEST, FOLDER)
  let response
  try {
    response = await fetched(MANIFEST, { cache: "no-cache" })
    await cache?.put(address, response.clone()).catch(() => {})
  } catch (error) {
    response = (await cache?.match(new URL(WHOLE, FOLDER))) ?? (await cache?.match(address))
    if (!response) {
      throw error
    }
  }
  /** @type {Manifest} */
  const found = await response.json()
  if (found.version !== VERSION) {
    throw new Error("The site has changed since this page was opened. Please reload it.")
  }
  void forget(cache, found)
  return found
}

/** @param {Manifest} manifest @returns {string[]} the files that it names */
function named({ cards, gists, words, texts, meaning }) {
  return [cards, gists, words, ...texts, ...meaning]
}

/** @param {string} name @returns {Promise<import("./packed.js").Packed>} */
export async function file(name) {
  const cache = await kept()
  const address = new URL(name, FOLDER)
  const known = await cache?.match(address)
  if (known) {
    return unpack(await known.arrayBuffer())
  }
  const response = await fetched(name)
  // A full disk keeps nobody from searching.
  await cache?.put(address, response.clone()).catch(() => {})
  return unpack(await response.arrayBuffer())
}

/**
 * Lets go of what neither this manifest names nor that of the last search that was kept whole.
 * @param {Cache | null} cache
 * @param {Manifest} found
 */
async function forget(cache, found) {
  const whole = await cache?.match(new URL(WHOLE, FOLDER))
  const names = [MANIFEST, WHOLE, ...named(found), ...(whole ? named(await whole.json()) : [])]
  const addresses = new Set(names.map((name) => new URL(name, FOLDER).href))
  for (const request of (await cache?.keys()) ?? []) {
    if (!addresses.has(request.url)) {
      await cache?.delete(request)
    }
  }
}

/** Fetches whatever is missing, one file after the other, so that all of the search is kept. */
export async function keepAll() {
  const cache = await caches.open(CACHE)
  const found = await manifest()
  for (const name of named(found)) {
    const address = new URL(name, FOLDER)
    if (!(await cache.match(address))) {
      await cache.put(address, await fetched(name))
    }
  }
  await cache.put(new URL(WHOLE, FOLDER), Response.json(found))
  await forget(cache, found)
}
