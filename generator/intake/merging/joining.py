"""Two papers made one, and one made two again: which of them has what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from generator.intake.merging.additions import (
    first_version,
    more_links,
    newest,
    origin_of,
    touched,
    with_listings,
    with_value,
    written,
)
from generator.intake.record import Fact
from generator.model.identifiers import KINDS
from generator.model.paper import Paper
from generator.model.provenance import ABSENT, may_write

_SINGLE = ("authors", "published", "venue", *KINDS, "category", "citation_key")
_SINGLE_OF_PERSONS = ("summary", "note", "rating")

T = TypeVar("T")


def joined(paper: Paper, other: Paper, day: date) -> Paper:
    """Return the paper with what the other knows and it lacks; each fact keeps its provenance.

    A person's words stay where they are, and none of them is replaced: those of the other that find
    no place stay in its file.
    """
    after = paper
    for name in (*_SINGLE, *_SINGLE_OF_PERSONS):
        ours, theirs = getattr(after, name), getattr(other, name)
        if theirs in ABSENT or not may_write(after, name):
            continue
        if str(theirs) in after.rejected.get(name, ()):
            continue
        is_earlier = name == "published" and ours and first_version(ours, theirs) != ours
        if ours in ABSENT or is_earlier:
            after = _given(after, name, other)
    for name, gathered in _gathered(after, other):
        if gathered != _part(after, name) and may_write(after, name):
            source = other.sources.get(name)
            origin = origin_of(after, name, source.origin if source else f"merged/{other.key}")
            after = written(after, name, Fact(gathered, origin), day)
    for name, values in other.rejected.items():
        known = after.rejected.get(name, ())
        after = with_value(after, f"rejected.{name}", tuple(dict.fromkeys((*known, *values))))
    # The rules give their tags to each text anew.
    by_persons = {tag: origin for tag, origin in other.tags.items() if origin != "rule"}
    more = {tag: origin for tag, origin in by_persons.items() if tag not in after.tags}
    if "tags" not in after.refused:
        after = replace(after, tags={**after.tags, **more})
    return paper if after == paper else touched(after, day)


def parted(paper: Paper, other: Paper, before: Paper, day: date) -> Paper:
    """Return the paper without what it got from the other, as far as nobody changed it since.

    Args:
        paper: as it is now.
        other: what was merged into it.
        before: the paper as it was before that.
        day: the day on which they are parted.
    """
    after = paper
    for name in (*_SINGLE, *_SINGLE_OF_PERSONS):
        given, had = getattr(other, name), getattr(before, name)
        if given != had and getattr(after, name) == given:
            after = _given(after, name, before)
    union = joined(before, other, day)
    for name in _names_of_gathered(after):
        kept = _kept(*(_part(each, name) for each in (after, other, before)))
        if not may_write(after, name):
            continue
        if _part(after, name) == _part(union, name):
            after = _given(after, name, before)
        elif kept != _part(after, name):
            after = written(after, name, Fact(kept, paper.sources[name].origin), day)
    for name in after.rejected:
        refused = (each.rejected.get(name, ()) for each in (after, other, before))
        after = with_value(after, f"rejected.{name}", _kept(*refused))
    tags = _kept(*(tuple(each.tags.items()) for each in (after, other, before)))
    after = replace(after, tags=dict(tags))
    return paper if after == paper else touched(after, day)


def differing(paper: Paper, other: Paper) -> tuple[str, ...]:
    """Return the fields of two states of a paper that differ, without those that keep record."""
    names = (*_SINGLE, *_SINGLE_OF_PERSONS, "tags", "rejected")
    changed = [name for name in names if getattr(paper, name) != getattr(other, name)]
    gathered = dict.fromkeys([*_names_of_gathered(paper), *_names_of_gathered(other)])
    return (*changed, *(name for name in gathered if _part(paper, name) != _part(other, name)))


def left_behind(other: Paper, after: Paper) -> tuple[str, ...]:
    """Return the fields in which a person wrote what the paper it was merged into does not say."""
    fields = tuple(
        name
        for name in ("title", "abstract", *_SINGLE, *_SINGLE_OF_PERSONS)
        if (ours := getattr(other, name)) not in ABSENT
        and name != "citation_key"
        and not may_write(other, name)
        and ours != getattr(after, name)
    )
    by_persons = {(tag, origin) for tag, origin in other.tags.items() if origin != "rule"}
    return (*fields, "tags") if by_persons - after.tags.items() else fields


def _given(paper: Paper, name: str, giver: Paper) -> Paper:
    """Return the paper with the giver's value of a field, and with whose word that is."""
    after = with_value(paper, name, _part(giver, name))
    sources = {each: source for each, source in after.sources.items() if each != name}
    if name in giver.sources:
        sources[name] = giver.sources[name]
    return replace(after, sources=sources)


def _part(paper: Paper, name: str) -> Any:  # noqa: ANN401 - any field's value
    """Return the value of a field, or of one kind of link."""
    field, _, kind = name.partition(".")
    value = getattr(paper, field)
    return value.get(kind, ()) if kind else value


def _names_of_gathered(paper: Paper) -> tuple[str, ...]:
    return ("listed", "counts", *(f"links.{kind}" for kind in paper.links))


def _gathered(paper: Paper, other: Paper) -> Iterator[tuple[str, Any]]:
    """Yield the fields that hold several things, with those of both papers."""
    yield "listed", with_listings(paper.listed, other.listed)
    yield "counts", newest(paper.counts, other.counts)
    for kind, urls in other.links.items():
        yield f"links.{kind}", more_links(paper, kind, urls)


def _kept(now: tuple[T, ...], given: tuple[T, ...], had: tuple[T, ...]) -> tuple[T, ...]:
    """Return what is there now without what was given, unless it was there before that."""
    return tuple(each for each in now if each in had or each not in given)
