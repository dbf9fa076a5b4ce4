"""What has become of a reading list since an earlier copy of it: for whoever is to approve it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from generator.model.paper import Paper
from generator.store.store import Store

_OWN = {"key", "sources", "updated", "refused"}
"""Fields that say what changed in others, and are no news themselves."""


@dataclass(frozen=True)
class Question:
    """Something that only a curator can answer, in a file of `decisions/`."""

    name: str
    asked: str


@dataclass(frozen=True)
class Comparison:
    """What is new, what is other, what is gone; papers in the order of their keys."""

    new: tuple[Paper, ...]
    changed: Mapping[str, tuple[str, ...]]
    """The names of the fields that are other, by key."""
    gone: tuple[str, ...]
    questions: tuple[Question, ...]
    """Those that are open and were not there before."""

    def __bool__(self) -> bool:
        """Whether anything is other."""
        return bool(self.new or self.changed or self.gone or self.questions)


def compare(before: Store, after: Store) -> Comparison:
    """Return what is other, as far as both could be read."""
    old, new = before.reading_list.by_key, after.reading_list.by_key
    changed = {key: tuple(_changes(old[key], new[key])) for key in sorted(old.keys() & new.keys())}
    return Comparison(
        tuple(new[key] for key in sorted(new.keys() - old.keys())),
        {key: names for key, names in changed.items() if names},
        tuple(sorted(old.keys() - new.keys())),
        tuple(_questions(before, after)),
    )


def _changes(before: Paper, after: Paper) -> Iterator[str]:
    for each in fields(Paper):
        if each.name not in _OWN and getattr(before, each.name) != getattr(after, each.name):
            yield each.name
    if before.refused != after.refused:
        yield "refused"


def _questions(before: Store, after: Store) -> Iterator[Question]:
    for name, decision in sorted(after.decisions.items()):
        if decision.answer is None and name not in before.decisions:
            yield Question(name, decision.question)
    by_key = after.reading_list.by_key
    for name, conflict in sorted(after.conflicts.items()):
        if name not in before.conflicts and conflict.is_open(by_key.get(conflict.paper)):
            yield Question(name, conflict.question)
