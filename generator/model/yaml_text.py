"""YAML text that people edit: written pleasantly, and changed a line at a time.

A change replaces or inserts the lines of what differs, and no other byte of the file moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from generator.model.dates import PartialDate
from generator.model.document import BYTE_ORDER_MARK, CoreLoader

Fields = Mapping[str, Any]
WIDTH = 96
"""Columns at which long text is folded."""

_ENDLESS = 10**6
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What PyYAML takes for the end of a line, as YAML 1.1 does."""
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
    return "".join(_dump({name: value}) for name, value in fields.items())


def revise(text: str, before: Fields, after: Fields) -> str:
    """Return `text`, which holds `before`, changed where needed so that it holds `after`.

    Mappings and lists in block style are changed by the item, anything else by the field.
    Raises `ValueError` when the text is not one block mapping, one field a line.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    page = _Page.of(text.removeprefix(mark))
    root = CoreLoader(page.text).get_single_node()
    if not _is_block(root, yaml.MappingNode):
        raise ValueError("not a block mapping")
    return mark + page.edited(page.mapping_edits(root, before, after))


@dataclass(frozen=True, order=True, slots=True)
class _Edit:
    """Text to put in the place of `text[start:end]`; insertions at one place are in rank order."""

    start: int
    end: int
    rank: int
    new: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field of a mapping or an item of a list: where it begins, and the node of its value."""

    start: yaml.Mark
    value: yaml.Node
    name: str | None = None
    """`None` for an item of a list."""

    def written(self, value: object, column: int) -> str:
        """Return the lines of the entry with another value."""
        text = _dump([value] if self.name is None else {self.name: value})
        return _indented(text, column)


@dataclass(frozen=True)
class _Page:
    """A text by lines as YAML counts them, which always ends a line with `newline`."""

    text: str
    newline: str
    starts: tuple[int, ...]
    """Where each line starts, and where the text ends."""
    padded: bool
    """The last line has no end in the file, and gets none unless something follows it."""

    @classmethod
    def of(cls, text: str) -> _Page:
        """Return the page of a text without a byte order mark."""
        ends = [match for match in _LINE_END.finditer(text)]
        first = ends[0][0] if ends else "\n"
        newline = first if first in {"\n", "\r\n"} else "\n"
        padded = not ends or ends[-1].end() < len(text)
        whole = text + newline if padded else text
        return cls(whole, newline, (0, *(m.end() for m in _LINE_END.finditer(whole))), padded)

    def edited(self, edits: Iterable[_Edit]) -> str:
        """Return the text after the edits. Raises `ValueError` when two change one place."""
        pieces, position, end = [], 0, len(self.text)
        for edit in sorted(edits):
            if edit.start < position:
                raise ValueError("two fields on one line")
            pieces += [self.text[position : edit.start], edit.new.replace("\n", self.newline)]
            position = edit.end
        kept = self.text[position:]
        if self.padded and kept:
            kept = kept[: -len(self.newline)]
        return "".join([*pieces, kept])

    def mapping_edits(
        self, node: yaml.MappingNode, before: Fields, after: Fields
    ) -> Iterator[_Edit]:
        """Yield what makes a block mapping hold `after`."""
        entries = {key.value: _Entry(key.start_mark, value, key.value) for key, value in node.value}
        column = node.value[0][0].start_mark.column
        names = list(after)
        for rank, name in enumerate(names):
            if name not in entries:
                place = self._insertion(entries, names[:rank])
                yield _Edit(place, place, rank, _indented(_dump({name: after[name]}), column))
            elif before.get(name) != after[name]:
                yield from self._change(entries[name], before.get(name), after[name])
        for name in before.keys() - after.keys():
            if name in entries:
                yield _Edit(*self._span(entries[name]), 0, "")

    def _change(self, entry: _Entry, old: object, new: object) -> Iterator[_Edit]:
        node = entry.value
        if _is_block(node, yaml.MappingNode) and isinstance(old, Mapping) and _is_full(new, Mapping):
            yield from self.mapping_edits(node, old, new)
        elif _is_block(node, yaml.SequenceNode) and isinstance(old, list) and _is_full(new, list):
            yield from self._list_edits(node, old, new)
        else:
            yield self._replacement(entry, new)

    def _list_edits(
        self, node: yaml.SequenceNode, old: Sequence[object], new: Sequence[object]
    ) -> Iterator[_Edit]:
        column = node.start_mark.column
        entries = [_Entry(_at(item.start_mark, column), item) for item in node.value]
        for entry, was, becomes in zip(entries, old, new, strict=False):
            if was != becomes:
                yield from self._change(entry, was, becomes)
        for entry in entries[len(new) :]:
            yield _Edit(*self._span(entry), 0, "")
        if more := new[len(entries) :]:
            place = self._span(entries[-1])[1]
            yield _Edit(place, place, 0, _indented(_dump(list(more)), column))

    def _replacement(self, entry: _Entry, new: object) -> _Edit:
        """Put a value in the place of another on its line, so that a comment after it stays."""
        value = entry.value
        start, end = self._index(value.start_mark), self._index(value.end_mark)
        one_line = value.start_mark.line == value.end_mark.line and start < end
        inline = _inline(new, as_flow=isinstance(value, yaml.CollectionNode) and bool(value.value))
        if one_line and inline:
            return _Edit(start, end, 0, inline)
        return _Edit(*self._span(entry), 0, entry.written(new, entry.start.column))

    def _span(self, entry: _Entry) -> tuple[int, int]:
        """Return where the lines of an entry start and end. Raises `ValueError` if it shares one."""
        start = self.starts[entry.start.line]
        lead = self.text[start : start + entry.start.column]
        dash = self.text[start + entry.start.column] == "-"
        if lead.strip(" ") or dash != (entry.name is None):
            raise ValueError("more than one field on a line")
        return start, self.starts[self._last_line(entry) + 1]

    def _insertion(self, entries: Mapping[str, _Entry], predecessors: Sequence[str]) -> int:
        for name in reversed(predecessors):
            if name in entries:
                return self._span(entries[name])[1]
        return self._span(next(iter(entries.values())))[0]

    def _last_line(self, entry: _Entry) -> int:
        """Return the last line of an entry.

        The parser ends a block where the next token starts; comments and blank lines between
        belong to the curator.
        """
        node = entry.value
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            start, value = (last[0].start_mark, last[1]) if isinstance(last, tuple) else (last.start_mark, last)
            return self._last_line(_Entry(start, value))
        if not (isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}):
            return max(node.end_mark.line, entry.start.line)
        line = node.end_mark.line - (node.end_mark.column == 0)
        while line > node.start_mark.line and not (self._keeps_ends(node) or self._line(line).strip()):
            line -= 1
        return line

    def _keeps_ends(self, node: yaml.Node) -> bool:
        """Whether the blank lines after a block of text are a part of it (`|+`)."""
        return "+" in self._line(node.start_mark.line)[node.start_mark.column :].partition("#")[0]

    def _line(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1]]

    def _index(self, mark: yaml.Mark) -> int:
        return self.starts[mark.line] + mark.column


def _at(mark: yaml.Mark, column: int) -> yaml.Mark:
    return yaml.Mark(mark.name, mark.index, mark.line, column, None, None)


def _is_block(node: yaml.Node | None, kind: type[yaml.CollectionNode]) -> bool:
    return isinstance(node, kind) and not node.flow_style and bool(node.value)


def _is_full(value: object, kind: type[Sized]) -> bool:
    return isinstance(value, kind) and len(value) > 0


def _inline(value: object, *, as_flow: bool) -> str | None:
    """Return a value on one line, if that is how it would be written there."""
    if as_flow and isinstance(value, list | dict):
        text: str = yaml.dump(value, **_AS_WRITTEN, default_flow_style=True, width=_ENDLESS)
    else:
        text = _dump([value]).removeprefix("- ")
    text = text.removesuffix("\n")
    return None if "\n" in text else text


def _dump(value: object) -> str:
    width = WIDTH if _has_long_text(value) else _ENDLESS
    text: str = yaml.dump(value, **_AS_WRITTEN, width=width)
    return text


def _has_long_text(value: object) -> bool:
    items = value.values() if isinstance(value, dict) else ()
    return any(isinstance(item, str) and len(item) > WIDTH for item in items)


def _indented(entry: str, column: int) -> str:
    return re.sub(r"^(?=.)", " " * column, entry, flags=re.MULTILINE)
