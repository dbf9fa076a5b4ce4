"""What several sources say of one field of a paper: what holds, or that it is to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from generator.intake.merging.matching import same_people
from generator.intake.reading import venues
from generator.intake.record import Fact
from generator.model.dates import PartialDate
from generator.model.venues import parse
from generator.text.text import Text, fold

BY_TITLE = " (by title: "
"""In an origin, after the service: nothing but a title led to what it says."""
_LONGEST_REVIEW = 24
"""Months between a preprint and its publication that nobody wonders about."""
_RENAMED = {"nips": "neurips"}
_NO_NAME = re.compile(r"\b\d+(?:st|nd|rd|th)\b|\((?![^)]*workshop)[^)]*\)", re.IGNORECASE)
"""The number of a meeting, and in brackets a part of it: `(System Demonstrations)`, `(Demo)`."""
_OTHER_VENUE = frozenset("findings workshop workshops".split())
"""Words that make of a conference's name that of another venue beside it."""


@dataclass(frozen=True)
class Weighed:
    """What becomes of a field."""

    fact: Fact | None = None
    """To write; `None` when what is there stays."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """Who says what, when that cannot all be right."""


def weigh(name: str, ours: Fact | None, facts: Sequence[Fact]) -> Weighed:
    """Weigh what the services say of a field against each other and what stands there.

    Args:
        name: the field.
        ours: what a program wrote there before.
        facts: what the services say, the most trusted first.
    """
    if name == "published":
        return _earliest(ours, facts)
    newer = {speaker(each.origin) for each in facts}
    claims = [ours] if ours and speaker(ours.origin) not in newer else []
    claims += facts
    if any(not agree(name, a.value, b.value) for a, b in combinations(claims, 2)):
        return Weighed(said=_said(claims))
    wanted = ours is None or claims[0] is not ours or _is_doubtful(ours.value)
    best = next((each for each in facts if not _is_doubtful(each.value)), None)
    is_new = best and (ours is None or best.value != ours.value)
    return Weighed(best if wanted and is_new else None)


def agree(name: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - any field's value
    """Whether two values of a field may both be right, or are two spellings of one."""
    if name == "authors":
        return same_people(one, other)
    if name == "venue":
        return _same_venue(one, other)
    if name == "published":
        return _months_apart(one, other) <= _LONGEST_REVIEW
    return str(one).casefold() == str(other).casefold()


def speaker(origin: str) -> str:
    """Return who says a fact, without how the paper was found."""
    return origin.partition(BY_TITLE)[0]


def _earliest(ours: Fact | None, facts: Sequence[Fact]) -> Weighed:
    """Return the earliest day: that of the first version, anywhere.

    One that is years before what a more trusted source says is to be asked.
    """
    best = ours
    for each in facts:
        if best is None:
            best = each
        elif _is_better(each.value, best.value):
            if not agree("published", each.value, best.value):
                return Weighed(said=_said([best, each]))
            best = each
    return Weighed(best if best is not ours else None)


def _is_better(new: PartialDate, old: PartialDate) -> bool:
    """Whether a date is more precise than another that agrees with it, or earlier."""
    vague, precise = sorted((str(new), str(old)), key=len)
    if precise.startswith(vague):
        return len(str(new)) > len(str(old))
    return new < old


def _months_apart(one: PartialDate, other: PartialDate) -> int:
    """Return the months between two dates, the fewest that their precision allows."""
    first, second = sorted((one, other))
    return 12 * (second.year - first.year) + (second.month or 1) - (first.month or 12)


def _said(claims: Sequence[Fact]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for each in claims:
        said.setdefault(speaker(each.origin), each.value)
    return said


def _is_doubtful(value: object) -> bool:
    return isinstance(value, tuple) and any(getattr(each, "doubtful", False) for each in value)


def _same_venue(one: str, other: str) -> bool:
    """Whether two names may be one venue's: `ACL 2024`, `Proceedings of the 62nd …`."""
    ours, theirs = (parse(venues.of((each,), (), None) or each) for each in (one, other))
    if ours.year and theirs.year and ours.year != theirs.year:
        return False
    a, b = _words(ours.name), _words(theirs.name)
    return (a <= b or b <= a) and not (a ^ b) & _OTHER_VENUE


def _words(name: str) -> frozenset[str]:
    plain = _NO_NAME.sub(" ", Text(name).plain())
    return frozenset(_RENAMED.get(word, word) for word in fold(plain).split())
