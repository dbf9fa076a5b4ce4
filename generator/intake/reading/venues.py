"""A venue as the list writes it, `EMNLP 2023`, from the name that a reference gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.model import venues
from generator.text.text import Text, fold

LONGEST = 300
"""Characters of a venue's full name; the longest of the ACL Anthology have some 250."""
_NO_VENUE = re.compile(
    r"\b(?:(?i:arxiv|biorxiv|chemrxiv|medrxiv|psyarxiv|techrxiv|e-?prints?|pre-?prints?)|CoRR|HAL"
    r"|SSRN|(?i:openreview|research square|zenodo|submitted|under review|in preparation|to appear"
    r"|unpublished|withdrawn|rejected))\b"
)
"""Servers of preprints, and what is said of papers that no venue has taken."""

_TABLE = """
ICLR: learning representations
ACML: asian conference on machine learning
ECML PKDD: european conference on machine learning and knowledge discovery in databases
ICML: international conference on machine learning
NeurIPS: neural information processing systems
IJCAI: international joint conference on artificial intelligence
IJCAI: international joint conferences on artificial intelligence
IJCNN: international joint conference on neural networks
AAAI: aaai conference on artificial intelligence
ECAI: european conference on artificial intelligence
AISTATS: international conference on artificial intelligence and statistics
UAI: uncertainty in artificial intelligence
COLM: conference on language modeling
COLT: conference on learning theory
CoLLAs: conference on lifelong learning agents
CoRL: conference on robot learning
MLSys: machine learning and systems
EMNLP: empirical methods in natural language processing
CoNLL: computational natural language learning
NAACL: north american chapter of the association for computational linguistics
NAACL: nations of the americas chapter of the association for computational linguistics
NAACL: north american chapter of the acl
EACL: european chapter of the association for computational linguistics
EACL: european chapter of the acl
AACL: asia pacific chapter of the association for computational linguistics
ACL: annual meeting of the association for computational linguistics
ACL: annual meeting of the acl
IJCNLP: international joint conference on natural language processing
COLING: international conference on computational linguistics
LREC: international conference on language resources and evaluation
LREC: language resources and evaluation conference
WMT: conference on machine translation
INLG: international natural language generation conference
CVPR: conference on computer vision and pattern recognition
WACV: winter conference on applications of computer vision
ECCV: european conference on computer vision
ACCV: asian conference on computer vision
ICCV: international conference on computer vision
BMVC: british machine vision conference
MICCAI: medical image computing and computer assisted intervention
ICASSP: international conference on acoustics speech and signal processing
ACM MM: acm international conference on multimedia
PAKDD: pacific asia conference on knowledge discovery and data mining
KDD: conference on knowledge discovery and data mining
KDD: sigkdd international conference on knowledge discovery data mining
SIGIR: research and development in information retrieval
ECIR: european conference on information retrieval
CIKM: conference on information and knowledge management
CIKM: conference on information knowledge management
WSDM: conference on web search and data mining
WWW: world wide web conference
WWW: acm web conference
WWW: international conference on world wide web
RecSys: conference on recommender systems
ICDE: international conference on data engineering
SDM: siam international conference on data mining
ICDM: international conference on data mining
SIGMOD: international conference on management of data
CHI: conference on human factors in computing systems
UIST: symposium on user interface software and technology
FAccT: conference on fairness accountability and transparency
ICSE: international conference on software engineering
ASE: international conference on automated software engineering
ISSTA: symposium on software testing and analysis
FSE: symposium on the foundations of software engineering
ICRA: international conference on robotics and automation
IROS: international conference on intelligent robots and systems
ASPLOS: architectural support for programming languages and operating systems
OSDI: operating systems design and implementation
CCS: conference on computer and communications security
NDSS: network and distributed system security symposium
USENIX Security: usenix security symposium
TACL: transactions of the association for computational linguistics
TMLR: transactions on machine learning research
JMLR: journal of machine learning research
JMLR: j mach learn res
JAIR: journal of artificial intelligence research
IJCV: international journal of computer vision
IEEE TPAMI: transactions on pattern analysis and machine intelligence
IEEE TKDE: transactions on knowledge and data engineering
IEEE TNNLS: transactions on neural networks and learning systems
IEEE TASLP: transactions on audio speech and language processing
ACM CSUR: computing surveys
ACM TIST: transactions on intelligent systems and technology
ACM TKDD: transactions on knowledge discovery from data
ACM TOIS: transactions on information systems
ACM TOMM: transactions on multimedia computing communications and applications
ACM TOSEM: transactions on software engineering and methodology
"""
"""What the list calls it, and words of its full name, folded; the first that occur tell it."""
_FULL_NAMES = tuple(
    (short, re.compile(rf"\b{words}\b(?! (?:and|for|in|theory)\b)"))
    for short, words in (line.split(": ") for line in _TABLE.strip().splitlines())
)
"""Such words before others are another's name: `… on Machine Learning and Applications`."""

_TRACKS = (
    (re.compile(r"\bindustry\b", re.IGNORECASE), "Industry"),
    (re.compile(r"\bsystem demonstrations?\b|\bdemos?\b", re.IGNORECASE), "System Demonstrations"),
    (re.compile(r"\bstudent research workshop\b", re.IGNORECASE), "Student Research Workshop"),
    (re.compile(r"\bdatasets and benchmarks\b", re.IGNORECASE), "Datasets and Benchmarks"),
)
"""Parts of a conference that the list names beside it: `NAACL 2024 (Industry)`."""
_OTHER_THAN_MAIN = re.compile(r"\bworkshops?\b", re.IGNORECASE)
_WORKSHOPS_OF = re.compile(r"\bconference\b.*\bworkshops?(?:\s*\([^()]*\))?$", re.IGNORECASE)
"""Not a workshop by its own name: `… Computer Vision and Pattern Recognition Workshops`."""
_FINDINGS = re.compile(r"\bfindings of\b", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)*")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LAST = re.compile(r"(?:^|[-–—:]\s+|\bof (?:the )?)([A-Z][\w-]*)(?: [Cc]onference)?$")
"""An acronym on its own, or that ends a name: `Computer Vision – ECCV`, `Proceedings of ACL`."""
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b|['’](\d\d)\b")
_SHORT = re.compile(r"([^\s()]+(?: [^\s()]+){0,2})( \([^()]+\))?")
"""A name as the list writes it, but for the year: `ACL (System Demonstrations)`."""


def of(containers: Iterable[str], hints: Iterable[str], year: int | None) -> str | None:
    """Return the venue of a paper that came out in these containers in this year.

    Args:
        containers: names of journals and proceedings, the likeliest first; one that nobody knows
            stays as it is, with the year.
        hints: what names a venue only if it is a known one, as `KDD '24` for a series.
        year: of the publication; a year in the name itself counts for more.

    Returns:
        The venue with its year, as far as that is known. `None` without a container, and for
        servers of preprints.
    """
    written = [name for each in containers if (name := _name(each))]
    named = [*written, *filter(_is_told, map(_name, hints))]
    known = ((short, name) for name in named if (short := _known(name)))
    found = next(known, (named[0], named[0]) if named else None)
    if found is None:
        return None
    short, name = found
    told = (each for text in (name, *written) if (each := _year(text)))
    return _with_year(short, next(told, year))


def _name(written: str) -> str:
    """Return the name on one line; empty when it is no venue's."""
    name = " ".join(Text(written).plain().split()).strip(" .,;:")
    return "" if _NO_VENUE.search(name) or name.isdecimal() or len(name) > LONGEST else name


def _is_told(name: str) -> bool:
    return bool(name) and venues.parse(name).kind != "other"


@lru_cache(maxsize=4096)
def _known(name: str) -> str | None:
    """Return what the list calls a conference or a journal that is told by its full name."""
    folded = fold(name)
    full = next((short for short, words in _FULL_NAMES if words.search(folded)), None)
    bracketed = _in_brackets(name)
    track = next((each for pattern, each in _TRACKS if pattern.search(name)), None)
    if _FINDINGS.search(name):
        return f"Findings of {_acronym(name.partition(':')[2] or name) or full or 'ACL'}"
    if _OTHER_THAN_MAIN.search(name) and track is None:
        return f"{full} Workshop" if full and _WORKSHOPS_OF.search(name) else bracketed
    last = _LAST.search(_YEAR.sub("", name).strip())
    short = full or bracketed or (_acronym(last[1]) if last else None)
    if bracketed and "-" in bracketed:  # two at once, `LREC-COLING`
        short = bracketed
    return f"{short} ({track})" if short and track and full else short


def _in_brackets(name: str) -> str | None:
    """Return the acronym of a known conference that brackets hold, `(CIKM '22)`."""
    for held in _IN_BRACKETS.findall(name):
        found = _acronym(held)
        if found and not re.sub(r"[-\s'’\d]", "", held.replace(found, "", 1)):
            return found
    return None


def _acronym(text: str) -> str | None:
    for match in _ACRONYM.finditer(text):
        word = match[0]
        first, *others = word.split("-")
        if first in venues.CONFERENCES:
            return word if venues.CONFERENCES.issuperset(others) else first
    return None


def _year(name: str) -> int | None:
    found = {int(long or f"20{short}") for long, short in _YEAR.findall(name)}
    return found.pop() if len(found) == 1 else None


def _with_year(name: str, year: int | None) -> str:
    if year is None or _YEAR.search(name):
        return name
    short = _SHORT.fullmatch(name)
    return f"{short[1]} {year}{short[2] or ''}" if short else f"{name} {year}"
