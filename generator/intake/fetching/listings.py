"""Hugging Face's lists of papers, day by day: which are wanting here, and whether one is whole.

A list is kept in `content/captures/` as `huggingface-<day>.json`; one that was fetched again and
had changed, as `huggingface-<day>-2.json` and so on.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from generator.intake.formats import hugging_face as format_
from generator.intake.merging.merge import Say
from generator.intake.record import Reading
from generator.intake.services import hugging_face
from generator.intake.services.client import Answer, Client
from generator.intake.sources import Read
from generator.model.problems import ContentError, Problem
from generator.store import files
from generator.store.store import Store

LONGEST_GAP = 7
"""Days that are looked back when nothing says since when lists are wanting."""
FEWEST = 0.25
"""Of the median of the lists here: a list of a weekday with fewer papers is most likely not whole,
or the service has changed."""
_ENOUGH = 3
"""Lists from which there is a median to speak of."""
_NAME = re.compile(r"huggingface-(\d{4}-\d{2}-\d{2})(?:-\d+)?\.json")
_SATURDAY = 5


def here(known: Store) -> set[date]:
    """Return the days whose lists are here."""
    names = filter(None, map(_NAME.fullmatch, known.captures))
    return {date.fromisoformat(name[1]) for name in names}


def wanting(known: Store, today: date) -> list[date]:
    """Return the weekdays after the last list until yesterday, the last seven days at most.

    A day's list is complete only when the day is over, in UTC.
    """
    first = today - timedelta(LONGEST_GAP)
    last = max(here(known), default=first - timedelta(1))
    days = (first + timedelta(n) for n in range(LONGEST_GAP))
    return [day for day in days if day > last and is_weekday(day)]


def missed(known: Store, today: date) -> int:
    """Return how many weekdays after the last list are longer ago than is looked back."""
    last = max(here(known), default=today)
    over = (today - timedelta(LONGEST_GAP) - last).days
    return sum(is_weekday(last + timedelta(n)) for n in range(1, over))


def is_weekday(day: date) -> bool:
    """Whether a list is expected on this day; at the end of the week there may be none."""
    return day.weekday() < _SATURDAY


def fetched(
    client: Client, known: Store, days: Sequence[date], say: Say, *, few: bool = False
) -> list[Read]:
    """Fetch the lists of days, all of them before anything is made of one.

    Raises:
        FetchError: Hugging Face did not answer.
        ContentError: A list could not be read, or lists of weekdays are empty or far shorter than
            those here, and nobody said with `few` that this is right.
    """
    pages: dict[date, Sequence[Answer]] = {}
    for day in days:
        pages[day] = hugging_face.listing(client, day)
        say(len(pages), len(days))
    problems = [] if few else list(_suspicious(client, known, pages))
    reads: list[Read] = []
    for day, answers in pages.items():
        try:
            reads += _read(known, day, hugging_face.joined(answers), few)
        except ContentError as error:
            _forget(client, answers)
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return reads


def _read(known: Store, day: date, answer: Answer, few: bool) -> Iterator[Read]:
    """Read the list of a day; an empty one is kept only when the curator vouches for it."""
    digest = hashlib.sha256(answer.data).hexdigest()
    told = answer.source(hugging_face.NAME)
    place = Path(str(told.file).partition("&")[0])
    source = replace(told, file=place, name=_name(known, day, answer.data, digest), day=day)
    if json.loads(answer.data):
        yield Read(source, format_.read(source), digest)
    elif few:
        yield Read(source, Reading((), day, told=True, kept=True), digest)


def _forget(client: Client, answers: Iterable[Answer]) -> None:
    for answer in answers:
        client.forget(answer)


def _name(known: Store, day: date, data: bytes, digest: str) -> str:
    """Return the name under which these bytes are here already, or one that is free."""
    for number in itertools.count(1):
        name = f"huggingface-{day}{f'-{number}' if number > 1 else ''}.json"
        file = known.content / "captures" / name
        registered = known.captures.get(name)
        is_free = not registered and not file.exists()
        if is_free or (registered and registered.sha256 == digest) or files.holds(file, data):
            return name
    raise AssertionError  # there is always one more number


def _suspicious(
    client: Client, known: Store, pages: Mapping[date, Sequence[Answer]]
) -> Iterator[Problem]:
    """Yield the lists that may not be whole; they are asked anew the next time."""
    usual = _usual(known)
    for day, answers in pages.items():
        count = sum(len(json.loads(answer.data)) for answer in answers)
        if is_weekday(day) and (not count or count < usual * FEWEST):
            _forget(client, answers)
            like = f", about {usual:g} as in the lists here" if usual else ""
            expected = f"papers on {day:%A} {day}{like}"
            got = f"{count or 'none'}; if that is right, add --few"
            yield answers[0].source(hugging_face.NAME).problem(0, expected, got)


def _usual(known: Store) -> float:
    """Return the median of the papers in the lists of weekdays here; 0 when there are too few."""
    listings = (seen for paper in known.reading_list.papers for seen in paper.listed)
    counts = Counter(seen.capture for seen in listings if _of_weekday(seen.capture))
    return median(counts.values()) if len(counts) >= _ENOUGH else 0


def _of_weekday(capture: str) -> bool:
    name = _NAME.fullmatch(capture)
    return bool(name and is_weekday(date.fromisoformat(name[1])))
