"""The way out: pages and files for every build, from the reading list alone."""
