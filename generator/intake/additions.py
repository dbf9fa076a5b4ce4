"""What a record may add to a paper: never more than the fields that are a program's to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from generator.intake.links import harvested, identity, united
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.paper import Listing, Paper
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


def added(paper: Paper, new: Record, day: date) -> Paper:
    """Return the paper with what the record adds, in fields that a program may write."""
    after = paper
    listed = _listed(paper, new.listing) if new.listing else paper.listed
    if new.listing and listed != paper.listed and may_write(paper, "listed"):
        after = written(after, "listed", Fact(listed, f"captures/{new.listing.capture}"), day)
    for name, fact in new.facts.items():
        value = _better(after, name, fact)
        if value is not None and may_write(after, name):
            after = written(after, name, Fact(value, _origin(after, name, fact)), day)
    return after if after == paper else touched(after, day)


def touched(paper: Paper, day: date) -> Paper:
    """Return the paper as updated on this day, unless a person wants to see no such day."""
    return paper if "updated" in paper.refused else replace(paper, updated=day)


def written(paper: Paper, name: str, fact: Fact, day: date) -> Paper:
    """Return the paper with one field written, and the record of who says so."""
    field_name, _, kind = name.partition(".")
    value = {**getattr(paper, field_name), kind: fact.value} if kind else fact.value
    changes: dict[str, Any] = {field_name: value}
    after = replace(paper, **changes)
    sources = {**paper.sources, name: record(after, name, fact.origin, day)}
    return replace(after, sources=sources)


def _listed(paper: Paper, new: Listing) -> tuple[Listing, ...]:
    """Return the listings with one more, or with the day of one that had none."""
    for place, seen in enumerate(paper.listed):
        if (seen.capture, seen.position) == (new.capture, new.position):
            known = seen if seen.date else new
            return (*paper.listed[:place], known, *paper.listed[place + 1 :])
    return (*paper.listed, new)


def _better(paper: Paper, name: str, fact: Fact) -> Any:  # noqa: ANN401 - any field's value
    """Return what the field should become; `None` when the fact adds nothing to it."""
    if name.startswith("links."):
        return _more_links(paper, name.partition(".")[2], fact.value)
    if str(fact.value) in paper.rejected.get(name, ()):
        return None
    old, source = value_of(paper, name), paper.sources.get(name)
    if old in (None, []) or (source and source.origin == fact.origin):
        return fact.value if getattr(paper, name) != fact.value else None
    refines = isinstance(fact.value, PartialDate) and str(fact.value).startswith(f"{old}-")
    return fact.value if refines else None


def _more_links(paper: Paper, kind: str, more: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the links of this kind and more, if there are more that nobody has or refused."""
    rejected = (*paper.rejected.get("links", ()), *paper.rejected.get(f"links.{kind}", ()))
    others = (url for name, urls in paper.links.items() if name != kind for url in urls)
    not_here = {identity(url) for url in (*rejected, *others)}
    known = next((urls for name, urls in paper.links.items() if name == kind), ())
    links = united(known, (url for url in more if identity(url) not in not_here))
    return links if links != known else None


def _origin(paper: Paper, name: str, fact: Fact) -> str:
    """Links of one kind may come from several sources, and all of them are named."""
    source = paper.sources.get(name)
    known = source.origin.split(", ") if source and name.startswith("links.") else []
    return ", ".join(dict.fromkeys([*known, fact.origin]))
