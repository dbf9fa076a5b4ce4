"""The ACL Anthology, which has a file of BibTeX beside each paper's page.

It says so at https://aclanthology.org/faq/bib/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from generator.intake.formats import bibtex as format_
from generator.intake.record import Record
from generator.intake.services.client import Client, FetchError, Host
from generator.intake.services.service import among, is_unknown, of, records
from generator.model.identifiers import Identifier, Kind

NAME = "ACL Anthology"
KINDS: tuple[Kind, ...] = ("anthology",)
HOST = Host(NAME, "https://aclanthology.org", 1.0, "bibtex")


def look_up(client: Client, wanted: Sequence[Identifier]) -> Iterator[Record]:
    """Yield what the Anthology says of its papers, which it can only be asked one by one."""
    for paper in of("anthology", wanted):
        try:
            answer = client.get(HOST, f"/{quote(paper, safe='')}.bib")
        except FetchError as error:
            if is_unknown(error):
                continue
            raise
        yield from among(records(client, answer, NAME, format_), wanted)


def search(client: Client, title: str) -> Sequence[Record]:  # noqa: ARG001 - every service has it
    """Return nothing: the Anthology is searched in the browser."""
    return ()
