"""The list in figures: what is counted, and the shapes in which it is drawn."""
