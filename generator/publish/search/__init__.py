"""The search: what a browser needs to find papers by their words and by what they mean."""
