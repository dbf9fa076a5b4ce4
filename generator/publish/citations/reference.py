"""What is cited, once for all formats: a paper as the thing that came out somewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from generator.model import venues
from generator.model.dates import PartialDate
from generator.model.names import Name
from generator.model.paper import Paper
from generator.publish import routes
from generator.text.text import Text

Kind = Literal["preprint", "conference", "journal", "other"]

_ANTHOLOGY_JOURNAL = re.compile(r"\d{4}\.(?:tacl|cl)-|[JQ]\d\d-")
"""Ids of *Computational Linguistics* and *TACL* (https://aclanthology.org/info/ids/)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as it is cited. What is unknown is `None` or empty, and in no format made up."""

    key: str
    """The stored citation key, else the paper's: ASCII, safe in every format."""
    kind: Kind
    """`other` is a paper at a venue of which nobody can tell what it is, or without any."""
    title: Text
    authors: tuple[Name, ...]
    container: str | None
    """The proceedings or the journal, without the year: `Findings of ACL`."""
    date: PartialDate | None
    """Of the published paper only the year; of a preprint as much as is known of its first day."""
    arxiv: str | None
    category: str | None
    """Of arXiv."""
    doi: str | None
    url: str | None
    """Where it is read, the Anthology before arXiv, OpenReview, and where the DOI leads."""
    abstract: Text
    keywords: tuple[str, ...]
    """The tags, as they stand in addresses."""


_READ_AT = (routes.ANTHOLOGY, routes.ARXIV, routes.OPENREVIEW, routes.DOI)


def of(paper: Paper) -> Reference:
    """Return what one cites of a paper."""
    venue = venues.parse(paper.venue) if paper.venue else None
    links = {link.label: link.url for link in routes.web_links(paper)}
    return Reference(
        key=paper.citation_key or paper.key,
        kind=_kind(paper, venue),
        title=paper.shown_title,
        authors=tuple(author.parts for author in paper.authors if author.parts.family),
        container=(venue.name or None) if venue else None,
        date=_date(paper, venue),
        arxiv=paper.arxiv,
        category=paper.category,
        doi=paper.doi,
        url=next((links[label] for label in _READ_AT if label in links), None),
        abstract=paper.shown_abstract,
        keywords=paper.shown_tags,
    )


def _kind(paper: Paper, venue: venues.Venue | None) -> Kind:
    if venue is None:
        return "preprint" if paper.arxiv else "other"
    if venue.kind == "other" and paper.anthology:
        return "journal" if _ANTHOLOGY_JOURNAL.match(paper.anthology) else "conference"
    return venue.kind


def _date(paper: Paper, venue: venues.Venue | None) -> PartialDate | None:
    if venue and venue.year:
        return PartialDate(venue.year)
    if venue and paper.published:
        return PartialDate(paper.published.year)
    return paper.published
