"""Crossref: what publishers say of works with a DOI.

Its documentation is at https://www.crossref.org/documentation/retrieve-metadata/rest-api/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.intake.formats import crossref as format_
from generator.intake.record import Record
from generator.intake.services.client import Client, Host
from generator.intake.services.service import among, batches, of, records
from generator.model.identifiers import Identifier, Kind

NAME = "Crossref"
KINDS: tuple[Kind, ...] = ("doi",)
HOST = Host(NAME, "https://api.crossref.org", 1.0, "json", asks_for_contact=True)
"""One list a second for who does not say who asks, three for who does."""

_AT_ONCE = 50
"""DOIs of one request, so that its address keeps a reasonable length."""
_CANDIDATES = 5


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield the works with these DOIs; the filter's values for one name are alternatives."""
    dois = [doi for doi in of("doi", wanted) if "," not in doi]
    for part in batches(dois, _AT_ONCE):
        filters = ",".join(f"doi:{doi}" for doi in part)
        answer = client.get(HOST, "/works", {"filter": filters, "rows": str(len(part))})
        yield from among(records(client, answer, NAME, format_), wanted)


def search(client: Client, title: str) -> Sequence[Record]:
    """Return the works whose titles are like this one."""
    asked = {"query.title": title, "rows": str(_CANDIDATES)}
    return records(client, client.get(HOST, "/works", asked), NAME, format_)
