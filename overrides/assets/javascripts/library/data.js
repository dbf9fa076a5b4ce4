// The library's data: what the facets ask of every paper, and a line or two of each. Fetched once.

import { file, manifest } from "../search/files.js"
import { Catalogue } from "./catalogue.js"

/**
 * @typedef {object} Data
 * @property {import("../search/files.js").Manifest} names
 * @property {Catalogue} catalogue
 * @property {string[]} gists
 */

/** @type {Promise<Data> | null} */
let loading = null

/** @returns {Promise<Data>} */
export function load() {
  loading ??= fetched().catch((error) => {
    loading = null // a reader who comes again may be luckier
    throw error
  })
  return loading
}

async function fetched() {
  const names = await manifest()
  const [cards, gists] = await Promise.all([file(names.cards), file(names.gists)])
  return { names, catalogue: new Catalogue(cards.header), gists: gists.header }
}
