// The parts of the page of one's reading: which papers each has, in which order, and what it says
// while it has none.

import { markedKeys, marksOf, wordsOf } from "./marks.js"

/** @typedef {import("./words.js").Marks} Marks */

/**
 * @typedef {object} Kind
 * @property {string} name of the part, and its anchor
 * @property {string} title
 * @property {string} counted what follows the number of its papers
 * @property {string} empty how to begin
 * @property {(key: string, marks: Readonly<Marks>) => boolean} has
 * @property {(key: string) => number} place the least first
 * @property {(key: string) => string} [group] a line above the papers that have it in common
 */

/** @param {string} field @returns {(key: string) => number} the latest first */
const latest = (field) => (key) => -(wordsOf(key)[field]?.[1] ?? 0)

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" })

/** @type {Kind[]} */
export const KINDS = [
  {
    name: "queue",
    title: "Queue",
    counted: "in the queue",
    empty: "Nothing waits to be read: “Queue” on a paper’s page puts it here, in your order.",
    has: (_, { queue }) => queue > 0,
    place: (key) => marksOf(key).queue,
  },
  {
    name: "starred",
    title: "Starred",
    counted: "starred",
    empty: "“Star” at a paper, in any list or on its page, keeps it here.",
    has: (_, { star }) => star,
    place: latest("star"),
  },
  {
    name: "notes",
    title: "Notes and ratings",
    counted: "with a note or rating",
    empty: "On a paper’s page, under “Yours”, there is room for a note and a rating.",
    has: (_, { note, rating }) => Boolean(note || rating),
    place: (key) => Math.min(latest("note")(key), latest("rating")(key)),
  },
  {
    name: "read",
    title: "Read",
    counted: "read",
    empty: "“Read” at a paper puts it here, by the day on which you read it.",
    has: (_, { read }) => read,
    place: latest("read"),
    group: (key) => DAY.format(wordsOf(key)["read"]?.[1]),
  },
  {
    name: "hidden",
    title: "Hidden",
    counted: "hidden",
    empty: "“Hide” at a paper folds it to a line in every list.",
    has: (_, { hide }) => hide,
    place: latest("hide"),
  },
]

/** @param {Kind} kind @returns {string[]} the keys of its papers, in their order */
export function keysOf({ has, place }) {
  return markedKeys()
    .filter((key) => has(key, marksOf(key)))
    .sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1))
}
