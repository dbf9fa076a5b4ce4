/** The site's root, as seen from this file. */
export const ROOT = new URL("../../", import.meta.url)
