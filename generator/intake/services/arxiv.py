"""arXiv: what it says of its preprints (https://info.arxiv.org/help/api/user-manual.html).

One connection, and three seconds between two requests
(https://info.arxiv.org/help/api/tou.html). It answers `429 Rate exceeded.`, without `Retry-After`,
also to who keeps to that, when it has too much to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.intake.formats import arxiv as format_
from generator.intake.record import Record
from generator.intake.services.client import Answer, Client, FetchError, Host
from generator.intake.services.service import among, batches, of, records
from generator.model.identifiers import Identifier, Kind

NAME = "arXiv"
KINDS: tuple[Kind, ...] = ("arxiv",)
HOST = Host(NAME, "https://export.arxiv.org", 3.0, "atom")

_AT_ONCE = 100
_PAGE = 500
"""Entries of one answer to a search. 2000 are allowed, and such answers often lack entries."""
_CANDIDATES = 5
_MORE_ATTEMPTS = 2
_TOTAL = re.compile(rb"totalResults[^>]*>\s*(\d+)\s*<")
_WORD = re.compile(r"[^\W_]+")


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield what arXiv knows of preprints."""
    for ids in batches(of("arxiv", wanted), _AT_ONCE):
        asked = {"id_list": ",".join(ids), "max_results": str(len(ids))}
        answer = client.get(HOST, "/api/query", asked)
        yield from among(_records(client, answer), wanted)


def search(client: Client, title: str) -> Sequence[Record]:
    """Return the preprints whose titles have all words of this one."""
    words = [word for word in _WORD.findall(title) if len(word) > 1]
    if not words:
        return ()
    query = " AND ".join(f"ti:{word}" for word in words)
    asked = {"search_query": query, "max_results": str(_CANDIDATES)}
    return _records(client, client.get(HOST, "/api/query", asked))


def query(client: Client, words: str, most: int) -> Iterator[Record]:
    """Yield the newest preprints that a query of arXiv's language finds, at most so many.

    Raises `FetchError` also when arXiv sends fewer than it says that there are.
    """
    done, total = 0, most
    while done < min(most, total):
        asked = {
            "search_query": words,
            "start": str(done),
            "max_results": str(min(_PAGE, most - done)),
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        }
        answer, found = _page(client, asked)
        total = _total(answer)
        if not found and done < total:
            got = f"nothing after the first {done}"
            raise FetchError(NAME, answer.url, f"{total} papers", got)
        yield from found
        done += len(found)


def _page(client: Client, asked: dict[str, str]) -> tuple[Answer, Sequence[Record]]:
    """Ask for a page, again when it is empty and should not be, as happens."""
    answer = client.get(HOST, "/api/query", asked)
    found = _records(client, answer)
    for _ in range(_MORE_ATTEMPTS):
        if not found and _total(answer) > int(asked["start"]):
            answer = client.get(HOST, "/api/query", asked)
            found = _records(client, answer)
    return answer, found


def _records(client: Client, answer: Answer) -> Sequence[Record]:
    """Read an answer; one without entries is not kept, for the next may have some."""
    if b"<entry" not in answer.data:
        client.forget(answer)
        return ()
    return records(client, answer, NAME, format_)


def _total(answer: Answer) -> int:
    told = _TOTAL.search(answer.data)
    return int(told[1]) if told else 0
