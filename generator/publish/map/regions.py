"""What the parts of the map are called: by the tag that is common there and rare elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from generator.model.paper import Paper
from generator.model.taxonomy import Tag, Taxonomy
from generator.publish.map.layout import HEIGHT, WIDTH, Place

CELL = 25
"""Units of the grid on which papers are counted."""
REACH = 3
"""Cells from the middle of a region to its edge."""
LEAST_PAPERS = 4
MOST_REGIONS = 24
LEAST_SCORE = 4.0
WIDTHS = (320, 520, 740, 1480)
"""Pixels of the map as it is shown, at which names are tried: the more room, the more names. The
style sheet knows all but the last."""
USUAL_WIDTH = 740
NO_ROOM = 2960
"""Pixels at which names are shown that had no room at any of these widths."""
EDGE = 25
"""Units from the map's upper and lower edge that a name stands away at least."""
_LETTER, _LINE, _BETWEEN = 6.5, 14.0, 26.0
"""Pixels that a letter takes of a line, that a line is high, and that lines should lie apart."""


@dataclass(frozen=True)
class Region:
    """A part of the map, and where its name stands: the middle of the text, in units."""

    tag: Tag
    x: int
    y: int
    width: int
    """Pixels that the map must be wide, or be zoomed to, for the name to have room."""


def regions(
    papers: Sequence[Paper], places: Mapping[str, Place], taxonomy: Taxonomy
) -> tuple[Region, ...]:
    """Return the regions, the most telling first; each tag names one at most."""
    tags = list(taxonomy.tags.values())
    if not tags or not papers:
        return ()
    middles = _middles(_near(_counted(papers, places, taxonomy)))
    taken = np.array([(place.x, place.y) for place in places.values()])
    named = [(tags[tag], x, _clear(taken, len(tags[tag].name), x, y)) for tag, x, y in middles]
    return tuple(_with_room(named))


def _clear(taken: NDArray[np.int64], letters: int, x: int, y: int) -> list[int]:
    """Return how far down a name may stand in its region: where it hides few papers comes first."""
    unit = WIDTH / USUAL_WIDTH
    half, line = letters * _LETTER * unit / 2, _LINE * unit / 2
    across = taken[np.abs(taken[:, 0] - x) < half, 1]
    tried = [y, *(y + way * step for step in range(10, CELL * REACH, 10) for way in (-1, 1))]
    return sorted(tried, key=lambda down: (np.sum(np.abs(across - down) < line), abs(down - y)))


def nearest(region_of: Sequence[Region], place: Place) -> int | None:
    """Return the number of the region to which a place belongs; `None` where there are none."""
    far = [(each.x - place.x) ** 2 + (each.y - place.y) ** 2 for each in region_of]
    return far.index(min(far)) if far else None


def _counted(
    papers: Sequence[Paper], places: Mapping[str, Place], taxonomy: Taxonomy
) -> NDArray[np.int64]:
    """Return how many papers there are in each cell with each tag, and at the end with any."""
    numbers = {slug: number for number, slug in enumerate(taxonomy.tags)}
    counts = np.zeros((len(numbers) + 1, HEIGHT // CELL + 1, WIDTH // CELL + 1), np.int64)
    for paper in papers:
        place = places[paper.key]
        known = [numbers[tag] for tag in paper.shown_tags if tag in numbers]
        counts[[*known, len(numbers)], place.y // CELL, place.x // CELL] += 1
    return counts


def _near(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the same of each cell and those around it."""
    wide = np.pad(counts, ((0, 0), (REACH, REACH), (REACH, REACH)))
    rows, columns = counts.shape[1:]
    reach = range(2 * REACH + 1)
    around = [(y, x) for y in reach for x in reach if _is_near(y - REACH, x - REACH)]
    return np.asarray(sum(wide[:, y : y + rows, x : x + columns] for y, x in around))


def _is_near(down: int, across: int) -> bool:
    return down * down + across * across <= (REACH + 0.5) ** 2


def _middles(near: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Return tags, by their numbers, and the cells that they name best, as units."""
    tagged, all_papers = near[:-1], np.maximum(near[-1], 1)
    usual = tagged.sum(axis=(1, 2)) / max(near[-1].sum(), 1)
    share = np.maximum(tagged, 1e-9) / all_papers / np.maximum(usual, 1e-9)[:, None, None]
    # Rounded, so that the order does not hang on how a processor takes logarithms.
    score = np.round(tagged * np.log(share) * (tagged / all_papers) * (tagged >= LEAST_PAPERS), 6)
    found: list[tuple[int, int, int]] = []
    while len(found) < MOST_REGIONS and score.max() >= LEAST_SCORE:
        tag, y, x = (int(each) for each in np.unravel_index(score.argmax(), score.shape))
        found.append((tag, x * CELL + CELL // 2, y * CELL + CELL // 2))
        score[tag] = 0
        rows, columns = np.ogrid[: score.shape[1], : score.shape[2]]
        score[:, (rows - y) ** 2 + (columns - x) ** 2 <= (REACH + 0.5) ** 2] = 0
    return found


def _with_room(named: Sequence[tuple[Tag, int, Sequence[int]]]) -> list[Region]:
    """Place names where they cover no other; who comes first has the first choice."""
    placed: dict[str, Region] = {}
    for width in WIDTHS:
        for tag, x, downs in named:
            if tag.slug not in placed:
                tried = (_inside(tag, x, y, width) for y in downs)
                free = (each for each in tried if each and _is_free(each, placed.values()))
                placed |= {each.tag.slug: each for each in islice(free, 1)}
    return [placed.get(tag.slug, Region(tag, x, ys[0], NO_ROOM)) for tag, x, ys in named]


def _inside(tag: Tag, x: int, y: int, width: int) -> Region | None:
    """Return the region with its name wholly on the map; `None` where it is too long for that."""
    half = round(len(tag.name) * _LETTER * WIDTH / width / 2)
    if 2 * half >= WIDTH:
        return None
    return Region(tag, min(max(x, half), WIDTH - half), min(max(y, EDGE), HEIGHT - EDGE), width)


def _is_free(tried: Region, placed: Iterable[Region]) -> bool:
    return not any(_cover(tried, other, WIDTH / tried.width) for other in placed)


def _cover(one: Region, other: Region, unit: float) -> bool:
    """Whether two names would cover each other where a pixel is so many units."""
    across = (len(one.tag.name) + len(other.tag.name)) * _LETTER * unit / 2
    return abs(one.x - other.x) < across and abs(one.y - other.y) < _BETWEEN * unit
