"""References in files: for every paper, and for every selection beside its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.publish import routes
from generator.publish.citations import reference
from generator.publish.citations.formats import FORMATS, Format
from generator.publish.render import File
from generator.publish.site import Site

LARGEST_FILE = 50_000_000
"""Bytes. Overleaf takes no larger file, and GitHub warns of one
(https://github.com/acl-org/acl-style-files/issues/25)."""


def files(site: Site) -> Iterator[File]:
    """Yield each format of each paper, and of each selection; every entry is made once."""
    references = {paper.key: reference.of(paper) for paper in site.reading_list.papers}
    for form in FORMATS:
        entries = {key: form.entry(cited) for key, cited in references.items()}
        for key, entry in entries.items():
            yield File(routes.paper_file(key, form.ending), form.file([entry]).encode())
        for selection in site.selections.values():
            some = (entries[paper.key] for paper in selection.papers)
            for number, part in enumerate(_parts(form, some), 1):
                name = f"papers{f'-{number}' if number > 1 else ''}.{form.ending}"
                yield File(routes.beside(selection.page, name), part.encode())


def _parts(form: Format, entries: Iterable[str]) -> Iterator[str]:
    """Yield the file of some entries; where it would be too large, as many files as it takes."""
    empty = len(form.begin) + len(form.end) - len(form.between)
    part: list[str] = []
    size = empty
    for entry in entries:
        added = len(entry.encode()) + len(form.between)
        if part and size + added > LARGEST_FILE:
            yield form.file(part)
            part, size = [], empty
        part.append(entry)
        size += added
    yield form.file(part)
