"""A digest as plain text, for programs and people that want no other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generator.publish import routes
from generator.publish.digest.entries import NAME_LENGTH, Entry, entry, line, place
from generator.publish.digest.sections import Digest
from generator.publish.site import Site

WIDTH = 72
"""Characters of a line; only an address may be longer."""


def plain(site: Site, digest: Digest, unsubscribe: str = "") -> str:
    """Return the digest as plain text."""
    return "\n".join(_lines(site, digest, unsubscribe)) + "\n"


def _lines(site: Site, digest: Digest, unsubscribe: str) -> Iterator[str]:
    page = place(site, digest.period)
    yield from _wrapped(line(site.name, NAME_LENGTH), "")
    yield from (digest.period.title, f"{digest.words}.", page)
    for section in digest.sections:
        yield from ("", "", *_wrapped(section.title.upper(), ""))
        for paper in section.papers:
            yield ""
            yield from _entry(entry(site, paper))
        if section.left:
            yield from ("", f"And {section.left} more:", place(site, digest.period, section.slug))
    yield from ("", "", "-" * WIDTH)
    if digest.left:
        yield from (f"And {digest.left} more on the page:", page)
    yield from ("All weeks:", site.absolute(routes.DIGESTS))
    if unsubscribe:
        yield from ("Unsubscribe:", unsubscribe)


def _entry(paper: Entry) -> Iterator[str]:
    yield from _wrapped(paper.title, "* ")
    note = f"The curator: {paper.note}" if paper.note else ""
    for said in (paper.byline, paper.summary, note, paper.topics):
        yield from _wrapped(said, "  ")
    yield f"  {paper.url}"
    for link in paper.links:
        yield f"  {link.label}: {link.url}"


def _wrapped(said: str, begin: str) -> list[str]:
    after = " " * len(begin)
    return textwrap.wrap(said, WIDTH, initial_indent=begin, subsequent_indent=after)
