"""Papers that are wished for: by identifiers, by titles, by the days of a list."""
