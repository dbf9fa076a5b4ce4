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
MOST = 300
"""Entries of a kind that are on the page at all; of a large list, a kind may have thousands."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page, if it is wanted."""
    if site.todo is not None:
        titles = [re.split("[,:]", kind.what)[0] for kind in site.todo]
        anchors = [re.sub(r"\W+", "-", title) for title in titles]
        yield site.renderer.page(
            routes.CURATE,
            "curate.md.j2",
            "Curate",
            kinds=tuple(zip(titles, anchors, site.todo, strict=True)),
            edit=site.edit,
            opened=OPEN,
            most=MOST,
        )
