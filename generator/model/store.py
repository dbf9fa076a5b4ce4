"""The store: `content/` on disk ↔ papers in memory. The only reader and the only writer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass as checked

from generator.model import document, yaml_text
from generator.model.dates import Day, PartialDate
from generator.model.decisions import Decision
from generator.model.document import Document
from generator.model.paper import Author, Line, Paper
from generator.model.problems import ContentError, Problem, one_of
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Taxonomy

VERSION = 1
"""The version of the store's layout, kept in `store.yml`."""

SCHEMA = "paper.schema.json"
HEADER = f"# yaml-language-server: $schema=../{SCHEMA}\n"
_QUOTED = {"arxiv", "doi", "anthology"}
_UNWRITTEN = {"key", "refused"}
_REFUSABLE = {field.name for field in fields(Paper)} - {"title", "abstract", *_UNWRITTEN}
_CLOSED = ConfigDict(extra="forbid")


@checked(frozen=True, config=_CLOSED)
class Capture:
    """A capture that has been imported: the evidence, and who said what day it shows."""

    file: Line
    """Its name in `content/captures/`."""
    sha256: Line
    date: Day | None = None
    said_by: Line | None = None
    """Who gave the day, or the year that the capture leaves out."""


@checked(frozen=True, config=_CLOSED)
class _Captures:
    captures: tuple[Capture, ...]


@checked(frozen=True, config=_CLOSED)
class _StoreFile:
    version: int


_PAPER, _CAPTURES = TypeAdapter(Paper), TypeAdapter(_Captures)
_DECISION, _STORE = TypeAdapter(Decision), TypeAdapter(_StoreFile)


@dataclass(frozen=True)
class Store:
    """Everything under `content/` that programs read, as far as it could be read.

    What could not be is in `problems`, and what it concerns is left out of the rest.
    """

    content: Path
    reading_list: ReadingList
    captures: Mapping[str, Capture]
    decisions: Mapping[str, Decision]
    problems: tuple[Problem, ...]

    def checked(self) -> Store:
        """Return the store itself. Raises `ContentError` when there are problems."""
        if self.problems:
            raise ContentError(self.problems)
        return self


def load(content: Path) -> Store:
    """Read `content/`, completely, whatever is wrong in it. Paths in problems are as `content` is."""
    problems: list[Problem] = []
    taxonomy = _attempt(problems, lambda: Taxonomy.load(content / "tags.yml")) or Taxonomy({}, {})
    papers = [_attempt(problems, lambda: _paper(file)) for file in _files(content / "papers")]  # noqa: B023 - called at once
    decided = [_attempt(problems, lambda: _decision(file)) for file in _files(content / "decisions")]  # noqa: B023
    captures = _attempt(problems, lambda: _captures(content / "captures" / "captures.yml")) or ()
    _attempt(problems, lambda: _check_version(content / "store.yml"))
    known = {paper.key: paper for paper in papers if paper}
    problems += _across(content, known, taxonomy)
    return Store(
        content,
        ReadingList(known, taxonomy),
        {capture.file: capture for capture in captures},
        {name: decision for name, decision in filter(None, decided)},
        tuple(sorted(problems)),
    )


def fields_of(paper: Paper) -> dict[str, Any]:
    """Return a paper as its file's fields, in their order, without what is not known."""
    result: dict[str, Any] = {}
    for field in fields(paper):
        name, value = field.name, getattr(paper, field.name)
        if name in paper.refused:
            result[name] = None
        elif name not in _UNWRITTEN and value not in (None, (), {}) and value != _default(name):
            result[name] = yaml_text.Quoted(value) if name in _QUOTED else _plain(value, name)
    return result


def text_of(paper: Paper) -> str:
    """Return the text of a new paper's file."""
    return HEADER + yaml_text.write(fields_of(paper))


def parse_paper(text: str, file: Path) -> Paper:
    """Read the text of a paper's file. Raises `ContentError`."""
    return _from_document(document.parse(text, file))


def paper_file(content: Path, key: str) -> Path:
    """Return the file that holds the paper."""
    return content / "papers" / f"{key}.yml"


def paper_text(content: Path, before: Paper | None, after: Paper) -> tuple[Path, str]:
    """Return the file and the text that would make `before` be `after`; `None` is a new paper.

    Raises `ContentError` when the file has a form that no program can edit without harm.
    """
    file = paper_file(content, after.key)
    if before is None:
        return file, text_of(after)
    try:
        new = yaml_text.revise(read_text(file), fields_of(before), fields_of(after))
        if parse_paper(new, file) == after:
            return file, new
    except ValueError:
        pass
    got = "a form that a program cannot edit without harm"
    raise ContentError([Problem(file, 1, "", "one field a line", got)])


def captures_text(content: Path, captures: Iterable[Capture]) -> tuple[Path, str]:
    """Return the register of captures, with a curator's comments kept."""
    file = content / "captures" / "captures.yml"
    after = {"captures": [_plain(capture, "") for capture in captures]}
    if not file.exists():
        return file, yaml_text.write(after)
    before = {"captures": [_plain(capture, "") for capture in _captures(file)]}
    return file, yaml_text.revise(read_text(file), before, after)


def decision_text(content: Path, decision: Decision) -> tuple[Path, str]:
    """Return the file of a new question about two papers."""
    fields_ = {"papers": list(decision.papers), "question": decision.question}
    blank = {"asked": decision.asked, "answer": None, "reason": None}
    return content / "decisions" / f"{decision.name}.yml", yaml_text.write({**fields_, **blank})


def frame(content: Path) -> dict[Path, str]:
    """Return what every store has: its version, and the schema that editors check papers by."""
    schema = json.dumps(paper_schema(), indent=2, ensure_ascii=False) + "\n"
    return {content / "store.yml": f"version: {VERSION}\n", content / SCHEMA: schema}


def paper_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a paper's file."""
    schema = _PAPER.json_schema()
    for name in _UNWRITTEN:
        del schema["properties"][name]
    for rule in schema["properties"].values():
        rule.pop("default", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A paper"}
    return {**schema, **head, "required": ["title", "abstract"]}


def read_text(file: Path) -> str:
    """Return a file's text with its line ends and byte order mark as they are."""
    return file.read_bytes().decode()


def holds(file: Path, data: str | bytes) -> bool:
    """Whether the file is there and has just these bytes."""
    return file.exists() and file.read_bytes() == _encoded(data)


def write(texts: Mapping[Path, str | bytes]) -> list[Path]:
    """Make each file hold its text; return those that changed.

    Each file is old or new at any moment, never half: it is written beside its place and renamed.
    """
    changed = [file for file, data in texts.items() if not holds(file, data)]
    for file in changed:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as stream:
                stream.write(_encoded(texts[file]))
                stream.flush()
                os.fsync(stream.fileno())
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)
    return changed


def _encoded(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*.yml") if not file.name.startswith("."))


def _attempt(problems: list[Problem], read: Any) -> Any:  # noqa: ANN401 - any reader's result
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def _paper(file: Path) -> Paper:
    return _from_document(document.read(file))


def _from_document(found: Document) -> Paper:
    data, refused = found.data, frozenset[str]()
    if isinstance(data, dict):
        refused = frozenset(name for name in _REFUSABLE if name in data and data[name] is None)
        if misplaced := [found.problem((n,), "a field of a paper", n) for n in _UNWRITTEN & data.keys()]:
            raise ContentError(misplaced)
        found = replace(found, data={n: v for n, v in data.items() if n not in refused})
    return document.validate(_PAPER, found, key=found.file.stem, refused=refused)


def _decision(file: Path) -> tuple[str, Decision]:
    found = document.read(file)
    decision = document.validate(_DECISION, found)
    if decision.name != file.stem:
        raise ContentError([found.problem(("papers",), f"the file's name, {file.stem}", decision.name)])
    return decision.name, decision


def _captures(file: Path) -> tuple[Capture, ...]:
    if not file.exists():
        return ()
    return document.validate(_CAPTURES, document.read(file)).captures


def _check_version(file: Path) -> None:
    found = document.read(file)
    if document.validate(_STORE, found).version != VERSION:
        raise ContentError([found.problem(("version",), f"{VERSION}, the version this program reads", found.data)])


def _across(content: Path, papers: Mapping[str, Paper], taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield what only shows when the files are seen together."""
    folded: dict[str, str] = {}
    for key, paper in papers.items():
        file = paper_file(content, key)
        twin = folded.setdefault(key.casefold(), key)
        if twin != key:
            yield Problem(file, 0, "", "a name that differs in more than case", f"{twin}.yml as well")
        if not taxonomy.tags.keys() >= paper.tags.keys():
            found = document.read(file)
            for tag in paper.tags.keys() - taxonomy.tags.keys():
                yield found.problem(("tags", tag), one_of(taxonomy.tags, tag), tag)


def _default(name: str) -> object:
    return {"status": "active"}.get(name)


def _plain(value: Any, field: str) -> Any:  # noqa: ANN401 - any field's value
    """Return a value as YAML shows it: short records on one line, authors as bare names."""
    if isinstance(value, Author) and not value.doubtful:
        return value.name
    if is_dataclass(value) and not isinstance(value, PartialDate | Decision):
        known = ((each.name, getattr(value, each.name)) for each in fields(value))
        return yaml_text.Inline({name: item for name, item in known if item not in (None, False)})
    if isinstance(value, Mapping):
        return {name: _plain(item, field) for name, item in value.items()}
    if isinstance(value, tuple):
        return _plain(value[0], field) if field == "links" and len(value) == 1 else [_plain(v, field) for v in value]
    return value
