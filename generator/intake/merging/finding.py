"""The papers that a record may tell of: by its place in a list, its identifiers, its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from generator.intake.merging.likeness import Titles
from generator.intake.merging.matching import Face, likeness
from generator.intake.record import Record
from generator.model.identifiers import Identifier
from generator.model.paper import Paper
from generator.model.provenance import fingerprint
from generator.model.redirects import ends
from generator.store.merged import Merged
from generator.text.text import fold

AGREEMENT = 95.0
"""Per cent of likeness from which two abstracts under one title are versions of one. The closest
two that are different papers, among those captured so far, are alike to 65 per cent."""
AGREEMENT_WITH_AUTHORS = 80.0
"""The same, where half of the authors are in both: a preprint, and what was published of it."""
UNLIKE_TITLES = 65.0
"""Per cent below which two titles have nothing in common: 999 of 1,000 pairs of papers are."""
UNLIKE_TITLES_ALONE = 50.0
"""The same where an abstract is unknown: a paper may have been given another title."""
UNLIKE_ABSTRACTS = 55.0
"""Two abstracts of different papers are alike to 48 per cent at most, of 999 pairs in 1,000."""


@dataclass(frozen=True)
class Found:
    """A paper of the list that a record tells of."""

    key: str
    by: str
    """The key under which it was found: that of a paper which was merged into it, or its own."""

    @property
    def is_by_another(self) -> bool:
        """Whether the record tells of what was merged into the paper, which has its own words."""
        return self.key != self.by


@dataclass
class Finder:
    """An index of papers that grows with them, and of those that were merged into others."""

    merged: Merged
    papers: dict[str, Paper] = field(default_factory=dict)
    """By key, as they are now; also the merged ones."""

    def __post_init__(self) -> None:
        """Start without papers."""
        self._led = ends(self.merged.redirects)
        self._by_listing: dict[tuple[str, int], str] = {}
        self._by_identifier: dict[Identifier, str] = {}
        self._by_captured_title: dict[str, list[str]] = {}
        self._titles = Titles()

    def index(self, papers: Iterable[Paper]) -> None:
        """Take up papers, and after them those that were merged into one of them."""
        for paper in papers:
            self.put(paper)
        known = frozenset(self.papers)
        for paper in self.merged.papers.values():
            if paper.key not in known and self._led.get(paper.key) in known:
                self._put_merged(paper)

    def put(self, paper: Paper) -> None:
        """Take up a paper that is new, or has changed."""
        self.papers[paper.key] = paper
        for seen in paper.listed:
            self._by_listing.setdefault((seen.capture, seen.position), paper.key)
        for each in paper.identifiers:
            self._by_identifier.setdefault(each.folded, paper.key)
        self._titles.add(fold(paper.title), paper.key)
        if source := paper.sources.get("title"):
            _note(self._by_captured_title.setdefault(source.hash, []), paper.key)

    def _put_merged(self, paper: Paper) -> None:
        """Take up a merged paper: what it had alone still leads to it, and on from there."""
        into = self.merged.into.get(paper.key)
        alone = {*paper.identifiers} - {*(into.identifiers if into else ())}
        for seen in paper.listed:
            self._by_listing.pop((seen.capture, seen.position), None)
        for each in alone:
            self._by_identifier.pop(each.folded, None)
        self.put(paper)

    def listed(self, new: Record) -> Found | None:
        """Return the paper that stands where the record stands in its list."""
        shown = new.listing
        return self._found(self._by_listing.get((shown.capture, shown.position))) if shown else None

    def identified(self, new: Record) -> Mapping[Identifier, Found]:
        """Return the papers that have one of the record's identifiers, the surest first."""
        found = ((each, self._by_identifier.get(each.folded)) for each in new.identifiers)
        return {each: owner for each, key in found if (owner := self._found(key))}

    def namesakes(self, title: str) -> list[Found]:
        """Return the papers of this title, also those that had it before a person changed it."""
        captured = self._by_captured_title.get(fingerprint(title), ())
        keys = [*self._titles.same(fold(title)), *captured]
        return [found for key in dict.fromkeys(keys) if (found := self._found(key))]

    def near(self, title: str) -> Found | None:
        """Return the paper whose title is nearly this one."""
        return self._found(self._titles.near(fold(title)))

    def likest(self, namesakes: Iterable[Found], new: Record) -> Found | None:
        """Return the paper of this title with the record's abstract, or with its excerpt alone."""
        if new.abstract is None:
            holding = [each for each in namesakes if _holds(self.papers[each.by], new.excerpt)]
            return holding[0] if len({each.key for each in holding}) == 1 else None
        likely = [(agreement(self.papers[each.by], new), each) for each in namesakes]
        best = max(likely, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] else None

    def _found(self, key: str | None) -> Found | None:
        return Found(self._led.get(key, key), key) if key else None


def agreement(paper: Paper, new: Record) -> float:
    """Return how far the abstracts agree, in per cent; 0 when they are not versions of one.

    One capture does not show a paper twice: there, abstracts that differ at all are two papers.
    An abstract that a person changed is still known by the hash of what was captured.
    """
    source = paper.sources.get("abstract")
    if source and source.hash == fingerprint(new.abstract):
        return 100.0
    ours, theirs = fold(paper.abstract), fold(new.abstract or "")
    if new.listing and new.listing.capture in paper.captures:
        return 100.0 if ours == theirs else 0.0
    alike = fuzz.ratio(ours, theirs, score_cutoff=AGREEMENT_WITH_AUTHORS)
    if alike >= AGREEMENT or (alike and likeness(Face.of(paper), Face.of(new)).people):
        return alike
    return 0.0


def are_unlike(paper: Paper, new: Record) -> bool:
    """Whether a record that has a paper's identifier tells of something else all the same."""
    source = paper.sources.get("title")
    if new.title is None or (source and source.hash == fingerprint(new.title)):
        return False
    title = fuzz.ratio(fold(paper.title), fold(new.title))
    if title >= UNLIKE_TITLES:
        return False
    alike = likeness(Face.of(paper), Face.of(new))
    if alike.abstract is None:
        return title < UNLIKE_TITLES_ALONE and not alike.people
    return alike.abstract < UNLIKE_ABSTRACTS and not alike.people


def _holds(paper: Paper, excerpt: str | None) -> bool:
    return not excerpt or fold(excerpt) in fold(paper.abstract)


def _note(keys: list[str], key: str) -> None:
    if key not in keys:
        keys.append(key)
