"""A paper's vectors: which texts have one, and the file that keeps them."""

from pathlib import Path

import numpy as np
import pytest

from generator.meaning.encoder import SIZE, Floats, unit
from generator.meaning.vectors import (
    MODEL,
    Vectors,
    VectorsError,
    digest,
    dump,
    letters,
    parse,
    rows_of,
    texts_of,
)
from generator.store import vectors as stored
from tests.builders import make_content, make_paper, write_file

FILE = Path("some.vec")
ROWS = rows_of("A title", ["One.", "Two."], "In short.")


def points(count: int) -> Floats:
    """Return rows of length 1."""
    drawn = np.random.default_rng(5).standard_normal((count, SIZE)).astype(np.float32)
    return unit(drawn)


def made() -> Vectors:
    """Return vectors of a made-up paper."""
    return Vectors(MODEL, digest(ROWS), letters(ROWS), points(len(ROWS)))


def test_paper_is_embedded_as_its_parts_and_as_a_whole() -> None:
    """The order is the one that the letters tell."""
    texts = [row.text for row in ROWS]
    assert texts == ["A title", "A title. One. Two.", "In short.", "One.", "Two."]
    assert letters(ROWS) == "twsnn"
    assert letters(rows_of("A title", [])) == "tw"


@pytest.mark.parametrize(
    "other",
    [
        rows_of("A title!", ["One.", "Two."], "In short."),
        rows_of("A title", ["One. Two."], "In short."),
        rows_of("A title", ["One.", "Two.", "In short."]),
    ],
)
def test_digest_tells_texts_apart(other: tuple[object, ...]) -> None:
    """Also when only what they are, or where they are parted, differs."""
    assert digest(other) != digest(ROWS)  # type: ignore[arg-type]


def test_file_holds_the_rows_nearly() -> None:
    """A byte a number loses less than one degree."""
    vectors = made()
    again = parse(FILE, dump(vectors))
    assert (again.model, again.sha256, again.letters) == (MODEL, vectors.sha256, "twsnn")
    assert ((again.rows * vectors.rows).sum(axis=1) > np.cos(np.radians(1))).all()
    assert dump(vectors) == dump(made())


@pytest.mark.parametrize(
    ("data", "expected", "got"),
    [
        (b"", "a line of JSON that says what follows", "b''"),
        (b"[1]\n", "a line of JSON that says what follows", "b'[1]'"),
        (b"PK\x03\x04\xff", "a line of JSON that says what follows", "b'PK\\x03\\x04\\xff'"),
        (dump(made()).replace(b'"format": 1', b'"format": 2'), "format 1", "2"),
        (dump(made())[:-7], "1940 bytes for 5 rows", "1933 bytes"),
    ],
)
def test_other_file_is_refused(data: bytes, expected: str, got: str) -> None:
    """With the file, what was expected and what came."""
    with pytest.raises(VectorsError) as caught:
        parse(FILE, data)
    assert (caught.value.file, caught.value.expected, caught.value.got) == (FILE, expected, got)


def test_all_that_can_be_read_is_read(tmp_path: Path) -> None:
    """What cannot is a problem of its file."""
    content = make_content(tmp_path)
    write_file(stored.file(content, "good"), dump(made()))
    bad = write_file(stored.file(content, "bad"), b"{}")
    write_file(stored.file(content, ".good.part"), b"half")
    found, problems = stored.read_all(content)
    assert list(found) == ["good"]
    assert [str(problem) for problem in problems] == [
        f"{bad}: expected a line of JSON that says what follows, got b'{{}}'"
    ]


def test_paper_is_wanting_vectors_when_it_has_none_or_others() -> None:
    """Of another text, or by another model."""
    paper = make_paper()
    rows = texts_of(paper)
    true = Vectors(MODEL, digest(rows), letters(rows), points(len(rows)))
    others = [Vectors("x@1", *args) for args in [(true.sha256, true.letters, true.rows)]]
    others.append(Vectors(MODEL, "0", true.letters, true.rows))
    assert list(stored.wanting([paper], {paper.key: true})) == []
    assert list(stored.wanting([paper], {})) == [paper]
    for other in others:
        assert list(stored.wanting([paper], {paper.key: other})) == [paper]
