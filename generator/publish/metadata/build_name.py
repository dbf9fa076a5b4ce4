"""A name for each build, by which the service worker of a reader notices a newer one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version

from generator.publish import routes
from generator.publish.render import File

MAKERS = ("mkdocs", "mkdocs-material", "markdown")
"""Whatever of a page is not from its source is from these."""


def named(sources: Iterable[tuple[str, bytes]], said: object) -> File:
    """Return the script that names a build by all that it is made from, and by nothing else.

    The same sources, by their paths, and the same settings give the same name.
    """
    digest = sha256(json.dumps([said, *map(version, MAKERS)], default=str).encode())
    for path, data in sorted(sources):
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return File(routes.BUILD, f'self.BUILD = "{digest.hexdigest()[:16]}"\n')
