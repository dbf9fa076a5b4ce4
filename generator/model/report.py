"""The curator's to-do: what is not wrong, but unknown, doubtful or waiting for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.model.decisions import Conflict, Decision
from generator.model.identifiers import KINDS
from generator.model.paper import Paper
from generator.model.reading_list import ReadingList


@dataclass(frozen=True)
class Todo:
    """One kind of thing to look at, and an entry for each."""

    what: str
    entries: tuple[str, ...]


def todo(
    known: ReadingList,
    decisions: Mapping[str, Decision],
    not_embedded: Iterable[Paper] = (),
    conflicts: Mapping[str, Conflict[Any]] = MappingProxyType({}),
) -> tuple[Todo, ...]:
    """Return what the curator may want to look at, without the kinds of which there is none."""
    papers = sorted(known.papers, key=lambda paper: paper.key)
    questions = (name for name, each in decisions.items() if each.answer is None)
    disputed = (n for n, c in conflicts.items() if c.is_open(known.by_key.get(c.paper)))
    kinds = [
        Todo("questions without an answer, in decisions/", tuple(questions)),
        Todo("pairs to make one: reading-list merge", tuple(_to_merge(known, decisions))),
        Todo("fields of which sources say different things, in decisions/", tuple(disputed)),
        Todo("papers with author names of doubtful spelling", tuple(_doubtful(papers))),
        Todo("identifiers that several papers have", tuple(_shared(papers))),
        Todo("papers without authors", _lacking(papers, "authors")),
        Todo("papers without a date of publication", _lacking(papers, "published")),
        Todo("papers without an identifier", _lacking(papers, *KINDS)),
        Todo("papers without tags", _lacking(papers, "tags")),
        Todo("papers without vectors of their texts", tuple(p.key for p in not_embedded)),
        Todo("papers without a link to code", _lacking(papers, "links.code")),
        Todo("papers of which no listing has a day", tuple(p.key for p in papers if not p.days)),
    ]
    return tuple(each for each in kinds if each.entries)


def _to_merge(known: ReadingList, decisions: Mapping[str, Decision]) -> Iterator[str]:
    for name, each in decisions.items():
        if each.answer == "same" and all(key in known.by_key for key in each.papers):
            yield name


def _lacking(papers: Iterable[Paper], *names: str) -> tuple[str, ...]:
    """Return the papers that have none of the fields; what a person refused is not lacking."""
    return tuple(paper.key for paper in papers if not any(_is_settled(paper, n) for n in names))


def _is_settled(paper: Paper, name: str) -> bool:
    field, _, kind = name.partition(".")
    value = getattr(paper, field)
    return bool(kind in value if kind else value) or bool(paper.refused & {field, name})


def _doubtful(papers: Iterable[Paper]) -> Iterator[str]:
    for paper in papers:
        if names := [author.name for author in paper.authors if author.doubtful]:
            yield f"{paper.key}: {', '.join(names)}"


def _shared(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield the identifiers that would make two papers one, were they imported today."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for each in paper.identifiers:
            owners[f"{each.kind} {each.folded.value}"].append(paper.key)
    for identifier, keys in owners.items():
        if len(keys) > 1:
            yield f"{identifier}: {', '.join(keys)}"
