"""Captured text, and the form it takes in each context. Knows nothing of papers."""
