"""The JSON Schema of `papers.json`, made from the record, and the record's fields in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from generator.publish.data.record import Papers

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Field:
    """A field of the record, in words."""

    name: str
    kind: str
    """Of its value: `string or null`, `list of objects`."""
    description: str
    parts: tuple[tuple[str, str], ...]
    """The fields of the objects in it, and what kind they are."""


def schema(address: str | None) -> dict[str, Any]:
    """Return the schema of `papers.json`, which has this address."""
    head = {"$schema": DIALECT} | ({"$id": address} if address else {})
    return {**head, **_tidy(_generated())}


@cache
def fields() -> Mapping[str, Field]:
    """Return the fields of a record by name, in their order."""
    found = _tidy(_generated())["$defs"]
    return {
        name: Field(name, _kind(rule), rule["description"], tuple(_parts(rule, found)))
        for name, rule in found["Record"]["properties"].items()
    }


@cache
def _generated() -> dict[str, Any]:
    return TypeAdapter(Papers).json_schema(mode="serialization")


def _tidy(rule: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Require every field, put descriptions into one line, and leave out what says nothing."""
    if isinstance(rule, list):
        return [_tidy(each) for each in rule]
    if not isinstance(rule, dict):
        return rule
    tidy = {name: _tidy(value) for name, value in rule.items() if not _idle(name, value)}
    if isinstance(rule.get("description"), str):
        tidy["description"] = " ".join(rule["description"].split())
    if "properties" in rule:
        tidy["required"] = list(rule["properties"])
    return tidy


def _idle(name: str, value: object) -> bool:
    """Whether it is a name made from another name, or the default of a field that has to be."""
    return (name == "title" and isinstance(value, str)) or (name == "default" and value is None)


def _kind(rule: Mapping[str, Any]) -> str:
    if "anyOf" in rule:
        return " or ".join(_kind(each) for each in rule["anyOf"])
    if "enum" in rule:
        return " or ".join(f"“{value}”" for value in rule["enum"])
    if rule.get("type") == "array":
        return f"list of {_kind(rule['items'])}s"
    if rule.get("format") in {"date", "uri"}:
        return {"date": "day", "uri": "address"}[rule["format"]]
    kind = str(rule.get("type", "object"))
    return {"integer": "whole number", "boolean": "true or false"}.get(kind, kind)


def _parts(rule: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of the one object that a rule leads to, if it does."""
    while "$ref" not in rule:
        inner = rule.get("items") or rule.get("additionalProperties")
        if not isinstance(inner, dict):
            return
        rule = inner
    for name, part in found[rule["$ref"].rpartition("/")[2]]["properties"].items():
        yield name, _kind(part)
