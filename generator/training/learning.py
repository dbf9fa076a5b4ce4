"""From texts and their points to a table: which tokens, which directions, which vectors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from generator.meaning.encoder import Floats, unit
from generator.meaning.table import Table, rounded
from generator.meaning.wordpiece import WordPiece
from generator.training.fitting import Say, Texts, fit

TOKENS = 14_000
SIZE = 256
EPOCHS = 10
ALONE = 0.3
"""A token starts as its own point times this: a sum of several must not start too long."""

_LETTER = re.compile(r"(##)?[a-z0-9]")
_ASCII = re.compile(r"[!-Z\\^-~][!-~]*")


def learn(texts: Sequence[str], points: Floats, vocabulary: Sequence[str], say: Say) -> Table:
    """Return the table that was learnt.

    Args:
        texts: what it learns from; at the end are the `words` of the vocabulary.
        points: the encoder's row for each text.
        vocabulary: the encoder's tokens.
        say: is told how it goes.
    """
    whole = words(vocabulary)
    tokens = frequent(texts[: -len(whole)], vocabulary)
    projection = directions(points)
    targets = unit(points @ projection)
    own = dict(zip(whole, targets[-len(whole) :], strict=True))
    cut = WordPiece(tokens)
    known = Texts.of([cut.numbers(text) for text in texts], targets)
    say(f"{len(tokens)} tokens, {projection.shape[1]} directions")
    learnt = fit(start(tokens, own, projection.shape[1]), known, EPOCHS, say)
    return rounded(tokens, learnt, projection)


def words(vocabulary: Iterable[str]) -> list[str]:
    """Return the tokens that are words by themselves."""
    return [token for token in vocabulary if not token.startswith("##")]


def frequent(texts: Iterable[str], vocabulary: Sequence[str]) -> list[str]:
    """Return the tokens that the texts use most, and every letter, so that any word can be cut."""
    usable = [token for token in vocabulary if _ASCII.fullmatch(token)]
    cut = WordPiece(usable)
    counts = Counter(number for text in texts for number in cut.numbers(text))
    order = sorted(
        range(len(usable)),
        key=lambda number: (not _LETTER.fullmatch(usable[number]), -counts[number], number),
    )
    return [usable[number] for number in sorted(order[:TOKENS])]


def directions(points: Floats) -> Floats:
    """Return the directions in which the points differ most, one a column: PCA, not centred."""
    _values, vectors = np.linalg.eigh(points.T.astype(np.float64) @ points)
    kept: Floats = vectors[:, ::-1][:, :SIZE].astype(np.float32)
    return kept


def start(tokens: Sequence[str], own: dict[str, Floats], size: int) -> Floats:
    """Return the vectors to start with: the token's own point, half of it inside a word."""
    vectors = np.zeros((len(tokens), size), np.float32)
    for at, token in enumerate(tokens):
        share = ALONE / 2 if token.startswith("##") else ALONE
        if (point := own.get(token.removeprefix("##"))) is not None:
            vectors[at] = share * point
    return vectors
