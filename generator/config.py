"""The plugin's options in `mkdocs.yml`, typed."""

from __future__ import annotations

from mkdocs.config.base import Config


class ReadingListConfig(Config):
    """`plugins: [reading-list]` has no options yet."""
