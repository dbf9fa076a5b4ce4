"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

What is unknown is absent, but in `_paper`, our extension: there it is `null`, as in `papers.json`.
Without `Site.url` the addresses of our own pages are absent as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from generator.publish.feeds.entry import Entry
from generator.publish.feeds.feed import Document
from generator.publish.site import Site


def entry(site: Site, entry: Entry) -> str:  # noqa: ARG001 - as every format has it
    """Return an item, in one line."""
    return _dump(
        {
            "id": entry.id,
            "url": entry.page,
            "external_url": next(iter(entry.elsewhere.values()), ""),
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "date_published": f"{entry.published}T00:00:00Z",
            "date_modified": f"{entry.updated}T00:00:00Z",
            "authors": [{"name": author} for author in entry.authors],
            "tags": list(entry.topics.values()),
            "attachments": [{"url": entry.pdf, "mime_type": "application/pdf"}]
            if entry.pdf
            else [],
            "_paper": entry.identifiers,
        }
    )


def document(site: Site, document: Document, entries: Iterable[str]) -> str:
    """Return a whole feed around its items."""
    head = _dump(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": document.feed.title,
            "home_page_url": site.absolute(document.feed.page) if site.url else "",
            "feed_url": site.absolute(document.path) if site.url else "",
            "description": document.feed.description,
        }
    )
    return f'{head[:-1]}, "items": [\n' + ",\n".join(entries) + "\n]}\n"


def _dump(fields: Mapping[str, Any]) -> str:
    return json.dumps({name: said for name, said in fields.items() if said}, ensure_ascii=False)
