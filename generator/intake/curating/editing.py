"""Edits of many papers at once, as a curator would make them by hand: tags, a rating, a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.intake.merging.additions import touched
from generator.model.paper import Paper, Status, TagOrigin
from generator.model.provenance import fingerprint, may_write, value_of
from generator.store import store
from generator.store.store import Store


@dataclass(frozen=True)
class Edit:
    """What is to become of each paper; what is `None` or empty stays as it is."""

    tags: tuple[str, ...] = ()
    """Slugs that a person gives."""
    not_tags: tuple[str, ...] = ()
    """Slugs that a person refuses, also for the rules to come."""
    rating: int | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Edited:
    """A paper before and after; the same one where nothing changes."""

    before: Paper
    after: Paper


def edit(known: Store, keys: Iterable[str], wanted: Edit, today: date) -> list[Edited]:
    """Return what becomes of these papers, each once. Raises `KeyError` for an unknown key."""
    by_key = known.reading_list.by_key
    papers = [by_key[key] for key in dict.fromkeys(keys)]
    return [Edited(paper, edited(paper, wanted, today)) for paper in papers]


def texts(known: Store, results: Iterable[Edited]) -> Mapping[Path, str]:
    """Return the files of the papers that change. Raises `ContentError`."""
    changed = (each for each in results if each.after is not each.before)
    return dict(store.paper_update(known.content, each.before, each.after) for each in changed)


def edited(paper: Paper, wanted: Edit, today: date) -> Paper:
    """Return the paper as the curator wants it: the same object when it is so already."""
    after = _with_tags(paper, wanted)
    if wanted.rating is not None:
        after = replace(after, rating=wanted.rating, refused=after.refused - {"rating"})
    if wanted.status is not None:
        after = replace(after, status=wanted.status)
    return paper if after == paper else touched(after, today)


def _with_tags(paper: Paper, wanted: Edit) -> Paper:
    if "tags" in paper.refused and not wanted.tags:
        return paper  # it wants no tags at all, which refuses these too
    given: dict[str, TagOrigin] = dict.fromkeys(wanted.tags, "person")
    given |= dict.fromkeys(wanted.not_tags, "rejected")
    # A tag keeps its place in the file; only what is new goes to the end.
    tags = {**paper.tags, **given}
    if tags == paper.tags:
        return paper
    after = replace(paper, tags=tags, refused=paper.refused - {"tags"})
    source = paper.sources.get("tags")
    if source is None or not may_write(paper, "tags"):
        return after
    # The tags that the rules gave and the curator did not speak of stay the rules' to give.
    kept = replace(source, hash=fingerprint(value_of(after, "tags")))
    return replace(after, sources={**paper.sources, "tags": kept})
