"""Atom 1.0 (RFC 4287) and RSS 0.9 to 2.0: the feeds of other lists, and what readers export.

RSS has no names of its own in a namespace, but for version 1.0
(https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from generator.intake.reading.feed_item import FeedItem, reading
from generator.intake.reading.html_text import plain
from generator.intake.reading.xml_stream import XmlStream, root
from generator.intake.record import Reading, Source

NAME = "an Atom or RSS feed"

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS_1 = "{http://purl.org/rss/1.0/}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ROOTS = {f"{_ATOM}feed", "rss", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF", "feed"}
_MORE = re.compile(r"<(?:\w+:)?link\s[^<>]*\brel=[\"'](?:next|prev-archive)[\"']")


def recognises(head: str) -> bool:
    """Whether the root is one of a feed."""
    name = root(head)
    return name in _ROOTS and not (name == "feed" and "<!DOCTYPE" not in head)


def read(source: Source) -> Reading:
    """Read a feed. Raises `ContentError` for what is not XML, or has a DTD."""
    notes = ["the feed goes on in other documents, which are not read here"]
    return reading(source, _items(source), *(notes if _MORE.search(source.head) else ()))


def _items(source: Source) -> Iterator[FeedItem]:
    stream = XmlStream(source, f"{_ATOM}entry", "item", f"{_RSS_1}item")
    for line, element in stream.items():
        is_atom = element.tag == f"{_ATOM}entry"
        yield _of_atom(line, element) if is_atom else _of_rss(line, element)


def _of_atom(line: int, entry: Element) -> FeedItem:
    links = [
        (link.get("rel", "alternate") != "alternate", link.get("href", ""))
        for link in entry.iterfind(f"{_ATOM}link")
        if link.get("rel", "alternate") in {"alternate", "related", "via", "enclosure"}
    ]
    names = (_text(each) for each in entry.iterfind(f"{_ATOM}author/{_ATOM}name"))
    creators = (_text(each) for each in entry.iterfind(_CREATOR))
    content = _html(entry.find(f"{_ATOM}content")) or _html(entry.find(f"{_ATOM}summary"))
    title = entry.find(f"{_ATOM}title")
    return FeedItem(
        line,
        _text(entry.find(f"{_ATOM}id")),
        plain(_html(title)) if title is not None and title.get("type") else _text(title),
        tuple(filter(None, (*names, *creators))),
        tuple(address for _, address in sorted(links, key=lambda link: link[0]) if address),
        content,
    )


def _of_rss(line: int, item: Element) -> FeedItem:
    space = _RSS_1 if item.tag.startswith(_RSS_1) else ""
    creators = (_text(each) for each in item.iterfind(_CREATOR))
    content = item.find(_ENCODED)
    return FeedItem(
        line,
        _text(item.find(f"{space}guid")),
        _text(item.find(f"{space}title")),
        tuple(filter(None, creators)),
        tuple(filter(None, (_text(item.find(f"{space}link")),))),
        _text(content if content is not None else item.find(f"{space}description")),
    )


def _html(element: Element | None) -> str:
    """Return what an element of Atom holds as HTML: its type says what it is (RFC 4287, 3.1)."""
    if element is None:
        return ""
    match element.get("type", "text"):
        case "html" | "text/html":
            return _text(element)
        case "xhtml":
            return _markup(element)
        case _:
            return escape(_text(element))


def _markup(element: Element) -> str:
    """Return the children of an element as HTML, without attributes but the links'."""
    pieces = [escape(element.text or "")]
    for child in element:
        name = child.tag.rpartition("}")[2]
        link = f' href="{escape(child.get("href", ""))}"' if child.get("href") else ""
        pieces += [f"<{name}{link}>", _markup(child), f"</{name}>", escape(child.tail or "")]
    return "".join(pieces)


def _text(element: Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""
