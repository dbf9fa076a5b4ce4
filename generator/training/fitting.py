"""Fitting a table to texts whose points are known, by gradient descent.

What is made small is 1 − cosine between the sum of a text's token vectors and the text's point.
In the last epochs the vectors are rounded as they will be in the file while they are still being
learnt, so that they learn to make up for it (a straight-through estimator,
https://arxiv.org/abs/1308.3432).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from generator.meaning.encoder import Floats, unit
from generator.meaning.table import rounded_rows

BATCH = 1024
RATE = 2e-3
"""Adam's step, which grows in the first twentieth of the steps and then falls to nothing."""
WARM_UP = 0.05
ROUNDED_EPOCHS = 3
SEED = 7

Integers = NDArray[np.int64]
Say = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Texts:
    """Texts as the numbers of their tokens, end to end, and their points in the table's space."""

    tokens: Integers
    starts: Integers
    """Where each text starts in the tokens; one more at the end."""
    points: Floats

    @classmethod
    def of(cls, numbers: Sequence[Sequence[int]], points: Floats) -> Texts:
        """Return the texts of which at least one token is known."""
        known = [at for at, each in enumerate(numbers) if each]
        tokens = np.array([number for at in known for number in numbers[at]], np.int64)
        ends = np.cumsum([len(numbers[at]) for at in known])
        return cls(tokens, np.concatenate([[0], ends]), points[known])

    def batch(self, chosen: Integers) -> tuple[Integers, Integers]:
        """Return the tokens of some texts, end to end, and where each text starts."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        starts = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.starts[chosen] - starts, lengths)
        return self.tokens[places], starts


@dataclass(eq=False)
class Adam:
    """The optimiser of https://arxiv.org/abs/1412.6980, for the rows that a batch touches."""

    vectors: Floats
    mean: Floats = field(init=False)
    square: Floats = field(init=False)
    step: int = 0

    def __post_init__(self) -> None:
        """Start without momentum."""
        self.mean, self.square = np.zeros_like(self.vectors), np.zeros_like(self.vectors)

    def update(self, rows: Integers, gradient: Floats, rate: float) -> None:
        """Take one step for some rows."""
        self.step += 1
        self.mean[rows] += np.float32(0.1) * (gradient - self.mean[rows])
        self.square[rows] += np.float32(0.001) * (gradient * gradient - self.square[rows])
        mean = self.mean[rows] / np.float32(1 - 0.9**self.step)
        square = self.square[rows] / np.float32(1 - 0.999**self.step)
        self.vectors[rows] -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(1e-8))


def fit(start: Floats, texts: Texts, epochs: int, say: Say = lambda _line: None) -> Floats:
    """Return the vectors that were learnt from those to start with, not yet rounded."""
    order = np.random.default_rng(SEED)
    learnt = Adam(start.copy())
    count = len(texts.points)
    batches = max(1, count // BATCH)
    for epoch in range(epochs):
        loss = 0.0
        for chosen in np.array_split(order.permutation(count), batches):
            rate = _rate(learnt.step / (epochs * batches))
            loss += _step(learnt, texts, chosen, rate, rounding=epoch >= epochs - ROUNDED_EPOCHS)
        say(f"epoch {epoch + 1} of {epochs}: loss {loss / batches:.4f}")
    return learnt.vectors


def _rate(done: float) -> float:
    if done < WARM_UP:
        return RATE * (0.04 + 0.96 * done / WARM_UP)
    return RATE * (1 + float(np.cos(np.pi * (done - WARM_UP) / (1 - WARM_UP)))) / 2


def _step(learnt: Adam, texts: Texts, chosen: Integers, rate: float, *, rounding: bool) -> float:
    """Learn from some texts; return how far they were from their points."""
    tokens, starts = texts.batch(chosen)
    rows, places = np.unique(tokens, return_inverse=True)
    vectors = learnt.vectors[rows]
    if rounding:
        numbers, scales = rounded_rows(vectors)
        vectors = numbers * scales[:, None]
    sums = np.add.reduceat(vectors[places], starts)
    found, points = unit(sums), texts.points[chosen]
    cosines = (found * points).sum(axis=1, keepdims=True)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    slope = (cosines * found - points) / (np.maximum(lengths, 1e-6) * len(chosen))
    counts = np.diff(np.append(starts, len(tokens)))
    of_tokens = np.repeat(slope, counts, axis=0)
    by_row = np.argsort(places, kind="stable")
    firsts = np.searchsorted(places[by_row], np.arange(len(rows)))
    learnt.update(rows, np.add.reduceat(of_tokens[by_row], firsts), rate)
    return float(1 - cosines.mean())
