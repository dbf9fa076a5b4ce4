from __future__ import annotations

import json
import tracemalloc
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading import json_stream
from generator.intake.reading.json_stream import JsonStream
from generator.intake.record import Source
from generator.model.problems import ContentError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


def source(text: str | bytes) -> Source:
    """Return a text as a file to import."""
    data = text if isinstance(text, bytes) else text.encode()
    return Source(Path("a.json"), "a.json", lambda: BytesIO(data))


def read(text: str, *lists: str) -> list[tuple[int, Any]]:
    """Return the items of a text with their lines."""
    return list(JsonStream(source(text), *lists).items())


def said(text: str, *lists: str) -> str:
    """Return what is said of a text that is not JSON."""
    with pytest.raises(ContentError) as error:
        read(text, *lists)
    return str(error.value)


@given(
    st.lists(VALUES, max_size=4), st.integers(1, 40), st.sampled_from([None, 0, 2]), st.booleans()
)
def test_items_are_those_of_the_text(
    items: list[Any], chunk: int, indent: int | None, ascii_only: bool
) -> None:
    """Wherever the pieces end that are read at a time, and however the text is laid out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_CHUNK", chunk)
        found = read(json.dumps(items, indent=indent, ensure_ascii=ascii_only))
        assert [item for _, item in found] == items
        found = read(json.dumps({"n": items[:1], "list": items, "after": 1.5e-7}), "list")
        assert [item for _, item in found] == items


def test_each_item_has_its_line_and_its_path() -> None:
    """Also in a list that lies in an object, or in an object of that."""
    text = '{\n"n": [1,\n 2],\n"message": {"total": 2,\n "items": [\n  1,\n\n  {"a":\n 2}\n]}}\n'
    stream = JsonStream(source(text), "message", "items")
    assert [(line, item, stream.where) for line, item in stream.items()] == [
        (6, 1, "message.items[0]"),
        (8, {"a": 2}, "message.items[1]"),
    ]
    assert stream.fields == {"n": [1, 2]}


def test_an_object_without_such_a_list_is_the_item() -> None:
    """It begins where its brace is."""
    assert read('\n{"a": 1, "items": "none"}', "items") == [(2, {"a": 1, "items": "none"})]
    assert read('{"message":\n {"a": 1}}', "message") == [(2, {"a": 1})]
    assert read("[]") == []
    assert read("\ufeff[1]") == [(1, 1)]


def test_texts_may_follow_each_other() -> None:
    """As `cat` joins files, and as JSON Lines are; each object is one of its own."""
    assert read("[1]\n[2, 3]") == [(1, 1), (2, 2), (2, 3)]
    assert read('{"a": 1}\n{"b": 2}\n') == [(1, {"a": 1}), (2, {"b": 2})]


def test_half_a_character_is_replaced() -> None:
    """No file can hold it; a pair of escapes is one character, and stays."""
    text = r'[{"\ud835": ["\udc00x", "\ud835\udd04", "\\ud835"]}]'
    assert read(text) == [(1, {"\ufffd": ["\ufffdx", "\U0001d504", "\\ud835"]})]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: expected a list or an object of JSON, got the end: the file is cut off"),
        (" \n", "2: expected a list or an object of JSON, got the end: the file is cut off"),
        ("<html>\n</html>", "1: expected a list or an object of JSON, got “<html> </html>”"),
        ("[1]\n]", "2: expected a list or an object of JSON, got “]”"),
        ('[1,\n"a', "2: expected JSON, got the end: the file is cut off"),
        ('[1,\n"a"', "2: expected “,”, got the end: the file is cut off"),
        ("[1,\n]", "2: expected another value, got “]”"),
        ("[1\n2]", "2: expected “,”, got “2]”"),
        ("[\n{'a': 1}]", "2: expected JSON, got “'a': 1}]”"),
        ('{"a"\n1}', "2: expected “:”, got “1}”"),
        ('["a\nb"]', '1: expected JSON, got “b"]”'),
        ("[tru]", "1: expected JSON, got “tru]”"),
        ("[" * 100_000, "1: expected JSON, got lists in lists, too deep to read"),
        ("[" + "1" * 5000 + "]", "1: expected JSON, got a number too long to read"),
    ],
)
def test_what_is_not_json(text: str, problem: str) -> None:
    """The line is that of the place where it goes wrong, or of the end."""
    assert said(text) == f"a.json:{problem}"


def test_a_mistake_is_found_before_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no JSON in the first item stays so, and the rest of a large file is not read."""
    monkeypatch.setattr(json_stream, "_CHUNK", 100)
    stream = Watched(b"[{'a': 1}," + b" 2," * 10_000)
    with pytest.raises(ContentError):
        list(JsonStream(Source(Path("a"), "a", lambda: stream)).items())
    assert stream.read_to < 20_000


class Watched(BytesIO):
    """Bytes of which one sees how far they were read."""

    read_to = 0

    def close(self) -> None:
        """Remember the place."""
        self.read_to = self.read_to if self.closed else self.tell()
        super().close()


def test_an_item_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is never closed does not fill the memory."""
    monkeypatch.setattr(json_stream, "LONGEST", 1 << 20)
    monkeypatch.setattr(json_stream, "_CHUNK", 1 << 16)
    problem = "expected an item of at most 1 million characters, got a longer one"
    assert said('["' + "a" * (1 << 22)) == f"a.json:1: {problem}"


@given(st.text("[]{},:\"\\\n 1-.eEtrufalsn'x", max_size=30))
def test_any_text_is_read_as_a_parser_does_or_refused(text: str) -> None:
    """What a parser takes for a list is read alike; of the rest, a problem has a line."""
    whole: Sequence[Any] | None = None
    try:
        parsed = json.loads(text)
        whole = parsed if isinstance(parsed, list) else None
    except ValueError:
        pass
    found: Sequence[Any] | None = None
    lines = [1]
    try:
        found = [item for _, item in read(text)]
    except ContentError as error:
        lines = [problem.line for problem in error.problems]
    assert whole in (None, found)
    assert min(lines) >= 1


def test_memory_does_not_grow_with_the_file() -> None:
    """Of a file of 20 MB little more is held than the piece that is read."""
    item = json.dumps({"title": "a" * 1000, "abstract": "b" * 3000})
    large = source("[" + ",\n".join([item] * 5_000) + "]")
    tracemalloc.start()
    count = sum(1 for _ in JsonStream(large).items())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 8_000_000
