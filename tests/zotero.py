"""What Zotero saves of a page: its translators “Embedded Metadata” and “RDF”, retold.

https://github.com/zotero/translators, as of June 2024, so far as pages of ours could meet them: the
tags of Highwire Press, of OpenGraph and of Dublin Core. What is on the page counts, not its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.site import Elements

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_cover_date": "date",
    "citation_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "publicationTitle",
    "citation_book_title": "bookTitle",
    "citation_conference_title": "conferenceName",
    "citation_conference": "conferenceName",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_language": "language",
}
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
OPEN_GRAPH = {"og:title": "title", "og:url": "url", "og:description": "abstractNote"}
OF_SITES = {"website": "webpage", "book": "book"}
KNOWN = {"preprint", "document", "report", "book", "thesis", "webpage", "journalArticle"}
"""Some of the types that an item can have, as Dublin Core may name them."""


@dataclass
class Item:
    """What is saved."""

    type: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)
    """Family names and given names."""
    attachments: list[str] = field(default_factory=list)


def saved(page: Elements) -> Item:
    """Return the item that one click makes of a page."""
    metas = [
        (attributes.get("name") or attributes.get("property", ""), attributes.get("content", ""))
        for tag, attributes in page.all
        if tag == "meta"
    ]
    metas = [(name, content) for name, content in metas if name and content.strip()]
    item = Item(_type(metas))
    for name, label in {**OPEN_GRAPH, **HIGHWIRE}.items():
        if found := next(_values(metas, name), ""):
            item.fields[label] = " ".join(found.split())
    item.creators = list(_creators(list(_values(metas, "citation_author"))))
    item.attachments = list(_values(metas, "citation_pdf_url"))[:1]
    dates = [*_values(metas, "citation_online_date"), *_times(page)]
    if "date" not in item.fields and dates:
        item.fields["date"] = dates[0]
    return item


def _values(metas: Sequence[tuple[str, str]], name: str) -> Iterator[str]:
    return (content for known, content in metas if known.endswith(name))


def _times(page: Elements) -> Iterator[str]:
    """Yield what stands in, at the last, for a date: the first time that the page names."""
    for tag, attributes in page.all:
        if tag == "time" and "datetime" in attributes:
            yield attributes["datetime"]


def _type(metas: Sequence[tuple[str, str]]) -> str:
    """Return the type: the last of Highwire's, else that of OpenGraph or Dublin Core, else a guess.

    An `og:type` of `article` is a guess of less weight than that of a bare title.
    """
    for name, _ in reversed(metas):
        if name in TYPES:
            return TYPES[name]
    of_site = OF_SITES.get(next(_values(metas, "og:type"), ""))
    of_core = next(_values(metas, "DC.type"), "")
    if of_site or of_core in KNOWN:
        return of_site or of_core
    return "journalArticle" if any(name == "citation_title" for name, _ in metas) else "webpage"


def _creators(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        parts = re.split(r"\s*;\s*", name)
        if len(parts) == len(names) == 1:
            by_comma = re.split(r"\s*,\s*", name)
            if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
                parts = by_comma
        for part in parts:
            if "," in part:
                family, given, *_ = re.split(r", ?", part)
                yield family, given
            elif part:
                given, _, family = part.rpartition(" ")
                yield family, given
