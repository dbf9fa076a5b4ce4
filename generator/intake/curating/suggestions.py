"""What readers ask for in the two issue forms, read strictly: their text is data and nothing else.

GitHub makes one Markdown text of a form's answers: for each question `### <its label>`, an empty
line, the answer, an empty line; an answer that was left out is `_No response_`. An author may write
anything in its place, afterwards or by other means. So every question but the last takes one line,
all must be there in their order, and whatever follows the last heading is its answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.intake.merging.additions import touched
from generator.intake.reading.entry import one_line
from generator.model.dates import PartialDate
from generator.model.identifiers import KINDS, parse
from generator.model.paper import Author, Paper

PAPER = ("Link or id", "Title", "Why should it be on the list?")
"""The questions of the form that suggests a paper, `.github/ISSUE_TEMPLATE/suggest-a-paper.yml`."""
CORRECTION = ("Key", "Page", "What is wrong", "Where is it written?", "What would be right?")
"""Those of the form that corrects one, `wrong-paper.yml`."""

FIELDS: Mapping[str, str | None] = {
    "Title": "title",
    "Authors": "authors",
    "Date of publication": "published",
    "Venue": "venue",
    "arXiv id": "arxiv",
    "DOI": "doi",
    "ACL Anthology id": "anthology",
    "Link to the code": "links.code",
    "Link to the project": "links.project",
    "Link to the data": "links.data",
    "Something else": None,
}
"""What the form offers as wrong, and the field that it is; `None` is for a person to read."""

LONGEST = 20_000
"""Characters of an issue that is read; nobody needs more to name a paper."""
_LONGEST_LINE = 500
_MOST_AUTHORS = 500
_NO_ANSWER = "_No response_"


class Refusal(Enum):
    """Why nothing is made of an issue."""

    INCOMPLETE = "incomplete"
    LONG = "long"
    NO_IDENTIFIER = "no identifier"
    NO_PAPER = "no paper"
    BAD_VALUE = "bad value"
    NO_CHANGE = "no change"
    FOR_A_PERSON = "for a person"


@dataclass
class RefusedError(Exception):
    """Nothing can be made of the issue without a person."""

    why: Refusal
    field: str = ""
    """Of a value that cannot be one, its field."""


@dataclass(frozen=True)
class Suggestion:
    """A paper that somebody misses."""

    link: str
    """An id or an address that names a paper."""
    why: str


@dataclass(frozen=True)
class Correction:
    """A field of a paper that somebody finds wrong."""

    key: str
    field: str
    value: Any
    where: str
    """Where it is written, in the reader's words."""


def read(event: Path) -> Suggestion | Correction | None:
    """Read the issue of an event of GitHub's; `None` when it is of neither form.

    The event is https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues.
    Raises `RefusedError`; `ValueError` when the file is no such event.
    """
    return of_body(_body(event))


def of_body(text: str) -> Suggestion | Correction | None:
    """Read an issue's text; `None` when it is of neither form. Raises `RefusedError`."""
    body = text.replace("\r\n", "\n").lstrip("\n")
    for questions, made in ((PAPER, _suggestion), (CORRECTION, _correction)):
        if body.startswith(f"### {questions[0]}\n"):
            return made(_answers(body, questions))
    return None


def corrected(paper: Paper, correction: Correction, today: date) -> Paper:
    """Return the paper with the field as a person would write it. Raises `RefusedError`."""
    name, _, kind = correction.field.partition(".")
    value = {**getattr(paper, name), kind: correction.value} if kind else correction.value
    changes: dict[str, Any] = {name: value, "refused": paper.refused - {name, correction.field}}
    try:
        after = replace(paper, **changes)
    except ValidationError:
        raise RefusedError(Refusal.BAD_VALUE, correction.field) from None
    if after == paper:
        raise RefusedError(Refusal.NO_CHANGE, correction.field)
    return touched(after, today)


def _body(event: Path) -> str:
    try:
        body = json.loads(event.read_text(encoding="utf-8"))["issue"]["body"]
    except (KeyError, TypeError):
        body = 0
    if not isinstance(body, str | None):
        raise ValueError("something else")  # noqa: TRY004 - it is the file's value
    return body or ""


def _answers(body: str, questions: Sequence[str]) -> list[str]:
    if len(body) > LONGEST:
        raise RefusedError(Refusal.LONG)
    *asked, last = (re.escape(f"### {question}") for question in questions)
    pattern = "".join(rf"{each}\n\n([^\n]*)\n\n" for each in asked) + rf"{last}\n\n(.*)"
    match = re.fullmatch(pattern, body, re.DOTALL)
    if match is None:
        raise RefusedError(Refusal.INCOMPLETE)
    answers = (answer.strip() for answer in match.groups())
    return ["" if answer == _NO_ANSWER else answer for answer in answers]


def _suggestion(answers: Sequence[str]) -> Suggestion:
    link, _, why = answers
    if len(link) > _LONGEST_LINE or not parse(link):
        raise RefusedError(Refusal.NO_IDENTIFIER)
    return Suggestion(link, why)


def _correction(answers: Sequence[str]) -> Correction:
    key, _, wrong, where, right = answers
    if wrong not in FIELDS or not right:
        raise RefusedError(Refusal.INCOMPLETE)
    field = FIELDS[wrong]
    if field is None:
        raise RefusedError(Refusal.FOR_A_PERSON)
    value = _value(field, right)
    if value is None:
        raise RefusedError(Refusal.BAD_VALUE, field)
    return Correction(key, field, value, where)


def _value(field: str, right: str) -> Any:  # noqa: ANN401 - any field's value
    """Return the answer as the field's type; `None` when it is none."""
    lines = [line for each in right.split("\n") if (line := one_line(each))]
    if any(len(line) > _LONGEST_LINE for line in lines) or len(lines) > _MOST_AUTHORS:
        return None
    if field == "authors":
        return tuple(Author(name) for name in lines) or None
    if len(lines) != 1:
        return None
    if field in KINDS:
        return next((each.value for each in parse(lines[0]) if each.kind == field), None)
    if field == "published":
        return _date(lines[0])
    return (lines[0],) if field.startswith("links.") else lines[0]


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None
