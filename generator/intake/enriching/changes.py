"""What differs between a paper before and after, field by field, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.model.decisions import DISPUTABLE, OURS
from generator.model.paper import Paper


@dataclass(frozen=True)
class Change:
    """What becomes of one field; `links.code` is one kind of link."""

    field: str
    before: Any
    after: Any
    origin: str
    """Who says so; empty for what is made of other fields."""


def between(before: Paper, after: Paper) -> Iterator[Change]:
    """Yield what services, or answers about what they say, have changed."""
    kinds = (f"links.{kind}" for kind in dict.fromkeys([*before.links, *after.links]))
    for name in (*DISPUTABLE, "category", "citation_key", *kinds, "counts"):
        old, new = _value(before, name), _value(after, name)
        source = after.sources.get(name)
        is_ours = name in before.sources and source is None
        is_refused = name in after.refused - before.refused
        if old != new or is_ours or is_refused:
            by = OURS if is_ours or is_refused else source.origin if source else ""
            yield Change(name, old, new, by)


def _value(paper: Paper, name: str) -> Any:  # noqa: ANN401 - any field's value
    field, _, kind = name.partition(".")
    value = getattr(paper, field)
    return dict(value).get(kind, ()) if kind else value
