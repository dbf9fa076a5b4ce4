"""Text captures of Hugging Face's Daily Papers pages.

A capture is the page's text: a few lines of the page's head, the day when the page showed one,
then title and abstract in turn. Three layouts occur: with blank lines and a day, with blank lines
and no day, and with neither, where `Subscribe` is glued to the first title. Current years are
left out on the page (`Mar 17`), and a year is never guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.intake.reading.slips import in_lines
from generator.intake.record import Fact, Reading, Record, Source
from generator.model.paper import Listing
from generator.model.problems import ContentError, Problem

NAME = "a capture of Daily Papers"
LONGEST_TITLE = 300
"""Characters; the longest of the 463 titles captured so far has 178, the shortest abstract 505."""

_INBOX = "Get trending papers in your email inbox"
_HEAD = {
    "new",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
    "by AK and the research community",
    f"{_INBOX}!",
    f"{_INBOX} once a day!",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAY = re.compile(rf"({'|'.join(_MONTHS)})[a-z]* (\d{{1,2}})(?:, (?P<year>\d{{4}}))?", re.ASCII)
_GLUED = re.compile(r"Subscribe(?=[^\s\-.,:;!?])(?!(?:d|s|rs?)\b)")
"""Not `Subscribe to …` and not `Subscribers …`, which are titles that begin so."""
_ENDED = re.compile(r"""[.!?…][)\]"'”’]*$""")
_WEEKEND = 5


@dataclass(frozen=True)
class _Line:
    number: int
    text: str


def recognises(head: str) -> bool:
    """Whether the page's invitation stands near the top."""
    return _INBOX in head[:500]


def read(source: Source) -> Reading:
    """Read a capture; every line that is not blank is accounted for."""
    lines = [
        _Line(number, line.strip())
        for number, line in enumerate(source.text.split("\n"), 1)
        if line.strip()
    ]
    body, shown = _after_head(lines)
    match = _DAY.fullmatch(shown.text) if shown else None
    day, problems = _day(source, shown, match) if shown and match else (source.day, [])
    problems += _body_problems(source, body)
    if problems:
        raise ContentError(problems)
    pairs = list(zip(body[::2], body[1::2], strict=True))
    records = tuple(
        _record(source, day, position, title, abstract)
        for position, (title, abstract) in enumerate(pairs, 1)
    )
    told = day is not None and not (match and match["year"])
    return Reading(records, day, told, tuple(_notes(day, records)), kept=True)


def _after_head(lines: Sequence[_Line]) -> tuple[list[_Line], _Line | None]:
    """Return the lines after the page's head, and the line that gives the day."""
    start = next((n for n, line in enumerate(lines) if line.text not in _HEAD), len(lines))
    body = list(lines[start:])
    if body and _DAY.fullmatch(body[0].text):
        return body[1:], body[0]
    if body and not any(line.text == "Subscribe" for line in lines[:start]):
        body[0] = _Line(body[0].number, _GLUED.sub("", body[0].text, count=1))
    return body, None


def _day(source: Source, shown: _Line, match: re.Match[str]) -> tuple[date | None, list[Problem]]:
    month, number, written = match.groups()
    year = int(written) if written else source.day.year if source.day else source.year
    if year is None:
        expected = (
            f"the year of “{shown.text}”: add --year YYYY or --date YYYY-MM-DD (today's year would"
            " be a guess: a capture may be imported years after it was made)"
        )
        return None, [source.problem(shown.number, expected, "a day without a year")]
    try:
        day = date(year, _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None, [source.problem(shown.number, f"a day of {year}", f"“{shown.text}”")]
    if source.day and source.day != day:
        return None, [source.problem(shown.number, f"the day given, {source.day}", f"{day}")]
    return day, []


def _body_problems(source: Source, body: Sequence[_Line]) -> list[Problem]:
    if not body:
        return [source.problem(1, "papers after the page's head", "none")]
    problems = [
        source.problem(
            line.number, f"a title of at most {LONGEST_TITLE} characters", f"{len(line.text)}"
        )
        for line in body[::2]
        if len(line.text) > LONGEST_TITLE
    ]
    problems += [
        source.problem(
            line.number, "a title or an abstract (the layout is unknown)", f"“{line.text}”"
        )
        for line in body
        if line.text in _HEAD or _DAY.fullmatch(line.text)
    ]
    if len(body) % 2:
        last = body[-1]
        expected = f"an abstract after “{last.text[:60]}”"
        problems.append(source.problem(last.number, expected, "the end: the capture is cut off"))
    return problems


def _record(
    source: Source, day: date | None, position: int, title: _Line, abstract: _Line
) -> Record:
    listing = Listing(capture=source.name, position=position, date=day)
    origin = f"captures/{source.name}"
    return Record(
        source=source.name,
        line=title.number,
        title=title.text,
        abstract=abstract.text,
        facts={"title": Fact(title.text, origin), "abstract": Fact(abstract.text, origin)},
        listing=listing,
    )


def _notes(day: date | None, records: Sequence[Record]) -> Iterator[str]:
    if day and day.weekday() >= _WEEKEND:
        yield f"{day} is a weekend day, and Daily Papers appear on weekdays"
    unended = [r.line + 1 for r in records if r.abstract and not _ENDED.search(r.abstract)]
    if unended:
        yield f"abstracts end without a full stop (near {in_lines(unended)})"
