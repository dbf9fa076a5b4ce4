"""What a record may add to a paper: never more than the fields that are a program's to write."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from generator.intake.links import harvested, identity, united
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.keys import citation_key
from generator.model.paper import Count, Listing, Paper
from generator.model.provenance import may_write, record, value_of


def created(key: str, new: Record, day: date) -> Paper:
    """Return the paper of a record that no paper in the list matches."""
    if new.whole:
        return replace(new.whole, key=key)
    title, abstract = new.title or "", new.abstract or ""
    paper = Paper(key=key, title=title, abstract=abstract, added=day, updated=day)
    for name in ("title", "abstract"):
        paper = written(paper, name, new.facts[name], day)
    for name, fact in harvested(paper.abstract):
        paper = written(paper, name, fact, day)
    return added(paper, new, day)


def added(paper: Paper, new: Record, day: date, settled: Container[str] = ()) -> Paper:
    """Return the paper with what the record adds, in fields that a program may write.

    A source may correct what it said itself, except of the fields that are `settled`: these are
    only filled when they are unknown.
    """
    after, changed = paper, set[str]()
    listed = with_listings(paper.listed, [new.listing] if new.listing else [])
    if new.listing and listed != paper.listed and may_write(paper, "listed"):
        after = written(after, "listed", Fact(listed, f"captures/{new.listing.capture}"), day)
        changed.add("listed")
    for name, fact in new.facts.items():
        value = _better(after, name, fact, is_settled=name in settled)
        if value is not None and may_write(after, name):
            after = written(after, name, Fact(value, origin_of(after, name, fact.origin)), day)
            changed.add(name)
    # A count is of another day each time: whoever follows the changes need not hear of it.
    return touched(after, day) if changed - {"counts"} else after


def cited(paper: Paper, taken: set[str]) -> Paper:
    """Return the paper with a citation key when it lacks one and can have one; it is taken then."""
    if paper.citation_key or not may_write(paper, "citation_key"):
        return paper
    cite = citation_key(paper, taken)
    taken |= {cite} if cite else set()
    return replace(paper, citation_key=cite) if cite else paper


def touched(paper: Paper, day: date) -> Paper:
    """Return the paper as updated on this day, unless a person wants to see no such day."""
    return paper if "updated" in paper.refused else replace(paper, updated=day)


def written(paper: Paper, name: str, fact: Fact, day: date) -> Paper:
    """Return the paper with one field written, and the record of who says so."""
    after = with_value(paper, name, fact.value)
    sources = {**paper.sources, name: record(after, name, fact.origin, day)}
    return replace(after, sources=sources)


def with_value(paper: Paper, name: str, value: Any) -> Paper:  # noqa: ANN401 - any field's value
    """Return the paper with another value of a field; an empty one takes a kind of link away."""
    field_name, _, kind = name.partition(".")
    if kind:
        value = {**getattr(paper, field_name), kind: value}
        value = {each: urls for each, urls in value.items() if urls}
    changes: dict[str, Any] = {field_name: value}
    return replace(paper, **changes)


def with_listings(known: Iterable[Listing], more: Iterable[Listing]) -> tuple[Listing, ...]:
    """Return the listings of both, each once; one that had no day may learn it."""
    found = {(seen.capture, seen.position): seen for seen in known}
    for new in more:
        seen = found.get((new.capture, new.position), new)
        found[new.capture, new.position] = seen if seen.date else new
    return tuple(found.values())


def newest(known: Iterable[Count], more: Iterable[Count]) -> tuple[Count, ...]:
    """Return the newest number of each kind from each service."""
    found: dict[tuple[str, str], Count] = {}
    for each in (*known, *more):
        seen = found.get((each.what, each.source), each)
        latest = max(seen, each, key=lambda count: (count.date, count.value))
        found[each.what, each.source] = latest
    return tuple(found.values())


def first_version(known: PartialDate, other: PartialDate) -> PartialDate:
    """Return the earlier of two dates; of two that agree as far as they go, the more precise."""
    ours, theirs = str(known), str(other)
    common = min(len(ours), len(theirs))
    if ours[:common] == theirs[:common]:
        return max(known, other)
    return min(known, other)


def more_links(paper: Paper, kind: str, more: Iterable[str]) -> tuple[str, ...]:
    """Return the links of this kind and more, without those that the paper has or refused."""
    rejected = (*paper.rejected.get("links", ()), *paper.rejected.get(f"links.{kind}", ()))
    others = (url for name, urls in paper.links.items() if name != kind for url in urls)
    not_here = {identity(url) for url in (*rejected, *others)}
    known = next((urls for name, urls in paper.links.items() if name == kind), ())
    return united(known, (url for url in more if identity(url) not in not_here))


def origin_of(paper: Paper, name: str, origin: str) -> str:
    """Links of one kind and counts may come from several sources, and all of them are named."""
    source = paper.sources.get(name)
    is_gathered = name.startswith("links.") or name == "counts"
    known = source.origin.split(", ") if source and is_gathered else []
    return ", ".join(dict.fromkeys([*known, origin]))


def _better(paper: Paper, name: str, fact: Fact, *, is_settled: bool) -> Any:  # noqa: ANN401 - any field's value
    """Return what the field should become; `None` when the fact adds nothing to it."""
    old, source = value_of(paper, name), paper.sources.get(name)
    if str(fact.value) in paper.rejected.get(name, ()):
        return None
    better = fact.value
    if name.startswith("links."):
        better = more_links(paper, name.partition(".")[2], fact.value)
        return better if len(better) > len(old if isinstance(old, list) else ()) else None
    if name == "counts":
        better = newest(paper.counts, fact.value)
    elif name == "published" and paper.published:
        better = first_version(paper.published, fact.value)
    elif old not in (None, []) and (is_settled or not source or source.origin != fact.origin):
        return None
    return better if better != getattr(paper, name) else None
