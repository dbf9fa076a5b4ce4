"""The import: files in, papers changed or made, and an account of every record.

Everything is read, merged and rendered before the first byte is written, so that an import that
fails has changed nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.intake import sources
from generator.intake.merging.additions import cited
from generator.intake.merging.evidence import with_evidence
from generator.intake.merging.merge import Merge, Outcome, Result, Say, nothing
from generator.intake.merging.taking_over import fitted
from generator.intake.record import Record
from generator.intake.retagging import tagged
from generator.intake.sources import Read, Said
from generator.model.decisions import Decision
from generator.model.paper import Paper
from generator.model.problems import shown
from generator.store import files, store
from generator.store.store import Capture, Store
from generator.text.text import Text


@dataclass(frozen=True)
class FileAccount:
    """What became of one file's records. The outcomes add up to `read`."""

    file: Path
    read: int
    outcomes: Mapping[Outcome, int]
    notes: tuple[str, ...]
    fetchable: int
    """Records that were set aside for want of an abstract, which a service may have."""


@dataclass(frozen=True)
class Import:
    """An import that has been worked out and not yet written."""

    accounts: tuple[FileAccount, ...]
    questions: tuple[str, ...]
    papers: int
    """In the list afterwards."""
    texts: Mapping[Path, str | bytes]
    """The files to write, in this order; those that hold the same bytes already stay untouched."""

    def changed(self) -> list[Path]:
        """Return the files that writing would change."""
        return [file for file, new in self.texts.items() if not files.holds(file, new)]


def prepare(
    known: Store, paths: Iterable[Path], said: Said, today: date, say: Say = nothing
) -> Import:
    """Read and merge files. Raises `ContentError` with the problems of all files at once."""
    return of_readings(known.checked(), sources.read(known, paths, said), said, today, say)


def of_readings(
    known: Store, readings: Sequence[Read], said: Said, today: date, say: Say = nothing
) -> Import:
    """Merge what was read, from files or from the network. Raises `ContentError`."""
    merge = Merge(dict(known.reading_list.by_key), known.decisions, today, known.merged)
    taxonomy = known.reading_list.taxonomy
    readings = [replace(each, reading=fitted(each.reading, taxonomy)) for each in readings]
    merge.add((record for each in readings for record in each.reading.records), say)
    papers = _finished(merge, known, today)
    return Import(
        tuple(_account(each, merge.results[each.source.name]) for each in readings),
        tuple(merge.asked),
        len(papers),
        {
            **_evidence(known, readings, said),
            **store.frame(known.content),
            **_changed_papers(known, papers),
            **dict(store.decision_text(known.content, each) for each in _questions(merge)),
        },
    )


def _questions(merge: Merge) -> Iterator[Decision]:
    """Yield the new questions, with what the papers are like after all records."""
    for each in merge.asked.values():
        one, other = (merge.papers[key] for key in each.papers)
        yield with_evidence(each, one, other)


def _finished(merge: Merge, known: Store, today: date) -> dict[str, Paper]:
    """Return the papers, with tags proposed for new ones and citation keys where they can be.

    What comes from another list as it is there stays so, but for a citation key that is taken.
    """
    before, taxonomy = known.reading_list.by_key, known.reading_list.taxonomy
    taken = known.citation_keys
    finished: dict[str, Paper] = {}
    for key, paper in sorted(merge.papers.items()):
        after, is_new = paper, key not in before
        if is_new and (after.citation_key or "").casefold() in taken:
            after = replace(after, citation_key=None)
        if is_new and key not in merge.taken_over:
            after = tagged(after, taxonomy, today)
        if after is not before.get(key) and (key not in merge.taken_over or after is not paper):
            after = cited(after, taken)
        taken |= {after.citation_key.casefold()} if after.citation_key else set()
        finished[key] = after
    return finished


def _evidence(known: Store, readings: Sequence[Read], said: Said) -> dict[Path, str | bytes]:
    """Return the copies of new captures and then the register, which a killed import may lack."""
    captures, copies = dict(known.captures), dict[Path, str | bytes]()
    for each in filter(lambda each: each.kept, readings):
        name, reading = each.source.name, each.reading
        earlier = captures.get(name)
        if earlier is None or (reading.day and not earlier.date):
            told = said.words if reading.told else None
            captures[name] = Capture(name, each.digest, reading.day, told)
        if earlier is None:
            with each.source.opened() as stream:
                copies[known.content / "captures" / name] = stream.read()
    register, text = store.captures_text(known.content, captures.values())
    return {**copies, register: text}


def _changed_papers(known: Store, papers: Mapping[str, Paper]) -> dict[Path, str]:
    before = known.reading_list.by_key
    changed = (paper for key, paper in papers.items() if paper is not before.get(key))
    return dict(store.paper_update(known.content, before.get(p.key), p) for p in changed)


def _account(each: Read, results: Sequence[Result]) -> FileAccount:
    doubtful = tuple(
        f"line {each.record.line}: {each.outcome.value}: {_named(each.record)} {each.reason}"
        for each in results
        if each.reason
    )
    counted = Counter(result.outcome for result in results)
    notes = (*each.reading.notes, *doubtful)
    fetchable = sum(
        result.outcome is Outcome.ASIDE
        and result.record.abstract is None
        and bool(result.record.identifiers)
        for result in results
    )
    return FileAccount(each.source.file, len(each.reading.records), counted, notes, fetchable)


def _named(new: Record) -> str:
    if new.title:
        return shown(Text(new.title).plain())
    return ", ".join(map(str, new.identifiers)) or "a record"
