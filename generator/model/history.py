"""What has changed in the list, as the commits of its repository remember it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Thing = Literal["paper", "path", "topic", "pair"]
Verb = Literal[
    "added",
    "removed",
    "changed",
    "merged",
    "split",
    "moved",
    "listed",
    "withdrawn",
    "restored",
    "tagged",
    "untagged",
    "filled",
    "corrected",
    "emptied",
    "ruled",
    "answered",
]
Lack = Literal["", "git", "shallow", "unreadable"]
"""Why a history is not the whole: nothing to read it from, a clone without it, files missing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a commit did, to one thing or to several."""

    verb: Verb
    thing: Thing
    keys: tuple[str, ...]
    """Of papers, paths or topics; of a pair its name, as in `decisions/`."""
    detail: str = ""
    """The field, the tag, or the other paper; of an answer, what it was."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What one commit changed."""

    revision: str
    """Its full name."""
    day: date
    """On which it was made, in UTC."""
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class History:
    """The newest commits that changed something, the newest first."""

    commits: tuple[Commit, ...] = ()
    names: Mapping[tuple[Thing, str], str] = field(default_factory=dict)
    """What things were called that came, went or moved, by kind and key, as last heard."""
    lack: Lack = "git"
