"""Every kind of page, by one address: what tests look at, and what screenshots are taken of.

`tests/test_kinds.py` holds that no template is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from playwright.sync_api import ViewportSize

PAPER = "papers/fusechat/"
KINDS: Mapping[str, str] = {
    "home": "",
    "library": "papers/",
    "library-page": "library/2/",
    "titles": "titles/",
    "paper": PAPER,
    "tags": "tags/",
    "tag": "tags/model-merging/",
    "pair": "tags/peft/prompt-tuning/",
    "dates": "dates/",
    "year": "dates/2025/",
    "month": "dates/2025/03/",
    "day": "dates/2025/03/17/",
    "undated": "dates/undated/",
    "published": "published/2025/",
    "digests": "digest/",
    "digest": "digest/2025-W11/",
    "authors": "authors/",
    "author": "authors/longguang-zhong/",
    "trending": "trending/",
    "paths": "collections/",
    "path": "collections/merging-fusing-distilling/",
    "map": "map/",
    "reading": "reading/",
    "stats": "stats/",
    "changes": "changes/",
    "curate": "curate/",
    "feeds": "feeds/",
    "data": "data/",
    "about": "about/",
    "contribute": "contribute/",
    "missing": "404.html",
    "without-network": "503.html",
}
"""An address of each kind of page of the real list, from the site's root."""

UGLY: Mapping[str, str] = {
    "ugly-home": "",
    "ugly-paper": "papers/markup/",
    "long-paper": "papers/long/",
    "crowd": "papers/crowd/",
    "names": "papers/names/",
    "full": "papers/full/",
    "removed": "papers/removed/",
    "ugly-undated": "dates/undated/",
}
"""And of pages of the made-up list on which texts are hostile, endless or in other scripts."""

NARROW: ViewportSize = {"width": 360, "height": 640}
WIDE: ViewportSize = {"width": 1440, "height": 900}
Scheme = Literal["light", "dark"]
SCHEMES: Mapping[Scheme, str] = {"light": "default", "dark": "slate"}
"""What a system asks for, and what the page is then told."""
