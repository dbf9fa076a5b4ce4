"""Venues: what a paper's `venue` says of where and when it came out, and no more than that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.text.text import Text

CONFERENCES = frozenset(
    # Machine learning
    "AAAI ACML AISTATS ALT AutoML CIBB CLeaR CoLLAs COLM COLT CoRL CPAL ECAI ECML ESANN ICANN ICLR"
    " ICML IJCAI IJCNN L4DC LoG MIDL MLSP MLSys NeurIPS NIPS PKDD SaTML UAI"
    # Language and speech
    " AACL ACL AMTA ASRU BEA BioNLP BlackboxNLP COLING CoNLL EACL EAMT EMNLP GEM ICASSP IJCNLP INLG"
    " Interspeech IWSLT LREC MRQA NAACL NLDB RANLP RepL4NLP SemEval SIGDIAL SLT TSD WMT WNUT"
    # Vision, graphics, multimedia
    " 3DV ACCV BMVC CVPR CVPRW ECCV ICCV ICCVW ICIP ICME ICMR ICPR MICCAI MM MMM SIGGRAPH WACV"
    # Data, retrieval, the web
    " BigData CIKM DASFAA EDBT ECIR ICDE ICDM ICTIR ISWC JCDL KDD PAKDD PODS RecSys SIGIR SIGKDD"
    " SIGMOD TREC VLDB WSDM WWW"
    # Software, systems, security, people, robots
    " ASE ASPLOS ATC CAV CCS CHI CSCW DAC EuroSys FAccT FSE HPCA ICPC ICRA ICSE ICSME IROS ISCA"
    " ISSTA IUI MICRO MobiCom NDSS NSDI OOPSLA OSDI PLDI POPL RSS SANER SC SOSP UIST USENIX".split()
)
"""By the names that stand in references; a new one is a word here."""
_PROCEEDINGS = re.compile(
    r"\b(?:Conference|Findings|Meeting|Proceedings|Symposium|Workshops?)\b", re.IGNORECASE
)
_JOURNAL = re.compile(
    r"^(?:Nature|Frontiers in|Proceedings of the ACM on)\b"
    r"|\b(?:CSUR|DMLR|IJCV|JAIR|JMLR|TACL|TASLP|TIST|TKDD|TKDE|TMLR|TNNLS|TOIS|TOMM|TOSEM|TPAMI)\b"
    r"|\b(?:Annals|Bulletin|Journal|Letters|Magazine|Reviews?|Surveys|Transactions)\b"
)
_JOURNALS = frozenset(
    (
        *("ai open", "computational linguistics", "expert systems with applications"),
        *("information fusion", "information processing & management", "information sciences"),
        *("knowledge-based systems", "neural computation", "neural networks", "neurocomputing"),
        *("patterns", "pattern recognition", "science", "the electronic library"),
        *("proceedings of the ieee", "proceedings of the vldb endowment", "scientific reports"),
        "proceedings of the national academy of sciences",
    )
)
"""Names of journals that no word gives away, in lower case."""

_YEAR = re.compile(r"\(\s*((?:19|20)\d\d)\s*\)|\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Venue:
    """A venue: its name without the year, the year it names, and what it is."""

    name: str
    year: int | None
    kind: Literal["conference", "journal", "other"]
    """What nobody can tell from the name is `other`."""


@lru_cache(maxsize=4096)
def parse(written: str) -> Venue:
    """Read `ACL 2024 (System Demonstrations)`, `TACL 2024`, `Findings of ACL 2024`.

    Styles print the year on their own, so it leaves the name. Of a venue that names two different
    years, or that is nothing but a year, the name stays as it is and no year is known.
    """
    shown = Text(written).plain()
    years = {one or other for one, other in _YEAR.findall(shown)}
    name = " ".join(_YEAR.sub(" ", shown).split()).strip(" ,;:–-")
    if len(years) != 1 or not name:
        return Venue(" ".join(shown.split()), None, _kind(shown))
    return Venue(name, int(years.pop()), _kind(name))


def _kind(name: str) -> Literal["conference", "journal", "other"]:
    if name.casefold() in _JOURNALS or _JOURNAL.match(name):
        return "journal"
    if _PROCEEDINGS.search(name):
        return "conference"
    if _JOURNAL.search(name):
        return "journal"
    return "other" if CONFERENCES.isdisjoint(re.findall(r"\w+", name)) else "conference"
