"""The dialect of YAML: the core schema of YAML 1.2 without aliases.

In it (https://yaml.org/spec/1.2.2/#103-core-schema) `no`, `on` and `2025-03-17` are text and `010`
is ten. PyYAML's own resolvers are YAML 1.1, in which a tag named `no` is false and a date that does
not exist is a crash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.model.problems import Problem, shown

BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CoreLoader(_SafeLoader):  # type: ignore[misc]
    """PyYAML's safe loader, with the scalars of YAML 1.2."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own protocol


DEEPEST = 50
"""Levels of nesting; the files of this project have four."""
_NESTING = ("[", "{", "- ", "? ", " " * DEEPEST)
"""What a text must hold many of to be nested deep."""
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


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of a text with one document.

    Raises `yaml.YAMLError`, and `RecursionError` for what is nested deeper than `DEEPEST`.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    if sum(map(text.count, _NESTING)) > DEEPEST:
        _check_depth(text)
    node: yaml.Node | None = CoreLoader(text).get_single_node()
    return node


def _check_depth(text: str) -> None:
    """Refuse what is nested too deep: PyYAML's composer would take the process down with it."""
    depth = 0
    for event in yaml.parse(text, Loader=CoreLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError


class Values:
    """Turns nodes into data, and remembers what is wrong with them.

    PyYAML's own constructors raise at the first mistake, some of them without a line.
    """

    def __init__(self, file: Path) -> None:
        """Start without problems; `file` is the name that they carry."""
        self.problems: list[Problem] = []
        self._file = file
        self._seen: dict[int, object] = {}

    def of(self, node: yaml.Node) -> object:
        """Return the node's data, with `None` in the place of what is wrong."""
        if id(node) in self._seen:
            self._wrong(node, "", "no aliases", "a value used twice")
            return self._seen[id(node)]
        self._seen[id(node)] = None  # what it is inside itself
        self._seen[id(node)] = value = self._value(node)
        return value

    def _value(self, node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_CORE}map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_CORE}seq":
            return [self.of(item) for item in node.value]
        if not isinstance(node, yaml.ScalarNode) or node.tag not in _SCALARS:
            self._wrong(node, "", "no tags but those of JSON", node.tag.replace(_CORE, "!!"))
            return None
        try:
            return _SCALARS[node.tag](node.value)
        except ValueError:  # also for a number of more digits than Python reads
            self._wrong(node, "", f"a value of !!{node.tag.removeprefix(_CORE)}", shown(node.value))
            return None

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
        self.problems.append(Problem(self._file, line, where, expected, got))
