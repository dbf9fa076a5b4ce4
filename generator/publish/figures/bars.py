"""What is counted one by one: years, days, venues, authors, code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from generator.model import venues
from generator.model.dates import PartialDate
from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.figures.figure import Bar, Bars, commonest
from generator.publish.render import count

MOST_DAYS, MOST_MONTHS = 31, 36
"""As many days are shown one by one; then as many months; then years."""
MANY_AUTHORS = 10


def years(known: ReadingList) -> Bars:
    """Return how many papers were published in each year; the years between have none."""
    counts = {year: len(some) for year, some in known.by_year.items()}
    dated = sum(number for year, number in counts.items() if year)
    bars = [_year(year, counts.get(year, 0)) for year in _span(counts)]
    most = max(bars, key=lambda bar: bar.value, default=None)
    unknown = _unknown("date unknown", counts.get(None, 0), routes.published(None))
    says = f"The date of publication is known of {dated:,} of {count(len(known.papers), 'paper')}"
    says += f"; most, {most.value:,}, are of {most.name}." if most else "."
    head = ("Published", "Papers")
    return Bars("published", "Years of publication", says, head, (*bars, *unknown))


def listings(known: ReadingList) -> Bars:
    """Return how many papers the list showed by day; by month or year, where days are many."""
    days = Counter({PartialDate.of(day): len(some) for day, some in known.by_day.items()})
    spans = _coarse(days)
    bars = [Bar(span.words, spans[span], _listed(span)) for span in sorted(spans, key=_when)]
    undated = _unknown("no day known", len(known.undated), routes.UNDATED)
    busiest = max(bars, key=lambda bar: bar.value, default=None)
    says = (
        f"{len(known.undated):,} of {count(len(known.papers), 'paper')} were listed on no known day"
    )
    if busiest:
        says += f"; of {len(days):,} known days, most papers, {busiest.value:,}, came "
        says += f"{'on' if len(days) <= MOST_DAYS else 'in'} {busiest.name}"
    return Bars("listed", "Days of listing", f"{says}.", ("Listed", "Papers"), (*bars, *undated))


def code(known: ReadingList) -> Bars:
    """Return how many papers of each year have a link to their code."""
    having = {year: sum("code" in p.links for p in some) for year, some in known.by_year.items()}
    bars = [
        Bar(str(year or "date unknown"), number, routes.published(year), len(known.by_year[year]))
        for year, number in sorted(having.items(), key=lambda item: item[0] or 10_000)
    ]
    total = sum(having.values())
    share = round(100 * total / max(len(known.papers), 1))
    says = (
        f"A link to code is known of {total:,} of {count(len(known.papers), 'paper')}, {share} %."
    )
    return Bars(
        "code", "Papers with code", says, ("Published", "With code", "Papers", "Share"), tuple(bars)
    )


def venues_of(known: ReadingList) -> Bars:
    """Return how many papers appeared in each conference or journal, of all years together."""
    counts = Counter(venues.parse(p.venue).name for p in known.papers if p.venue)
    bars = commonest([Bar(name, number) for name, number in counts.items()], "other venues")
    total = sum(counts.values())
    says = f"A venue is known of {total:,} of {count(len(known.papers), 'paper')}"
    says += f"; {bars[0].name} has most, {bars[0].value:,}." if bars else "."
    unknown = _unknown("no venue known", len(known.papers) - total)
    return Bars("venues", "Venues", says, ("Venue", "Papers"), (*bars, *unknown))


def authors(known: ReadingList) -> Bars:
    """Return how many papers have so many authors."""
    numbers = sorted(len(paper.authors) for paper in known.papers if paper.authors)
    counts = Counter(min(number, MANY_AUTHORS) for number in numbers)
    bars = [
        Bar(_so_many(number), counts[number]) for number in range(1, max(counts, default=0) + 1)
    ]
    unknown = _unknown("authors unknown", len(known.papers) - len(numbers))
    says = f"The authors are known of {len(numbers):,} of {count(len(known.papers), 'paper')}"
    if numbers:
        says += f"; half of these have {numbers[(len(numbers) - 1) // 2]} or fewer"
    head = ("Authors", "Papers")
    return Bars("authors", "Authors of a paper", f"{says}.", head, (*bars, *unknown))


def _span(years_known: Iterable[int | None]) -> range:
    known = [year for year in years_known if year]
    return range(min(known), max(known) + 1) if known else range(0)


def _year(year: int, number: int) -> Bar:
    return Bar(str(year), number, routes.published(year) if number else "")


def _unknown(name: str, number: int, page: str = "") -> Iterator[Bar]:
    if number:
        yield Bar(name, number, page, unknown=True)


def _coarse(days: Counter[PartialDate]) -> Counter[PartialDate]:
    """Return the listings by day, if these are not too many; else by month, or else by year."""
    months = _summed(days, 2)
    if len(days) <= MOST_DAYS:
        return days
    return months if len(months) <= MOST_MONTHS else _summed(days, 1)


def _summed(days: Counter[PartialDate], parts: int) -> Counter[PartialDate]:
    spans: Counter[PartialDate] = Counter()
    for day, number in days.items():
        spans[PartialDate(*_when(day)[:parts])] += number
    return spans


def _when(span: PartialDate) -> tuple[int, int, int]:
    return span.year, span.month, span.day


def _listed(span: PartialDate) -> str:
    if span.day:
        return routes.day(date(span.year, span.month, span.day))
    return routes.month(span.year, span.month) if span.month else routes.year(span.year)


def _so_many(number: int) -> str:
    return f"{number} or more" if number == MANY_AUTHORS else str(number)
