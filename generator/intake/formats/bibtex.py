"""BibTeX and biblatex, as programs export them and as people write them.

They come from Zotero and Better BibTeX, arXiv, the ACL Anthology, Google Scholar, DBLP, JabRef, and
the al-folio theme. Fields are those of “BibTeXing” (https://ctan.org/pkg/bibtex) and of biblatex
(https://ctan.org/pkg/biblatex, section 2.2), arXiv's own
(https://info.arxiv.org/help/hypertex/bibstyles/), Mendeley's `arxivid`, and those of al-folio
(https://github.com/alshedivat/al-folio, “Publications”). Paths of files on somebody's disk are
left out, and so are keywords: the list has tags of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.intake.reading.bibtex_entries import START, BibtexEntry, Found, entries
from generator.intake.reading.bibtex_text import people, plain, verbatim
from generator.intake.reading.dates import dated, day_in
from generator.intake.reading.references import Reference, address
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.paper import LinkKind
from generator.model.problems import ContentError

NAME = "BibTeX"

_CONTAINERS = ("booktitle", "journal", "journaltitle", "maintitle")
_HINTS = ("eventtitle", "series", "shortjournal", "abbr", "howpublished")
_IDS = ("arxiv", "arxivid", "doi", "url", "ee", "html", "pdf", "volume", "number")
_ADDRESSES = ("url", "ee", "html")
_REMARKS = ("note", "annote", "annotation", "howpublished", "addendum", "comment")
_LINKS: Mapping[str, LinkKind] = {
    "code": "code",
    "website": "project",
    "video": "video",
    "slides": "slides",
    "poster": "poster",
    "blog": "blog",
    "pdf": "other",
    "supp": "other",
}
"""The buttons of al-folio; those that name a file of the site lead nowhere from here."""


def recognises(head: str) -> bool:
    """Whether an entry stands near the top; comments may come before it."""
    return bool(START.search(head))


def read(source: Source) -> Reading:
    """Read a bibliography; what is broken in one entry hides none of the others."""
    found = Found()
    records = tuple(sorted(_records(source, found), key=lambda record: record.line))
    if not (records or found.problems):
        found.problems.append(source.problem(1, "entries of BibTeX", "none"))
    if found.problems:
        raise ContentError(found.problems)
    return Reading(records, notes=found.slips.notes)


def _records(source: Source, found: Found) -> Iterator[Record]:
    for entry in entries(source, found):
        reference = _reference(entry, found)
        yield reference.entry().record(source, entry.line, source.name)


def _reference(entry: BibtexEntry, found: Found) -> Reference:
    fields = entry.fields
    authors = people(fields.get("author", ""))
    if authors.slip:
        found.slips.note(authors.slip, entry.line)
    return Reference(
        title=_title(fields),
        abstract=plain(fields["abstract"]) if "abstract" in fields else None,
        authors=authors.names,
        published=_published(fields),
        containers=tuple(plain(fields[name]) for name in _CONTAINERS if name in fields),
        hints=tuple(plain(fields[name]) for name in _HINTS if name in fields),
        ids=(*_eprint(fields), *(verbatim(fields[name]) for name in _IDS if name in fields)),
        addresses=tuple(verbatim(fields[name]) for name in _ADDRESSES if name in fields),
        remarks=tuple(_remark(fields[name]) for name in _REMARKS if name in fields),
        links=dict(_links(fields)),
        category=verbatim(fields.get("primaryclass") or fields.get("eprintclass") or "") or None,
    )


def _title(fields: Mapping[str, str]) -> str | None:
    """Return the title, with biblatex's subtitle."""
    parts = [plain(fields[name]) for name in ("title", "subtitle") if name in fields]
    return ": ".join(parts) or None


def _published(fields: Mapping[str, str]) -> PartialDate | None:
    """Return the date: biblatex's in one field, BibTeX's in two or three."""
    if found := day_in(fields.get("date", "")):
        return found
    year, month, day = (plain(fields.get(name, "")) for name in ("year", "month", "day"))
    if month.strip().isdecimal() or not month:
        return dated(year.strip(), *filter(None, (month.strip(), day.strip() if month else "")))
    return day_in(f"{year} {month} {day}".replace("~", " "))


def _eprint(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the id of an eprint: arXiv's, or one of which nobody says whose it is."""
    kind = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    if "eprint" in fields and kind.strip(" {}").casefold() == "arxiv":
        yield verbatim(fields["eprint"])


def _remark(written: str) -> str:
    return verbatim(written) if "\\url" in written or "\\href" in written else plain(written)


def _links(fields: Mapping[str, str]) -> Iterator[tuple[LinkKind, tuple[str, ...]]]:
    for name, kind in _LINKS.items():
        if name in fields and (url := address(verbatim(fields[name]))):
            yield kind, (url,)
