"""Keys: the names of papers in files, addresses and feeds. Made once, they never change."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container

from generator.model.paper import Paper
from generator.text.text import Text

LONGEST = 100
"""Characters of a key: a file's name has at most 255 bytes, and gets endings."""
LONGEST_NAME = 32
WORDS = 5
RESERVED = frozenset(
    {"index", "readme", "feed", "con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
"""Names that a web server or Windows gives a meaning of its own
(https://learn.microsoft.com/windows/win32/fileio/naming-a-file)."""

STOP_WORDS = frozenset(
    "a an and are as at be by can do does for from how in into is it its of on or our the to"
    " towards toward via we what when why with without your".split()
)

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"}
)
"""Letters that Unicode does not take apart into a letter of ASCII and an accent."""


def paper_key(title: str, taken: Container[str]) -> str:
    """Return the key for a new paper: its method's name, else the first words that say something.

    `FuseChat: Knowledge Fusion of Chat Models` is `fusechat`, and the next one `fusechat-2`.
    """
    plain = Text(title).plain()
    name, colon, _ = plain.partition(":")
    words = slug(name).split("-") if colon and len(name) <= LONGEST_NAME else []
    if not any(words):
        words = [word for word in slug(plain).split("-") if word not in STOP_WORDS][:WORDS]
    key = (
        "-".join(words)[:LONGEST].strip("-")
        or f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    )
    return unique(f"{key}-paper" if key in RESERVED else key, taken)


def unique(key: str, taken: Container[str]) -> str:
    """Return `key`, with `-2`, `-3`, … when it is taken."""
    number, candidate = 1, key
    while candidate in taken:
        number += 1
        candidate = f"{key}-{number}"
    return candidate


def citation_key(paper: Paper, taken: Container[str]) -> str | None:
    """Return `wan-etal-2024-fusechat`, or `None` while an author or the year is unknown.

    The convention is the ACL Anthology's: three authors or more are `etal`, and words of the
    title are added until the key is unique (https://aclanthology.org/faq/bib/).
    """
    if not (paper.authors and paper.published):
        return None
    names = [slug(author.family) or slug(author.name) or "anon" for author in paper.authors]
    who = "-".join(names) if len(names) <= 2 else f"{names[0]}-etal"
    words = [word for word in slug(paper.shown_title.plain()).split("-") if word not in STOP_WORDS]
    for count in range(1, len(words) + 1):
        key = "-".join([who, str(paper.published.year), *words[:count]])
        if key not in taken:
            return key
    return unique(f"{who}-{paper.published.year}", taken)


def slug(text: str) -> str:
    """Return lower-case ASCII letters and digits with single hyphens; what has no ASCII is lost."""
    joined = re.sub(r"(?<=\w)['’](?=\w)", "", text).lower().translate(_UNDECOMPOSED)
    ascii_only = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
