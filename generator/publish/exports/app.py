"""What a browser needs to install the site as an app (https://www.w3.org/TR/appmanifest/)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import File
from generator.publish.site import Site

PAPER = "#fbf9f4"
"""The colour behind everything, as in `reading-list.css`."""
ICONS = (
    ("icon.svg", "any", "any"),
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)
"""Files of `overrides/assets/icons/`, their sizes, and what they may be used for."""
SHORTCUTS = {"Library": routes.LIBRARY, "Your reading": routes.READING}


def files(site: Site) -> Iterator[File]:
    """Yield the manifest. Its addresses are relative, so that it holds wherever the site is."""
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": "en",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": f"assets/icons/{name}", "sizes": sizes, "type": _type(name), "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [
            {"name": name, "url": routes.address(page)} for name, page in SHORTCUTS.items()
        ],
    }
    yield File(routes.APP, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def _type(name: str) -> str:
    return "image/svg+xml" if name.endswith(".svg") else "image/png"
