"""The map: where papers lie in two dimensions, what regions are called, what colours say."""
