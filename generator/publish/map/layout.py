"""Papers in two dimensions, near when alike: t-SNE (van der Maaten and Hinton, 2008), from PCA.

The way to compute it takes care that a machine's own order of adding shows in no byte: no random
numbers, a start and steps that depend smoothly on the points, places in whole units at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1000, 750
"""Of the map, in its own units."""
MARGIN = 30
LANDMARKS = 500
"""Papers that are laid out exactly, which takes their square; others go where their like are."""
NEIGHBOURS = 15
"""How many papers count as near, roughly: the perplexity."""
STEPS, MOMENTUM, PULL, START = 240, 0.8, 2.0, 5.0
"""Of t-SNE: `PULL` is its exaggeration, `START` how far apart papers lie at first."""
ANCHORS = 4
"""Landmarks among which another paper finds its place."""
SPACE, SPACING_STEPS = 13.0, 12
"""Units between two papers that are laid out exactly, nearly; how often they are pushed apart."""
_ITS_OWN = 12.0
"""How far from that place it may be put, in units, so that papers do not cover each other."""

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """Where a paper is on the map: units from its left and from its top."""

    x: int
    y: int


def layout(gists: Mapping[str, NDArray[np.float32]]) -> dict[str, Place]:
    """Return the place of every paper, by key, in the order of the keys.

    A server builds again and again, and seldom after a change of a title or an abstract: what was
    laid out last is kept.

    Args:
        gists: for every key a vector of length 1; a list's only paper has zeros.
    """
    return dict(_layout(tuple((key, row.tobytes()) for key, row in gists.items())))


@lru_cache(maxsize=1)
def _layout(gists: tuple[tuple[str, bytes], ...]) -> Mapping[str, Place]:
    if not gists:
        return {}
    vectors = {key: np.frombuffer(row, np.float32) for key, row in gists}
    drawn = sorted(vectors, key=_lot)
    rows = np.vstack([vectors[key] for key in drawn]).astype(np.float64)
    landmarks = rows[:LANDMARKS]
    laid = _laid(landmarks)
    others = _among(rows[LANDMARKS:], landmarks, laid)
    framed = _framed(np.vstack([laid, others]))
    framed[:LANDMARKS] = _spaced(framed[:LANDMARKS])
    framed[LANDMARKS:] += [_aside(key) for key in drawn[LANDMARKS:]] or np.zeros((0, 2))
    edge = (MARGIN / 2, MARGIN / 2), (WIDTH - MARGIN / 2, HEIGHT - MARGIN / 2)
    places = np.rint(np.clip(framed, *edge)).astype(int).tolist()
    found = {key: Place(x, y) for key, (x, y) in zip(drawn, places, strict=True)}
    return {key: found[key] for key in sorted(found)}


def _lot(key: str) -> str:
    """Draw landmarks by lot, but by the same lot at every build, whatever else is on the list."""
    return sha256(key.encode()).hexdigest()


def _laid(rows: Array) -> Array:
    """Place all of these: pulled together as they are alike, pushed apart as they lie too near.

    They start apart as they will end, and the pull is the same from the first step to the last:
    where t-SNE starts them on a heap, a rounding in the last digit of a point moves every paper.
    """
    if len(rows) < 3:
        return np.array([[-1.0, 0.0], [1.0, 0.0]])[: len(rows)]
    pull = PULL * _likeness(_distances(rows), min(NEIGHBOURS, (len(rows) - 1) / 3))
    places = _principal(rows)
    speed = np.zeros_like(places)
    for _ in range(STEPS):
        speed = MOMENTUM * speed - len(rows) / 6.5 * _force(pull, places)
        places = places + speed
    return places


def _distances(rows: Array) -> Array:
    squares: Array = np.maximum(2.0 - 2.0 * (rows @ rows.T), 0.0)
    np.fill_diagonal(squares, np.inf)
    return squares


def _likeness(distances: Array, neighbours: float) -> Array:
    """Return how alike each two are; each has the same number of near ones, and all sum to 1."""
    low, high = np.full(len(distances), 1e-3), np.full(len(distances), 1e3)
    nearest = distances.min(axis=1, keepdims=True)
    shares: Array = np.zeros_like(distances)
    for _ in range(24):
        sharpness = np.sqrt(low * high)
        shares = np.exp(-sharpness[:, None] * (distances - nearest))
        shares /= shares.sum(axis=1, keepdims=True)
        entropy = -np.sum(shares * np.log(np.maximum(shares, 1e-12)), axis=1)
        too_wide = entropy > np.log(neighbours)
        low, high = np.where(too_wide, sharpness, low), np.where(too_wide, high, sharpness)
    return np.asarray((shares + shares.T) / (2 * len(shares)))


def _force(likeness: Array, places: Array) -> Array:
    lengths = (places * places).sum(axis=1)
    near = lengths[:, None] + lengths
    near -= 2.0 * (places @ places.T)
    np.maximum(near, 0.0, out=near)
    near += 1.0
    np.reciprocal(near, out=near)
    np.fill_diagonal(near, 0.0)
    pull = likeness - near / near.sum()
    pull *= near
    return np.asarray(4.0 * (pull.sum(axis=1)[:, None] * places - pull @ places))


def _principal(rows: Array) -> Array:
    """Return the two directions in which the papers differ most, the first of each sign fixed."""
    values, vectors = np.linalg.eigh(rows.T @ rows)
    axes = vectors[:, np.argsort(-values)[:2]]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    along: Array = rows @ axes
    return along / max(float(along[:, 0].std()), 1e-9) * START


def _among(rows: Array, landmarks: Array, laid: Array) -> Array:
    """Place each among the landmarks that are nearest to it, the nearer the likelier."""
    if not len(rows):
        return np.zeros((0, 2))
    alike = rows @ landmarks.T
    nearest = np.argsort(-np.round(alike, 6), axis=1, kind="stable")[:, :ANCHORS]
    weights = np.maximum(np.take_along_axis(alike, nearest, axis=1), 1e-3) ** 8
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray((laid[nearest] * weights[:, :, None]).sum(axis=1))


def _framed(places: Array) -> Array:
    """Stretch the places to the whole width and height of the map, around its middle."""
    low, high = places.min(axis=0), places.max(axis=0)
    share = (places - (low + high) / 2) / np.maximum(high - low, 1e-9)
    size = np.array([WIDTH, HEIGHT], np.float64)
    return np.asarray(size / 2 + share * (size - 2 * MARGIN))


def _spaced(places: Array) -> Array:
    """Push those apart that would cover each other."""
    for _ in range(SPACING_STEPS):
        across = places[:, None, 0] - places[:, 0]
        down = places[:, None, 1] - places[:, 1]
        far = np.sqrt(across * across + down * down) + 1e-9
        push = np.maximum(SPACE - far, 0.0) / far / 4
        np.fill_diagonal(push, 0.0)
        places = places + np.stack([(push * across).sum(1), (push * down).sum(1)], axis=1)
    return places


def _aside(key: str) -> Array:
    """Return a paper's own small step aside."""
    lot = int(_lot(key)[:8], 16)
    angle, far = 2 * np.pi * (lot % 4096) / 4096, _ITS_OWN * np.sqrt((lot >> 12) / 2**20)
    return np.asarray((np.cos(angle) * far, np.sin(angle) * far))
