"""Answers of services, as JSON: every item checked against its shape, all problems told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import Field, Strict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator.intake.reading.json_stream import JsonStream
from generator.intake.record import Source
from generator.model.paper import Count
from generator.model.problems import ContentError, Problem, shown
from generator.store.document import path

T = TypeVar("T")

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dataclass_type": "an object",
    "dict_type": "an object",
    "tuple_type": "a list",
    "missing": "a value",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "string_too_short": "some text",
    "too_short": "at least one",
    "literal_error": "{expected}",
    "expected": "{expected}",
}
_SAYING = ("error", "message", "detail")
"""Where services put what they say instead of an answer."""


Whole = Annotated[int, Strict(), Field(ge=0)]
Year = Annotated[int, Strict(), Field(ge=1, le=9999)]


@dataclass(frozen=True)
class Item(Generic[T]):
    """One item of an answer."""

    line: int
    where: str
    """Its path: `[3].paper`."""
    value: T
    wrapper: str
    """The field of the item in which the value was; empty for the item itself."""


def says(head: str, *names: str) -> bool:
    """Whether a text is the beginning of JSON in which all these names of fields occur.

    In a text a quotation mark is escaped, so `"name":` is nothing but a name.
    """
    is_json = head.lstrip()[:1] in {"{", "["}
    return is_json and all(re.search(rf'"{re.escape(name)}"\s*:', head) for name in names)


def items(
    source: Source, shape: TypeAdapter[T], lists: Sequence[str] = (), wrappers: Sequence[str] = ()
) -> Iterator[Item[T]]:
    """Yield the items that fit; those that are `null` are what the service does not know.

    `lists` are the names under which a list may lie, `wrappers` those under which an item may.
    Raises `ContentError`, at the end, for all items that do not fit, and for a file in which there
    are none. An answer that a service has just given may be empty, and so may the list of a day.
    """
    stream, problems, is_empty = JsonStream(source, *lists), list[Problem](), True
    try:
        for line, each in stream.items():
            is_empty = False
            wrapper, value = _unwrapped(each, wrappers)
            where = f"{stream.where}.{wrapper}".strip(".")
            try:
                if each is not None:
                    yield Item(line, where, shape.validate_python(value), wrapper)
            except ValidationError as error:
                problems += _problems(source, line, where, value, error)
    except ContentError as error:
        problems += error.problems
    if is_empty and not problems and source.asked is None and source.day is None:
        problems = [source.problem(1, "papers", "an empty list")]
    if problems:
        raise ContentError(problems)


def counted(what: str, value: int | None, by: str, day: date | None) -> tuple[Count, ...]:
    """Return a number that a service gave, if it gave one and the day is known."""
    return () if value is None or day is None else (Count(what, value, by, day),)


def _unwrapped(item: object, wrappers: Iterable[str]) -> tuple[str, object]:
    if isinstance(item, dict):
        for name in wrappers:
            if name in item:
                return name, item[name]
    return "", item


def _problems(
    source: Source, line: int, where: str, item: object, error: ValidationError
) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    if any(each["type"] == "missing" for each in details) and (said := _said(item)):
        yield source.problem(line, "papers", f"an error of the service: {shown(said)}", where)
        return
    for each in details:
        place = path([where, *each["loc"]] if where else each["loc"])
        got = None if each["type"] == "missing" else each["input"]
        yield source.problem(line, _expected(each), shown(got), place)


def _expected(details: ErrorDetails) -> str:
    wording = _EXPECTED.get(details["type"], details["msg"])
    return wording.format(**details.get("ctx", {}))


def _said(item: object) -> str | None:
    """Return what a service says that answers with an error."""
    if not isinstance(item, dict):
        return None
    said = (item[name] for name in _SAYING if isinstance(item.get(name), str))
    return " ".join(said) or None
