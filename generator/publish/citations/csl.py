"""CSL-JSON: what Zotero, Pandoc and all processors of the Citation Style Language read.

The schema is https://github.com/citation-style-language/schema (`schemas/input/csl-data.json`,
version 1.0.2), the types and fields are those of
https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types. Text is plain: what
looks like HTML in a title is the title's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.model.names import Name
from generator.publish.citations.reference import Reference

_TYPES = {
    "preprint": "article",
    "conference": "paper-conference",
    "journal": "article-journal",
    "other": "document",
}


def entry(reference: Reference) -> str:
    """Return the reference as one item of the array that a file is."""
    fields = {name: value for name, value in _fields(reference) if value}
    return json.dumps(fields, ensure_ascii=False)


def _fields(reference: Reference) -> Iterator[tuple[str, object]]:
    yield "id", reference.key
    yield "citation-key", reference.key
    yield "type", _TYPES[reference.kind]
    yield "title", reference.title.plain()
    yield "author", [_name(name) for name in reference.authors]
    if reference.date:
        known = (reference.date.year, reference.date.month, reference.date.day)
        yield "issued", {"date-parts": [[part for part in known if part]]}
    yield "container-title", reference.container
    if reference.kind == "preprint":
        yield "publisher", "arXiv"
        yield "number", f"arXiv:{reference.arxiv}"
    elif reference.arxiv:  # where Zotero has it for what has no field of its own
        yield "note", f"arXiv:{reference.arxiv}"
    yield "DOI", reference.doi
    yield "URL", reference.url
    yield "abstract", reference.abstract.plain()
    yield "keyword", ", ".join(reference.keywords)


def _name(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}
