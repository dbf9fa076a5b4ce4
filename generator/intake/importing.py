"""The import: files in, papers changed or made, and an account of every record.

Everything is read, merged and rendered before the first byte is written, so that an import that
fails has changed nothing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.intake import formats
from generator.intake.merge import Merge, Outcome, written
from generator.intake.record import Fact, Reading, Record, Source
from generator.intake.tagging import propose
from generator.model import store
from generator.model.keys import citation_key
from generator.model.paper import Paper
from generator.model.problems import ContentError, Problem
from generator.model.provenance import may_write
from generator.model.store import Capture, Store
from generator.model.taxonomy import Taxonomy

RULES = "tags.yml"


@dataclass(frozen=True)
class Said:
    """What the curator says on the command line of a capture that leaves it out."""

    day: date | None = None
    year: int | None = None

    @property
    def words(self) -> str | None:
        """For the register: who said so, and how."""
        if self.day:
            return f"curator (--date {self.day})"
        return f"curator (--year {self.year})" if self.year else None


@dataclass(frozen=True)
class FileAccount:
    """What became of one file's records. The outcomes add up to `read`."""

    file: Path
    read: int
    outcomes: Mapping[Outcome, int]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Import:
    """An import that has been worked out and not yet written."""

    accounts: tuple[FileAccount, ...]
    questions: tuple[str, ...]
    papers: int
    """In the list afterwards."""
    texts: Mapping[Path, str | bytes]
    """The files to write; those that hold the same bytes already stay untouched."""

    def changed(self) -> list[Path]:
        """Return the files that writing would change."""
        return [file for file, new in self.texts.items() if not store.holds(file, new)]


def prepare(known: Store, files: Sequence[Path], said: Said, today: date) -> Import:
    """Read and merge `files`. Raises `ContentError` with the problems of all files at once."""
    known.checked()
    problems: list[Problem] = []
    readings: dict[Path, tuple[Source, Reading]] = {}
    for file in files:
        try:
            source = _source(known, file, said)
            readings[file] = source, formats.read(source)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    merge = Merge(dict(known.reading_list.by_key), known.decisions, today)
    merge.add(record for _, reading in readings.values() for record in reading.records)
    papers = _finished(merge.papers, known.reading_list.by_key, known.reading_list.taxonomy, today)
    return _rendered(known, readings, said, merge, papers)


def _source(known: Store, file: Path, said: Said) -> Source:
    try:
        data = file.read_bytes()
        text = data.decode()
    except OSError as error:
        raise ContentError([Problem(file, 0, "", "a readable file", error.strerror or "")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        cut_off = error.end == len(error.object) and error.reason == "unexpected end of data"
        got = "the end inside a character: the file is cut off" if cut_off else f"byte 0x{error.object[error.start]:02x}"
        raise ContentError([Problem(file, line, "", "text in UTF-8", got)]) from None
    registered = _registered(known, file, data)
    day = (registered and registered.date) or said.day
    return Source(file, registered.file if registered else file.name, text, day, said.year)


def _registered(known: Store, file: Path, data: bytes) -> Capture | None:
    """Return the register's entry for these bytes. Raises `ContentError` when the name is taken."""
    digest = hashlib.sha256(data).hexdigest()
    found = next((c for c in known.captures.values() if c.sha256 == digest), None)
    namesake = known.captures.get(file.name)
    if namesake and not found:
        expected = f"the file imported as {file.name}, or another name"
        raise ContentError([Problem(file, 0, "", expected, "different bytes")])
    return found


def _finished(
    papers: Mapping[str, Paper], before: Mapping[str, Paper], taxonomy: Taxonomy, today: date
) -> dict[str, Paper]:
    """Return the papers with proposals of tags for new ones, and citation keys where they can be."""
    taken = {paper.citation_key for paper in papers.values()}
    finished: dict[str, Paper] = {}
    for key, paper in sorted(papers.items()):
        after = paper if key in before else tagged(paper, taxonomy, today)
        if after is not before.get(key) and not after.citation_key and may_write(after, "citation_key"):
            cite = citation_key(after, taken)
            taken.add(cite)
            after = replace(after, citation_key=cite)
        finished[key] = after
    return finished


def tagged(paper: Paper, taxonomy: Taxonomy, today: date) -> Paper:
    """Return the paper with the rules' proposals, if its tags are still the rules' to give."""
    if not may_write(paper, "tags"):
        return paper
    by_person = {tag: origin for tag, origin in paper.tags.items() if origin != "rule"}
    proposals = [p.tag for p in propose(paper.title, paper.abstract, taxonomy)]
    by_rule = {tag: "rule" for tag in proposals if tag not in by_person}
    if {**by_rule, **by_person} == paper.tags or not by_rule:
        return paper
    return written(paper, "tags", Fact({**by_rule, **by_person}, RULES), today)


def _rendered(
    known: Store,
    readings: Mapping[Path, tuple[Source, Reading]],
    said: Said,
    merge: Merge,
    papers: Mapping[str, Paper],
) -> Import:
    before, content = known.reading_list.by_key, known.content
    captures = dict(known.captures)
    texts: dict[Path, str | bytes] = {}
    for file, (source, reading) in readings.items():
        data = file.read_bytes()
        if source.name not in captures:
            told = said.words if reading.day else None
            digest = hashlib.sha256(data).hexdigest()
            captures[source.name] = Capture(source.name, digest, reading.day, told)
            texts[content / "captures" / source.name] = data
    ordered = dict(sorted(captures.items())) if not known.captures else captures
    for key, paper in papers.items():
        if paper is not before.get(key):
            texts.update([store.paper_text(content, before.get(key), paper)])
    texts.update(store.decision_text(content, decision) for decision in merge.asked)
    texts.update([store.captures_text(content, ordered.values())])
    texts.update(store.frame(content))
    return Import(
        tuple(_account(file, source, reading, merge) for file, (source, reading) in readings.items()),
        tuple(decision.name for decision in merge.asked),
        len(papers),
        texts,
    )


def _account(file: Path, source: Source, reading: Reading, merge: Merge) -> FileAccount:
    outcomes = merge.outcomes[source.name]
    counted = Counter(outcome for outcome, _ in outcomes)
    aside = tuple(
        f"line {record.line}: set aside: “{record.title}” " + _why(record)
        for outcome, record in outcomes
        if outcome is Outcome.ASIDE
    )
    return FileAccount(file, len(reading.records), counted, (*reading.notes, *aside))


def _why(record: Record) -> str:
    if record.abstract is None:
        return "is not in the list, or more than once"
    return "has another abstract than its namesake: a paper of its own until you decide"
