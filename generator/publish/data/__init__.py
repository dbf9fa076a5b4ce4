"""The list as open data: one record a paper, and the files that programs read it from."""
