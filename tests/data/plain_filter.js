// The library's facets against a filter that looks at papers one by one, on made-up papers and random
// choices; evaluated in a page of a site by tests/browser/test_library.py. Answers what is wrong.
async ([root, seed, times]) => {
  const [{ Catalogue }, { narrow }, { Marked, STATES }, { firstDay, lastDay }, { mark }] =
    await Promise.all(["library/catalogue", "library/facets", "library/marked", "library/catalogue",
      "reader/marks"].map((name) => import(root + `assets/javascripts/${name}.js`)))
  let state = seed
  const below = (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const some = (limit, most) => [...new Set(Array.from({ length: below(most + 1) }, () => below(limit)))]
  const date = () => ["", "2023", "2024", "2024-02", "2024-02-11"][below(5)]
  const HAS = ["code", "data", "note"]
  const cards = Array.from({ length: 200 }, (_, number) => ({
    key: `p${String(below(1000)).padStart(4, "0")}-${number}`,
    title: `Paper ${below(30)}`,
    tags: some(6, 4),
    paths: some(3, 2),
    has: some(3, 3).map((each) => HAS[each]),
    published: date() || undefined,
    added: ["", "2024-02-11", "2025-01-01"][below(3)] || undefined,
    listed: some(3, 2).map((each) => ["2024-03-01", "2024-02-11", "2023-12-31"][each]).sort().reverse(),
    captures: below(4) || undefined,
  }))
  const tags = Array.from({ length: 6 }, (_, tag) => ({ slug: `t${tag}`, facet: "f", name: "", also: [] }))
  const paths = [0, 1, 2].map((path) => ({ name: `c${path}`, title: `C${path}` }))
  const marks = new Map(cards.map(({ key }) => [key,
    { read: below(3) === 0, star: below(4) === 0, hide: below(6) === 0, queue: below(5) === 0 ? 1 : 0 }]))
  for (const [key, said] of marks) {
    Object.entries(said).forEach(([field, value]) => value && mark(key, field, value))
  }
  const catalogue = new Catalogue({ papers: cards, tags, paths, facets: { f: "F" } })
  const marked = new Marked(catalogue.number)
  const IS = {
    "": ({ hide }) => !hide,
    unread: ({ hide, read }) => !hide && !read,
    read: ({ hide, read }) => !hide && read,
    starred: ({ hide, star }) => !hide && star,
    queued: ({ hide, queue }) => !hide && queue > 0,
    hidden: ({ hide }) => hide,
  }
  const plain = (chosen, found) => cards.filter((card, number) => {
    const dates = [card[chosen.by] ?? []].flat()
    const spans = chosen.from !== "" || chosen.to !== ""
    const within = dates.some((day) =>
      (!chosen.from || lastDay(day) >= firstDay(chosen.from)) && (!chosen.to || firstDay(day) <= lastDay(chosen.to)))
    return (!found || found.includes(number)) &&
      chosen.tag.every((tag) => card.tags.includes(tag)) &&
      !chosen.not.some((tag) => card.tags.includes(tag)) &&
      chosen.has.every((name) => card.has.includes(catalogue.holdings[name])) &&
      (chosen.collection === null || card.paths.includes(chosen.collection)) &&
      IS[chosen.state](marks.get(card.key)) &&
      (!spans || within || (chosen.undated && dates.length === 0))
  })
  const wrong = []
  for (let round = 0; round < times; round++) {
    const tag = some(6, 2)
    const chosen = {
      query: false, tag, not: some(6, 2).filter((each) => !tag.includes(each)), has: some(catalogue.holdings.length, 1),
      collection: below(3) === 0 ? below(3) : null, state: STATES[below(2) * below(STATES.length)],
      by: ["listed", "published", "added"][below(3)], from: below(2) ? date() : "", to: below(3) ? "" : date(),
      undated: below(3) === 0, sort: ["listed", "published", "added", "title", "trending"][below(5)], view: "lines",
    }
    const found = below(3) === 0 ? Uint32Array.from(some(200, 150)) : null
    const left = narrow(catalogue, chosen, marked, found)
    const count = (change) => plain({ ...chosen, ...change }, found).length
    const said = {
      papers: plain(chosen, found).map(({ key }) => key).sort(),
      tags: tags.map((_, each) => count({ tag: [...chosen.tag, each], not: chosen.not.filter((one) => one !== each) })),
      has: catalogue.holdings.map((_, each) => count({ has: [...chosen.has, each] })),
      paths: paths.map((_, collection) => count({ collection })),
      anyPath: count({ collection: null }),
      states: STATES.map((state) => count({ state })),
      undated: chosen.from || chosen.to ? count({ undated: true }) - count({ undated: false }) : 0,
    }
    const got = { ...left, papers: [...left.papers].map((paper) => cards[paper].key).sort() }
    for (const name of Object.keys(said)) {
      const [want, have] = [said[name], got[name]].map((each) => JSON.stringify(typeof each === "number" ? each : [...each]))
      if (want !== have) {
        wrong.push([name, JSON.stringify(chosen), want, have])
      }
    }
  }
  return wrong
}
