"""How much of a digest leaves the site: what a reader scrolls through, and mail programs show."""

from __future__ import annotations

from collections.abc import Callable

from generator.publish.digest.sections import Digest

COUNTS = (60, 40, 25, 15, 8, 4, 2, 1, 0)
"""How many papers are shown in full; the most that `LARGEST` allows."""
LARGEST = 95_000
"""Bytes of HTML. Gmail cuts a message off after 102 kB, and GitHub refuses notes of more than
125,000 characters."""


def fitted(digest: Digest, write: Callable[[Digest], str]) -> str:
    """Return what `write` makes of as many papers as are welcome, and fit."""
    text = ""
    for count in COUNTS:
        text = write(digest.shortened(count))
        if len(text.encode()) <= LARGEST:
            break
    return text
