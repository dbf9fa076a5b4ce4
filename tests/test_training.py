"""Training a table: the texts it learns from, the learning, and the command from end to end."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner

from generator.meaning import encoder, table
from generator.meaning.encoder import Encoder, unit
from generator.meaning.table import rounded_rows
from generator.meaning.wordpiece import WordPiece
from generator.training import __main__ as command
from generator.training import fitting, learning, texts
from generator.training.fitting import Adam, Texts, fit
from tests.builders import make_content, make_paper, write_file
from tests.meanings import make_tensors

LICENCE = "  1 This software and database is being provided to you\n"
NOUN = (
    "00001740 03 n 02 entity 0 long_model(p) 1 001 ~ 0001 n 0000 | that which is; perceived"
    ' or not; "it was full of rackets, balls and other objects"; "an entity in itself"  \n'
)
WORDS = "merge weight vision read long text model a b c".split()
VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, "##s", "##ing", "##a", "你", "?")
PROGRAM = '''"""Reads long texts with a model.

    >>> code("is left out of the texts")

Merges the *weights* of a model, see `here`.
"""

def f():
    """Short."""
'''


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    """A folder with a WordNet of one entry."""
    for name in ("noun", "verb", "adj", "adv"):
        write_file(
            tmp_path / "wordnet" / f"data.{name}", LICENCE + (NOUN if name == "noun" else "")
        )
    return tmp_path / "wordnet"


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with a package that says something of itself."""
    folder = tmp_path / "packages"
    write_file(folder / "a" / "b.py", PROGRAM)
    write_file(folder / "a" / "broken.py", "def (")
    write_file(folder / "a" / "tests" / "c.py", '"""A text that is no one\'s business."""')
    write_file(folder / "a" / "README.md", "# A model\n\nIt reads every text of the vision.\n")
    return folder


def test_wordnet_gives_definitions_and_examples(wordnet: Path) -> None:
    """A definition may hold a semicolon; a lemma loses its marks."""
    definitions, examples = texts.senses(wordnet)
    assert definitions == ["that which is; perceived or not"]
    assert examples == ["it was full of rackets, balls and other objects", "an entity in itself"]
    assert texts._lemmas(NOUN.partition(" | ")[0].split()) == ["entity", "long model"]


def test_packages_give_their_prose(packages: Path) -> None:
    """No code, no tests, no scraps; a program that cannot be read is passed over."""
    assert texts.documentation(packages) == [
        "It reads every text of the vision.",
        "Reads long texts with a model.",
        "Merges the weights of a model, see here .",
    ]


def test_fragments_are_words_that_stand_together() -> None:
    """Of few words and of many, never empty."""
    chance = Random(1)  # noqa: S311 - the same in every run
    for text in ("one", "one two", "a b c d e f g h i j k l m"):
        for _ in range(20):
            piece = texts.fragment(text, chance)
            assert piece
            assert piece in text
            assert len(piece.split()) <= texts.LONGEST


def test_sums_of_tokens_come_to_lie_where_their_texts_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when they are rounded as in the file."""
    monkeypatch.setattr(fitting, "RATE", 0.05)
    chance = np.random.default_rng(1)
    truth = chance.standard_normal((20, 8)).astype(np.float32)
    numbers = [list(chance.integers(0, 20, size=chance.integers(1, 5))) for _ in range(400)]
    points = unit(np.stack([truth[each].sum(axis=0) for each in numbers]))
    start = (chance.standard_normal((20, 8)) * 0.1).astype(np.float32)
    said: list[str] = []
    learnt = fit(start, Texts.of(numbers, points), 150, said.append)
    rounded, scales = rounded_rows(learnt)
    found = unit(np.stack([(rounded * scales[:, None])[each].sum(axis=0) for each in numbers]))
    assert (found * points).sum(axis=1).mean() > 0.95
    assert len(said) == 150
    assert (
        fit(start, Texts.of(numbers, points), 2) == fit(start, Texts.of(numbers, points), 2)
    ).all()


def test_slope_is_the_one_that_is_measured() -> None:
    """The gradient agrees with the loss a little further on."""
    chance = np.random.default_rng(2)
    vectors = chance.standard_normal((5, 4)).astype(np.float32)
    known = Texts.of(
        [[0, 1, 1], [2], [], [3, 4, 0]], unit(chance.standard_normal((4, 4)).astype(np.float32))
    )
    seen: list[tuple[int, int, float]] = []

    class Watched(Adam):
        def update(self, rows: fitting.Integers, gradient: encoder.Floats, rate: float) -> None:  # noqa: ARG002
            seen.extend(
                (row, at, float(gradient[place, at]))
                for place, row in enumerate(rows)
                for at in range(4)
            )

    everything = np.arange(3)

    def loss(moved: encoder.Floats) -> float:
        return fitting._step(Adam(moved), known, everything, 0.0, rounding=False)

    fitting._step(Watched(vectors), known, everything, 0.0, rounding=False)
    assert len(seen) == 20
    for row, at, slope in seen:
        less, more = vectors.copy(), vectors.copy()
        less[row, at] -= 0.01
        more[row, at] += 0.01
        assert slope == pytest.approx((loss(more) - loss(less)) / 0.02, abs=1e-3)


def test_tokens_are_those_in_use_and_every_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the encoder's; signs of other scripts and marks of its own are left out."""
    monkeypatch.setattr(learning, "TOKENS", 6)
    found = learning.frequent(["merge texts", "texts?", "[PAD] 你"], VOCABULARY)
    assert found == ["text", "a", "b", "c", "##s", "##a"]
    assert WordPiece(found).numbers("aa") == [1, 5]


def test_command_makes_a_table(
    tmp_path: Path, wordnet: Path, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same one again from the points that it kept."""
    monkeypatch.setattr(learning, "SIZE", 16)
    monkeypatch.setattr(learning, "EPOCHS", 4)
    model = Encoder(make_tensors(encoder.SIZE, 1), VOCABULARY)
    monkeypatch.setattr(encoder, "load", lambda _name: model)
    content = make_content(tmp_path, [make_paper("Merging weights", abstract="We read a text.")])
    out, points = tmp_path / "table.bin", tmp_path / "points.npz"
    arguments = ["--model", "x", "--content", str(content), "--wordnet", str(wordnet)]
    arguments += ["--packages", str(packages), "--points", str(points), "--out", str(out)]
    first = CliRunner().invoke(command.main, arguments, catch_exceptions=False)
    assert first.exit_code == 0
    assert "epoch 4 of 4" in first.stderr
    made = out.read_bytes()
    assert table.parse(out, made).size == 16
    out.unlink()
    monkeypatch.setattr(Encoder, "encode", None)
    CliRunner().invoke(command.main, arguments, catch_exceptions=False)
    assert out.read_bytes() == made
