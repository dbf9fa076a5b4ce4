"""A digest as the notes of a release on GitHub, which sends them to those who watch releases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.publish import routes
from generator.publish.digest.entries import Entry, entry, place
from generator.publish.digest.length import fitted
from generator.publish.digest.sections import Digest
from generator.publish.site import Site

_MARKED = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~&:$@^=]")
"""What means something in GitHub's Markdown. Any punctuation of ASCII may follow a backslash
(https://spec.commonmark.org/0.31.2/#backslash-escapes)."""
_CALLS = re.compile(r"@(?=\w)|#(?=\d)|\bgh-(?=\d)|:(?=[\w+-]+:)", re.IGNORECASE)
"""Where GitHub, after Markdown, sees a person, an issue or an emoji
(https://docs.github.com/en/get-started/writing-on-github), and a backslash does not help."""
_APART = "\N{ZERO WIDTH SPACE}"


def notes(site: Site, digest: Digest) -> str:
    """Return the digest in GitHub's Markdown, without HTML; nobody and no issue is mentioned."""
    return fitted(digest, lambda shown: "\n".join(_lines(site, shown)) + "\n")


def inert(text: str) -> str:
    """Return a line that GitHub shows as the text that it is."""
    return _MARKED.sub(r"\\\g<0>", _CALLS.sub(rf"\g<0>{_APART}", text))


def _lines(site: Site, digest: Digest) -> Iterator[str]:
    page = place(site, digest.period)
    yield f"{digest.period.title}: {digest.words}. {_link('Read it on the site', page)}"
    for section in digest.sections:
        yield from ("", f"## {inert(section.title)}", "")
        for paper in section.papers:
            yield from _entry(entry(site, paper))
        if section.left:
            there = place(site, digest.period, section.slug)
            yield f"- {_link(f'And {section.left} more', there)}"
    yield ""
    if digest.left:
        yield f"And {digest.left} more {_link('on the page', page)}."
    yield _link("All weeks", site.absolute(routes.DIGESTS))


def _entry(paper: Entry) -> Iterator[str]:
    """Yield an item of a list; a backslash at its end makes a line break of a line's end."""
    note = f"The curator: {paper.note}" if paper.note else ""
    said = (inert(text) for text in (paper.byline, paper.summary, note, paper.topics))
    links = " · ".join(_link(link.label, link.url) for link in paper.links)
    lines = [f"**{_link(paper.title, paper.url)}**", *said, links]
    yield "- " + "\\\n  ".join(filter(None, lines))


def _link(text: str, url: str) -> str:
    return f"[{inert(text)}](<{url}>)"
