"""The kinds of files beside the pages, one module each: `files(site)` yields them."""
