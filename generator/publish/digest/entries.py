"""What a digest says of a paper where it leaves the site, in mail and in notes of a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.digest.period import Period
from generator.publish.render import cut
from generator.publish.routes import WebLink
from generator.publish.site import Site
from generator.text.text import Text

AUTHORS = 3
"""Authors that are named; the others are “et al.”."""
TITLE_LENGTH, NAME_LENGTH, SUMMARY_LENGTH = 300, 80, 360
"""Characters."""
READ_AT = (routes.ARXIV, routes.PDF, routes.ANTHOLOGY, routes.OPENREVIEW, routes.DOI)
"""The links to the paper itself that are given."""


@dataclass(frozen=True)
class Entry:
    """A paper in plain text: every text is one line, clean and of bounded length."""

    title: str
    byline: str
    summary: str
    note: str
    """What the curator says of it; empty for most."""
    url: str
    """Our page."""
    topics: str
    links: tuple[WebLink, ...]


def entry(site: Site, paper: Paper) -> Entry:
    """Return a paper as a digest tells of it."""
    topics = site.reading_list.taxonomy.tags
    return Entry(
        line(paper.title, TITLE_LENGTH) or paper.key,
        " · ".join(_byline(paper)),
        line(paper.summary, SUMMARY_LENGTH) if paper.summary else _first_sentence(paper),
        ". ".join(_note(paper)),
        site.absolute(routes.paper(paper.key)),
        ", ".join(line(topics[tag].name, NAME_LENGTH) for tag in paper.shown_tags if tag in topics),
        tuple(link for link in routes.web_links(paper) if link.label in READ_AT),
    )


def place(site: Site, period: Period, section: str = "") -> str:
    """Return where on the site a period's papers are, or those of a section."""
    own = period.page == routes.digest(period.slug)
    return site.absolute(period.page) + (f"#{section}" if section and own else "")


def line(text: str, length: int) -> str:
    """Return a text as readers read it, on one line and cut at a length in characters."""
    return cut(Text(text).plain().replace("\n\n", " "), length)


def _first_sentence(paper: Paper) -> str:
    return cut(next(iter(paper.shown_abstract.sentences()), ""), SUMMARY_LENGTH)


def _byline(paper: Paper) -> Iterator[str]:
    names = ", ".join(line(author.name, NAME_LENGTH) for author in paper.authors[:AUTHORS])
    if names:
        yield f"{names} et al." if len(paper.authors) > AUTHORS else names
    if paper.published:
        yield paper.published.words
    if paper.venue:
        yield line(paper.venue, NAME_LENGTH)


def _note(paper: Paper) -> Iterator[str]:
    if paper.rating:
        yield f"{paper.rating} of 5"
    if paper.note:
        yield line(paper.note, SUMMARY_LENGTH)
