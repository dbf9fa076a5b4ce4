"""Feeds: the list, topics, reading paths and days, for those who follow them."""
