"""Feeds in files: of every selection that grows, and of the days; and the list of them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from generator.publish import routes
from generator.publish.feeds import archive, opml
from generator.publish.feeds.entry import Entry, of_day, of_paper
from generator.publish.feeds.feed import ENTRIES, Document, Feed, feeds, fitting, newest
from generator.publish.feeds.formats import ATOM, JSON, RSS, Format, formats
from generator.publish.render import File
from generator.publish.site import Site

Write = Callable[[Entry], str]


def files(site: Site) -> Iterator[File]:
    """Yield every feed in its formats, the archive of the list's own, and the OPML of all.

    An entry is made once, and written once in each format, whatever number of feeds has it.
    """
    papers = {paper.key: of_paper(site, paper) for paper in site.reading_list.papers}
    write = {each: cache(partial(each.entry, site)) for each in (ATOM, JSON, RSS)}
    for feed in feeds(site):
        entries = _entries(site, feed, papers)
        for each in formats(feed):
            for document in _documents(feed, each, entries, write[each]):
                texts = map(write[each], document.entries)
                yield File(document.path, each.document(site, document, texts))
    yield File(routes.OPML, opml.text(site))


def _documents(feed: Feed, form: Format, entries: list[Entry], write: Write) -> list[Document]:
    shown = fitting(newest(entries)[:ENTRIES], write)
    document = Document(feed, form.path(feed), shown)
    if form is ATOM and feed.page == routes.HOME:
        return archive.documents(document, entries, write)
    return [document]


def _entries(site: Site, feed: Feed, papers: Mapping[str, Entry]) -> list[Entry]:
    """Return the entries of a feed in the order of its page; a removed paper has none."""
    if feed.page == routes.DATES:
        return [of_day(site, day, some) for day, some in site.reading_list.by_day.items()]
    shown = site.selections[feed.page].papers
    return [papers[paper.key] for paper in shown if paper.key in papers]
