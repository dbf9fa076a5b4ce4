"""The store: `content/` on disk ↔ papers in memory. The only reader and the only writer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as validated

from generator.meaning.vectors import Vectors
from generator.model.collection import Collection, Step
from generator.model.dates import Day
from generator.model.decisions import Conflict, Decision
from generator.model.paper import Line, Paper
from generator.model.problems import ContentError, Problem
from generator.model.reading_list import ReadingList
from generator.model.redirects import ends
from generator.model.taxonomy import Taxonomy
from generator.store import (
    conflict_file,
    consistency,
    document,
    files,
    merged,
    pair_file,
    paper_text,
    summaries,
    taxonomy_file,
    vectors,
    yaml_edit,
    yaml_text,
)
from generator.store.merged import Merged

VERSION = 1
"""The version of the store's layout, kept in `store.yml`."""

T = TypeVar("T")
_CLOSED = ConfigDict(extra="forbid")


@validated(frozen=True, config=_CLOSED)
class Capture:
    """A capture that has been imported: the evidence, and who said what day it shows."""

    file: Line
    """Its name in `content/captures/`."""
    sha256: Line
    date: Day | None = None
    said_by: Line | None = None
    """Who gave the day, or the year that the capture leaves out."""


@validated(frozen=True, config=_CLOSED)
class _Captures:
    captures: tuple[Capture, ...]


@validated(frozen=True, config=_CLOSED)
class _StoreFile:
    version: int


_CAPTURES, _STORE = TypeAdapter(_Captures), TypeAdapter(_StoreFile)
_COLLECTION = TypeAdapter(Collection)


@dataclass(frozen=True)
class Store:
    """Everything under `content/` that programs read, as far as it could be read.

    What could not be is in `problems`, and what it concerns is left out of the rest.
    """

    content: Path
    reading_list: ReadingList
    captures: Mapping[str, Capture]
    decisions: Mapping[str, Decision]
    conflicts: Mapping[str, Conflict[Any]]
    """By name; of one whose paper is not there (any more) nobody is asked."""
    merged: Merged
    """The papers that were merged into others."""
    vectors: Mapping[str, Vectors]
    """By the keys of papers, which may have other texts by now (`vectors.wanting`)."""
    problems: tuple[Problem, ...]

    @property
    def citation_keys(self) -> set[str]:
        """Those that are taken, in lower case; also by merged papers, which may come back."""
        papers = (*self.reading_list.by_key.values(), *self.merged.papers.values())
        return {paper.citation_key.casefold() for paper in papers if paper.citation_key}

    def checked(self) -> Store:
        """Return the store itself. Raises `ContentError` when there are problems."""
        if self.problems:
            raise ContentError(self.problems)
        return self


def load(content: Path) -> Store:
    """Read `content/` completely, whatever is wrong in it; problems have paths as `content` is."""
    problems: list[Problem] = []
    gone = merged.load(content, problems)
    keys = _names(content) - gone.unfinished
    of_papers = [file for file in _files(content / "papers") if file.stem in keys]
    papers = {p.key: p for p in _each(_paper, of_papers, problems)}
    of_fields, of_pairs = _questions(content)
    decisions = {d.name: d for d in _each(pair_file.load, of_pairs, problems)}
    conflicts = {c.name: c for c in _each(conflict_file.load, of_fields, problems)}
    collections = tuple(_each(_collection, _files(content / "collections"), problems))
    taxonomy = next(_each(taxonomy_file.load, [content / "tags.yml"], problems), None)
    captures = next(_each(_captures, [_register(content)], problems), ())
    if papers or (content / "store.yml").exists():
        next(_each(_version, [content / "store.yml"], problems), None)
    problems += consistency.of_papers(content, papers)
    problems += summaries.problems(content, papers)
    problems += merged.problems(content, gone, _names(content))
    problems += consistency.of_decisions(content, decisions, keys | gone.redirects.keys())
    problems += consistency.of_collections(content, collections, keys | gone.redirects.keys())
    problems += consistency.of_captures(_register(content), {c.file: c.sha256 for c in captures})
    known_vectors, unreadable = vectors.read_all(content)
    problems += unreadable
    if taxonomy:
        problems += consistency.of_tags(content, papers, taxonomy)
    return Store(
        content,
        _reading_list(papers, taxonomy, collections, gone),
        {capture.file: capture for capture in captures},
        decisions,
        conflicts,
        gone,
        known_vectors,
        tuple(sorted(problems)),
    )


def paper_update(content: Path, before: Paper | None, after: Paper) -> tuple[Path, str]:
    """Return the file and the text that would make `before` be `after`; `None` is a new paper.

    Raises `ContentError` when the file has a form that no program can edit without harm.
    """
    file = files.paper(content, after.key)
    if before is None:
        return file, paper_text.write(after)
    return file, paper_text.revise(file, files.read_text(file), before, after)


def captures_text(content: Path, captures: Iterable[Capture]) -> tuple[Path, str]:
    """Return the register of captures, with a curator's comments kept."""
    file = _register(content)
    after = {"captures": [paper_text.plain(capture) for capture in captures]}
    if not file.exists():
        return file, yaml_text.write(after)
    before = {"captures": [paper_text.plain(capture) for capture in _captures(file)]}
    return file, yaml_edit.revise(files.read_text(file), before, after)


def decision_text(content: Path, decision: Decision) -> tuple[Path, str]:
    """Return the file of a new question about two papers."""
    return pair_file.update(content, None, decision)


def frame(content: Path) -> dict[Path, str]:
    """Return what every store has: its version, and the schema that editors check papers by."""
    schema = json.dumps(paper_text.schema(), indent=2, ensure_ascii=False) + "\n"
    return {
        content / "store.yml": f"version: {VERSION}\n",
        content / paper_text.SCHEMA: schema,
    }


def _register(content: Path) -> Path:
    return content / "captures" / "captures.yml"


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.yml") if not file.name.startswith("."))


def _questions(content: Path) -> tuple[list[Path], list[Path]]:
    """Return the questions about one field of a paper, and those about pairs of papers."""
    found = _files(content / "decisions")
    of_fields = [file for file in found if conflict_file.is_one(file)]
    return of_fields, [file for file in found if not conflict_file.is_one(file)]


def _each(read: Callable[[Path], T], paths: Sequence[Path], problems: list[Problem]) -> Iterator[T]:
    """Yield what can be read, and add what cannot to the problems."""
    for path in paths:
        try:
            yield read(path)
        except ContentError as error:
            problems += error.problems


def _names(content: Path) -> set[str]:
    """Return the keys of all papers, also of those whose files have problems of their own."""
    return {file.stem for file in _files(content / "papers")}


def _paper(file: Path) -> Paper:
    return paper_text.read(document.read(file))


def _collection(file: Path) -> Collection:
    return document.validate(_COLLECTION, document.read(file), name=file.stem)


def _reading_list(
    papers: Mapping[str, Paper],
    taxonomy: Taxonomy | None,
    collections: Iterable[Collection],
    gone: Merged,
) -> ReadingList:
    led = {key: last for key, last in ends(gone.redirects).items() if key not in papers}
    whole = tuple(_whole(each, papers, led) for each in collections)
    led = {key: last for key, last in led.items() if last in papers}
    return ReadingList(papers, taxonomy or Taxonomy({}, {}), whole, led)


def _whole(
    collection: Collection, papers: Mapping[str, Paper], led: Mapping[str, str]
) -> Collection:
    """Return the collection without the steps whose papers could not be read.

    A step to a merged paper leads to where that went; the file stays as the curator wrote it, so
    that nothing is lost when the two are taken apart again. No paper is passed twice.
    """
    steps: dict[str, Step] = {}
    for step in collection.papers:
        key = led.get(step.paper, step.paper)
        if key in papers:
            steps.setdefault(key, replace(step, paper=key))
    return replace(collection, papers=tuple(steps.values()))


def _captures(file: Path) -> tuple[Capture, ...]:
    if not file.exists():
        return ()
    return document.validate(_CAPTURES, document.read(file)).captures


def _version(file: Path) -> int:
    found = document.read(file)
    version = document.validate(_STORE, found).version
    if version != VERSION:
        expected = f"{VERSION}, the version that this program reads"
        raise ContentError([found.problem(("version",), expected, version)])
    return version
