"""The files of the search, byte by byte."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.search.packing import Array, hashed, pack, variable
from tests.packed import sevens, unpacked

ARRAYS: dict[str, Array] = {
    "odd": np.array([1, 2, 255], np.uint8),
    "wide": np.array([1, 2**32 - 1], np.uint32),
    "signed": np.array([-128, 127, -1, 0, 1], np.int8),
    "none": np.array([], np.uint8),
    "real": np.array([0.5, -2.25], np.float32),
}
"""Of every type, and of lengths after which the next one is out of step."""

JSON = st.recursive(
    st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet='ab\n" é'), inner),
    max_leaves=8,
)


def test_file_is_a_line_of_json_and_arrays_in_gzip() -> None:
    """Decoded by the description alone, it holds what was packed, each array of its type."""
    whole = gzip.decompress(pack({"a": "é\n"}, ARRAYS))
    line, _, body = whole.partition(b"\n")
    said = json.loads(line)
    assert said.keys() == {"header", "arrays"}
    assert said["header"] == {"a": "é\n"}
    assert {name: (kind, size) for name, (kind, _, size) in said["arrays"].items()} == {
        name: (array.dtype.name, len(array)) for name, array in ARRAYS.items()
    }
    assert body[said["arrays"]["wide"][1] :].startswith(b"\x01\0\0\0\xff\xff\xff\xff")
    assert body[said["arrays"]["signed"][1] :].startswith(b"\x80\x7f\xff\0\x01")


@given(JSON, st.lists(st.lists(st.integers(0, 255), max_size=9), max_size=4))
def test_every_array_begins_at_a_multiple_of_four(header: object, bodies: list[list[int]]) -> None:
    """Whatever the header and the lengths, so that a browser can look at them where they are."""
    arrays = {str(number): np.array(body, np.uint8) for number, body in enumerate(bodies)}
    packed = unpacked(pack(header, arrays))
    assert packed.header == header
    assert packed.arrays == {name: array.tolist() for name, array in arrays.items()}
    assert [start % 4 for start in packed.starts.values()] == [0] * len(bodies)


def test_numbers_are_little_endian_whatever_they_were() -> None:
    """An array of the other byte order gives the same file."""
    numbers = [1, 2**24, 2**32 - 1]
    little, big = (np.array(numbers, order) for order in ("<u4", ">u4"))
    assert pack({}, {"a": big}) == pack({}, {"a": little})
    assert unpacked(pack({}, {"a": big})).arrays["a"] == numbers


def test_same_input_gives_the_same_bytes() -> None:
    """No time and no name of a file is in it; another header gives other bytes."""
    data = pack({"a": 1}, ARRAYS)
    assert data == pack({"a": 1}, dict(ARRAYS))
    assert data != pack({"a": 2}, ARRAYS)
    flags, time = data[3], data[4:8]
    assert (flags, time) == (0, b"\0\0\0\0")


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_variable_numbers_come_back(numbers: list[int]) -> None:
    """Seven bits a byte, the lowest first, until a byte without the eighth bit."""
    assert list(sevens(variable(numbers).tolist())) == numbers


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (0, [0]),
        (127, [127]),
        (128, [128, 1]),
        (300, [0b1010_1100, 0b10]),
        (2**14 - 1, [255, 127]),
        (2**14, [128, 128, 1]),
    ],
)
def test_number_takes_as_few_bytes_as_it_needs(number: int, data: list[int]) -> None:
    """One below 128, two below 16384 and so on, as LEB128 has it."""
    assert variable([number]).tolist() == data


def test_name_holds_a_hash_of_what_is_in_the_file() -> None:
    """The same content has the same name, another has another, and the ending stays."""
    assert hashed("words.bin", b"a") == "words-ca978112ca1b.bin"
    assert hashed("words.bin", b"b") != hashed("words.bin", b"a")
    assert hashed("words.tar.bin", b"a").endswith(".tar.bin")
