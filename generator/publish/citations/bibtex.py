"""BibTeX entries, as a careful author would write them: what is unknown is absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.publish import routes
from generator.publish.render import File
from generator.publish.site import Site
from generator.text.text import Text

_JOURNAL = re.compile(
    r"TACL|TKDE|TOIS|Transactions|Journal|Patterns|Library|Networks|Systems\b(?! Demo)|Reviews|Open"
)
"""Venues that are journals; every other is a conference or a workshop."""
_CAPITALS = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z]|\w+[A-Z])[\w-]+")


def files(site: Site) -> Iterator[File]:
    """Yield a file for every paper, and one for all."""
    entries = [(paper, entry(paper)) for paper in site.reading_list.papers]
    for paper, text in entries:
        yield File(routes.bibtex(paper.key), text)
    yield File(routes.ALL_BIBTEX, "\n".join(text for _, text in entries))


def entry(paper: Paper) -> str:
    """Return the paper's entry, under its stored citation key or else its key."""
    values = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper) if value)
    return f"@{_type(paper)}{{{paper.citation_key or paper.key},\n{values}}}\n"


def _type(paper: Paper) -> str:
    if not paper.venue:
        return "misc"
    return "article" if _JOURNAL.search(paper.venue) else "inproceedings"


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", _CAPITALS.sub(r"{\g<0>}", paper.shown_title.latex())
    yield "author", " and ".join(map(_name, paper.authors))
    venue = Text(paper.venue).latex() if paper.venue else ""
    yield {"article": "journal", "inproceedings": "booktitle"}.get(_type(paper), "note"), venue
    yield "year", str(_year(paper) or "")
    yield "doi", paper.doi or ""
    if paper.arxiv:
        yield "eprint", paper.arxiv
        yield "archivePrefix", "arXiv"
    yield "url", next((link.url for link in routes.web_links(paper) if _is_home(paper)), "")


def _year(paper: Paper) -> int | None:
    """Return the year of what is cited: the venue's when it names one, else the first version's."""
    of_venue = re.search(r"\b(?:19|20)\d\d\b", paper.venue or "")
    published: PartialDate | None = paper.published
    return int(of_venue[0]) if of_venue else published.year if published else None


def _name(author: Author) -> str:
    family, given = Text(author.family).latex(), Text(author.given).latex()
    if not given or " and " in author.name:  # BibTeX takes the word for the end of a name
        return f"{{{Text(author.name).latex()}}}"
    return f"{family}, {given}"


def _is_home(paper: Paper) -> bool:
    return bool(paper.arxiv or paper.anthology or paper.doi)
