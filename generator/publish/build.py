"""The way out, on one screen: a reading list in, pages and files out.

Nothing here writes to a disk, reaches the network or knows MkDocs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from generator.model.problems import ContentError, Problem
from generator.publish import redirects, routes
from generator.publish.exports import app, cards, citations, feeds, robots
from generator.publish.exports import data as open_data
from generator.publish.exports import library as library_pages
from generator.publish.metadata.head import told
from generator.publish.pages import (
    authors,
    changes,
    collections,
    curate,
    data,
    dates,
    digest,
    home,
    library,
    paper,
    published,
    reading,
    stats,
    tags,
    titles,
    trending,
)
from generator.publish.pages import feeds as feed_page
from generator.publish.pages import map as map_page
from generator.publish.render import File, Page
from generator.publish.search import files as search
from generator.publish.site import Site

PAGES: tuple[Callable[[Site], Iterable[Page]], ...] = (
    home.pages,
    library.pages,
    reading.pages,
    titles.pages,
    paper.pages,
    tags.pages,
    dates.pages,
    digest.pages,
    published.pages,
    authors.pages,
    trending.pages,
    collections.pages,
    map_page.pages,
    stats.pages,
    changes.pages,
    curate.pages,
    feed_page.pages,
    data.pages,
)
"""A new kind of page is a module and a line here."""

EXPORTS: tuple[Callable[[Site], Iterable[File]], ...] = (
    app.files,
    cards.files,
    citations.files,
    feeds.files,
    library_pages.files,
    open_data.files,
    robots.files,
    search.files,
)
"""A new kind of file is a module and a line here."""


def build(site: Site) -> list[Page | File]:
    """Return everything that is published beside the pages that a person has written.

    Raises `ContentError` where two have one address, or where a link leads to nothing.
    """
    outputs: list[Page | File] = [told(site, page) for make in PAGES for page in make(site)]
    outputs += [file for make in EXPORTS for file in make(site)]
    outputs += list(redirects.files(site, outputs))
    problems = [*_clashes(outputs), *_dead_links(outputs)]
    if problems:
        raise ContentError(problems)
    return outputs


def _clashes(outputs: Iterable[Page | File]) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for output in outputs:
        folded = routes.address(output.uri).casefold()
        if folded in taken:
            got = f"that of {taken[folded]}"
            yield Problem(Path(output.uri), 0, "", "an address of its own", got)
        taken[folded] = output.uri


def _dead_links(outputs: Iterable[Page | File]) -> Iterator[Problem]:
    known = {output.uri for output in outputs}
    for output in outputs:
        for target in output.links - known if isinstance(output, Page) else ():
            yield Problem(Path(output.uri), 0, "", "a link to a page that exists", target)
