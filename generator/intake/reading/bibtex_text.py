r"""The text of BibTeX's fields: LaTeX as what it sets, names in reading order, bare addresses.

A title comes out in plain Unicode, its formulas as they were; `Text` shows those. What programs
have escaped is LaTeX again, as it was before: `\$k{\textasciicircum}2\$` is `$k^2$`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)

from generator.intake.reading.references import SUFFIX, named, reordered
from generator.text import urls
from generator.text.latex_tokens import HINT
from generator.text.text import Text

_DOUBLED = re.compile(r"\\\\(?=[a-z]+\{|[\"'`^~=.]\{?[A-Za-z]|[$_%&#{}])")
"""A program has escaped `\\textit{…}` once more; a line that ends so has a space after it."""
_DOUBLED_IN_FORMULA = re.compile(r"\\\\(?=[A-Za-z])")
_ESCAPED = re.compile(r"(?<!\\)\\([%&#])")
_AMPERSAND = r"\&amp;"
"""An ampersand in exports of the ACM's library, escaped for HTML and for LaTeX."""
_DASH = re.compile(r"\{(---?)\}")
_DASHES = {"--": "–", "---": "—"}
_BRACE = re.compile(
    r"\\(?:(?P<open>\{)|\}|text(?P<left>braceleft|braceright)(?![A-Za-z])(?:\{\})?)"
)
_FORMULA = re.compile(r"(?<!\\)\$(?:[^$\\]|\\.)+\$", re.DOTALL)
_DOLLAR = re.compile(r"\\\$")
_MARKS = {"{": "\ue000", "}": "\ue001"}
"""What stands for braces that are set, while those that only group are taken away; and for the
formulas. Unicode leaves these characters to private use."""
_HELD, _MONEY = "\ue002", "\ue003"
_GROUPING = str.maketrans("", "", "{}")
_BACK = str.maketrans({mark: brace for brace, mark in _MARKS.items()})
_PRIVATE = re.compile("[\ue000-\ue003]")
_NO_NAME = re.compile(r"(?:[ ~]\d{4}|[*†‡§¶]+)(?=\s*(?:,|$))")
"""DBLP tells people of one name apart by numbers, and some mark equal shares of the work
(https://dblp.org/faq/How+does+dblp+handle+homonyms.html)."""
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_MOST_COMMAS = 2
_LONGEST_TOLD = 1000
"""Characters of a name in which parts are looked for."""
_NAME_PART = re.compile(
    r"(?:^|,)\s*\"?([a-z-]{1,20})\s*=((?:[^,{}\"]|\{(?:[^{}]|\{[^{}]*\})*\})*)\"?(?=,|$)"
)
"""Of the extended name format, as Better BibTeX writes names with a particle:
`family=Maaten, given=Laurens, prefix=van der, useprefix=false`
(biblatex's manual, version 3.20, “Extended Name Format”)."""


@dataclass(frozen=True)
class Names:
    """The people in a field, in reading order; none when the field does not name them all."""

    names: tuple[str, ...]
    slip: str = ""
    """Why they are left out."""


def plain(latex: str) -> str:
    """Return the text that LaTeX sets, with its formulas as they stand."""
    source = latex.replace(_AMPERSAND, r"\&")
    simple = _ESCAPED.sub(r"\1", source).translate(_GROUPING)
    if not (HINT.search(simple) or _BRACE.search(source)):
        return simple
    source = _DASH.sub(lambda match: _DASHES[match[1]], _DOUBLED.sub(r"\\", source))
    return _with_formulas(_BRACE.sub(_mark, _PRIVATE.sub("\ufffd", source)))


def people(written: str) -> Names:
    """Return the names in a field of BibTeX, which are parted by `and`, or wrongly by `;`."""
    field = written.strip()
    inner = field[1:-1]
    if len(_AND.findall(inner)) > 1 and split_multiple_persons_names(field) == [field]:
        field = inner  # `author = "{Ada Lovelace and Alan Turing and Mary King}"`
    if ";" in field and not _AND.search(field):
        field = field.replace(";", " and ")
    parted = [_NO_NAME.sub("", name).strip(" ,;\n") for name in split_multiple_persons_names(field)]
    if any(each.casefold() in ("others", "et al.", "et al") for each in parted):
        return Names((), "authors left unknown, for “and others” says that not all are named")
    names = [_natural(each) for each in parted if each]
    if None in names:
        return Names((), "authors left unknown, for commas part them, and “and” should")
    return Names(tuple(filter(None, names)))


def verbatim(value: str) -> str:
    r"""Return an address or an identifier without what people put around it: `\url{…}`, `\_`."""
    text = re.sub(r"^\s*\\(?:url|path|nolinkurl)\s*\{(.*)\}\s*$", r"\1", value.strip())
    text = re.sub(r"^\s*\\href\s*\{([^{}]*)\}.*$", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"\{(\\[_%&#$]|[^\\{}])\}", r"\1", text)
    text = re.sub(r"^[{<](.*)[}>]$", r"\1", urls.repair(text))
    return text.replace(r"\textasciitilde", "~").replace(r"\$", "$").strip()


def _mark(match: re.Match[str]) -> str:
    opens = match["open"] or match["left"] == "braceleft"
    return _MARKS["{" if opens else "}"]


def _with_formulas(marked: str) -> str:
    """Return it as LaTeX sets it, but for the formulas; beside them a dollar stays escaped."""
    formulas = [_DOUBLED_IN_FORMULA.sub(r"\\", each[0]) for each in _FORMULA.finditer(marked)]
    held = _DOLLAR.sub(_MONEY, _FORMULA.sub(_HELD, marked))
    text = Text(held).plain().translate(_GROUPING).translate(_BACK)
    unmarked = (re.sub(r"[\ue000\ue001]", _escaped, formula) for formula in formulas)
    text = text.replace(_MONEY, r"\$" if formulas else "$")
    return re.sub(_HELD, lambda _: next(unmarked), text)


def _escaped(mark: re.Match[str]) -> str:
    return f"\\{mark[0].translate(_BACK)}"


def _told(written: str) -> dict[str, str]:
    """Return the parts of a name that tells which is which; nothing for any other name."""
    if len(written) > _LONGEST_TOLD:
        return {}
    told = {part: " ".join(plain(value).split()) for part, value in _NAME_PART.findall(written)}
    return told if "family" in told or "given" in told else {}


def _natural(written: str) -> str | None:
    """Return one name in reading order; `None` when it is not one name."""
    if written.startswith("{") and written.endswith("}"):
        return " ".join(plain(written).split())
    if told := _told(written):
        return named(*(told.get(part, "") for part in ("family", "given", "prefix", "suffix")))
    parts = parse_single_name_into_parts(written, strict=False)
    commas = re.sub(r"\{[^{}]*\}", "", written).strip(" ,").count(",")
    family, given, particle, suffix = (
        " ".join(plain(" ".join(words)).split())
        for words in (parts.last, parts.first, parts.von, parts.jr)
    )
    if commas > _MOST_COMMAS or (suffix and not SUFFIX.fullmatch(suffix)):
        return reordered(plain(written))
    return named(family, given, particle, suffix)
