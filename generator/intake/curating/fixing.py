"""What `check --fix` mends by itself: only what can be meant in one way, never a person's words.

It works on files as they are, so that a list with problems can be mended too; whatever cannot be
read stays for `check` to name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.intake.curating.spelling import Spelling, respelt, spellings
from generator.intake.enriching import conflicts
from generator.intake.merging.additions import cited
from generator.model.paper import Listing, Paper
from generator.model.problems import ContentError
from generator.model.provenance import fingerprint, may_write, value_of
from generator.model.taxonomy import Taxonomy
from generator.store import document, files, paper_text, store, vectors
from generator.store.store import Store


@dataclass(frozen=True, order=True)
class Mended:
    """One thing that was mended, at its line (from 1); 0 means the file as a whole."""

    file: Path
    line: int
    where: str
    what: str


@dataclass(frozen=True)
class Fixes:
    """What was found to mend, and the files to write; `None` for one to remove."""

    mended: tuple[Mended, ...]
    texts: Mapping[Path, str | bytes | None]


@dataclass
class _Sheet:
    """A paper's file while it is being mended."""

    file: Path
    text: str
    paper: Paper | None
    """`None` while the file has problems."""
    mended: list[Mended]

    def becomes(self, after: Paper, where: tuple[str | int, ...], what: str) -> None:
        """Write a paper in the place of the one that was read, where its file can be edited."""
        if self.paper is None:
            return
        try:
            text = paper_text.revise(self.file, self.text, self.paper, after)
        except ContentError:
            return
        in_which = text if where[0] == "citation_key" else self.text
        line = document.parse(in_which, self.file).line(where)
        self.mended.append(Mended(self.file, line, document.path(where), what))
        self.text, self.paper = text, after


def prepare(known: Store) -> Fixes:
    """Return what can be mended in the content, of which nothing is written yet."""
    content = known.content
    sheets = list(_sheets(content, known.reading_list.taxonomy))
    for sheet in sheets:
        _drop_double_listings(sheet)
    _give_citation_keys(sheets, known.citation_keys)
    whole = dict(_whole_files(known))
    removed = dict(_removed(known))
    changed = {sheet.file: sheet.text for sheet in sheets if sheet.mended}
    mended = [each for sheet in sheets for each in sheet.mended]
    mended += [Mended(file, 0, "", "written anew") for file in whole]
    mended += [Mended(file, 0, "", f"removed: {why}") for file, why in removed.items()]
    return Fixes(tuple(sorted(mended)), {**changed, **whole, **dict.fromkeys(removed)})


def answered(known: Store, today: date) -> Fixes:
    """Return what the answers in `decisions/` about single fields ask for.

    Raises `ContentError` when a paper's file has a form that no program can edit without harm.
    """
    texts = conflicts.carried_out(known, today)
    done = tuple(Mended(file, 0, "", "an answer of decisions/ carried out") for file in texts)
    return Fixes(done, texts)


def _sheets(content: Path, taxonomy: Taxonomy) -> Iterator[_Sheet]:
    for file in sorted((content / "papers").glob("[!.]*.yml")):
        try:
            found = document.read(file)
        except ContentError:
            continue
        text = files.read_text(file)
        changes = list(spellings(found, taxonomy))
        new = respelt(text, changes) if changes else text
        yield _Sheet(file, new, _readable(file, new), [_spelt(file, each) for each in changes])


def _readable(file: Path, text: str) -> Paper | None:
    try:
        return paper_text.read(document.parse(text, file))
    except ContentError:
        return None


def _spelt(file: Path, change: Spelling) -> Mended:
    line = int(change.node.start_mark.line) + 1
    return Mended(file, line, change.where, f"{change.node.value} → {change.new}")


def _drop_double_listings(sheet: _Sheet) -> None:
    """Leave each place of a capture listed once; two that tell other days are a person's to see."""
    kept: dict[tuple[str, int], Listing] = {}
    doubles: list[int] = []
    for place, seen in enumerate(sheet.paper.listed if sheet.paper else ()):
        first = kept.setdefault((seen.capture, seen.position), seen)
        if first.date and seen.date and first.date != seen.date:
            return
        if first is not seen:
            doubles.append(place)
            kept[seen.capture, seen.position] = first if first.date else seen
    if doubles and sheet.paper:
        after = _with_listings(sheet.paper, tuple(kept.values()))
        sheet.becomes(after, ("listed", doubles[0]), "said twice: removed")


def _with_listings(paper: Paper, listed: tuple[Listing, ...]) -> Paper:
    after = replace(paper, listed=listed)
    if "listed" not in paper.sources or not may_write(paper, "listed"):
        return after
    source = replace(paper.sources["listed"], hash=fingerprint(value_of(after, "listed")))
    return replace(after, sources={**paper.sources, "listed": source})


def _give_citation_keys(sheets: Iterable[_Sheet], taken: set[str]) -> None:
    """Give a key to the papers of which authors and year are known by now, in order."""
    papers = [sheet.paper for sheet in sheets if sheet.paper]
    taken |= {paper.citation_key.casefold() for paper in papers if paper.citation_key}
    for sheet in sheets:
        after = cited(sheet.paper, taken) if sheet.paper else None
        if after and after is not sheet.paper:
            sheet.becomes(after, ("citation_key",), f"{after.citation_key} added")


def _whole_files(known: Store) -> Iterator[tuple[Path, str]]:
    """Yield the schema when it is another, and the version of a store that has none at all."""
    for file, text in store.frame(known.content).items():
        is_schema = file.name == paper_text.SCHEMA
        if not files.holds(file, text) and (is_schema or not file.exists()):
            yield file, text


def _removed(known: Store) -> Iterator[tuple[Path, str]]:
    """Yield the files that nothing needs any more, and why."""
    content = known.content
    for file in sorted(filter(Path.is_file, content.rglob(".*.part"))):
        yield file, "a program was stopped while writing it"
    for file in vectors.files(content):
        if not files.paper(content, file.stem).exists():
            yield file, "its paper is gone"
    redirects = known.merged.redirects  # a question about a merged paper is about where that went
    for decision in known.decisions.values():
        keys = (key for key in decision.papers if key not in redirects)
        gone = [key for key in keys if not files.paper(content, key).exists()]
        file, asked = store.decision_text(content, replace(decision, answer=None, reason=None))
        if gone and files.holds(file, asked):  # no person has written into it, not even a thought
            yield file, f"it asks about {gone[0]}, which is gone"
