"""Identifiers of papers, as they stand in addresses, in references and in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qs, unquote, urlsplit

Kind = Literal["arxiv", "doi", "anthology", "openreview"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The fields of a paper that identify it, the surest first."""
_REGISTERS: Mapping[Kind, str] = {
    "arxiv": "arXiv",
    "doi": "DOI",
    "anthology": "ACL Anthology",
    "openreview": "OpenReview",
}

_MONTH = r"(?:0[1-9]|1[0-2])"
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin"
    "|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|stat|supr-con"
)
"""Those that had papers before April 2007 (https://arxiv.org/archive)."""
_ARXIV = re.compile(
    rf"(?:(?:0[7-9]|1[0-4]){_MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){_MONTH}\.\d{{5}}"
    rf"|(?:{_ARCHIVES})(?:\.[A-Z]{{2}})?/(?:9[1-9]|0[0-7]){_MONTH}\d{{3}})(?:v\d+)?",
    re.ASCII,
)
"""Four digits until 2014 and five since, a version after them or none; before April 2007 the
archive and seven digits (https://info.arxiv.org/help/arxiv_identifier.html)."""
_VERSION = re.compile(r"v\d+$")
_SUBJECT = re.compile(r"\.[A-Z]{2}(?=/)")
"""Which arXiv itself leaves out of the ids of old: `math.GT/0309136` is `math/0309136`."""
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+", re.ASCII)
_ANTHOLOGY = re.compile(r"\d{4}\.(?=\d*[a-z])[a-z0-9]+(?:-[a-z0-9]+)+\.\d+", re.ASCII)
"""Year, venue, volume, number; a date as `2026.03.09` is none."""
_OLD_ANTHOLOGY = re.compile(r"[A-Z]\d{2}-\d{4}", re.ASCII)
"""Until 2019 (https://aclanthology.org/info/ids/)."""
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{7,14}", re.ASCII)
"""https://docs.openreview.net/reference/api-v1/entities/note/fields."""
_OF_ARXIV = re.compile(r"10\.48550/arxiv\.(?P<id>.+)", re.IGNORECASE)
_OF_ANTHOLOGY = re.compile(r"10\.(?:18653|3115)/v1/(?P<id>.+)", re.IGNORECASE)
_ARXIV_HOSTS = {"arxiv.org", "ar5iv.org"}
_SHOWING_ARXIV = {"huggingface.co", "hf.co", "alphaxiv.org", "papers.cool", "scirate.com"}
_SHOWN_UNDER = {"abs", "arxiv", "overview", "papers", "pdf"}
_FILE = re.compile(r"(?:v\d+)?\.(?:pdf|bib|md|html)$")
_PAGE = re.compile(
    r"(?:(?<=\d)v\d+)?(?:\.full|\.abstract)?(?:\.full-text|\.pdf)?$"
    r"|/(?:abstract|epub|full|fulltext|html|meta|pdf|summary)$"
)
"""What publishers add to a DOI in the addresses of their pages."""
_NAMED = re.compile(r"\A(?:arxiv|doi)(?:\s*:\s*|\s+)", re.IGNORECASE)
_CLASS = re.compile(r"\s*\[[A-Za-z.-]{2,20}\]\Z")
"""As in `arXiv:2311.09677 [cs.CL]`."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SENTENCE_SIGNS = frozenset(".,;:!?'*_”’»>]}")
_TOKEN = re.compile(
    rf"{_ADDRESS.pattern}|{_DOI.pattern}"
    rf"|(?<![\w./-])(?:{_ANTHOLOGY.pattern}|{_ARXIV.pattern})(?![\w-]|\.\d)",
    re.ASCII,
)


@dataclass(frozen=True, order=True, slots=True)
class Identifier:
    """A paper's name in a register: an arXiv id without its version, a DOI and so on."""

    kind: Kind
    value: str

    @property
    def folded(self) -> Identifier:
        """As it is compared: only OpenReview's differ in case (DOI Handbook, 2.4)."""
        return self if self.kind == "openreview" else Identifier(self.kind, self.value.lower())

    @property
    def register(self) -> str:
        """Where it is registered, as people call it: `arXiv`, `ACL Anthology`."""
        return _REGISTERS[self.kind]

    def __str__(self) -> str:
        """As people write it: `arXiv 2311.09677`."""
        return f"{self.register} {self.value}"


def parse(written: str) -> tuple[Identifier, ...]:
    """Return what an id or an address names: mostly one thing, or none.

    The DOI of a paper of the ACL Anthology holds its id there, and is both; the DOI that arXiv
    gives to each of its papers is its arXiv id and nothing more.
    """
    text = _CLASS.sub("", _NAMED.sub("", written.strip()))
    if not _ADDRESS.match(text):
        return _parsed(text)
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    return _of_address(host, unquote(parts.path), parse_qs(parts.query))


def found(text: str) -> Iterator[Identifier]:
    """Yield the identifiers that stand anywhere in a text, each once, in their order."""
    seen: set[Identifier] = set()
    for match in _TOKEN.finditer(text):
        for each in parse(_without_end(match[0])):
            if each not in seen:
                seen.add(each)
                yield each


def _parsed(text: str) -> tuple[Identifier, ...]:
    if _ARXIV.fullmatch(text):
        return (Identifier("arxiv", _SUBJECT.sub("", _VERSION.sub("", text))),)
    if _DOI.fullmatch(text):
        return _of_doi(text)
    if _ANTHOLOGY.fullmatch(text) or _OLD_ANTHOLOGY.fullmatch(text):
        return (Identifier("anthology", text),)
    return ()


def _of_doi(doi: str) -> tuple[Identifier, ...]:
    if match := _OF_ARXIV.fullmatch(doi):
        return _parsed(match["id"]) if _ARXIV.fullmatch(match["id"]) else ()
    known = Identifier("doi", doi)
    match = _OF_ANTHOLOGY.fullmatch(doi)
    written = match["id"] if match else ""  # a DOI is the same in any case, an id is not
    ids = map(_parsed, (written, written.lower(), written.upper()))
    return (known, *next(filter(None, ids), ()))


def _of_address(host: str, path: str, query: dict[str, list[str]]) -> tuple[Identifier, ...]:
    first, *steps = [step for step in path.split("/") if step] or [""]
    if host in _ARXIV_HOSTS or host.endswith(".arxiv.org"):
        return _parsed(_FILE.sub("", "/".join(steps[:2])))
    if host in _SHOWING_ARXIV:
        named = (_parsed(_FILE.sub("", "/".join(steps[:count]))) for count in (1, 2))
        return next(filter(None, named), ()) if first in _SHOWN_UNDER else ()
    if host == "doi.org" or host.endswith(".doi.org"):
        return _parsed(path.strip("/"))
    if host in {"aclanthology.org", "aclweb.org"}:
        return _parsed(re.sub(r"\.(?:pdf|bib|xml)$", "", (steps or [first])[-1]))
    if host == "openreview.net":
        ids = (each for each in query.get("id", ()) if _OPENREVIEW.fullmatch(each))
        return tuple(Identifier("openreview", each) for each in ids)
    doi = _DOI.search(path)
    return _of_doi(_PAGE.sub("", doi[0].rstrip("/"))) if doi and host != "github.com" else ()


def _without_end(text: str) -> str:
    """Leave out signs after an address that belong to the sentence around it."""
    end, unopened = len(text), text.count(")") - text.count("(")
    while end and (text[end - 1] in _SENTENCE_SIGNS or (text[end - 1] == ")" and unopened > 0)):
        unopened -= text[end - 1] == ")"
        end -= 1
    return text[:end]
