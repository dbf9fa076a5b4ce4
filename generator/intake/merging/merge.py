"""Records into papers: which paper a record tells of, or whether it is a new one.

Nothing here reads or writes a file. The order of the records does not matter, for they are sorted
first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from generator.intake.merging.additions import added, created
from generator.intake.merging.finding import Finder, Found, are_unlike
from generator.intake.record import Record
from generator.model.decisions import Decision
from generator.model.identifiers import Identifier
from generator.model.keys import paper_key, unique
from generator.model.paper import Paper
from generator.model.redirects import end
from generator.store.merged import Merged

Say = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

SAME_TITLE = "The titles are the same and the abstracts differ: is it one paper?"
NEAR_TITLE = "The titles are nearly the same: is it one paper?"
SAME_RECORD = "One record has the identifiers of both, {ids}: is it one paper?"


def nothing(_done: int, _of: int) -> None:
    """Show no progress."""


class Outcome(Enum):
    """What became of a record."""

    NEW = "new"
    KNOWN = "already known"
    MERGED = "merged"
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one record, and why if it was set aside or is in doubt."""

    record: Record
    outcome: Outcome
    reason: str = ""


@dataclass
class Merge:
    """Papers that grow as records are added; what they were before is the store's to know."""

    papers: dict[str, Paper]
    decisions: Mapping[str, Decision]
    day: date
    """The day that `added`, `updated` and the records of provenance carry."""
    merged: Merged = field(default_factory=Merged)
    asked: dict[str, Decision] = field(default_factory=dict)
    """New questions, by name."""
    results: dict[str, list[Result]] = field(default_factory=lambda: defaultdict(list))
    """What became of every record, by source."""
    taken_over: set[str] = field(default_factory=set)
    """Keys of new papers that are as another list keeps them."""

    def __post_init__(self) -> None:
        """Index the papers, and the answers to what was asked about them."""
        self._finder = Finder(self.merged)
        self._finder.index(self.papers.values())
        self._taken = {key.casefold() for key in (*self.papers, *self.merged.redirects)}
        self._answers = {self._pair(*each.papers): each for each in self.decisions.values()}
        self._said: set[tuple[str, str, str]] = set()

    def add(self, records: Iterable[Record], say: Say = nothing) -> None:
        """Add records: those with abstracts first, since the others only add to papers."""
        ordered = sorted(records, key=_order)
        for number, each in enumerate(ordered, 1):
            self.results[each.source].append(self._add(each))
            say(number, len(ordered))

    def _add(self, new: Record) -> Result:
        shown = self._finder.listed(new)
        # A paper that was taken over may come from another list's capture of the same name.
        if shown and not are_unlike(self._finder.papers[shown.by], new):
            return self._added(shown, new)
        owners = self._finder.identified(new)
        for each, owner in owners.items():
            if all(are_unlike(self._finder.papers[key], new) for key in (owner.by, owner.key)):
                why = f"has the {each} of {owner.key}, and neither its title nor its abstract"
                return Result(new, Outcome.ASIDE, f"{why}: mend the identifier")
        if len({owner.key for owner in owners.values()}) > 1:
            return self._between(owners, new)
        found = next(iter(owners.values()), None)
        return self._added(found, new) if found else self._by_title(new)

    def _by_title(self, new: Record) -> Result:
        namesakes = self._finder.namesakes(new.title) if new.title else []
        if found := self._finder.likest(namesakes, new):
            return self._added(found, new)
        rival = namesakes[0] if namesakes else self._finder.near(new.title) if new.title else None
        if new.title is None or new.abstract is None:
            return Result(new, Outcome.ASIDE, _wanting(new, rival, is_namesake=bool(namesakes)))
        key = self._create(new)
        if rival is None:
            return Result(new, Outcome.NEW)
        self._ask(key, rival.key, SAME_TITLE if namesakes else NEAR_TITLE)
        why = f"has another abstract than {rival.key}" if namesakes else f"is nearly {rival.key}"
        return Result(new, Outcome.NEW, f"{why}: a paper of its own until you decide")

    def _between(self, owners: Mapping[Identifier, Found], new: Record) -> Result:
        """Ask about two papers whose identifiers one record has, or tell which of them it means."""
        first, second = list({owner.key: None for owner in owners.values()})[:2]
        known = self._answers.get(self._pair(first, second))
        if known is None or known.answer is None:
            ids = ", ".join(map(str, owners))
            self._ask(first, second, SAME_RECORD.format(ids=ids))
            why = f"has identifiers of both {first} and {second}: decide, and import it again"
            return Result(new, Outcome.ASIDE, why)
        if known.answer == "same":
            why = f"has identifiers of both {first} and {second}: reading-list merge, and again"
            return Result(new, Outcome.ASIDE, why)
        meant = self._finder.likest(dict.fromkeys(owners.values()), new)
        meant = meant or next(iter(owners.values()))
        others = {each.kind for each, owner in owners.items() if owner.key != meant.key}
        facts = {name: fact for name, fact in new.facts.items() if name not in others}
        return replace(self._added(meant, replace(new, facts=facts)), record=new)

    def _create(self, new: Record) -> str:
        """Make a paper of a record; one that another list has keeps its key, if that is free."""
        key = new.whole.key if new.whole else paper_key(new.title or "", self._taken)
        if new.whole and key.casefold() in self._taken:
            key = unique(key.casefold(), self._taken)
        self.taken_over |= {key} if new.whole else set()
        self._put(created(key, new, self.day))
        self._said |= {(key, name, fact.origin) for name, fact in new.facts.items()}
        return key

    def _added(self, found: Found, new: Record) -> Result:
        """Add a record to its paper.

        A source that tells of a paper twice is heard once on each field, or each import would
        change it to and fro; so is one that tells of what was merged into the paper. Another list
        only fills in what is unknown.
        """
        said = {(found.key, name, fact.origin) for name, fact in new.facts.items()}
        is_settled = found.is_by_another or new.whole
        settled = new.facts.keys() if is_settled else {name for _, name, _ in said & self._said}
        self._said |= said
        before = self.papers[found.key]
        after = added(before, new, self.day, settled)
        if after == before:
            return Result(new, Outcome.KNOWN)
        self._put(after)
        return Result(new, Outcome.MERGED)

    def _ask(self, one: str, other: str, words: str) -> None:
        first, second = sorted((one, other))
        if self._pair(first, second) not in self._answers:
            question = Decision(papers=(first, second), question=words, asked=self.day)
            self._answers[self._pair(first, second)] = question
            self.asked[question.name] = question

    def _pair(self, one: str, other: str) -> frozenset[str | None]:
        """Return the two papers that are meant, each where it is now."""
        return frozenset(end(self.merged.redirects, key) for key in (one, other))

    def _put(self, paper: Paper) -> None:
        self.papers[paper.key] = paper
        self._taken.add(paper.key.casefold())
        self._finder.put(paper)


def _wanting(new: Record, rival: Found | None, *, is_namesake: bool) -> str:
    """Return why a record without a title or an abstract adds to no paper, and what helps."""
    if is_namesake:
        return "is the title of several papers"
    near = f" (nearly the title of {rival.key})" if rival else ""
    if new.identifiers:
        return f"is not in the list{near}, and has no abstract here"
    return f"is not in the list{near}, and has neither an abstract nor an identifier here"


def _order(new: Record) -> tuple[bool, date, str, int, str]:
    shown = new.listing
    day = (shown and shown.date) or date.max
    return new.abstract is None, day, new.source, new.line, new.title or ""
