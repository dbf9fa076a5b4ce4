"""The papers as points: the nearer two lie, the more alike they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.map.colours import OUTLINES, Colouring, colourings
from generator.publish.map.layout import HEIGHT, WIDTH, Place, layout
from generator.publish.map.regions import Region, nearest, regions
from generator.publish.points import gists
from generator.publish.render import Page
from generator.publish.site import Site


@dataclass(frozen=True)
class Point:
    """A paper on the map."""

    number: int
    """In the order of the page, from 0; its entry is `#p0`."""
    paper: Paper
    place: Place
    colours: str
    """A digit for each way to colour the papers, in their order."""


@dataclass(frozen=True)
class Part:
    """A region, and the papers for which no other is nearer."""

    region: Region | None
    """`None` where none has a name: then there is one part."""
    points: tuple[Point, ...]


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    papers, taxonomy = site.reading_list.papers, site.reading_list.taxonomy
    places = layout(gists(site.points))
    named = regions(papers, places, taxonomy)
    colours = colourings(papers, taxonomy)
    yield site.renderer.page(
        routes.MAP,
        "map.md.j2",
        "Map",
        parts=_parts(papers, places, named, colours),
        regions=named,
        colourings=colours,
        outlines=OUTLINES,
        width=WIDTH,
        height=HEIGHT,
    )


def _parts(
    papers: Sequence[Paper],
    places: Mapping[str, Place],
    named: Sequence[Region],
    colours: Sequence[Colouring],
) -> tuple[Part, ...]:
    """Return the parts with papers: the largest first, in each the papers as the list has them."""
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    for row, paper in enumerate(papers):
        found[nearest(named, places[paper.key])].append(row)
    parts: list[Part] = []
    number = 0
    for region, rows in sorted(found.items(), key=lambda part: (-len(part[1]), part[0] or 0)):
        points: list[Point] = []
        for row in rows:
            said = "".join(each.numbers[row] for each in colours)
            points.append(Point(number, papers[row], places[papers[row].key], said))
            number += 1
        parts.append(Part(None if region is None else named[region], tuple(points)))
    return tuple(parts)
