"""Where each fact of a paper came from, in words for its readers.

Whose a fact is, `generator.model.provenance` knows; here it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model.dates import PartialDate
from generator.model.decisions import Conflict
from generator.model.paper import Author, Paper
from generator.model.provenance import ABSENT, may_write, value_of
from generator.publish.render import cut
from generator.text.text import Text

CURATOR = "the curator"
REFUSED = "the curator said no"
REPOSITORY = "this list's own record"

SHORT = 60
"""Characters of a value that stands elsewhere on the page."""

_ORIGINS = {
    "abstract": "a link in the abstract",
    "arXiv id": "the arXiv id, which begins with year and month",
    "tags.yml": "the list's rules",
    "checked by hand": "a person who looked it up",
}
_PREFIXES = {"captures/": "capture {}", "merged/": "{}, which was merged into this paper"}
_BY_TITLE = " (by title: "
"""As the way in writes it, after a service that was asked for a title and not for an identifier."""

_NAMES = {
    "title": "Title",
    "authors": "Authors",
    "published": "Published",
    "venue": "Venue",
    "arxiv": "arXiv id",
    "doi": "DOI",
    "anthology": "ACL Anthology id",
    "openreview": "OpenReview id",
    "category": "arXiv category",
    "abstract": "Abstract",
    "summary": "Summary",
    "note": "Note",
    "rating": "Rating",
    "links": "Links",
    "tags": "Topics",
}
"""Fields that have a source, in the order in which they are told of."""


@dataclass(frozen=True)
class Said:
    """One row: a fact, and on whose word it stands there, or does not."""

    fact: str
    value: str
    by: str
    when: date | None = None
    """The day on which it came here, or was asked; a person's word has none."""
    refused: bool = False
    """Whether the value is one that is not to be filled in."""


def of(
    paper: Paper, conflicts: Iterable[Conflict[Any]] = (), merged: Iterable[str] = ()
) -> tuple[Said, ...]:
    """Return what is to be told of a paper.

    Args:
        paper: whose facts they are.
        conflicts: questions about its fields that wait for an answer.
        merged: keys of the papers that are now a part of it.
    """
    return (
        *(said for field in _fields(paper) for said in _of_field(paper, field)),
        *_topics(paper),
        *(Said(_name(c.field), _claims(c), "sources disagree", c.asked) for c in conflicts),
        *(Said("Merged", key, "the same paper, once listed twice") for key in merged),
        *_days(paper),
    )


def _fields(paper: Paper) -> Iterator[str]:
    """Yield the fields that are known, refused, or have a value that is not to come again."""
    told = {*paper.rejected, *paper.refused}
    kinds = [*paper.links, *(field[6:] for field in sorted(told) if field.startswith("links."))]
    for field in _NAMES:
        if field == "links":
            yield from (f"links.{kind}" for kind in dict.fromkeys(kinds))
        if field in told or _is_known(paper, field):
            yield field


def _is_known(paper: Paper, field: str) -> bool:
    """Whether it has a value; topics and kinds of links have each a row of their own."""
    return field not in ("links", "tags") and value_of(paper, field) not in ABSENT


def _of_field(paper: Paper, field: str) -> Iterator[Said]:
    name, source = _name(field), paper.sources.get(field)
    known = _is_known(paper, field)
    if known and source and may_write(paper, field):
        yield Said(name, _value(paper, field), who(source.origin), source.date)
    elif known:
        yield Said(name, _value(paper, field), CURATOR)
    elif field in paper.refused:
        yield Said(name, "to be left open", REFUSED, refused=True)
    doubtful = [author.name for author in paper.authors if author.doubtful]
    if field == "authors" and doubtful:
        by = "its source is known to misspell names"
        yield Said("Spelling in doubt", ", ".join(doubtful), by)
    for value in paper.rejected.get(field, ()):
        yield Said(name, f"not {cut(value, SHORT)}", REFUSED, refused=True)


def _topics(paper: Paper) -> Iterator[Said]:
    source = paper.sources.get("tags")
    given = {
        origin: ", ".join(tag for tag, by in paper.tags.items() if by == origin)
        for origin in ("person", "rule", "rejected")
    }
    if given["person"]:
        yield Said("Topics", given["person"], CURATOR)
    if given["rule"]:
        yield Said("Topics", given["rule"], _ORIGINS["tags.yml"], source.date if source else None)
    if given["rejected"]:
        yield Said("Topics", f"not {given['rejected']}", REFUSED, refused=True)


def _days(paper: Paper) -> Iterator[Said]:
    for count in paper.counts:
        yield Said(count.what.capitalize(), f"{count.value:,}", count.source, count.date)
    if paper.added:
        yield Said("Added here", _words(PartialDate.of(paper.added)), REPOSITORY)
    if paper.updated and paper.updated != paper.added:
        yield Said("Changed here", _words(PartialDate.of(paper.updated)), REPOSITORY)


def who(origin: str) -> str:
    """Return who said something, in words, from the origin that a program left."""
    asked, by_title, _ = origin.partition(_BY_TITLE)
    for prefix, words in _PREFIXES.items():
        if asked.startswith(prefix):
            return words.format(asked.removeprefix(prefix))
    return _ORIGINS.get(asked, asked) + (", asked for the title" if by_title else "")


def _name(field: str) -> str:
    name, _, kind = field.partition(".")
    return f"Link: {kind}" if kind else _NAMES.get(name, name)


def _value(paper: Paper, field: str) -> str:
    if field in ("title", "abstract", "summary", "note"):
        text = {"title": paper.shown_title, "abstract": paper.shown_abstract}.get(field)
        plain = (text or Text(getattr(paper, field))).plain()
        return cut(" ".join(plain.split()), SHORT)
    name, _, kind = field.partition(".")
    return _words(paper.links[kind] if kind else getattr(paper, name))  # type: ignore[index]


def _words(value: object) -> str:
    """Return a value of any field in a few words."""
    if isinstance(value, PartialDate):
        lacks = {"year": ", the month unknown", "month": ", the day unknown", "day": ""}
        return value.words + lacks[value.precision]
    if isinstance(value, tuple) and value and isinstance(value[0], Author):
        first, others = value[0].name, len(value) - 1
        return f"{first} and {others} other{'s' if others > 1 else ''}" if others else first
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _claims(conflict: Conflict[Any]) -> str:
    return "; ".join(f"{_words(value)}: {who(by)}" for by, value in conflict.said.items())
