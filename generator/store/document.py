"""YAML files: text in, checked data out, with the line of every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.model.problems import ContentError, Problem, one_of, shown
from generator.store.yaml_core import Values, compose

T = TypeVar("T")
Place = tuple[str | int, ...]
"""A path into a document: `("authors", 1, "name")`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that has been read: its data, and its nodes for the lines."""

    file: Path
    data: object
    node: yaml.Node | None
    problems: tuple[Problem, ...] = ()
    """What is wrong with the form of it: keys said twice, aliases, unknown tags."""

    def line(self, place: Place) -> int:
        """Return the line (from 1) of the value at `place`, or of its nearest parent."""
        node = self.node
        line = node.start_mark.line + 1 if node else 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            line = key.start_mark.line + 1
        return line

    def written(self, place: Place) -> str | None:
        """Return a single value as the file spells it: as a number, `2401.10020` ends in 2."""
        node = self.node
        for step in place:
            found = _child(node, step)
            node = found[1] if found else None
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def problem(self, place: Place, expected: str, got: object) -> Problem:
        """Return the problem at `place`; `got` is quoted and shortened."""
        return Problem(self.file, self.line(place), path(place), expected, shown(got))


def read(file: Path, shown_as: Path | None = None) -> Document:
    """Read a YAML file in UTF-8. Raises `ContentError` for what is not one, or not readable."""
    name = shown_as or file
    try:
        return parse(file.read_bytes().decode(), name)
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        problem = Problem(
            name, line, "", "text in UTF-8", f"byte 0x{error.object[error.start]:02x}"
        )
        raise ContentError([problem]) from None
    except OSError as error:
        problem = Problem(name, 0, "", "a readable file", error.strerror or "none")
        raise ContentError([problem]) from None


def parse(text: str, file: Path) -> Document:
    """Parse YAML. Raises `ContentError` for bad syntax.

    Duplicate keys, aliases and unknown tags are remembered, so that `validate` can name them
    together with what is wrong with the values.
    """
    try:
        node = compose(text)
        values = Values(file)
        data = values.of(node) if node else None
    except yaml.error.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        got = " ".join(filter(None, (error.context, error.problem)))
        raise ContentError([Problem(file, mark.line + 1 if mark else 1, "", "YAML", got)]) from None
    except yaml.reader.ReaderError as error:
        raise ContentError([_unprintable(error, text, file)]) from None
    except RecursionError:
        raise ContentError(
            [Problem(file, 0, "", "YAML", "lists in lists, too deep to read")]
        ) from None
    return Document(file, data, node, tuple(values.problems))


def validate(adapter: TypeAdapter[T], document: Document, **extra: object) -> T:
    """Return the document's data as the adapter's type.

    `extra` is added to the data, for what the file's name says rather than its text.
    Raises `ContentError` with every problem at once.
    """
    if not isinstance(document.data, dict):
        problem = document.problem((), "fields as “name: value”", document.data)
        raise ContentError(document.problems or [problem])
    try:
        valid = adapter.validate_python({**document.data, **extra})
    except ValidationError as error:
        fields = adapter.json_schema().get("properties", {})
        known = tuple(name for name in fields if name not in extra)
        details = error.errors(include_url=False)
        problems = (_problem(document, each, known) for each in details)
        # What a broken value was taken for need not be complained about as well.
        broken = {problem.line for problem in document.problems}
        others = [problem for problem in problems if problem.line not in broken]
        raise ContentError([*document.problems, *others]) from None
    if document.problems:
        raise ContentError(document.problems)
    return valid


def path(place: Sequence[str | int]) -> str:
    """Write a path into a document as people do: `authors[1].name`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _unprintable(error: yaml.reader.ReaderError, text: str, file: Path) -> Problem:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    line = text[: text.find(chr(code))].count("\n") + 1
    return Problem(file, line, "", "printable text", f"character U+{code:04X}")


_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "fields as “name: value”",
    "mapping_type": "fields as “name: value”",
    "dataclass_type": "fields as “name: value”",
    "tuple_type": "a list",
    "list_type": "a list",
    "missing": "a value",
    "missing_argument": "a value",
    "string_too_short": "some text",
    "too_short": "at least one",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "literal_error": "{expected}",
    "expected": "{expected}",
}
"""The wording for each kind of error of pydantic that this project's models can raise."""

_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}
_ABSENT = {"missing", "missing_argument"}


def _problem(document: Document, details: ErrorDetails, known: Sequence[str]) -> Problem:
    kind, got = details["type"], details["input"]
    place = tuple(step for step in details["loc"] if not _is_branch(step)) or details["loc"]
    if kind in _UNKNOWN:
        name = str(place[-1])
        expected = one_of(known, name) if len(place) == 1 else "a field that exists"
        return document.problem(place, expected, name)
    expected = _EXPECTED.get(kind, details["msg"]).format(**details.get("ctx", {}))
    if kind == "string_type" and isinstance(got, int | float):
        written = document.written(place) or str(got)
        expected += f" (quote it: '{written}')"
        return Problem(document.file, document.line(place), path(place), expected, written)
    return document.problem(place, expected, None if kind in _ABSENT else got)


def _is_branch(step: str | int) -> bool:
    """Whether pydantic, not the document, put this step into the path (a union's branch)."""
    return isinstance(step, str) and ("[" in step or step in {"key", "str", "dict"})
