"""YAML text that people edit, written pleasantly. `yaml_edit` changes it afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from generator.model.dates import PartialDate
from generator.store.yaml_core import CoreLoader

Fields = Mapping[str, Any]
WIDTH = 96
"""Columns at which long text is folded."""

_ENDLESS = 10**6
_ODD = re.compile(r"[\t\r\x85\u2028\u2029\ufeff]")
"""What does not survive in a block, where a line may be broken anew."""
_UNBLOCKABLE = re.compile(r"^\s|\s\Z| \n|\n ")
_YAML_1_1_WORDS = re.compile(r"y|n|yes|no|on|off", re.IGNORECASE)


class Inline(dict[str, Any]):
    """A mapping that is written on one line."""


class Quoted(str):
    """Text that is written in quotes, so that no editor takes it for a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers = CoreLoader.yaml_implicit_resolvers

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own protocol
        """Write a value that occurs twice twice."""
        return True


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style=_style(value))


def _style(value: str) -> str | None:
    if _ODD.search(value):
        return '"'
    is_long = any(len(line) > WIDTH for line in value.split("\n"))
    if ((is_long and " " in value) or "\n" in value) and not _UNBLOCKABLE.search(value):
        return ">" if is_long else "|"
    quoted = isinstance(value, Quoted) or _YAML_1_1_WORDS.fullmatch(value)
    return "'" if quoted else None


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
    return "".join(block({name: value}) for name, value in fields.items())


def block(value: object) -> str:
    """Return the lines of a mapping or a list, each field or item from the start of a line."""
    return _dump(value, WIDTH if _has_folded_text(value) else _ENDLESS)


def inline(value: object, *, flow: bool) -> str | None:
    """Return a value as it stands on one line after `name: `; `None` when it takes several.

    Lists and mappings are several lines, unless `flow` asks for `[a, b]`.
    """
    if isinstance(value, list | dict) and not isinstance(value, Inline):
        return _dump(value, _ENDLESS, flow=True).removesuffix("\n") if flow else None
    text = _dump([value], _ENDLESS).removeprefix("- ").removesuffix("\n")
    return None if "\n" in text else text


def _dump(value: object, width: int, *, flow: bool = False) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=flow,
        width=width,
    )
    return text


def _has_folded_text(value: object) -> bool:
    if isinstance(value, dict) and not isinstance(value, Inline):
        return any(map(_has_folded_text, value.values()))
    return isinstance(value, str) and _style(value) == ">"
