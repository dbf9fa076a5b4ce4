"""A venue as the list writes it, `EMNLP 2023`, from the name that a reference gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.intake.reading.venue_names import FULL_NAMES
from generator.model import venues
from generator.model.identifiers import Identifier
from generator.text.text import Text, fold

LONGEST = 300
"""Characters of a venue's full name; the longest of the ACL Anthology have some 250."""
_NO_VENUE = re.compile(
    r"\b(?:(?i:arxiv|biorxiv|chemrxiv|medrxiv|psyarxiv|techrxiv|e-?prints?|pre-?prints?)|CoRR|HAL"
    r"|SSRN|(?i:openreview|research square|zenodo|submitted|under review|in preparation|to appear"
    r"|unpublished|withdrawn|rejected))\b"
)
"""Servers of preprints, and what is said of papers that no venue has taken."""

_TRACKS = (
    (re.compile(r"\bindustry\b", re.IGNORECASE), "Industry"),
    (re.compile(r"\bsystem demonstrations?\b|\bdemos?\b", re.IGNORECASE), "System Demonstrations"),
    (re.compile(r"\bstudent research workshop\b", re.IGNORECASE), "Student Research Workshop"),
    (re.compile(r"\bdatasets and benchmarks\b", re.IGNORECASE), "Datasets and Benchmarks"),
)
"""Parts of a conference that the list names beside it: `NAACL 2024 (Industry)`."""
_OTHER_THAN_MAIN = re.compile(r"\bworkshops?\b", re.IGNORECASE)
_WORKSHOPS_OF = re.compile(r"\bconference\b.*\bworkshops?(?:\s*\([^()]*\))?$", re.IGNORECASE)
"""Not a workshop by its own name: `… Computer Vision and Pattern Recognition Workshops`."""
_FINDINGS = re.compile(r"\bfindings of\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)*")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LAST = re.compile(r"(?:^|[-–—:]\s+|\bof (?:the )?)([A-Z][\w-]*)(?: [Cc]onference)?$")
"""An acronym on its own, or that ends a name: `Computer Vision – ECCV`, `Proceedings of ACL`."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b|['’](\d\d)\b")
_SHORT = re.compile(r"([^\s()]+(?: [^\s()]+){0,2})( \([^()]+\))?")
"""A name as the list writes it, but for the year: `ACL (System Demonstrations)`."""


def of(containers: Iterable[str], hints: Iterable[str], year: int | None) -> str | None:
    """Return the venue of a paper that came out in these containers in this year.

    Args:
        containers: names of journals and proceedings, the likeliest first; one that nobody knows
            stays as it is, with the year.
        hints: what names a venue only if it is a known one, as `KDD '24` for a series.
        year: of the publication; a year in the name itself counts for more.

    Returns:
        The venue with its year, as far as that is known. `None` without a container, and for
        servers of preprints.
    """
    written = [name for each in containers if (name := _name(each))]
    named = [*written, *filter(_is_told, map(_name, hints))]
    known = ((short, name) for name in named if (short := _known(name.rstrip("."))))
    found = next(known, (named[0], named[0]) if named else None)
    if found is None:
        return None
    short, name = found
    told = (each for text in (name, *written) if (each := _year(text)))
    return _with_year(short, next(told, year))


def told(
    containers: Iterable[str | None], year: int | None, identifiers: Iterable[Identifier]
) -> str | None:
    """Return the venue, if its year is known, of a paper in a database that unites its versions.

    There the year is that of the first version. It is believed of the venue when there is no
    preprint at arXiv; otherwise the venue's own name or the id in the ACL Anthology tells it.
    """
    ids = {each.kind: each.value for each in identifiers}
    known = None if "arxiv" in ids else year
    if anthology := ids.get("anthology"):
        known = _year_of_anthology(anthology)
    found = of(filter(None, containers), (), known)
    return found if found and venues.parse(found).year else None


def _year_of_anthology(identifier: str) -> int:
    """Return the year of `2024.acl-long.1`, or of `P18-1001` (https://aclanthology.org/info/ids/).

    The oldest papers there are of 1952.
    """
    if identifier[0].isdecimal():
        return int(identifier[:4])
    years = int(identifier[1:3])
    return years + (1900 if years > 50 else 2000)


def _name(written: str) -> str:
    """Return the name on one line; empty when it is no venue's."""
    line = " ".join(Text(written).plain().split()).rstrip(" ,;:")
    name = line.strip(" .,;:")
    name += "." if "." in name and line.endswith(".") else ""  # of abbreviations: `Mach. Intell.`
    return "" if _NO_VENUE.search(name) or name.isdecimal() or len(name) > LONGEST else name


def _is_told(name: str) -> bool:
    return bool(name) and venues.parse(name).kind != "other"


@lru_cache(maxsize=4096)
def _known(name: str) -> str | None:
    """Return what the list calls a conference or a journal that is told by its full name."""
    folded = fold(name)
    full = next((short for short, words in FULL_NAMES if words.search(folded)), None)
    bracketed = _in_brackets(name)
    track = next((each for pattern, each in _TRACKS if pattern.search(name)), None)
    if _FINDINGS.search(name):
        return f"Findings of {_acronym(name.partition(':')[2] or name) or full or 'ACL'}"
    if _OTHER_THAN_MAIN.search(name) and track is None:
        return f"{full} Workshop" if full and _WORKSHOPS_OF.search(name) else bracketed
    last = _LAST.search(_YEAR.sub("", name).strip())
    short = full or bracketed or (_acronym(last[1]) if last else None)
    if bracketed and "-" in bracketed:  # two at once, `LREC-COLING`
        short = bracketed
    return f"{short} ({track})" if short and track and full else short


def _in_brackets(name: str) -> str | None:
    """Return the acronym of a known conference that brackets hold, `(CIKM '22)`."""
    for held in _IN_BRACKETS.findall(name):
        found = _acronym(held)
        if found and not re.sub(r"[-\s'’\d]", "", held.replace(found, "", 1)):
            return found
    return None


def _acronym(text: str) -> str | None:
    for match in _ACRONYM.finditer(text):
        word = match[0]
        first, *others = word.split("-")
        if first in venues.CONFERENCES:
            return word if venues.CONFERENCES.issuperset(others) else first
    return None


def _year(name: str) -> int | None:
    found = {int(long or f"20{short}") for long, short in _YEAR.findall(name)}
    return found.pop() if len(found) == 1 else None


def _with_year(name: str, year: int | None) -> str:
    if year is None or _YEAR.search(name):
        return name
    short = _SHORT.fullmatch(name)
    return f"{short[1]} {year}{short[2] or ''}" if short else f"{name} {year}"
