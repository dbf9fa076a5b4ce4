"""Papers that belong together and have a page; beside it stand files and feeds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.dates import PartialDate
from generator.model.reading_list import Papers, ReadingList
from generator.publish import routes


@dataclass(frozen=True)
class Selection:
    """The papers of a page, and what they are called."""

    page: str
    title: str
    description: str
    papers: Papers
    grows: bool = True
    """Whether papers may come to it that came to the list today: it can be followed by a feed."""


def selections(known: ReadingList, name: str, description: str) -> Iterator[Selection]:
    """Yield the whole list, then what its pages show of it."""
    yield Selection(routes.HOME, name, description, known.papers)
    yield from _by_topic(known)
    for path in known.collections:
        steps = tuple(known.by_key[step.paper] for step in path.papers)
        yield Selection(routes.collection(path.name), path.title, path.introduction, steps)
    said = "Papers that two or more captures of the list showed."
    yield Selection(routes.TRENDING, "Trending", said, known.trending)
    yield from _by_date(known)


def _by_topic(known: ReadingList) -> Iterator[Selection]:
    tags = known.taxonomy.tags
    for slug, papers in known.by_tag.items():
        yield Selection(routes.tag(slug), tags[slug].name, tags[slug].description, papers)
    for (one, other), papers in known.by_pair.items():
        title = f"{tags[one].name} and {tags[other].name}"
        said = f"Papers that are about both: {tags[one].name}, {tags[other].name}."
        yield Selection(routes.pair(one, other), title, said, papers)


def _by_date(known: ReadingList) -> Iterator[Selection]:
    for day, papers in known.by_day.items():
        yield _listed(routes.day(day), PartialDate.of(day), papers)
    for month in dict.fromkeys((day.year, day.month) for day in known.by_day):
        days = [day for day in known.by_day if (day.year, day.month) == month]
        yield _listed(routes.month(*month), PartialDate(*month), _of_days(known, days))
    for year in dict.fromkeys(day.year for day in known.by_day):
        days = [day for day in known.by_day if day.year == year]
        yield _listed(routes.year(year), PartialDate(year), _of_days(known, days))
    said = "Papers whose day on the list no capture tells."
    yield Selection(routes.UNDATED, "Undated listings", said, known.undated, grows=False)
    for published, papers in known.by_year.items():
        title = f"Published in {published}" if published else "Year of publication unknown"
        said = f"Papers whose first version is of {published or 'an unknown year'}."
        yield Selection(routes.published(published), title, said, papers, grows=False)


def _listed(page: str, span: PartialDate, papers: Papers) -> Selection:
    said = f"Papers that the list showed in {span.words}."
    if span.day:
        return Selection(page, span.words, said.replace(" in ", " on "), papers, grows=False)
    return Selection(page, f"Listed in {span.words}", said, papers, grows=False)


def _of_days(known: ReadingList, days: Iterable[date]) -> Papers:
    """Return the papers of some days, each once."""
    found = {paper.key: paper for day in days for paper in known.by_day[day]}
    return tuple(found.values())
