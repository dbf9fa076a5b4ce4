"""The formats in which papers are cited; each stands beside the paper, and beside every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.publish.citations import bibtex, csl, ris
from generator.publish.citations.reference import Reference


@dataclass(frozen=True)
class Format:
    """A format of references."""

    ending: str
    """Of its files: `bib`."""
    name: str
    """As readers know it: `BibTeX`."""
    media_type: str
    entry: Callable[[Reference], str]
    """Makes one reference."""
    begin: str = ""
    between: str = ""
    end: str = ""

    def file(self, entries: Iterable[str]) -> str:
        """Return a file of these entries."""
        return f"{self.begin}{self.between.join(entries)}{self.end}"


FORMATS = (
    Format("bib", "BibTeX", "application/x-bibtex", bibtex.entry, between="\n"),
    Format("ris", "RIS", "application/x-research-info-systems", ris.entry),
    Format(
        "csl.json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        csl.entry,
        begin="[\n",
        between=",\n",
        end="\n]\n",
    ),
)
"""A new format is a module and a line here."""
