"""Fields of which sources say different things: what is asked, and what becomes of the answer."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.intake.enriching.weighing import agree, speaker
from generator.intake.merging.additions import touched, written
from generator.intake.record import Fact
from generator.model.decisions import OURS, Conflict, Disputable
from generator.model.paper import Paper
from generator.model.provenance import ABSENT, may_write
from generator.store import store
from generator.store.store import Store

_TITLE = 120
"""Characters of a title in a question."""
_QUESTIONS: Mapping[Disputable, str] = {
    "authors": "Who wrote “{title}”?",
    "published": "When did the first version of “{title}” come out?",
    "venue": "Where was “{title}” published?",
    "arxiv": "Which arXiv id has “{title}”?",
    "doi": "Which DOI has “{title}”?",
    "anthology": "Which id has “{title}” in the ACL Anthology?",
    "openreview": "Which id has “{title}” at OpenReview?",
}


def question(
    paper: Paper, name: Disputable, said: Mapping[str, Any], known: Conflict[Any] | None, day: date
) -> Conflict[Any] | None:
    """Return the question to ask, or the known one with values that nobody had said before.

    `None` when all of it has been asked, or answered, before.
    """
    if known is None:
        title = textwrap.shorten(paper.shown_title.plain(), _TITLE, placeholder=" …")
        words = _QUESTIONS[name].format(title=title)
        return Conflict(paper=paper.key, field=name, question=words, asked=day, said=said)
    heard = known.said.values()
    new = {
        who: value
        for who, value in said.items()
        if not any(agree(name, value, each) for each in heard)
    }
    return replace(known, said={**known.said, **new}) if new else None


def of_papers(conflicts: Iterable[Conflict[Any]]) -> dict[str, dict[str, Conflict[Any]]]:
    """Return the questions by paper, and of each paper by field."""
    result: defaultdict[str, dict[str, Conflict[Any]]] = defaultdict(dict)
    for each in conflicts:
        result[each.paper][each.field] = each
    return result


def settled(paper: Paper, conflicts: Iterable[Conflict[Any]], today: date) -> Paper:
    """Return the paper as the answers about it want it; a field that a person wrote stays."""
    after = paper
    for each in conflicts:
        if each.answer and may_write(after, each.field):
            after = _answered(after, each, each.answer, today)
    return after if after == paper else touched(after, today)


def answered(known: Store, today: date) -> Mapping[str, Paper]:
    """Return the papers that answers change, by key, as they will be."""
    before = known.reading_list.by_key
    papers = {
        key: settled(before[key], asked.values(), today)
        for key, asked in sorted(of_papers(known.conflicts.values()).items())
        if key in before
    }
    return {key: paper for key, paper in papers.items() if paper is not before[key]}


def carried_out(known: Store, today: date) -> Mapping[Path, str]:
    """Return the files of the papers that answers change. Raises `ContentError`."""
    before, papers = known.reading_list.by_key, answered(known, today)
    return dict(store.paper_update(known.content, before[key], p) for key, p in papers.items())


def _answered(paper: Paper, asked: Conflict[Any], answer: str, today: date) -> Paper:
    """Return the paper with an answer carried out, once; later corrections of its source stay."""
    source = paper.sources.get(asked.field)
    if answer != OURS:
        is_done = source and speaker(source.origin) == answer
        value = asked.said[answer]
        return paper if is_done else written(paper, asked.field, Fact(value, answer), today)
    if getattr(paper, asked.field) in ABSENT:
        return replace(paper, refused=paper.refused | {asked.field})
    sources = {name: each for name, each in paper.sources.items() if name != asked.field}
    return replace(paper, sources=sources)
