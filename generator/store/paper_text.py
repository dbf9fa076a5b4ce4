"""A paper ↔ the text of its file, which a curator edits too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter

from generator.model.dates import PartialDate
from generator.model.identifiers import KINDS
from generator.model.paper import Author, LinkKind, Paper
from generator.model.problems import ContentError, Problem
from generator.store import document, yaml_edit, yaml_text
from generator.store.document import Document

SCHEMA = "paper.schema.json"
HEADER = f"# yaml-language-server: $schema=../{SCHEMA}\n"

_QUOTED = frozenset(KINDS)
_UNWRITTEN = {"key", "refused"}
_NEEDED = {"title", "abstract", "status", "rejected", "sources"}
_REFUSABLE = {field.name for field in fields(Paper)} - _NEEDED - _UNWRITTEN
_DEFAULTS: Mapping[str, object] = {"status": "active"}
_PAPER = TypeAdapter(Paper)


def write(paper: Paper) -> str:
    """Return the text of a new paper's file."""
    return HEADER + yaml_text.write(fields_of(paper))


def read(found: Document) -> Paper:
    """Return the paper of a file that has been parsed. Raises `ContentError`."""
    data, refused = found.data, frozenset[str]()
    if isinstance(data, dict):
        if wrong := [
            found.problem((n,), "a field of a paper", n) for n in _UNWRITTEN & data.keys()
        ]:
            raise ContentError(wrong)
        data, refused = _without_refused(data)
    checked = replace(found, data=data)
    return document.validate(_PAPER, checked, key=found.file.stem, refused=refused)


def revise(file: Path, text: str, before: Paper, after: Paper) -> str:
    """Return the text of `before`, in which the curator may have been, as the text of `after`.

    Raises `ContentError` when the text has a form that no program can edit without harm.
    """
    got = "a form that a program cannot edit without harm"
    try:
        new = yaml_edit.revise(text, fields_of(before), fields_of(after))
        if read(document.parse(new, file)) == after:
            return new
    except ValueError as error:
        got = str(error)
    except ContentError:
        pass
    raise ContentError([Problem(file, 1, "", "fields in lines of their own", got)])


def fields_of(paper: Paper) -> dict[str, Any]:
    """Return a paper as its file's fields, in their order, without what is not known."""
    result: dict[str, Any] = {}
    for field in fields(paper):
        name, value = field.name, getattr(paper, field.name)
        if name in paper.refused:
            result[name] = None
        elif name == "links":
            result |= _links_field(paper)
        elif name not in _UNWRITTEN and value not in (None, (), {}, _DEFAULTS.get(name)):
            result[name] = yaml_text.Quoted(value) if name in _QUOTED else plain(value)
    return result


def plain(value: Any) -> Any:  # noqa: ANN401 - any field's value
    """Return a value as YAML shows it: short records on one line, authors as bare names."""
    if isinstance(value, Author) and not value.doubtful:
        return value.name
    if is_dataclass(value) and not isinstance(value, PartialDate):
        known = ((each.name, getattr(value, each.name)) for each in fields(value))
        said = {name: item for name, item in known if item is not None and item is not False}
        return yaml_text.Inline(said)  # a number of 0 is said
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a paper's file."""
    result = _PAPER.json_schema()
    properties: dict[str, dict[str, Any]] = result["properties"]
    for name in _UNWRITTEN:
        del properties[name]
    for name, rule in properties.items():
        rule.pop("default", None)
        rule["description"] = " ".join(rule["description"].split())
        if name in _REFUSABLE:
            properties[name] = _or_null(rule)
    links = properties["links"]["anyOf"][0]
    links["additionalProperties"] = _or_null(links["additionalProperties"])
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A paper"}
    return {**result, **head, "required": ["title", "abstract"]}


def _or_null(rule: dict[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {name: rule[name] for name in ("title", "description") if name in rule}
    branches = rule.get("anyOf", [{name: rule[name] for name in rule if name not in words}])
    null: dict[str, Any] = {"type": "null"}
    return {**words, "anyOf": branches if null in branches else [*branches, null]}


def _without_refused(data: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Take out what is `null`, a field or a kind of link, and return it by name."""
    refused = {name for name in _REFUSABLE & data.keys() if data[name] is None}
    kept = {name: value for name, value in data.items() if name not in refused}
    links = data.get("links")
    if isinstance(links, dict):
        no = {kind for kind in get_args(LinkKind) if kind in links and links[kind] is None}
        kept["links"] = {kind: urls for kind, urls in links.items() if kind not in no}
        refused |= {f"links.{kind}" for kind in no}
    return kept, frozenset(refused)


def _links_field(paper: Paper) -> dict[str, Any]:
    links = {kind: urls[0] if len(urls) == 1 else list(urls) for kind, urls in paper.links.items()}
    refused = (
        name.partition(".")[2] for name in sorted(paper.refused) if name.startswith("links.")
    )
    links |= dict.fromkeys(refused)  # type: ignore[arg-type]
    return {"links": links} if links else {}
