from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from generator.model.problems import ContentError
from generator.store import document

FILE = Path("x.yml")


TEXTS = "no on Yes 2025-02-30 12:30 0o17 0x1F 1_000 = << .inf y".split()
OTHERS: dict[str, object] = {
    "010": 10,
    "-3": -3,
    "1e3": 1000.0,
    "true": True,
    "FALSE": False,
    "~": None,
    "": None,
    "'010'": "010",
    "!!str 1.10": "1.10",
}


@pytest.mark.parametrize(("text", "value"), [*OTHERS.items(), *((text, text) for text in TEXTS)])
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    """Only null, booleans and decimal numbers are not text."""
    data = document.parse(f"a: {text}", FILE).data
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)


def test_a_byte_order_mark_and_any_line_ends_are_read() -> None:
    """Editors leave them, and they mean nothing."""
    assert document.parse("\N{BYTE ORDER MARK}a: 1\r\nb: 2\r\n", FILE).data == {"a": 1, "b": 2}


def test_the_line_of_a_value_is_known() -> None:
    """The line is that of the key or item, or of the nearest thing that is there."""
    found = document.parse("a:\n- b\n- c: 1\n  d: 2\ne: 1.10\n", FILE)
    assert [found.line(p) for p in ((), ("a",), ("a", 1), ("a", 1, "d"), ("a", 9), ("e", "f"))] == [
        1,
        1,
        3,
        4,
        1,
        5,
    ]
    assert found.written(("e",)) == "1.10"
    assert found.written(("a",)) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\n---\nb: 2\n", "x.yml:2: expected YAML, got expected a single document"),
        ("a: 1\n? [b]\n: 2\n", "x.yml:2: expected a word as a key, got a list or a mapping"),
        (f"a: {'9' * 5000}", "x.yml:1: expected a value of !!int, got “999"),
        ("[" * 200_000 + "]" * 200_000, "x.yml: expected YAML, got lists in lists, too deep"),
        ("- " * 200_000, "x.yml: expected YAML, got lists in lists, too deep"),
        ("{a: " * 49, "x.yml:2: expected YAML, got while parsing a flow node"),
    ],
)
def test_what_cannot_be_read_is_a_problem(text: str, message: str) -> None:
    """Whatever a file holds, a reader gets its line and no stack of calls."""
    with pytest.raises(ContentError) as caught:
        document.validate(TypeAdapter(dict[str, object]), document.parse(text, FILE))
    assert str(caught.value).startswith(message)


def test_form_and_values_are_complained_about_together() -> None:
    """A key said twice hides no other mistake, and a broken value is named once."""
    text = "a: x\na: 1\nb: ho\nc: !!int no\n"
    with pytest.raises(ContentError) as caught:
        document.validate(TypeAdapter(dict[str, int]), document.parse(text, FILE))
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_the_place_of_a_byte_that_is_not_utf_8(tmp_path: Path) -> None:
    """The line is counted in bytes, for there is no text to count in."""
    file = tmp_path / "x.yml"
    file.write_bytes("é: 1\n\nb: ".encode() + b"\xe9\n")
    with pytest.raises(ContentError, match=r"x\.yml:3: expected text in UTF-8, got byte 0xe9"):
        document.read(file)
