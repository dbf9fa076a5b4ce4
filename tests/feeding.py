"""Feeds as their readers see them: made of a few papers, taken apart, held to their rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from bs4 import BeautifulSoup

from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish.exports import feeds
from generator.publish.site import Site
from tests.site import SUB_PATH

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
BYTES = 250_000
"""Of a feed, at most."""

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How it is made.")},
    {
        "rag": Tag("rag", "R & A <G>", "method", "It reads."),
        "peft": Tag("peft", "PEFT", "method", "Few weights."),
        "nobody": Tag("nobody", "Nobody", "method", "No paper has it."),
    },
)

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_CONTENT = {"p", "small", "br", "a", "strong", "sup", "sub", "ol", "li"}
_ONCE = {f"{ATOM}{name}" for name in ("id", "title", "updated", "published", "content", "summary")}


def make_site(*papers: Paper, url: str = SUB_PATH, **changes: Any) -> Site:  # noqa: ANN401
    """Return a site of some papers."""
    known = ReadingList({paper.key: paper for paper in papers}, TAXONOMY)
    return Site(known, "A <List>", "Papers & more.", url=url, **changes)


def written(site: Site) -> Mapping[str, str]:
    """Return all that is written for feeds, by path; no path is written twice."""
    made = list(feeds.files(site))
    texts = {file.uri: file.data for file in made if isinstance(file.data, str)}
    assert len(texts) == len(made)
    return texts


def entries(text: str) -> Mapping[str, str]:
    """Return the entries of an Atom feed as they are written, by their ids, in their order."""
    found = re.findall(r"<entry>.*?</entry>", text, re.DOTALL)
    return {re.findall("<id>(.*?)</id>", entry)[0]: entry for entry in found}


def tree(text: str) -> ET.Element:
    """Return the tree of XML that we have made."""
    return ET.fromstring(text)  # noqa: S314 - nobody else had a hand in it


def links(text: str, relation: str) -> list[str]:
    """Return the addresses of an Atom document's own links of a relation."""
    some = tree(text).findall(f"{ATOM}link")
    return [link.attrib["href"] for link in some if link.get("rel") == relation]


def wrong_in_atom(text: str, address: str) -> Iterator[str]:
    """Yield every breach of RFC 4287 and RFC 5005 by the document at an address."""
    feed = tree(text)
    shown = list(feed.iter(f"{ATOM}entry"))
    ids = [entry.findtext(f"{ATOM}id") for entry in shown]
    if len(set(ids)) != len(ids):
        yield "two entries have one id"
    if links(text, "self") != [address]:
        yield f"self is {links(text, 'self')}"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "the feed has no author"
    changes = [entry.findtext(f"{ATOM}updated", "") for entry in shown]
    if changes and feed.findtext(f"{ATOM}updated") != max(changes):
        yield "the feed is older or newer than its entries"
    for holder in (feed, *shown):
        named = holder.findtext(f"{ATOM}id", "")
        for said in (*_wrong_elements(holder), *_wrong_stamps(holder), *_wrong_links(holder)):
            yield f"{named}: {said}"


def _wrong_elements(holder: ET.Element) -> Iterator[str]:
    kinds = [child.tag for child in holder]
    for tag in ("id", "title", "updated"):
        if f"{ATOM}{tag}" not in kinds:
            yield f"no {tag}"
    yield from (f"several {tag}" for tag in _ONCE if kinds.count(tag) > 1)
    if not urlsplit(holder.findtext(f"{ATOM}id", "")).scheme:
        yield "an id that is no absolute URI"
    for category in holder.findall(f"{ATOM}category"):
        if not category.get("term") or not urlsplit(category.get("scheme", "")).scheme:
            yield f"a category {category.attrib}"
    for content in holder.findall(f"{ATOM}content"):
        yield from wrong_in_html(content.text or "")


def _wrong_stamps(holder: ET.Element) -> Iterator[str]:
    for tag in ("updated", "published"):
        for stamp in holder.findall(f"{ATOM}{tag}"):
            if not _STAMP.fullmatch(stamp.text or ""):
                yield f"{stamp.text} is no stamp of RFC 3339"


def _wrong_links(holder: ET.Element) -> Iterator[str]:
    shown = holder.findall(f"{ATOM}link")
    for link in shown:
        if urlsplit(link.attrib["href"]).scheme not in {"http", "https"}:
            yield f"the address {link.attrib['href']}"
    for one, other in combinations(shown, 2):
        same = all(one.get(name) == other.get(name) for name in ("type", "hreflang"))
        if same and one.get("rel") == other.get("rel") != "related":
            yield f"two links {one.get('rel')}"


@lru_cache(maxsize=4096)  # an entry is in many feeds
def wrong_in_html(html: str) -> tuple[str, ...]:
    """Return what is in the content of an entry that we have not put there."""
    wrong = [] if html.strip() else ["no content"]
    for tag in BeautifulSoup(html, "html.parser").find_all():
        if tag.name not in _CONTENT or set(tag.attrs) - {"href", "rel"}:
            wrong.append(f"the element {tag}"[:80])
        elif tag.name == "a" and urlsplit(str(tag["href"])).scheme not in {"http", "https"}:
            wrong.append(f"the link {tag['href']}")
    return tuple(wrong)
