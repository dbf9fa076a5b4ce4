"""Changes to YAML text that people edit, a line at a time.

A change replaces or inserts the lines of what differs, and no other byte of the file moves.
The comments within what goes stay, in lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeGuard, TypeVar

import yaml

from generator.store import yaml_text
from generator.store.yaml_core import BYTE_ORDER_MARK, compose
from generator.store.yaml_text import Fields

N = TypeVar("N", bound=yaml.CollectionNode)

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What PyYAML takes for the end of a line, as YAML 1.1 does."""
_COMMENT = re.compile(r"#[^\n\r\x85\u2028\u2029]*")


def revise(text: str, before: Fields, after: Fields) -> str:
    """Return `text`, which holds `before`, changed where needed so that it holds `after`.

    Mappings and lists in block style are changed by the item, anything else by the field.
    Raises `ValueError` when the text is not one block mapping, one field a line.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    page = _Page.of(text.removeprefix(mark))
    root = compose(page.text)
    if not _is_block(root, yaml.MappingNode):
        raise ValueError("not a block mapping")
    return mark + page.edited(page.mapping_edits(root, before, after))


def respell(text: str, spellings: Mapping[yaml.Node, str]) -> str:
    """Return `text` in which scalars of one line each are written otherwise; no other byte moves.

    The nodes are those of `compose(text)`.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    page = _Page.of(text.removeprefix(mark))
    return mark + page.edited(page.spelling(node, new) for node, new in spellings.items())


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

    line: int
    column: int
    value: yaml.Node
    key: yaml.Node | None = None
    """`None` for an item of a list."""

    @classmethod
    def of_field(cls, key: yaml.Node, value: yaml.Node) -> _Entry:
        """Return the entry of a field."""
        return cls(key.start_mark.line, key.start_mark.column, value, key)

    def written(self, value: object) -> str:
        """Return the lines of the entry with another value."""
        text = yaml_text.block([value] if self.key is None else {self.key.value: value})
        return _indented(text, self.column)


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
        ends = list(_LINE_END.finditer(text))
        first = ends[0][0] if ends else "\n"
        newline = first if first in {"\n", "\r\n"} else "\n"
        padded = not ends or ends[-1].end() < len(text)
        whole = text + newline if padded else text
        return cls(whole, newline, (0, *(m.end() for m in _LINE_END.finditer(whole))), padded)

    def edited(self, edits: Iterable[_Edit]) -> str:
        """Return the text after the edits. Raises `ValueError` when two change one place."""
        pieces: list[str] = []
        position = 0
        for edit in sorted(edits):
            if edit.start < position:
                raise ValueError("two fields on one line")
            pieces += [self.text[position : edit.start], edit.new.replace("\n", self.newline)]
            position = edit.end
        kept = self.text[position:]
        if self.padded and kept:
            kept = kept[: -len(self.newline)]
        return "".join([*pieces, kept])

    def spelling(self, node: yaml.Node, new: str) -> _Edit:
        """Return what writes a scalar otherwise."""
        return _Edit(self._index(node.start_mark), self._index(node.end_mark), 0, new)

    def mapping_edits(
        self, node: yaml.MappingNode, before: Fields, after: Fields
    ) -> Iterator[_Edit]:
        """Yield what makes a block mapping hold `after`."""
        entries = {key.value: _Entry.of_field(key, value) for key, value in node.value}
        column = node.value[0][0].start_mark.column
        names = list(after)
        for rank, name in enumerate(names):
            if name not in entries:
                place = self._insertion(entries, names[:rank])
                new = _indented(yaml_text.block({name: after[name]}), column)
                yield _Edit(place, place, rank, new)
            elif before.get(name) != after[name]:
                yield from self._change(entries[name], before.get(name), after[name])
        for name in before.keys() - after.keys():
            if name in entries:
                yield self._removal(entries[name])

    def _change(self, entry: _Entry, old: object, new: object) -> Iterator[_Edit]:
        node = entry.value
        if _is_block(node, yaml.MappingNode) and isinstance(new, Mapping) and new:
            yield from self.mapping_edits(node, old if isinstance(old, Mapping) else {}, new)
        elif _is_block(node, yaml.SequenceNode) and isinstance(new, list) and new:
            yield from self._list_edits(node, old if isinstance(old, list) else [old], new)
        else:
            yield self._replacement(entry, new)

    def _list_edits(
        self, node: yaml.SequenceNode, old: Sequence[object], new: Sequence[object]
    ) -> Iterator[_Edit]:
        """Yield what makes a list hold `new`; what both begin and end with stays as it is."""
        column = node.start_mark.column
        entries = [_Entry(item.start_mark.line, column, item) for item in node.value]
        first = _alike(old, new)
        last = _alike(old[first:][::-1], new[first:][::-1])
        between, becoming = entries[first : len(old) - last], new[first : len(new) - last]
        for entry, was, becomes in zip(between, old[first:], becoming, strict=False):
            if was != becomes:
                yield from self._change(entry, was, becomes)
        for entry in between[len(becoming) :]:
            yield self._removal(entry)
        if more := becoming[len(between) :]:
            before = first + len(between)
            start, end = self._span(entries[max(before - 1, 0)])
            place = end if before else start
            yield _Edit(place, place, 0, _indented(yaml_text.block(list(more)), column))

    def _removal(self, entry: _Entry) -> _Edit:
        return _Edit(*self._span(entry), 0, self._comments(entry))

    def _replacement(self, entry: _Entry, new: object) -> _Edit:
        """Put a value in the place of another on its line, so that a comment after it stays."""
        value = entry.value
        start, end = self._index(value.start_mark), self._index(value.end_mark)
        one_line = value.start_mark.line == value.end_mark.line
        flow = isinstance(value, yaml.CollectionNode) and bool(value.value)
        inline = yaml_text.inline(new, flow=flow) if one_line else None
        if inline is not None:
            return _Edit(start, end, 0, inline if start < end else f" {inline}")
        return _Edit(*self._span(entry), 0, self._comments(entry) + entry.written(new))

    def _comments(self, entry: _Entry) -> str:
        """Return the comments in the lines of an entry, each as a line."""
        start, end = self._span(entry)
        found: list[str] = []
        for node in (*_scalars(entry.key), *_scalars(entry.value)):
            is_block = node.style in {"|", ">"}  # whose first line may end in a comment
            begin = (
                self.starts[node.start_mark.line + 1] if is_block else self._index(node.start_mark)
            )
            found += _COMMENT.findall(self.text, start, begin)
            start = min(max(start, self._index(node.end_mark)), end)
        found += _COMMENT.findall(self.text, start, end)
        return _indented("".join(f"{comment}\n" for comment in found), entry.column)

    def _span(self, entry: _Entry) -> tuple[int, int]:
        """Return where an entry's lines start and end. Raises `ValueError` if it shares one."""
        start = self.starts[entry.line]
        lead, sign = self.text[start : start + entry.column], self.text[start + entry.column :][:1]
        if lead.strip(" ") or (sign == "-") != (entry.key is None):
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
            start, value = last if isinstance(last, tuple) else (last, last)
            return self._last_line(_Entry(start.start_mark.line, 0, value))
        if not (isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}):
            return max(node.end_mark.line, entry.line)
        line = node.end_mark.line - (node.end_mark.column == 0)
        while line > node.start_mark.line and not (
            self._keeps_ends(node) or self._line(line).strip()
        ):
            line -= 1
        return line

    def _keeps_ends(self, node: yaml.Node) -> bool:
        """Whether the blank lines after a block of text are a part of it (`|+`)."""
        return "+" in self._line(node.start_mark.line)[node.start_mark.column :].partition("#")[0]

    def _line(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1]]

    def _index(self, mark: yaml.Mark) -> int:
        return self.starts[mark.line] + mark.column


def _is_block(node: yaml.Node | None, kind: type[N]) -> TypeGuard[N]:
    return isinstance(node, kind) and not node.flow_style and bool(node.value)


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the single values within a node, keys too, in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for each in node.value:
            for child in each if isinstance(each, tuple) else (each,):
                yield from _scalars(child)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many items both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def _indented(entry: str, column: int) -> str:
    return re.sub(r"^(?=.)", " " * column, entry, flags=re.MULTILINE)
