"""BibTeX entries, as a careful author would write them: what is unknown is absent.

The types of entries and the fields that each must have are those of “BibTeXing”
(https://ctan.org/pkg/bibtex); `eprint` and `archivePrefix` are arXiv's
(https://info.arxiv.org/help/hypertex/bibstyles/). Which programs read them, the tests show.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from generator.model.names import Name
from generator.publish.citations import capitals
from generator.publish.citations.reference import Reference
from generator.text import symbols

_TYPES = {"conference": "inproceedings", "journal": "article"}
_CONTAINERS = {"inproceedings": "booktitle", "article": "journal", "misc": "howpublished"}
_VERBATIM = "".join(sorted(set(string.printable) - set(string.whitespace + "{}\\")))
"""What may stand in an address or an identifier, which LaTeX packages read as it is."""
_BRACES = str.maketrans("\x02\x03", "{}")
"""What stands for braces until the text around them is escaped; no plain text holds it."""


def entry(reference: Reference) -> str:
    """Return the reference as an entry of one line per field."""
    kind = _type(reference)
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference) if value)
    return f"@{kind}{{{reference.key},\n{fields}}}\n"


def _type(reference: Reference) -> str:
    """Return `misc`, too, for what lacks a field that its own type must have."""
    complete = reference.authors and reference.date
    return _TYPES.get(reference.kind, "misc") if complete else "misc"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "title", _title(reference)
    if reference.authors:
        yield "author", " and ".join(map(_name, reference.authors))
    else:  # what an entry without authors is sorted and called by
        yield "key", _first_words(reference) or reference.key
    yield _CONTAINERS[_type(reference)], _latex(reference.container or "")
    yield "year", f"{reference.date.year:04}" if reference.date else ""
    yield "doi", _verbatim(reference.doi)
    if reference.arxiv:
        yield "eprint", reference.arxiv
        yield "archivePrefix", "arXiv"
        yield "primaryClass", reference.category or ""
    yield "url", _verbatim(reference.url)


def _title(reference: Reference) -> str:
    title = " ".join(reference.title.plain().split())
    marked = capitals.mark(title, reference.abstract.plain(), lambda word: f"\x02{word}\x03")
    return _latex(marked).translate(_BRACES)


def _first_words(reference: Reference) -> str:
    """Return words without signs, which styles may not put where they put a name."""
    name, _, _ = reference.title.plain().partition(":")
    return " ".join(re.findall(r"[^\W_]+(?:-[^\W_]+)*", name)[:3])


@lru_cache(maxsize=16384)
def _name(name: Name) -> str:
    """Return `van der Maaten, Laurens` or `King, Jr., Mary`; in braces what is not to be parted."""
    if name.whole:
        return f"{{{_latex(name.family)}}}"
    parts = (_family(name), _latex(name.suffix), _latex(name.given))
    return ", ".join(filter(None, parts))


def _family(name: Name) -> str:
    """In braces, a word in lower case is not taken for a particle, nor a command for a word."""
    family = _latex(name.family)
    if "\\" in family or "$" in family or any(w[0].islower() for w in family.split()[:-1]):
        family = f"{{{family}}}"
    return f"{_latex(name.particle)} {family}".strip()


def _latex(text: str) -> str:
    return symbols.encode(" ".join(text.split()))


def _verbatim(value: str | None) -> str:
    return quote(value, safe=_VERBATIM, errors="replace") if value else ""
