"""OpenAlex: works with their abstracts and citations (https://developers.openalex.org).

Without a key some ten searches a day are free, with one (that costs nothing) a thousand
(https://developers.openalex.org/api-reference/authentication); works by id cost next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.intake.formats import openalex as format_
from generator.intake.record import Record
from generator.intake.services.client import Client, Host
from generator.intake.services.host import Key
from generator.intake.services.service import among, batches, of, records
from generator.model.identifiers import Identifier, Kind

NAME = "OpenAlex"
KINDS: tuple[Kind, ...] = ("doi", "arxiv")
HOST = Host(
    NAME,
    "https://api.openalex.org",
    1.0,
    "json",
    Key("OPENALEX_API_KEY", parameter="api_key"),
    asks_for_contact=True,
)

_AT_ONCE = 50
"""Values of one request: 100 are allowed, and addresses have their limits too."""
_CANDIDATES = 5
_OF_ARXIV = "10.48550/arxiv."
"""What a preprint's DOI begins with, by which OpenAlex knows it."""
_SCHEMES = ("http", "https")
_SIGNS = {"|", ","}
"""Signs of the language of filters."""
_OPERATORS = re.compile(r"[|,!:\"*?~()\[\]{}\\]")
_FIELDS = (
    "id,doi,ids,title,display_name,publication_date,publication_year,type,authorships,"
    "abstract_inverted_index,primary_location,locations,cited_by_count"
)


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield the works with these ids.

    A preprint is found by its page, for it may be one work with what became of it, under the DOI of
    that; and if not so, by the DOI that arXiv gave it.
    """
    preprints = of("arxiv", wanted)
    pages = [f"{scheme}://arxiv.org/abs/{each}" for each in preprints for scheme in _SCHEMES]
    seen: set[str] = set()
    for record in _filtered(client, "locations.landing_page_url", pages, wanted):
        seen |= {each.value for each in record.identifiers}
        yield record
    dois = [f"{_OF_ARXIV}{each}" for each in preprints if each not in seen]
    dois += [each for each in of("doi", wanted) if each not in seen]
    yield from _filtered(client, "doi", dois, wanted)


def _filtered(
    client: Client, name: str, values: Sequence[str], wanted: Sequence[Identifier]
) -> Iterator[Record]:
    usable = [value for value in values if not set(value) & _SIGNS]
    for part in batches(usable, _AT_ONCE):
        asked = {"filter": f"{name}:{'|'.join(part)}", "per_page": "100", "select": _FIELDS}
        answer = client.get(HOST, "/works", asked)
        yield from among(records(client, answer, NAME, format_), wanted)


def search(client: Client, title: str) -> Sequence[Record]:
    """Return the works whose titles have these words."""
    words = " ".join(_OPERATORS.sub(" ", title).split())
    if not words:
        return ()
    asked = {"filter": f"title.search:{words}", "per_page": str(_CANDIDATES), "select": _FIELDS}
    return records(client, client.get(HOST, "/works", asked), NAME, format_)
