"""JSON of Hugging Face: the listings of Daily Papers, pages of single papers, search results.

An entry of a listing (`/api/daily_papers`) is `{"paper": {…}, "publishedAt": …, …}`; a paper
(`/api/papers/<id>`) is the inner object alone (https://huggingface.co/docs/hub/api). There are
three dates: `paper.publishedAt` is arXiv's; `paper.submittedOnDailyAt` is the day of the list, as a
time or as midnight in UTC; the outer `publishedAt` is the first again, in the time of New York and
called UTC, and may be the day before: it is never read. Summaries by a machine (`ai_summary`) are
left out. A hidden author is one who does not show the paper on a profile, and an author still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pydantic import ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

from generator.intake.reading.answers import Item, Whole, counted, items, says
from generator.intake.reading.dates import Day
from generator.intake.reading.entry import Entry
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.identifiers import parse
from generator.model.paper import LinkKind, Listing
from generator.model.problems import ContentError, Problem

NAME = "JSON of Hugging Face"
ORIGIN = "Hugging Face"

_LONGEST_LISTING = timedelta(days=31)
"""`/api/daily_papers` gives the listings of a day, a week or a month."""
_CAMEL = ConfigDict(alias_generator=to_camel)
_REPOSITORY = re.compile(r"(?:https?://)?(?:www\.)?github\.com/([\w.-]+/[\w.-]+)/?", re.ASCII)
_OWNER_AND_NAME = re.compile(r"([\w-]+/[\w.-]+)", re.ASCII)
_PAPER_ID = re.compile(r"[\w.-]+", re.ASCII)


@dataclass(frozen=True, config=_CAMEL)
class _Author:
    name: str | None = None


@dataclass(frozen=True, config=_CAMEL)
class _Paper:
    id: str
    title: str | None = None
    summary: str | None = None
    authors: tuple[_Author, ...] | None = None
    published_at: Day | None = None
    submitted_on_daily_at: Day | None = None
    upvotes: Whole | None = None
    github_repo: str | None = None
    project_page: str | None = None


_SHAPE = TypeAdapter(_Paper)


def recognises(head: str) -> bool:
    """Whether it is JSON with the fields that papers have there, or the list of an empty day."""
    return (
        says(head, "submittedOnDailyAt")
        or says(head, "upvotes", "summary")
        or says(head, "paper", "publishedAt")
        or head.split() in (["[]"], ["[", "]"])
    )


def read(source: Source) -> Reading:
    """Read a listing, or papers. Raises `ContentError`.

    Papers are a listing when somebody says which day the file shows, or when all of them say it
    themselves; what a service has just found is none without a day, though its papers have theirs.
    """
    papers = tuple(items(source, _SHAPE, wrappers=("paper",)))
    if not _is_listing(source, papers):
        records = (_record(source, each, source.asked or source.day) for each in papers)
        return Reading(tuple(records), notes=tuple(_notes(source, papers)))
    _check_days(source, papers)
    listed = tuple(_listed(source, each, place) for place, each in enumerate(papers, 1))
    days = {each.listing.date for each in listed if each.listing} or {source.day}
    day = days.pop() if len(days) == 1 else None
    told = not all(each.value.submitted_on_daily_at for each in papers) or not papers
    return Reading(listed, day, told, kept=True)


def _is_listing(source: Source, papers: Sequence[Item[_Paper]]) -> bool:
    if not all(each.wrapper for each in papers):
        return False
    days = [each.value.submitted_on_daily_at for each in papers]
    known = [day for day in days if day]
    is_dated = len(known) == len(days) > 0 and max(known) - min(known) < _LONGEST_LISTING
    return source.day is not None or (is_dated and source.asked is None)


def _notes(source: Source, papers: Sequence[Item[_Paper]]) -> Iterator[str]:
    has_days = any(each.value.submitted_on_daily_at for each in papers)
    if not has_days and source.asked is None and all(each.wrapper for each in papers):
        yield "no day is in it: if it is the listing of one, add --date YYYY-MM-DD"


def _check_days(source: Source, papers: Sequence[Item[_Paper]]) -> None:
    """Refuse a day that is not the file's; an entry may have come in the night before or after."""
    problems: list[Problem] = []
    for each in papers:
        day = each.value.submitted_on_daily_at
        if source.day and day and abs(day - source.day) > timedelta(days=1):
            expected = f"the day given, {source.day}"
            where = f"{each.where}.submittedOnDailyAt"
            problems.append(source.problem(each.line, expected, str(day), where))
    if problems:
        raise ContentError(problems)


def _listed(source: Source, item: Item[_Paper], position: int) -> Record:
    day = source.day or item.value.submitted_on_daily_at
    found = _record(source, item, source.asked or day, f"captures/{source.name}")
    return replace(found, listing=Listing(source.name, position, day))


def _record(
    source: Source, item: Item[_Paper], counted_on: date | None, origin: str = ORIGIN
) -> Record:
    paper = item.value
    identifiers = parse(paper.id)
    page = f"https://huggingface.co/papers/{paper.id}"
    entry = Entry(
        title=paper.title,
        abstract=paper.summary,
        authors=tuple(each.name for each in paper.authors or () if each.name),
        published=PartialDate.of(paper.published_at) if paper.published_at else None,
        identifiers=identifiers,
        urls=() if identifiers or not _PAPER_ID.fullmatch(paper.id) else (page,),
        links={kind: (url,) for kind, url in _links(paper)},
        counts=counted("upvotes", paper.upvotes, ORIGIN, counted_on),
    )
    return entry.record(source, item.line, origin)


def _links(paper: _Paper) -> Iterator[tuple[LinkKind, str]]:
    code = (paper.github_repo or "").strip()
    known = _REPOSITORY.fullmatch(code) or _OWNER_AND_NAME.fullmatch(code)
    if code:
        name = known[1].removesuffix(".git") if known else ""
        yield "code", f"https://github.com/{name}" if name else code
    if paper.project_page:
        yield "project", paper.project_page.strip()
