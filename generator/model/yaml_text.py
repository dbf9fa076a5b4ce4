"""YAML text that people edit: written pleasantly, and changed a line at a time.

A change replaces or inserts the lines of what differs, and no other byte of the file moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import yaml

from generator.model.dates import PartialDate
from generator.model.document import CoreLoader

Fields = Mapping[str, Any]
WIDTH = 96
"""Columns at which long text is folded."""

_UNFOLDABLE = re.compile(r"[\r\t\x85\u2028\u2029\ufeff]| \n|\n ")
_YAML_1_1_WORDS = re.compile(r"y|n|yes|no|on|off", re.IGNORECASE)


class Inline(dict[str, Any]):
    """A mapping that is written on one line."""


class Quoted(str):
    """Text that is written in quotes, so that no editor takes it for a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = CoreLoader.yaml_implicit_resolvers

    def ignore_aliases(self, data: object) -> bool:
        """Write a value that occurs twice twice."""
        return True


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    style = None
    if len(value) > WIDTH and " " in value and not _UNFOLDABLE.search(value):
        style = ">"
    elif _YAML_1_1_WORDS.fullmatch(value) or isinstance(value, Quoted):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Quoted, _text)
_Dumper.add_representer(
    Inline,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True),
)
_Dumper.add_representer(date, lambda dumper, value: _text(dumper, str(value)))
_Dumper.add_representer(
    PartialDate,
    lambda dumper, value: dumper.represent_scalar(
        f"tag:yaml.org,2002:{'int' if value.precision == 'year' else 'str'}", str(value)
    ),
)


def write(fields: Fields) -> str:
    """Return the YAML of `fields`, in their order, one a line or more."""
    return "".join(_entry(name, value) for name, value in fields.items())


def revise(text: str, before: Fields, after: Fields) -> str:
    """Return `text`, which holds `before`, changed where needed so that it holds `after`.

    Lists that only grow and mappings are changed by the item; anything else by the field.
    Raises `ValueError` when the text is not one block mapping, one field a line.
    """
    node = CoreLoader(text).get_single_node()
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise ValueError("not a block mapping")
    newline = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(_edits(text, node, before, after, nested=False), reverse=True):
        lead = newline if edit.start and text[edit.start - 1] != "\n" and not edit.inline else ""
        new = lead + edit.new.replace("\n", newline)
        text = text[: edit.start] + new + text[edit.end :]
    return text


@dataclass(frozen=True, order=True)
class _Edit:
    start: int
    rank: int
    end: int
    new: str
    inline: bool = False


def _edits(
    text: str, node: yaml.MappingNode, before: Fields, after: Fields, *, nested: bool
) -> Iterator[_Edit]:
    entries = {key.value: (key, value) for key, value in node.value}
    column = node.value[0][0].start_mark.column
    names = list(after)
    for rank, name in enumerate(names):
        if name not in entries:
            start = _insertion(text, entries, names[:rank])
            yield _Edit(start, rank, start, _indented(_entry(name, after[name]), column))
        elif before.get(name) != after[name]:
            yield from _change(text, *entries[name], before.get(name), after[name], nested=nested)
    for name in before.keys() - after.keys() & entries.keys():
        yield _Edit(*_span(text, *entries[name]), "")


def _change(
    text: str, key: yaml.Node, value: yaml.Node, old: object, new: object, *, nested: bool
) -> Iterator[_Edit]:
    block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    if block and isinstance(value, yaml.MappingNode) and _are(Mapping, old, new) and not nested:
        yield from _edits(text, value, cast("Fields", old), cast("Fields", new), nested=True)
    elif block and isinstance(value, yaml.SequenceNode) and _grows(old, new):
        added = cast("Sequence[object]", new)[len(cast("Sequence[object]", old)) :]
        start = _line_start(text, _last_line(text, value, key.start_mark.column) + 1)
        items = _dump(list(added))
        yield _Edit(start, 0, start, _indented(items, value.start_mark.column))
    else:
        yield _replacement(text, key, value, new)


def _replacement(text: str, key: yaml.Node, value: yaml.Node, new: object) -> _Edit:
    entry = _entry(str(key.value), new)
    is_line = value.start_mark.line == value.end_mark.line and value.end_mark.index
    if is_line and entry.count("\n") == 1 and value.start_mark.index < value.end_mark.index:
        bare = entry.removesuffix("\n").split(": ", 1)[1]
        return _Edit(value.start_mark.index, 0, value.end_mark.index, bare, inline=True)
    start, _, end = _span(text, key, value)
    return _Edit(start, 0, end, _indented(entry, key.start_mark.column))


def _span(text: str, key: yaml.Node, value: yaml.Node) -> tuple[int, int, int]:
    last = _last_line(text, value, key.start_mark.column)
    return _line_start(text, key.start_mark.line), 0, _line_start(text, last + 1)


def _insertion(text: str, entries: Mapping[str, Any], predecessors: Sequence[str]) -> int:
    for name in reversed(predecessors):
        if name in entries:
            return _span(text, *entries[name])[2]
    first = next(iter(entries.values()))[0]
    return _line_start(text, first.start_mark.line)


def _last_line(text: str, node: yaml.Node, column: int) -> int:
    """Return the last line (from 0) of a value whose key or dash stands in `column`.

    A parser ends a block where the next token starts; comments and blank lines
    between belong to the curator.
    """
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        key, value = last if isinstance(last, tuple) else (node, last)
        return _last_line(text, value, key.start_mark.column)
    if not (isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}):
        return node.end_mark.line
    lines = text.splitlines(keepends=False) if "\r" in text else text.split("\n")
    line = node.end_mark.line - (node.end_mark.column == 0)
    while line > node.start_mark.line and _outside(lines[line], column):
        line -= 1
    return line


def _outside(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= column)


def _line_start(text: str, line: int) -> int:
    start = 0
    for _ in range(line):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    return start


def _are(kind: type, *values: object) -> bool:
    return all(isinstance(value, kind) and value for value in values)


def _grows(old: object, new: object) -> bool:
    return _are(list, old, new) and cast("list[object]", new)[: len(old)] == old  # type: ignore[arg-type]


def _entry(name: str, value: object) -> str:
    return _dump({name: value})


def _dump(value: object) -> str:
    wide = WIDTH if _has_long_text(value) else 10**6
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=wide
    )
    return text


def _has_long_text(value: object) -> bool:
    if isinstance(value, dict):
        return any(isinstance(item, str) and len(item) > WIDTH for item in value.values())
    return False


def _indented(entry: str, column: int) -> str:
    return re.sub(r"^(?=.)", " " * column, entry, flags=re.MULTILINE)
