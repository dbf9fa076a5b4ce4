"""Answers of services for tests: made-up ones in the shapes of real ones, and broken ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from generator.intake.formats import Format
from generator.intake.merging import additions
from generator.intake.record import Reading, Record, Source
from generator.model.paper import Paper
from generator.model.problems import ContentError, Problem
from generator.store import document, paper_text
from tests.builders import TODAY
from tests.cases import DATA

ASKED = date(2026, 3, 8)

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["\ud835", "2026-02-30", "0000-00-00T00:00:00Z", "http://[", "10.1/x", "a\0"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def answer(name: str, asked: date | None = ASKED, day: date | None = None) -> Source:
    """Return a file of `data/intake/`, as a service would have given it on a day."""
    file = DATA / "intake" / name
    return Source(Path(file.name), file.name, lambda: file.open("rb"), day, asked=asked)


def answering(data: object, asked: date | None = ASKED) -> Source:
    """Return JSON, or a text that claims to be, as an answer."""
    text = data if isinstance(data, str) else json.dumps(data)
    return Source(Path("a.json"), "a.json", lambda: BytesIO(text.encode()), asked=asked)


def facts(record: Record) -> dict[str, Any]:
    """Return what a record tells, in the words of a paper's file where that is shorter."""
    return {name: _plain(fact.value) for name, fact in record.facts.items()}


def problems(format_: Format, data: object, asked: date | None = ASKED) -> list[str]:
    """Return what is said of an answer that cannot be read."""
    try:
        reading = format_.read(answering(data, asked))
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    raise AssertionError(reading)


def mutated(name: str) -> st.SearchStrategy[object]:
    """Draw a file of `data/intake/` in which one value has become any other."""
    whole = json.loads((DATA / "intake" / name).read_text(encoding="utf-8"))
    places = list(_places(whole))
    return st.builds(_with, st.just(whole), st.sampled_from(places), JSON)


def check_any(format_: Format, data: object) -> None:
    """Check that JSON is read, or refused with a line; and that every record can be stored."""
    refused: Sequence[Problem] = ()
    reading = Reading(())
    try:
        reading = format_.read(answering(json.dumps(data)))
    except ContentError as error:
        refused = error.problems or [Problem(Path("a.json"), 0, "", "a reason", "none")]
    assert all(problem.line >= 1 for problem in refused)
    check_storable(reading)


def check_storable(reading: Reading) -> None:
    """Check that the file of a paper made of each record holds that paper."""
    for each in reading.records:
        if each.title and each.abstract:
            made = additions.created("key", each, TODAY)
        else:
            made = additions.added(Paper(key="key", title="A", abstract="B."), each, TODAY)
        text = paper_text.write(made)
        assert paper_text.read(document.parse(text, Path("key.yml"))) == made


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return getattr(value, "name", None) or (value if isinstance(value, str) else _shown(value))


def _shown(value: object) -> str:
    count = getattr(value, "what", None)
    return f"{getattr(value, 'value', '')} {count}" if count else str(value)


def _places(value: object, place: tuple[Any, ...] = ()) -> Any:  # noqa: ANN401
    yield place
    inner = value.items() if isinstance(value, Mapping) else ()
    for name, each in enumerate(value) if isinstance(value, list) else inner:
        yield from _places(each, (*place, name))


def _with(whole: Any, place: tuple[Any, ...], value: object) -> object:  # noqa: ANN401
    if not place:
        return value
    copied = dict(whole) if isinstance(whole, dict) else list(whole)
    copied[place[0]] = _with(whole[place[0]], place[1:], value)
    return copied
