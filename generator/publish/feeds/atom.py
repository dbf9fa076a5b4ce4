"""Atom 1.0 (RFC 4287), with the links between the documents of one feed (RFC 5005).

A paper whose authors nobody knows is inherited by the author of the feed, which is the list: Atom
has no entry without an author (RFC 4287, section 4.2.1). The other formats leave it open. Without
`Site.url` an entry keeps its id and its content, and the links to our own pages are left out.

feedgenerator 2.2 was considered: it knows no `related` link and no archive, and writes an entry
anew for each of the thirty feeds that hold it.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.publish import routes
from generator.publish.feeds.entry import Entry, line, name
from generator.publish.feeds.feed import Document
from generator.publish.site import Site
from generator.publish.writing import render


def entry(site: Site, entry: Entry) -> str:
    """Return an entry."""
    return render("feed_entry.atom.j2", entry=entry, scheme=name(site, "tags"))


def document(site: Site, document: Document, entries: Iterable[str]) -> str:
    """Return a whole document around its entries."""
    links = {"self": document.path, **document.links} if site.url else {}
    text = render(
        "feed.atom.j2",
        style=routes.root(document.path) + routes.FEED_STYLE,
        document=document,
        id=document.id(site),
        updated=document.updated(site),
        author=line(site.name),
        page=site.absolute(document.feed.page) if site.url else "",
        links={relation: site.absolute(path) for relation, path in links.items()},
        entries=entries,
    )
    return str(text)
