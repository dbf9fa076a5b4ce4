"""What a paper's file spells otherwise than it should, where only one thing can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from generator.model.dates import PartialDate
from generator.model.identifiers import KINDS, parse
from generator.model.taxonomy import Taxonomy
from generator.store import yaml_edit, yaml_text
from generator.store.document import Document

_TEXTS = {"title", "abstract", "venue", "citation_key", "summary", "note"}
_DAYS = {"published", "added", "updated"}
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?", re.ASCII)
"""The year first: which number of 5/6/2024 is the month, nobody knows."""
_NO_TEXT = {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool")}


@dataclass(frozen=True)
class Spelling:
    """A word of the file, on one line, and how it should be written."""

    node: yaml.ScalarNode
    where: str
    new: str
    """As YAML, in quotes where it needs them."""


def spellings(found: Document, taxonomy: Taxonomy) -> Iterator[Spelling]:
    """Yield what is to be written otherwise, whatever else is wrong with the file."""
    for key, value in _fields(found.node):
        name = key.value
        if name == "tags":
            yield from _tags(value, taxonomy)
        elif name == "listed":
            for place, listing in enumerate(_items(value)):
                for field, day in _fields(listing):
                    if field.value == "date":
                        yield from _spelt(day, f"listed[{place}].date", _day(day))
        elif name in KINDS:
            yield from _spelt(value, name, _identifier(value, name))
        elif name in _TEXTS and value.tag in _NO_TEXT:
            yield from _spelt(value, name, _quoted(value.value))
        elif name in _DAYS:
            yield from _spelt(value, name, _day(value))


def respelt(text: str, changes: Iterable[Spelling]) -> str:
    """Return the text with other spellings, every other byte as it is."""
    return yaml_edit.respell(text, {each.node: each.new for each in changes})


def _fields(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return [(key, value) for key, value in pairs if isinstance(key, yaml.ScalarNode)]


def _items(node: yaml.Node) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _spelt(node: yaml.Node, where: str, new: str | None) -> Iterator[Spelling]:
    """Yield the other spelling of what stands on one line."""
    if new is None or not isinstance(node, yaml.ScalarNode):
        return
    if node.start_mark.line == node.end_mark.line and node.start_mark.column < node.end_mark.column:
        yield Spelling(node, where, new)


def _identifier(node: yaml.Node, kind: str) -> str | None:
    """Return the bare id of an address or of a version, and one that reads as a number in quotes.

    An address that names a paper in another register is a person's to move.
    """
    if not isinstance(node, yaml.ScalarNode):
        return None
    named = [each.value for each in parse(node.value) if each.kind == kind]
    is_right = node.value in named and node.tag not in _NO_TEXT
    return None if is_right or len(named) != 1 else _quoted(named[0])


def _day(node: yaml.Node) -> str | None:
    match = _DAY.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
    if match is None:
        return None
    day = "-".join(part.zfill(2) for part in match.groups() if part)
    try:
        PartialDate.parse(day)
    except ValueError:
        return None
    return None if day == node.value else day


def _tags(node: yaml.Node, taxonomy: Taxonomy) -> Iterator[Spelling]:
    """Yield the slugs of tags that are named by an alias, a name or in another case."""
    tags = [tag for tag, _ in _fields(node)]
    taken = {tag.value for tag in tags}
    for tag in tags:
        meant = None if tag.value in taxonomy.tags else taxonomy.resolve(tag.value)
        if meant and meant.slug not in taken:
            taken.add(meant.slug)
            yield from _spelt(tag, f"tags.{tag.value}", meant.slug)


def _quoted(text: str) -> str | None:
    return yaml_text.inline(yaml_text.Quoted(text), flow=False)
