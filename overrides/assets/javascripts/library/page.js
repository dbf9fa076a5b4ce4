// The library: every paper, narrowed by facets.

/** @param {HTMLElement} part */
export function show(part) {
  part.dataset["library"] = "ready"
}
