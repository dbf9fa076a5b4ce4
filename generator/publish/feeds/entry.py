"""What feeds say of a paper, and of a day, before it is written in any format.

Every text is clean and short here, once for all formats: no character that XML 1.0 forbids, and
not more of anything than `feed.BYTES` has room for, whatever a paper holds. `Text` sees to it for
abstracts, `line` for all else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.model.dates import PartialDate
from generator.model.paper import Paper
from generator.model.reading_list import Papers
from generator.publish import routes
from generator.publish.render import cut
from generator.publish.site import Site
from generator.publish.writing import render

ABSTRACT_LENGTH = 6_000
"""Characters of an abstract; of 391 real ones the longest has 1,920. Escaped twice, a character
may take 24 bytes."""
DAY_LENGTH = 40_000
"""Characters of HTML that list the papers of a day: some 150 papers."""
LINE_LENGTH = 500
"""Characters of a title, a name, a summary."""
AUTHORS = 100
"""Authors that programs are told; people are told the first of them and the number of the rest."""
SHOWN_AUTHORS = 10

_ITSELF = (routes.ARXIV, routes.DOI, routes.ANTHOLOGY, routes.OPENREVIEW)
"""Labels of the links that lead to the paper and not to what belongs to it, the best first."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold, not even escaped (https://www.w3.org/TR/xml/#charsets)."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A paper or a day that came to the list."""

    id: str
    """A tag URI (RFC 4151). It names the paper whatever the address of the site, and is final."""
    title: str
    page: str
    """The whole address of our page; empty when nobody said where the site is."""
    published: date
    """When it came to the list; a feed's entries are in this order."""
    updated: date
    content: str
    """HTML."""
    summary: str = ""
    authors: tuple[str, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    """Names by slug."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the paper itself by what they are called, the best first."""
    pdf: str = ""
    identifiers: Mapping[str, str | None] = field(default_factory=dict)
    """Of the paper, by kind; one that is `None` is unknown."""


def of_paper(site: Site, paper: Paper) -> Entry:
    """Return the entry of a paper that is in the list."""
    links = {link.label: link.url for link in routes.web_links(paper)}
    known = site.reading_list.taxonomy.tags
    came = added(paper, since(site.authority))
    return Entry(
        id=name(site, f"papers/{paper.key}"),
        title=line(paper.shown_title.plain()),
        page=_address(site, routes.paper(paper.key)),
        published=came,
        updated=paper.updated or came,
        content=_of_paper(site, paper, links),
        summary=line(paper.summary or ""),
        authors=tuple(line(author.name) for author in paper.authors[:AUTHORS]),
        topics={slug: line(known[slug].name) for slug in paper.shown_tags if slug in known},
        elsewhere={label: links[label] for label in _ITSELF if label in links},
        pdf=links.get(routes.PDF, ""),
        identifiers={
            "key": paper.key,
            "arxiv": paper.arxiv,
            "doi": paper.doi,
            "anthology": paper.anthology,
            "openreview": paper.openreview,
            "citation_key": paper.citation_key,
        },
    )


def of_day(site: Site, day: date, papers: Papers) -> Entry:
    """Return the entry of a day on which the list showed some papers: dated by the day alone."""
    items, left = [], DAY_LENGTH
    for paper in papers:
        url = _address(site, routes.paper(paper.key))
        title, names = line(paper.shown_title.plain()), _names(paper)
        items.append(render("feed_listed.html.j2", paper=paper, url=url, title=title, names=names))
        left -= len(items[-1])
        if left < 0:
            items.pop()
            break
    words, page = PartialDate.of(day).words, _address(site, routes.day(day))
    content = render("feed_day.html.j2", items=items, more=len(papers) - len(items), page=page)
    number = f"{len(papers):,} paper{'s' if len(papers) != 1 else ''}"
    identity = name(site, f"days/{day}")
    return Entry(identity, f"{words}: {number}", page, day, day, str(content))


def added(paper: Paper, otherwise: date) -> date:
    """Return the day on which a paper came to the list.

    Where its file does not say, the newest day that listed it stands in; else its publication, a
    vague date as its first day; else what is given.
    """
    if paper.added or paper.days:
        return paper.added or paper.days[0]
    seen = paper.published
    return date(seen.year, seen.month or 1, seen.day or 1) if seen else otherwise


def since(authority: str) -> date:
    """Return the day from which on an authority's names are its own: `example.org,2026-05`."""
    known = PartialDate.parse(authority.rpartition(",")[2])
    return date(known.year, known.month or 1, known.day or 1)


def name(site: Site, path: str) -> str:
    """Return the name of a thing of ours, as RFC 4151 has it, wherever the site is published."""
    return f"tag:{site.authority}:{quote(path)}"


def line(text: str) -> str:
    """Return a text as one line that every format can hold."""
    return cut(" ".join(_FORBIDDEN.sub("", text).split()), LINE_LENGTH)


def _of_paper(site: Site, paper: Paper, links: Mapping[str, str]) -> str:
    known = site.reading_list.taxonomy.tags
    tags = [known[slug] for slug in paper.shown_tags if slug in known]
    paragraphs, whole = _abstract(paper)
    content = render(
        "feed_paper.html.j2",
        paper=paper,
        names=_names(paper),
        venue=line(paper.venue or ""),
        days=[PartialDate.of(day).words for day in paper.days],
        topics=[(line(tag.name), _address(site, routes.tag(tag.slug))) for tag in tags],
        summary=line(paper.summary or ""),
        paragraphs=paragraphs,
        whole=whole,
        page=_address(site, routes.paper(paper.key)),
        links={label: url for label, url in links.items() if label in {*_ITSELF, routes.PDF}},
    )
    return str(content)


def _abstract(paper: Paper) -> tuple[list[Markup], bool]:
    """Return the paragraphs of an abstract in HTML, and whether they are all of it."""
    shown: list[Markup] = []
    left = ABSTRACT_LENGTH
    for paragraph in paper.shown_abstract.paragraphs():
        plain = paragraph.plain()
        if len(plain) > left:
            return [*shown, escape(cut(plain, left))], False
        shown.append(paragraph.html(links=True))
        left -= len(plain)
    return shown, True


def _names(paper: Paper) -> str:
    names = [line(author.name) for author in paper.authors[:SHOWN_AUTHORS]]
    more = len(paper.authors) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def _address(site: Site, path: str) -> str:
    return site.absolute(path) if site.url else ""
