"""Training the table of meanings anew: `python -m generator.training`. Nothing else needs it."""
