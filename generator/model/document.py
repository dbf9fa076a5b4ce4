"""YAML files: text in, checked data out, with the line of every value.

The dialect is the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema) without
aliases: `no`, `on` and `2025-03-17` are text, `010` is ten. PyYAML's own resolvers are YAML 1.1,
in which a tag named `no` is false and a date that does not exist is a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.model.problems import SHOWN_LENGTH, ContentError, Problem, one_of, shown

T = TypeVar("T")
Place = tuple[str | int, ...]
"""A path into a document: `("authors", 1, "name")`."""

BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
_SyntaxMark = yaml.error.MarkedYAMLError
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CoreLoader(_SafeLoader):  # type: ignore[misc]
    """PyYAML's safe loader, with the scalars of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own protocol


_CORE = "tag:yaml.org,2002:"
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(_CORE + _tag, re.compile(f"^(?:{_pattern})$"), _first)

_SCALARS: Mapping[str, Callable[[str], object]] = {
    f"{_CORE}str": str,
    f"{_CORE}null": lambda _: None,
    f"{_CORE}bool": lambda text: text in {"true", "True", "TRUE"},
    f"{_CORE}int": int,
    f"{_CORE}float": float,
}


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that has been read: its data, and its nodes for the lines."""

    file: Path
    data: object
    node: yaml.Node | None

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
        """Return a single value as the file spells it: `2401.10020`, which as a number ends in 2."""
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
        problem = Problem(name, line, "", "text in UTF-8", f"byte 0x{error.object[error.start]:02x}")
        raise ContentError([problem]) from None
    except OSError as error:
        problem = Problem(name, 0, "", "a readable file", error.strerror or "none")
        raise ContentError([problem]) from None


def parse(text: str, file: Path) -> Document:
    """Parse YAML. Raises `ContentError` for bad syntax, duplicate keys, aliases, unknown tags."""
    try:
        node: yaml.Node | None = CoreLoader(text.removeprefix(BYTE_ORDER_MARK)).get_single_node()
        values = _Values(file)
        data = values.of(node) if node else None
    except _SyntaxMark as error:
        mark = error.problem_mark or error.context_mark
        got = " ".join(filter(None, (error.context, error.problem)))
        raise ContentError([Problem(file, mark.line + 1 if mark else 1, "", "YAML", got)]) from None
    except yaml.reader.ReaderError as error:
        raise ContentError([_unprintable(error, text, file)]) from None
    except RecursionError:
        raise ContentError([Problem(file, 0, "", "YAML", "brackets too deep to read")]) from None
    if values.problems:
        raise ContentError(values.problems)
    return Document(file, data, node)


def validate(adapter: TypeAdapter[T], document: Document, **extra: object) -> T:
    """Return the document's data as the adapter's type.

    `extra` is added to the data, for what the file's name says rather than its text.
    Raises `ContentError` with every problem at once.
    """
    if not isinstance(document.data, dict):
        raise ContentError([document.problem((), "fields as “name: value”", document.data)])
    try:
        return adapter.validate_python({**document.data, **extra})
    except ValidationError as error:
        known = tuple(adapter.json_schema().get("properties", ()))
        details = error.errors(include_url=False)
        raise ContentError([_problem(document, each, known) for each in details]) from None


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


class _Values:
    """Turns nodes into data, and remembers what is wrong with them.

    PyYAML's own constructors raise at the first mistake, some of them without a line.
    """

    def __init__(self, file: Path) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._seen: set[int] = set()

    def of(self, node: yaml.Node) -> object:
        if id(node) in self._seen:
            return self._wrong(node, "", "no aliases", "a value used twice")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_CORE}map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_CORE}seq":
            return [self.of(item) for item in node.value]
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _SCALARS:
            return self._wrong(node, "", "no tags but those of JSON", node.tag.replace(_CORE, "!!"))
        try:
            return _SCALARS[node.tag](node.value)
        except ValueError:  # also for a number of more digits than Python reads
            return self._wrong(node, "", f"a value of !!{node.tag.removeprefix(_CORE)}", node.value)

    def _mapping(self, node: yaml.MappingNode) -> dict[object, object]:
        data: dict[object, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._wrong(key, "", "a word as a key", "a list or a mapping")
                continue
            name = self.of(key)
            if name in data:
                self._wrong(key, key.value, "each key once", "the key again")
            data[name] = self.of(value)
        return data

    def _wrong(self, node: yaml.Node, where: str, expected: str, got: str) -> None:
        line = node.start_mark.line + 1
        self.problems.append(Problem(self._file, line, where, expected, got[:SHOWN_LENGTH]))


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
    place = tuple(step for step in details["loc"] if not _is_branch(step))
    if kind in _UNKNOWN:
        name = str(place[-1])
        expected = one_of(known, name) if len(place) == 1 else "a field that exists"
        return document.problem(place, expected, name)
    expected = _EXPECTED.get(kind, details["msg"]).format(**details.get("ctx", {}))
    if kind == "string_type" and isinstance(got, int | float):
        written = document.written(place) or str(got)
        expected += f" (quote it: '{written}')"
    return document.problem(place, expected, None if kind in _ABSENT else got)


def _is_branch(step: str | int) -> bool:
    """Whether pydantic, not the document, put this step into the path (a union's branch)."""
    return isinstance(step, str) and ("[" in step or step in {"key", "str", "dict"})
