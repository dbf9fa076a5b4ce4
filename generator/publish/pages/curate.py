"""The curator's page: what is unknown, doubtful or waiting for an answer.

It is made where the site's settings want it: at home always, on the web seldom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site

OPEN = 12
"""Entries of a kind that are shown at once; more are folded."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page, if it is wanted."""
    if site.todo is not None:
        kinds = [(_anchor(kind.what), kind) for kind in site.todo]
        yield site.renderer.page(
            routes.CURATE, "curate.md.j2", "Curate", kinds=kinds, edit=site.edit, opened=OPEN
        )


def _anchor(what: str) -> str:
    """Return what an address ends in that leads to a kind: its words up to a colon or comma."""
    return re.sub(r"\W+", "-", re.split("[,:]", what)[0])
