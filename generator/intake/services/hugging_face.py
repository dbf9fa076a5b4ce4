"""Hugging Face: the papers of a day, and what it says of one.

Its documentation is at https://github.com/huggingface/hub-docs/blob/main/docs/hub/api.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from generator.intake.formats import hugging_face as format_
from generator.intake.record import Record
from generator.intake.services.client import Answer, Client, FetchError, Host
from generator.intake.services.service import among, is_unknown, of, records
from generator.model.identifiers import Identifier, Kind

NAME = "Hugging Face"
KINDS: tuple[Kind, ...] = ("arxiv",)
HOST = Host(NAME, "https://huggingface.co", 1.0, "json")

_PAGE = 100
"""Papers of one answer, at most; an answer may hold fewer though more are to come."""
_PAGES = 50
_CANDIDATES = 5


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield what Hugging Face knows of papers, which it can only be asked one by one."""
    for arxiv in of("arxiv", wanted):
        try:
            answer = client.get(HOST, f"/api/papers/{quote(arxiv, safe='')}")
        except FetchError as error:
            if is_unknown(error):
                continue
            raise
        yield from among(records(client, answer, NAME, format_), wanted)


def search(client: Client, title: str) -> Sequence[Record]:
    """Return the papers that its search finds."""
    asked = {"q": title, "limit": str(_CANDIDATES)}
    return records(client, client.get(HOST, "/api/papers/search", asked), NAME, format_)


def listing(client: Client, day: date) -> Sequence[Answer]:
    """Return the pages of the list of a day; the last one is empty.

    The list of a day that is not over is asked each time. Raises `FetchError`.
    """
    pages: list[Answer] = []
    for number in range(_PAGES):
        asked = {"date": str(day), "limit": str(_PAGE), "p": str(number)}
        page = client.get(HOST, "/api/daily_papers", asked, lasting=day < client.day)
        papers = json.loads(page.data)
        if not isinstance(papers, list):
            client.forget(page)
            raise FetchError(NAME, page.url, "a list of papers", "an object")
        pages.append(page)
        if not papers:
            return pages
    raise FetchError(NAME, pages[0].url, f"at most {_PAGES} pages", "more")


def joined(pages: Sequence[Answer]) -> Answer:
    """Return the pages of a list as one answer, in the bytes that came."""
    first, *others = [page for page in pages if json.loads(page.data)] or pages[:1]
    if not others:
        return first
    papers = b",\n".join(page.data.strip()[1:-1] for page in (first, *others))
    return Answer(first.url, first.day, b"[" + papers + b"]")
