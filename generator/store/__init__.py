"""The content folder ↔ papers in memory: the only reader and the only writer."""
