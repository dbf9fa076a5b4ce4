"""Papers made fuller: the services are asked, what they say is weighed, and unknown fields filled.

Everything is asked and worked out before anything is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.intake.enriching import changes, conflicts
from generator.intake.enriching.asking import Answers, Sought, ask
from generator.intake.enriching.weighing import speaker, weigh
from generator.intake.merging.additions import added, cited, touched, written
from generator.intake.merging.matching import Face
from generator.intake.merging.merge import Say, nothing
from generator.intake.merging.twins import Twins
from generator.intake.record import Fact, Record
from generator.intake.services.client import Client
from generator.intake.services.service import Service
from generator.model.decisions import DISPUTABLE, Conflict, Decision
from generator.model.paper import Paper
from generator.model.provenance import may_write
from generator.store import conflict_file, files, store
from generator.store.store import Store

FIELDS = (*DISPUTABLE, "category", "links", "counts")
"""What the services are asked for. Never titles and abstracts: a paper is known by these."""
NEEDED = ("authors", "published", "venue", "category", "links")
"""What most papers have sooner or later, and without which the services are asked again."""
_MORE = frozenset(("category", "links", "counts"))

Asked = Mapping[str, Conflict[Any]]
"""The questions about one paper, by field."""


@dataclass(frozen=True)
class Enriched:
    """A paper before and after, and what of it is to be asked."""

    before: Paper
    after: Paper
    questions: Sequence[Conflict[Any]]

    @property
    def changes(self) -> tuple[changes.Change, ...]:
        """The fields that differ, in the order of the file."""
        return tuple(changes.between(self.before, self.after))


@dataclass(frozen=True)
class Enrichment:
    """What has been worked out and not yet written."""

    asked: int
    """Papers of which the services were asked."""
    papers: tuple[Enriched, ...]
    """Those that change, or of which something is to be asked."""
    pairs: tuple[Decision, ...]
    """New questions about papers that may be one."""
    answers: Answers
    texts: Mapping[Path, str]

    def changed(self) -> list[Path]:
        """Return the files that writing would change."""
        return [file for file, new in self.texts.items() if not files.holds(file, new)]


def prepare(  # noqa: PLR0913 - each is one of the command's options
    known: Store,
    chosen: Sequence[Paper],
    client: Client,
    services: Sequence[Service],
    today: date,
    *,
    fields: Collection[str] = FIELDS,
    say: Say = nothing,
) -> Enrichment:
    """Ask the services about papers. Raises `ContentError`, never for a service that is down."""
    asked = conflicts.of_papers(known.conflicts.values())
    papers = {p.key: conflicts.settled(p, asked.get(p.key, {}).values(), today) for p in chosen}
    answers = ask(client, services, [_sought(paper) for paper in papers.values()], say)
    results, taken, twins = list[Enriched](), known.citation_keys, Twins(known, today)
    for before in chosen:
        told = twins.without(answers.records[before.key], before.key)
        of_paper = asked.get(before.key, {})
        after, questions = enriched(papers[before.key], told, of_paper, today, fields)
        after = cited(after, taken) if after is not before else before
        twins.take(after)
        if after is not before or questions:
            results.append(Enriched(before, after, questions))
    pairs = twins.questions
    texts = {**dict(_texts(known, results)), **_asked_of_pairs(known, pairs)}
    return Enrichment(len(chosen), tuple(results), pairs, answers, texts)


def lacking(known: Store, today: date, fields: Collection[str] = NEEDED) -> list[Paper]:
    """Return the papers that lack one of the fields, or know it only roughly.

    Also those about which a question has been answered. Removed papers lack nothing, and counts
    are never up to date.
    """
    answered = conflicts.answered(known, today)
    return [
        paper
        for paper in known.reading_list.papers
        if paper.key in answered or any(_lacks(paper, name) for name in fields)
    ]


def enriched(
    paper: Paper, told: Sequence[Record], asked: Asked, today: date, fields: Collection[str]
) -> tuple[Paper, list[Conflict[Any]]]:
    """Return a paper with what records tell of these fields, and what of it is to be asked."""
    after, questions = paper, list[Conflict[Any]]()
    for name in (each for each in DISPUTABLE if each in fields and may_write(paper, each)):
        facts, known = _facts(paper, name, told), asked.get(name)
        weighed = weigh(name, _ours(paper, name), facts)
        if known or weighed.said:
            said = weighed.said or {speaker(fact.origin): fact.value for fact in facts}
            new = conflicts.question(paper, name, said, known, today)
            questions += [new] if new else []
        elif weighed.fact:
            after = written(after, name, weighed.fact, today)
    for each in told:
        after = added(after, _only_more(after, each, fields), today)
    return after if after == paper else touched(after, today), questions


def _lacks(paper: Paper, name: str) -> bool:
    if name == "counts":
        return True
    if name == "links":
        return "code" not in paper.links and may_write(paper, "links.code")
    value = getattr(paper, name)
    vague = name == "published" and value and value.precision != "day"
    doubtful = name == "authors" and any(author.doubtful for author in value)
    return (not value or vague or doubtful) and may_write(paper, name)


def _sought(paper: Paper) -> Sought:
    return Sought(paper.key, paper.identifiers, Face.of(paper))


def _ours(paper: Paper, name: str) -> Fact | None:
    source = paper.sources.get(name)
    return Fact(getattr(paper, name), source.origin) if source else None


def _facts(paper: Paper, name: str, told: Iterable[Record]) -> list[Fact]:
    facts = [record.facts[name] for record in told if name in record.facts]
    return [fact for fact in facts if str(fact.value) not in paper.rejected.get(name, ())]


def _only_more(paper: Paper, told: Record, fields: Collection[str]) -> Record:
    """Return a record without the facts on which sources may differ: links, counts, category."""
    names = (name for name in told.facts if name.partition(".")[0] in _MORE.intersection(fields))
    facts = {n: told.facts[n] for n in names if n != "category" or paper.category is None}
    return replace(told, facts=facts, listing=None)


def _texts(known: Store, results: Iterable[Enriched]) -> Iterator[tuple[Path, str]]:
    for each in results:
        if each.after is not each.before:
            yield store.paper_update(known.content, each.before, each.after)
        for asked in each.questions:
            yield conflict_file.update(known.content, known.conflicts.get(asked.name), asked)


def _asked_of_pairs(known: Store, pairs: Iterable[Decision]) -> dict[Path, str]:
    return dict(store.decision_text(known.content, each) for each in pairs)
