"""Tags by the rules: for new papers, and again where the tags are still the rules' to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.merging.additions import touched, written
from generator.intake.record import Fact
from generator.model.paper import Paper
from generator.model.provenance import may_write
from generator.model.tagging import Proposal, given, propose
from generator.model.taxonomy import Taxonomy
from generator.store import store
from generator.store.store import Store

RULES = "tags.yml"


@dataclass(frozen=True)
class Retagged:
    """What the rules say of one paper now."""

    before: Paper
    after: Paper
    proposals: tuple[Proposal, ...]
    by_person: bool
    """A person has changed the tags that rules gave, and the rules have no more say."""

    @property
    def gained(self) -> list[str]:
        """The tags that are new."""
        return [tag for tag in self.after.tags if tag not in self.before.tags]

    @property
    def lost(self) -> list[str]:
        """The tags that no rule gives any more."""
        return [tag for tag in self.before.tags if tag not in self.after.tags]


def tagged(paper: Paper, taxonomy: Taxonomy, today: date) -> Paper:
    """Return the paper with the rules' proposals, if its tags are still the rules' to give."""
    return _retagged(paper, taxonomy, today).after


def retag(known: Store, keys: Iterable[str], today: date) -> list[Retagged]:
    """Return what the rules say of these papers, or of all when none is named.

    Raises `ContentError` when the store has problems, `KeyError` for a key that it does not have.
    """
    by_key = known.checked().reading_list.by_key
    chosen = [by_key[key] for key in dict.fromkeys(keys)] or by_key.values()
    return [_retagged(paper, known.reading_list.taxonomy, today) for paper in chosen]


def texts(known: Store, results: Iterable[Retagged]) -> Mapping[Path, str]:
    """Return the files of the papers whose tags change. Raises `ContentError`."""
    changed = (each for each in results if each.after is not each.before)
    return dict(store.paper_update(known.content, each.before, each.after) for each in changed)


def _retagged(paper: Paper, taxonomy: Taxonomy, today: date) -> Retagged:
    proposals = propose(paper.title, paper.abstract, taxonomy)
    if not may_write(paper, "tags"):
        return Retagged(paper, paper, proposals, by_person=True)
    tags, after = given(paper, proposals), paper
    if tags != paper.tags:
        after = touched(written(paper, "tags", Fact(tags, RULES), today), today)
    return Retagged(paper, after, proposals, by_person=False)
