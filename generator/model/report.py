"""The curator's to-do: what is not wrong, but unknown, doubtful or waiting for an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.model import addresses
from generator.model.decisions import Conflict, Decision
from generator.model.gaps import GAPS
from generator.model.paper import Paper
from generator.model.provenance import may_write
from generator.model.reading_list import ReadingList
from generator.model.tagging import given, propose
from generator.model.taxonomy import Taxonomy


@dataclass(frozen=True)
class Entry:
    """One thing to look at; as a text, a line of `reading-list check --report`."""

    name: str
    """The key of a paper, an identifier, a link, or the name of a question."""
    file: str
    """Where it is answered or mended, in the content folder."""
    papers: tuple[str, ...]
    """The keys of the papers that it is about."""
    said: str = ""
    """What there is to see."""
    question: str = ""
    """What is asked of the curator, where a file asks it."""

    def __str__(self) -> str:
        """The name, and what there is to see."""
        return f"{self.name}: {self.said}" if self.said else self.name


@dataclass(frozen=True)
class Todo:
    """One kind of thing to look at, and an entry for each."""

    what: str
    """In the plural; programs know the kind by it."""
    entries: tuple[Entry, ...]
    why: str = ""
    """Why it matters, and what there is to do."""
    command: str = ""
    """What does it, or helps."""


def todo(
    known: ReadingList,
    decisions: Mapping[str, Decision],
    not_embedded: Iterable[Paper] = (),
    conflicts: Mapping[str, Conflict[Any]] = MappingProxyType({}),
) -> tuple[Todo, ...]:
    """Return what the curator may want to look at, without the kinds of which there is none."""
    kinds = [
        *_of_answers(known, decisions, conflicts),
        *_of_papers(sorted(known.papers, key=lambda paper: paper.key), known.taxonomy),
        Todo(
            "papers without vectors of their texts",
            tuple(map(_of_paper, not_embedded)),
            "The search finds them by meaning too, but less well.",
            "reading-list embed",
        ),
    ]
    return tuple(each for each in kinds if each.entries)


def _of_answers(
    known: ReadingList, decisions: Mapping[str, Decision], conflicts: Mapping[str, Conflict[Any]]
) -> Iterator[Todo]:
    asked = (_of_pair(known, each) for each in decisions.values() if each.answer is None)
    same = (each for each in decisions.values() if each.answer == "same")
    there = (each for each in same if all(key in known.by_key for key in each.papers))
    disputed = (c for c in conflicts.values() if c.is_open(known.by_key.get(c.paper)))
    yield Todo(
        "questions without an answer, in decisions/",
        tuple(asked),
        "Two papers may be one, and readers see both. Write “same” or “different” into the file; "
        "it is asked only once.",
    )
    yield Todo(
        "pairs to make one: reading-list merge",
        tuple(_of_pair(known, each) for each in there),
        "You have answered that they are the same, and readers still see both.",
        "reading-list merge",
    )
    yield Todo(
        "fields of which sources say different things, in decisions/",
        tuple(
            Entry(c.name, f"decisions/{c.name}.yml", (c.paper,), question=c.question)
            for c in disputed
        ),
        "Nothing is written until you say whose word holds, in the file or in the paper's own; "
        "then the command carries it out.",
        "reading-list check --fix",
    )


def _of_papers(papers: list[Paper], taxonomy: Taxonomy) -> Iterator[Todo]:
    for gap in GAPS:
        entries = tuple(_of_paper(each) for each in papers if gap.is_in(each))
        yield Todo(gap.what, entries, gap.why, gap.command)
    yield Todo(
        "papers with author names of doubtful spelling",
        tuple(_doubtful(papers)),
        "Their source is known to misspell names. Compare them with the paper, mend the name and "
        "take “doubtful” away; or let a service say.",
        "reading-list enrich",
    )
    yield Todo(
        "identifiers that several papers have",
        tuple(_shared(papers)),
        "An identifier belongs to one paper: one of them has it by mistake, or they are one.",
        "reading-list merge",
    )
    yield Todo(
        "links to look at",
        tuple(_odd(papers)),
        "They look dead, cut off, or not like the address itself. Nothing was asked of the web.",
    )
    yield Todo(
        "links that several papers have",
        tuple(_shared_links(papers)),
        "A common home is well; a link to another paper's code is not.",
    )
    yield Todo(
        "papers to tag anew: reading-list tag",
        tuple(_to_tag(papers, taxonomy)),
        "The rules of tags.yml say something else than when these were tagged.",
        "reading-list tag",
    )


def _of_pair(known: ReadingList, decision: Decision) -> Entry:
    keys = tuple(known.redirects.get(key, key) for key in decision.papers)
    file = f"decisions/{decision.name}.yml"
    return Entry(decision.name, file, keys, question=decision.question)


def _of_paper(paper: Paper, said: str = "") -> Entry:
    return Entry(paper.key, f"papers/{paper.key}.yml", (paper.key,), said)


def _doubtful(papers: Iterable[Paper]) -> Iterator[Entry]:
    for paper in papers:
        if names := [author.name for author in paper.authors if author.doubtful]:
            yield _of_paper(paper, ", ".join(names))


def _shared(papers: Iterable[Paper]) -> Iterator[Entry]:
    """Yield the identifiers that would make two papers one, were they imported today."""
    owned = ((f"{i.kind} {i.folded.value}", paper) for paper in papers for i in paper.identifiers)
    return _of_several(owned)


def _shared_links(papers: Iterable[Paper]) -> Iterator[Entry]:
    urls = ((url, paper) for paper in papers for some in paper.links.values() for url in some)
    return _of_several((addresses.folded(url), paper) for url, paper in urls)


def _of_several(owned: Iterable[tuple[str, Paper]]) -> Iterator[Entry]:
    owners: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for name, paper in owned:
        owners[name][paper.key] = None
    for name, keys in owners.items():
        if len(keys) > 1:
            yield Entry(name, f"papers/{next(iter(keys))}.yml", tuple(keys), ", ".join(keys))


def _odd(papers: Iterable[Paper]) -> Iterator[Entry]:
    for paper in papers:
        for url in (url for some in paper.links.values() for url in some):
            if doubt := addresses.doubt(url):
                yield _of_paper(paper, f"{url} {doubt}")


def _to_tag(papers: Iterable[Paper], taxonomy: Taxonomy) -> Iterator[Entry]:
    for paper in papers:
        if may_write(paper, "tags"):
            tags = given(paper, propose(paper.title, paper.abstract, taxonomy))
            signs = [*(f"+{tag}" for tag in tags if tag not in paper.tags)]
            signs += [f"-{tag}" for tag in paper.tags if tag not in tags]
            if signs:
                yield _of_paper(paper, " ".join(signs))
