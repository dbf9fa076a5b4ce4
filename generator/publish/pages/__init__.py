"""The kinds of pages, one module each: `pages(site)` yields them."""
