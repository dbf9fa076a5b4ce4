"""What is counted two by two: topics by year, and topics together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.figures.figure import FEW, MOST_ROWS, Bar, Dot, Grid
from generator.publish.render import count

MOST_YEARS = 8
"""Columns that a small screen has room for."""
MOST_TOPICS = 12


def over_years(known: ReadingList) -> Grid:
    """Return which share of the papers of a year has each of the commonest topics."""
    years = sorted(year for year in known.by_year if year)[-MOST_YEARS:]
    tags = _commonest(known, MOST_ROWS)
    counts = {
        year: Counter(tag for paper in known.by_year[year] for tag in paper.shown_tags)
        for year in years
    }
    totals = tuple(len(known.by_year[year]) for year in years)
    rows = (
        tuple(Dot(at, counts[year][tag], totals[at]) for at, year in enumerate(years))
        for tag in tags
    )
    return Grid(
        "topics",
        "Topics over the years",
        _said(known, years, counts),
        tuple(str(year) for year in years),
        tuple(known.taxonomy.tags[tag].name for tag in tags),
        tuple(rows),
        corner="Topic",
        pages=tuple(routes.tag(tag) for tag in tags),
        totals=totals,
    )


def together(known: ReadingList) -> Grid:
    """Return how many papers carry each two of the commonest topics."""
    tags = _commonest(known, MOST_TOPICS)
    counts: Counter[frozenset[str]] = Counter(
        frozenset(pair)
        for paper in known.papers
        for pair in combinations({tag for tag in paper.shown_tags if tag in tags}, 2)
    )
    names = [known.taxonomy.tags[tag].name for tag in tags]
    rows = (
        tuple(Dot(at, counts[frozenset((tag, other))]) for at, other in enumerate(tags[:place]))
        for place, tag in enumerate(tags)
    )
    ordered = sorted(counts, key=lambda pair: (-counts[pair], sorted(pair)))
    return Grid(
        "together",
        "Topics together",
        _closest(known, counts),
        tuple(str(number) for number in range(1, len(tags) + 1)),
        tuple(f"{number} {name}" for number, name in enumerate(names, 1)),
        tuple(rows),
        pairs=tuple(_pair(known, pair, counts[pair]) for pair in ordered),
    )


def _said(known: ReadingList, years: list[int], counts: Mapping[int, Counter[str]]) -> str:
    leading = [_leading(known, year, counts[year]) for year in reversed(years[-2:])]
    if any(len(known.by_year[year]) < FEW for year in years):
        leading.append(f"Outlines are of years with fewer than {FEW} papers.")
    return " ".join(leading)


def _commonest(known: ReadingList, number: int) -> list[str]:
    having = {tag: len(some) for tag, some in known.by_tag.items() if some}
    return sorted(having, key=lambda tag: (-having[tag], tag))[:number]


def _leading(known: ReadingList, year: int, counts: Counter[str]) -> str:
    """Return a sentence on the topic that most papers of a year have."""
    topics = [tag for tag in counts if tag in known.taxonomy.tags]
    if not topics:
        return ""
    most = min(topics, key=lambda tag: (-counts[tag], tag))
    of = count(len(known.by_year[year]), "paper")
    name = known.taxonomy.tags[most].name
    return f"In {year}, the commonest topic is “{name}”: {counts[most]:,} of {of}."


def _closest(known: ReadingList, counts: Counter[frozenset[str]]) -> str:
    if not counts:
        return "No paper has two of these topics."
    pair = min(counts, key=lambda both: (-counts[both], sorted(both)))
    one, other = (known.taxonomy.tags[tag].name for tag in sorted(pair))
    return f"“{one}” and “{other}” go together most often: in {count(counts[pair], 'paper')}."


def _pair(known: ReadingList, pair: frozenset[str], number: int) -> Bar:
    one, other = sorted(pair)
    names = known.taxonomy.tags
    page = routes.pair(one, other) if (one, other) in known.by_pair else ""
    return Bar(f"{names[one].name} and {names[other].name}", number, page)
