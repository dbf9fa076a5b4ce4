"""RIS: what EndNote, Mendeley, Zotero and library catalogues read.

A line is a tag, two spaces, a hyphen, a space and the value, and ends with CR LF; the first is the
type, the last `ER`. Tags are those of the specification of 2011, as EndNote and Zotero read them
(https://en.wikipedia.org/wiki/RIS_(file_format),
https://github.com/zotero/translators/blob/master/RIS.js).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.dates import PartialDate
from generator.model.names import Name
from generator.publish.citations.reference import Reference

_TYPES = {"preprint": "UNPB", "conference": "CONF", "journal": "JOUR", "other": "GEN"}


def entry(reference: Reference) -> str:
    """Return the reference as a record, and the empty line after it."""
    lines = ((tag, " ".join(value.split())) for tag, value in _fields(reference) if value)
    record = "".join(f"{tag}  - {value}\r\n" for tag, value in lines)
    return f"TY  - {_TYPES[reference.kind]}\r\n{record}ER  - \r\n\r\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str | None]]:
    yield "ID", reference.key
    yield "TI", reference.title.plain()
    yield from (("AU", _name(name)) for name in reference.authors)
    yield "T2", reference.container
    if reference.kind == "conference":
        yield "C3", reference.container  # T2 is the conference, and this its proceedings
    yield from _dates(reference.date)
    yield "DO", reference.doi
    yield "UR", reference.url
    if reference.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{reference.arxiv}"
    yield "AB", reference.abstract.plain()
    yield from (("KW", keyword) for keyword in reference.keywords)


def _dates(date: PartialDate | None) -> Iterator[tuple[str, str]]:
    """Yield the year, and the date when more of it is known: year/month/day/what else is known."""
    if date:
        yield "PY", f"{date.year:04}"
    if date and date.month:
        yield "DA", f"{date.year:04}/{date.month:02}/{f'{date.day:02}' if date.day else ''}/"


def _name(name: Name) -> str:
    """Return `van der Maaten, Laurens` or `King, Mary, Jr.`; a comma would part a whole name."""
    if name.whole:
        return name.family.replace(",", "")
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(filter(None, (family, name.given, name.suffix)))
