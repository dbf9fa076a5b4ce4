"""A paper as the reading list knows it. Only the title and the abstract are certain to be there.

The docstring under a field of `Paper` is what editors show of it, and the comment in a new file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, StringConstraints
from pydantic import WithJsonSchema as Schema
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from generator.model.dates import Day, Partial
from generator.model.identifiers import KINDS, Identifier
from generator.model.names import Name, parse
from generator.text.text import Text

LinkKind = Literal[
    "code", "project", "data", "model", "demo", "video", "slides", "poster", "blog", "other"
]
TagOrigin = Literal["rule", "person", "rejected"]
Status = Literal["active", "withdrawn", "removed"]

_CONFIG = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def expected(what: str) -> PydanticCustomError:
    """Return the error of a validator, in the words “expected `what`”."""
    return PydanticCustomError("expected", "{expected}", {"expected": what})


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        usable = None
    if not usable or re.search(r"[\s<>\"\x00-\x1f\x7f]", value):
        raise expected("a link that starts with https:// or http://")
    return value


def _matching(pattern: str, what: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise expected(what)
        return value

    return AfterValidator(check)


def _author(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _links(value: object) -> object:
    return [value] if isinstance(value, str) else value


Url = Annotated[str, AfterValidator(_web_address), Schema({"type": "string", "format": "uri"})]
Line = Annotated[str, StringConstraints(min_length=1)]
ArxivId = Annotated[
    str,
    _matching(
        r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}", "an arXiv id without a version, as 2311.09677"
    ),
]
Doi = Annotated[str, _matching(r"10\.\d{4,9}/\S+", "a DOI, as 10.18653/v1/2024.acl-long.1")]
Category = Annotated[
    str, _matching(r"[a-z]+(-[a-z]+)*(\.[A-Za-z]+(-[a-z]+)*)?", "a category of arXiv, as cs.CL")
]
Bibkey = Annotated[str, _matching(r"[A-Za-z0-9][A-Za-z0-9_:.+/-]*", "a BibTeX key in ASCII")]


@dataclass(frozen=True, config=_CONFIG)
class Author:
    """An author, named as the source names them."""

    name: Line
    doubtful: Annotated[bool, Strict()] = False
    """The source is known to spell names wrongly; the curator's report lists them."""

    @cached_property
    def parts(self) -> Name:
        """The name as a reader reads it, taken apart."""
        return parse(Text(self.name).plain())

    @property
    def family(self) -> str:
        """The family name with its particles: `van der Maaten`, `Costa-jussà`."""
        return f"{self.parts.particle} {self.parts.family}".strip()

    @property
    def given(self) -> str:
        """The given names; empty for a name that is not to be taken apart."""
        return self.parts.given


@dataclass(frozen=True, config=_CONFIG)
class Listing:
    """The list showed the paper: in this capture, as its `position`-th record (from 1)."""

    capture: Line
    position: Annotated[Whole, Field(ge=1)]
    date: Day | None = None
    """The day of the list; `None` when the capture does not say."""


@dataclass(frozen=True, config=_CONFIG)
class Count:
    """A number that a service gave on a day: upvotes, citations."""

    what: Line
    value: Annotated[Whole, Field(ge=0)]
    source: Line
    date: Day


@dataclass(frozen=True, config=_CONFIG)
class Source:
    """Where a program took a field's value from, when, and a hash to see that it is still it."""

    origin: Line
    date: Day
    hash: Line


FileAuthor = Annotated[
    Author,
    BeforeValidator(_author),
    Schema(
        {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "doubtful": {"type": "boolean"}},
                    "required": ["name"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
FileLinks = Annotated[
    tuple[Url, ...],
    BeforeValidator(_links),
    Field(min_length=1),
    Schema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Whole = Annotated[int, Strict()]


@dataclass(frozen=True, config=ConfigDict(**_CONFIG, use_attribute_docstrings=True))
class Paper:
    """One paper, one file. Titles and abstracts are kept as captured; `Text` shows them.

    A field that is `None` or empty is unknown; one that is also in `refused`, as `venue` or
    `links.code`, is meant to stay so (the file says `null`), and no program fills it.
    """

    key: Line
    """The file's name without `.yml`, the page's address, the feed's id. Never changes."""
    title: Line
    """As the paper has it."""
    authors: tuple[FileAuthor, ...] = ()
    """In the order of the paper: `Ada Lovelace`; with `doubtful` a name that may be misspelt."""
    published: Partial | None = None
    """When the first version came out, anywhere."""
    venue: Line | None = None
    """Where it was published after review, with the year: `ICLR 2024`."""
    arxiv: ArxivId | None = None
    """The id at arXiv without its version, in quotes: `'2311.09677'`."""
    doi: Doi | None = None
    """The DOI of the published version: `10.18653/v1/2024.acl-long.1`."""
    anthology: Line | None = None
    """The id in the ACL Anthology: `2024.acl-long.1`."""
    openreview: Line | None = None
    """The id of its forum at OpenReview: `PqvMRDCJT9t`."""
    category: Category | None = None
    """The category under which arXiv files it first: `cs.CL`."""
    citation_key: Bibkey | None = None
    """What LaTeX cites it by; made by programs once authors and year are known. Never changes."""
    tags: Mapping[Line, TagOrigin] = Field(default_factory=dict)
    """Tags of `tags.yml`, each with who gave it: `person` is you; `rejected` is not to be given."""
    summary: Line | None = None
    """What was found, in one sentence of your own, of at most 160 characters."""
    note: Line | None = None
    """Why it is here, or what to read it for, in your words."""
    rating: Annotated[Whole, Field(ge=1, le=5)] | None = None
    """How good it is, from 1 to 5."""
    abstract: Line = Field(kw_only=True)
    """As the paper has it, with LaTeX and all; a blank line begins a paragraph."""
    links: Mapping[LinkKind, FileLinks] = Field(default_factory=dict)
    """Addresses by what they lead to: one, or a list of them."""
    listed: tuple[Listing, ...] = ()
    """Where, and on which day, the list showed it."""
    counts: tuple[Count, ...] = ()
    """Numbers that services gave: upvotes, citations, stars."""
    status: Status = "active"
    """`withdrawn` by its authors, or `removed` from the list: its page then shows the note."""
    added: Day | None = None
    """The day on which it came into this repository."""
    updated: Day | None = None
    """The day on which a program last changed it."""
    rejected: Mapping[Line, tuple[Line, ...]] = Field(default_factory=dict)
    """Values that no program may fill in again, by field."""
    sources: Mapping[Line, Source] = Field(default_factory=dict)
    """Where each field that a program wrote comes from; `links` by kind, as `links.code`."""
    refused: frozenset[str] = frozenset()

    @cached_property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Those that it has, the surest first."""
        return tuple(Identifier(kind, id_) for kind in KINDS if (id_ := getattr(self, kind)))

    @cached_property
    def shown_title(self) -> Text:
        """The title, ready for every context it is shown in."""
        return Text(self.title)

    @cached_property
    def shown_abstract(self) -> Text:
        """The abstract, ready for every context it is shown in."""
        return Text.of_lines(self.abstract)

    @cached_property
    def shown_tags(self) -> tuple[str, ...]:
        """The tags that a rule or a person gave, in the order of the file."""
        return tuple(tag for tag, origin in self.tags.items() if origin != "rejected")

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which the list is known to have shown it, the newest first."""
        return tuple(sorted({seen.date for seen in self.listed if seen.date}, reverse=True))

    @cached_property
    def captures(self) -> tuple[str, ...]:
        """The captures that showed it, each once, by name."""
        return tuple(sorted({seen.capture for seen in self.listed}))
