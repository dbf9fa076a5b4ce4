// Whole abstracts, which are fetched as their papers are looked at: ten papers a file.

import { file } from "../search/files.js"
import { load } from "./data.js"

/** @type {Map<number, Promise<string[][]>>} the sentences of each paper, by the files' places */
const parts = new Map()

/** @param {number} paper @returns {Promise<string>} "" where it did not come */
export async function abstractOf(paper) {
  const { names } = await load()
  const part = Math.floor(paper / names.texts_per_file)
  const known = parts.get(part) ?? file(names.texts[part] ?? "").then(({ header }) => header)
  parts.set(part, known)
  try {
    return ((await known)[paper % names.texts_per_file] ?? []).join(" ")
  } catch {
    parts.delete(part)
    return ""
  }
}
