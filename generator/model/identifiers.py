"""Identifiers of papers, as they stand in addresses, in references and in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import parse_qs, unquote, urlsplit

Kind = Literal["arxiv", "doi", "anthology", "openreview"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""The fields of a paper that identify it, the surest first."""

_MONTH = r"(?:0[1-9]|1[0-2])"
_ARXIV = re.compile(
    rf"(?:(?:0[7-9]|1[0-4]){_MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){_MONTH}\.\d{{5}}"
    r"|(?P<archive>[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?)/\d{7})(?:v\d+)?",
    re.ASCII,
)
"""Four digits until 2014 and five since, a version after them or none; before April 2007 the
archive and seven digits (https://info.arxiv.org/help/arxiv_identifier.html)."""
_VERSION = re.compile(r"v\d+$")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"]+", re.ASCII)
_ANTHOLOGY = re.compile(r"\d{4}\.[a-z0-9]+(?:-[a-z0-9]+)*\.\d+", re.ASCII)
_OLD_ANTHOLOGY = re.compile(r"[A-Z]\d{2}-\d{4}", re.ASCII)
"""Until 2019 (https://aclanthology.org/info/ids/)."""
_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{8,14}", re.ASCII)
_OF_ARXIV = re.compile(r"10\.48550/arxiv\.(?P<id>.+)", re.IGNORECASE)
_OF_ANTHOLOGY = re.compile(r"10\.(?:18653|3115)/v1/(?P<id>.+)", re.IGNORECASE)
_ARXIV_HOSTS = {"arxiv.org", "export.arxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org"}
_SHOWING_ARXIV = {"huggingface.co", "hf.co", "alphaxiv.org", "papers.cool", "scirate.com"}
_NAMED = re.compile(r"(?:arxiv|doi)\s*:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
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

    def __str__(self) -> str:
        """As people write it: `arXiv 2311.09677`."""
        names = {"arxiv": "arXiv", "doi": "DOI", "anthology": "ACL Anthology"}
        return f"{names.get(self.kind, 'OpenReview')} {self.value}"


def parse(written: str) -> tuple[Identifier, ...]:
    """Return what an id or an address names: mostly one thing, or none.

    The DOI of a paper of the ACL Anthology holds its id there, and is both; the DOI that arXiv
    gives to each of its papers is its arXiv id and nothing more.
    """
    text = _NAMED.sub("", written.strip(), count=1)
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
        return (Identifier("arxiv", _VERSION.sub("", text)),)
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
    return (known, *(_parsed(match["id"]) if match else ()))


def _of_address(host: str, path: str, query: dict[str, list[str]]) -> tuple[Identifier, ...]:
    steps = [step for step in path.split("/") if step]
    last = re.sub(r"(?:v\d+)?\.(?:pdf|bib|md|html)$", "", "/".join(steps[1:]))
    if host in _ARXIV_HOSTS and steps:
        return _parsed(last)
    if host in _SHOWING_ARXIV:
        return next(filter(None, (_parsed("/".join(steps[n:])) for n in range(len(steps)))), ())
    if host.endswith("doi.org"):
        return _parsed(path.strip("/"))
    if host in {"aclanthology.org", "aclweb.org"} and steps:
        return _parsed(re.sub(r"\.(?:pdf|bib|xml)$", "", steps[-1]))
    if host == "openreview.net":
        ids = (each for each in query.get("id", ()) if _OPENREVIEW.fullmatch(each))
        return tuple(Identifier("openreview", each) for each in ids)
    doi = _DOI.search(path)
    return _of_doi(doi[0].rstrip("/")) if doi and host != "github.com" else ()


def _without_end(text: str) -> str:
    """Leave out signs after an address that belong to the sentence around it."""
    while text and (
        text[-1] in ".,;:!?'*_”’»>]}" or (text[-1] == ")" and text.count(")") > text.count("("))
    ):
        text = text[:-1]
    return text
