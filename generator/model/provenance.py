"""Whose a field is: a program's, which may write it again, or a person's, which none may touch.

A program leaves a record beside what it writes: origin, day, and a hash of the value. A field with
no record, or whose value no longer has that hash, was written by a person.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from generator.model.paper import Paper, Source

ABSENT: tuple[object, ...] = (None, (), "", {})


def value_of(paper: Paper, field: str) -> object:
    """Return a field's value as plain data; `links.code` is one kind of link.

    Of the tags only those that a rule gave are a program's: adding or refusing
    one by hand leaves the others to the rules.
    """
    name, _, kind = field.partition(".")
    value = getattr(paper, name)
    if kind:
        return list(value.get(kind, ())) or None
    if name == "tags":
        return sorted(tag for tag, origin in value.items() if origin == "rule") or None
    if isinstance(value, tuple):
        return [_plain(item) for item in value] or None
    return _plain(value)


def fingerprint(value: object) -> str:
    """Return eight hexadecimal digits that change when the value does."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def record(paper: Paper, field: str, origin: str, day: date) -> Source:
    """Return the record to leave for a field that a program has just written."""
    return Source(origin, day, fingerprint(value_of(paper, field)))


def may_write(paper: Paper, field: str) -> bool:
    """Whether a program may write the field: it is its own, or nobody has said anything."""
    if not paper.refused.isdisjoint((field, field.partition(".")[0])):
        return False
    value, source = value_of(paper, field), paper.sources.get(field)
    return source.hash == fingerprint(value) if source else value in ABSENT


def _plain(value: object) -> object:
    if isinstance(value, str | int | type(None)):
        return value
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is None or hasattr(value, "precision"):
        return str(value)
    return {name: _plain(getattr(value, name)) for name in fields}
