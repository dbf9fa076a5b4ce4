"""The way in: files and records in, papers in the store out."""
