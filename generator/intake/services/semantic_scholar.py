"""Semantic Scholar's Graph API (https://api.semanticscholar.org/api-docs/graph).

Without a key all the world shares one allowance, and `429` is frequent; with one, a request a
second is granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.intake.formats import semantic_scholar as format_
from generator.intake.record import Record
from generator.intake.services.client import Client, FetchError, Host
from generator.intake.services.host import Key
from generator.intake.services.service import among, batches, is_unknown, records
from generator.model.identifiers import Identifier, Kind

NAME = "Semantic Scholar"
KINDS: tuple[Kind, ...] = ("arxiv", "doi", "anthology")
HOST = Host(
    NAME,
    "https://api.semanticscholar.org",
    1.1,
    "json",
    Key("SEMANTIC_SCHOLAR_API_KEY", header="x-api-key"),
)

_AT_ONCE = 500
_CANDIDATES = 5
_PREFIXES: dict[Kind, str] = {"arxiv": "ARXIV", "doi": "DOI", "anthology": "ACL"}
_FIELDS = {
    "fields": "externalIds,title,abstract,year,publicationDate,venue,publicationVenue,"
    "journal,authors.name,citationCount,openAccessPdf"
}
_NONE = "No valid paper ids given"
"""What it says, with status 400, when it knows none of the ids."""
_NO_HITS = re.compile(rb'\s*\{\s*"total"\s*:\s*0\b')
"""How a search ends that finds nothing; a list of papers may not follow
(https://github.com/danielnsilva/semanticscholar/issues/51)."""


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield the papers with these ids."""
    known = [each for each in wanted if each.kind in _PREFIXES]
    ids = list(dict.fromkeys(f"{_PREFIXES[each.kind]}:{each.value}" for each in known))
    for part in batches(ids, _AT_ONCE):
        try:
            answer = client.post(HOST, "/graph/v1/paper/batch", _FIELDS, {"ids": list(part)})
        except FetchError as error:
            if error.status == 400 and _NONE in error.got:
                continue
            raise
        yield from among(records(client, answer, NAME, format_), wanted)


def search(client: Client, title: str) -> Sequence[Record]:
    """Return the papers that its search finds."""
    # A hyphen in a query finds nothing, says the documentation of the search.
    asked = {"query": title.replace("-", " "), "limit": str(_CANDIDATES), **_FIELDS}
    try:
        answer = client.get(HOST, "/graph/v1/paper/search", asked)
    except FetchError as error:
        if is_unknown(error):
            return ()
        raise
    return () if _NO_HITS.match(answer.data) else records(client, answer, NAME, format_)
