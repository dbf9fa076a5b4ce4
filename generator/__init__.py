"""The generator of the reading list; `ARCHITECTURE.md` draws the house."""
