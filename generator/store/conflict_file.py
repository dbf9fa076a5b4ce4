"""`decisions/<key>.<field>.yml`: what sources say of one field of a paper, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.dates import Partial
from generator.model.decisions import OURS, Conflict
from generator.model.identifiers import KINDS
from generator.model.paper import ArxivId, Doi, FileAuthor, Line
from generator.model.problems import ContentError, one_of
from generator.store import document, files, paper_text, yaml_edit, yaml_text

_PLAIN: TypeAdapter[Conflict[Any]] = TypeAdapter(Conflict[Line])
_BY_FIELD: Mapping[object, TypeAdapter[Conflict[Any]]] = {
    "authors": TypeAdapter(Conflict[tuple[FileAuthor, ...]]),
    "published": TypeAdapter(Conflict[Partial]),
    "arxiv": TypeAdapter(Conflict[ArxivId]),
    "doi": TypeAdapter(Conflict[Doi]),
}
_HEADER = f"""\
# Write after “answer:” whose word holds: one of the names under “said”, or {OURS}: what
# ../papers/{{paper}}.yml says. Then: reading-list enrich
"""


def is_one(file: Path) -> bool:
    """Whether a file of `decisions/` is about a field: no key of a paper has a full stop."""
    return "." in file.stem


def load(file: Path) -> Conflict[Any]:
    """Read a question about a field. Raises `ContentError` with all that is wrong in it."""
    found = document.read(file)
    field = found.data.get("field") if isinstance(found.data, dict) else None
    adapter = _BY_FIELD.get(field, _PLAIN) if isinstance(field, str) else _PLAIN
    conflict = document.validate(adapter, found)
    if conflict.name != file.stem:
        place = "paper" if file.stem.endswith(f".{conflict.field}") else "field"
        expected = f"the paper and the field of the file's name, {file.stem}"
        raise ContentError([found.problem((place,), expected, getattr(conflict, place))])
    if conflict.answer not in (None, OURS, *conflict.said):
        expected = one_of((*conflict.said, OURS), str(conflict.answer))
        raise ContentError([found.problem(("answer",), expected, conflict.answer)])
    return conflict


def update(content: Path, before: Conflict[Any] | None, after: Conflict[Any]) -> tuple[Path, str]:
    """Return the file and the text that would make `before` be `after`; `None` is a new question.

    Raises `ContentError` when the file has a form that no program can edit without harm.
    """
    file = files.decision(content, after.name)
    if before is None:
        return file, _HEADER.format(paper=after.paper) + yaml_text.write(_fields(after))
    try:
        return file, yaml_edit.revise(files.read_text(file), _fields(before), _fields(after))
    except ValueError as error:
        found = document.read(file)
        expected = "fields in lines of their own"
        raise ContentError([found.problem(("said",), expected, str(error))]) from None


def _fields(conflict: Conflict[Any]) -> dict[str, Any]:
    quoted = yaml_text.Quoted if conflict.field in KINDS else paper_text.plain
    return {
        "paper": conflict.paper,
        "field": conflict.field,
        "question": conflict.question,
        "asked": conflict.asked,
        "said": {origin: quoted(value) for origin, value in conflict.said.items()},
        "answer": conflict.answer,
        "reason": conflict.reason,
    }
