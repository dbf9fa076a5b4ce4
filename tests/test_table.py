"""The table puts texts near their meaning, and its file says what it holds or is refused."""

from pathlib import Path

import numpy as np
import pytest

from generator.meaning import table
from generator.meaning.encoder import SIZE
from generator.meaning.table import LARGEST, dump, packed, parse, rounded_rows, unpacked
from generator.meaning.vectors import VectorsError
from tests.meanings import TOKENS, make_table

FILE = Path("some.bin")
TABLE = make_table()


def test_text_is_the_sum_of_its_tokens() -> None:
    """Whatever their order, and with length 1."""
    numbers = [TOKENS.index("merge"), TOKENS.index("weight"), TOKENS.index("##s")]
    total = (TABLE.numbers[numbers] * TABLE.scales[numbers, None]).sum(axis=0)
    expected = total / np.linalg.norm(total)
    both = TABLE.encode(["Merge weights", "weights: merge!"])
    assert np.allclose(both, [expected, expected], atol=1e-6)
    assert both.dtype == np.float32


def test_text_without_a_known_word_is_nowhere() -> None:
    """Its row is zeros, which is equally far from everything."""
    assert TABLE.encode(["你好", ""]).tolist() == [[0.0] * TABLE.size] * 2
    assert TABLE.encode([]).shape == (0, TABLE.size)


def test_vectors_of_the_encoder_come_into_the_space_of_the_table() -> None:
    """With length 1."""
    rows = np.random.default_rng(3).standard_normal((4, SIZE)).astype(np.float32)
    found = TABLE.project(rows)
    assert found.shape == (4, TABLE.size)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


def test_numbers_are_packed_two_in_a_byte() -> None:
    """The first in the lower half; all from the least to the largest survive."""
    numbers = np.arange(-LARGEST, LARGEST + 2).clip(max=LARGEST).astype(np.int8).reshape(2, -1)
    assert packed(np.array([[1, -1]], np.int8)).tolist() == [0xF1]
    assert unpacked(packed(numbers), numbers.shape[1]).tolist() == numbers.tolist()


def test_rounding_loses_less_than_half_a_step() -> None:
    """In every number of every row; a row of zeros stays zeros."""
    rows = np.random.default_rng(4).standard_normal((5, 8)).astype(np.float32)
    rows[2] = 0
    numbers, scales = rounded_rows(rows)
    lost = np.abs(numbers * scales[:, None] - rows)
    assert (lost <= 0.51 * scales[:, None]).all()
    assert not numbers[2].any()


def test_file_holds_the_whole_table() -> None:
    """What is read is what was written, to the bit."""
    again = parse(FILE, dump(TABLE))
    assert again.tokens == TABLE.tokens
    for name in ("scales", "numbers", "projection"):
        assert (getattr(again, name) == getattr(TABLE, name)).all()
    assert dump(again) == dump(TABLE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "expected a line of JSON"),
        (b"\xff\x00", "expected a line of JSON"),
        (b"{}\n", "expected a line of JSON"),
        (dump(TABLE).replace(b'"format": 1', b'"format": 9'), "expected format 1, got 9"),
        (dump(TABLE)[:-1], r"expected \d+ bytes, got \d+ bytes"),
    ],
)
def test_other_file_is_refused(data: bytes, said: str) -> None:
    """With the file, what was expected and what came."""
    with pytest.raises(VectorsError, match=said) as caught:
        parse(FILE, data)
    assert caught.value.file == FILE


def test_shipped_table_knows_the_trade_and_fits_its_budget() -> None:
    """A question lies nearer to its answer than to another text, without one word in common."""
    shipped = table.shipped()
    texts = [
        "teach models to say I don't know",
        "Refusing to answer questions beyond its knowledge",
        "Protein sequences and their structure",
    ]
    asked, near, far = shipped.encode(texts)
    assert asked @ near > asked @ far + 0.2
    assert table.FILE.stat().st_size <= 2_500_000
