"""Papers that were merged into others: where the way from their keys leads."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from generator.model.dates import Day
from generator.model.paper import Line


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Redirect:
    """A key whose paper is now a part of another."""

    to: Line
    """The key of that paper, which may have been merged on since."""
    date: Day
    """The day on which they became one."""


def end(redirects: Mapping[str, Redirect], key: str) -> str | None:
    """Return the key to which the way from a key leads; `None` when it leads in a circle."""
    passed: set[str] = set()
    while key in redirects:
        if key in passed:
            return None
        passed.add(key)
        key = redirects[key].to
    return key


def ends(redirects: Mapping[str, Redirect]) -> dict[str, str]:
    """Return where the way from every merged key ends, without those that lead in a circle."""
    found = ((key, end(redirects, key)) for key in redirects)
    return {key: last for key, last in found if last is not None}
