"""Whether two descriptions are of one paper: by title, abstract and authors together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from generator.intake.record import Record
from generator.model.paper import Author, Paper
from generator.text.text import Text, fold

SAME_TITLE = 90.0
"""Per cent of likeness, folded, from which two titles are taken for one. The closest two that are
of different papers in the list are alike to 79 per cent."""
SAME_ABSTRACT = 80.0
"""Of abstracts under one title: a journal's wording against the preprint's. The closest two that
are of different papers are alike to 61 per cent."""
_COMPARED = 4000
"""Characters of an abstract: enough to know it by, and no text is too long for it."""
_MISSPELT = 80.0
"""Per cent of likeness of family names: `Gonzalez`, `Gonzales`."""


@dataclass(frozen=True)
class Face:
    """What a paper is known by, other than its identifiers."""

    title: str | None
    abstract: str | None = None
    authors: tuple[Author, ...] = ()

    @classmethod
    def of(cls, paper: Paper | Record) -> Face:
        """Return the face of a paper, or of what a source tells of one."""
        if isinstance(paper, Paper):
            return cls(paper.title, paper.abstract, paper.authors)
        told = paper.facts.get("authors")
        return cls(paper.title, paper.abstract, told.value if told else ())


@dataclass(frozen=True)
class Likeness:
    """How alike two papers are; what one of them lacks is `None`."""

    title: float
    """Per cent, of the folded titles."""
    abstract: float | None
    people: bool | None
    """Half of the shorter list of authors or more are in the other one."""

    @property
    def is_one(self) -> bool:
        """Whether they are one paper: by the title, and by the abstract if both have one.

        Authors decide only where an abstract is lacking, for groups write several reports under one
        title.
        """
        abstract = None if self.abstract is None else self.abstract >= SAME_ABSTRACT
        return self.title >= SAME_TITLE and bool(self.people if abstract is None else abstract)

    @property
    def is_another(self) -> bool:
        """Whether they are two papers: nothing that both tell of agrees."""
        supported = bool(self.people) or (self.abstract or 0.0) >= SAME_ABSTRACT
        return self.title < SAME_TITLE and not supported

    def __str__(self) -> str:
        """What agrees and how far: `title 100, abstract 97`."""
        known = [f"title {self.title:.0f}"]
        known += [f"abstract {self.abstract:.0f}"] if self.abstract is not None else []
        return ", ".join([*known, *(["authors"] if self.people else [])])


def likeness(one: Face, other: Face) -> Likeness:
    """Compare two faces; a missing title is alike to nothing."""
    title = alike(one.title, other.title)
    people = share_people(one.authors, other.authors) if one.authors and other.authors else None
    return Likeness(title or 0.0, alike(one.abstract, other.abstract), people)


def share_people(some: Sequence[Author], others: Sequence[Author]) -> bool:
    """Whether at least half of the shorter list of authors are in the other list."""
    few, many = sorted((some, others), key=len)
    shared = sum(any(same_person(each, other) for other in many) for each in few)
    return 2 * shared >= len(few) > 0


def same_people(some: Sequence[Author], others: Sequence[Author]) -> bool:
    """Whether both lists name the same people, in whatever order and spelling."""
    if len(some) != len(others):
        return False
    left = list((Counter(others) - Counter(some)).elements())
    for each in (Counter(some) - Counter(others)).elements():
        twin = next((other for other in left if same_person(each, other)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def same_person(one: Author, other: Author) -> bool:
    """Whether two names may be one person's: `J. Müller`, `Jürgen Mueller`, `MÜLLER Jürgen`."""
    ours, theirs = _words(one), _words(other)
    if sorted(ours) == sorted(theirs):
        return True
    family = fuzz.ratio(_folded(one.family), _folded(other.family)) >= _MISSPELT
    given = (_folded(one.given), _folded(other.given))
    return family and given[0][:1] == given[1][:1]


def _words(author: Author) -> list[str]:
    return _folded(author.name).split()


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    plain = Text(name).plain().replace("ß", "ss")
    for umlaut, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
        plain = plain.replace(umlaut, spelt).replace(umlaut.upper(), spelt)
    return fold(plain)


def alike(one: str | None, other: str | None) -> float | None:
    """Return how alike two texts are, folded, in per cent; `None` when one is not known."""
    if not (one and other):
        return None
    return fuzz.ratio(*(fold(Text(text[:_COMPARED]).plain()) for text in (one, other)))
