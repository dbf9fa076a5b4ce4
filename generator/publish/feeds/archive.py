"""The whole feed of the list, month by month: nobody who comes late has missed anything.

A month is over when a later one has entries; no clock is asked. Its documents are archives (RFC
5005, section 4), whose bytes stay as they are when papers come. Those of the newest month stand at
their addresses already, but are pages (section 3) that still grow. So `next` leads from the feed
to all of the newest month, `prev-archive` through the months before it, and `next-archive` back,
at last to the page that will be the next archive: a link that came only then would change bytes.

An archive changes when a paper in it does, or is removed, and when one comes that says it came in
a month that is over. Clients need not notice (section 4.1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from generator.publish import routes
from generator.publish.feeds.entry import Entry
from generator.publish.feeds.feed import Document, fitting


def documents(
    current: Document, entries: Iterable[Entry], write: Callable[[Entry], str]
) -> list[Document]:
    """Return what a reader subscribes to, linked with the documents of all months behind it."""
    parts = list(_parts(entries, write))
    paths = [path for path, _ in parts]
    over = sum(_month(some[0]) < _month(parts[-1][1][0]) for _, some in parts)
    found = [replace(current, links=_links([*paths, current.path], over, len(parts)))]
    for place, (path, some) in enumerate(parts):
        links = {"current": current.path, **_links([*paths, current.path], over, place)}
        found.append(Document(current.feed, path, some[::-1], links, archive=place < over))
    return found


def _parts(
    entries: Iterable[Entry], write: Callable[[Entry], str]
) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Yield the paths and the entries of documents, the oldest first.

    Entries of one day are in the order of their names: that of the list changes.
    """
    ordered = sorted(entries, key=lambda entry: (entry.published, entry.id))
    for month, group in groupby(ordered, _month):
        rest, part = list(group), 0
        while rest:
            some, part = fitting(rest, write) or rest[:1], part + 1
            yield routes.feed_archive(*month, part), some
            rest = rest[len(some) :]


def _links(paths: Sequence[str], over: int, place: int) -> Mapping[str, str]:
    """Return the links of the document at a place in the chain, of which so many are archives."""
    if place < over:
        places = {"prev-archive": place - 1, "next-archive": place + 1}
    else:
        following = place - 1 if place > over else -1
        places = {"prev-archive": over - 1, "next": following, "previous": place + 1}
    return {link: paths[to] for link, to in places.items() if 0 <= to < len(paths)}


def _month(entry: Entry) -> tuple[int, int]:
    return entry.published.year, entry.published.month
