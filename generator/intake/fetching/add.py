"""Papers that somebody wishes for: found at the services, and made by an import.

Everything is asked and worked out before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.intake import importing
from generator.intake.curating import editing
from generator.intake.enriching import conflicts, enrich
from generator.intake.enriching.asking import Failure, ask
from generator.intake.enriching.weighing import weigh
from generator.intake.fetching.fetch import said_by
from generator.intake.fetching.wishes import Added, Names, Outcome, judged, wish
from generator.intake.merging.additions import cited
from generator.intake.merging.merge import Say, nothing
from generator.intake.record import Record
from generator.intake.services.client import Client
from generator.intake.services.service import Service
from generator.intake.sources import Said
from generator.model.decisions import Conflict
from generator.model.identifiers import KINDS
from generator.model.paper import Paper
from generator.model.tagging import propose
from generator.store import conflict_file, document, paper_text, store
from generator.store.store import Store

__all__ = ["Addition", "Outcome", "prepare"]

_SOURCE = "services"
"""The name under which the import takes what they said."""


@dataclass(frozen=True)
class Addition:
    """What has been worked out and not yet written."""

    added: tuple[Added, ...]
    """In the order of the wishes."""
    failures: tuple[Failure, ...]
    texts: Mapping[Path, str | bytes]


def prepare(  # noqa: PLR0913 - what is wished, and what it takes to find it
    known: Store,
    said: Sequence[str],
    client: Client,
    services: Sequence[Service],
    today: date,
    *,
    tags: Sequence[str] = (),
    say: Say = nothing,
) -> Addition:
    """Ask the services for papers by ids, addresses or titles.

    Raises `ContentError`, never for a service that is down.

    Args:
        known: the list, without problems.
        said: what somebody typed, one paper each.
        client: who asks.
        services: who is asked, the most trusted first.
        today: the day for all records of provenance.
        tags: slugs that a person gives to the papers that are new.
        say: is told the progress.
    """
    names = Names(known)
    wishes = [wish(each, names, client, services) for each in dict.fromkeys(said)]
    unknown = [each for each in wishes if each.done is None]
    answers = ask(client, services, [w.sought for w in unknown if w.sought.identifiers], say)
    told = {
        each.sought.key: (*answers.records.get(each.sought.key, ()), *each.offered)
        for each in unknown
    }
    done = {w.sought.key: w.done or judged(w.sought.key, told, names) for w in wishes}
    making = {said: told[said] for said, each in done.items() if each is None}
    made, texts = _made(known, making, tags, today) if making else ({}, {})
    return Addition(
        tuple(each or made[said] for said, each in done.items()),
        (*(failure for each in wishes for failure in each.failures), *answers.failures),
        texts,
    )


def _made(
    known: Store, told: Mapping[str, Sequence[Record]], tags: Sequence[str], today: date
) -> tuple[dict[str, Added], dict[Path, str | bytes]]:
    """Make papers by an import of titles and abstracts, and fill in what else was told."""
    bases = {said: _base(records, line) for line, (said, records) in enumerate(told.items(), 1)}
    made = importing.of_readings(known, [said_by(_SOURCE, bases.values())], Said(), today)
    texts: dict[Path, str | bytes] = dict(made.texts)
    names = Names(known, _papers(texts))
    asked, taken = conflicts.of_papers(known.conflicts.values()), known.citation_keys
    added: dict[str, Added] = {}
    for said, base in bases.items():
        paper = names.find(base.identifiers, base.title or "")
        if paper is None:
            raise LookupError(said)  # the import has just made it
        before = known.reading_list.by_key.get(paper.key)
        after, questions = enrich.enriched(
            paper, told[said], asked.get(paper.key, {}), today, enrich.FIELDS
        )
        if before is None:
            after = editing.edited(after, editing.Edit(tags=tuple(tags)), today)
        if after != before:
            after = cited(after, taken)
            texts |= [store.paper_update(known.content, before, after)]
        for each in questions:
            old = known.conflicts.get(each.name)
            texts |= [conflict_file.update(known.content, old, each)]
        added[said] = _account(known, said, before, after, questions)
    return added, texts


def _account(
    known: Store,
    said: str,
    before: Paper | None,
    after: Paper,
    questions: Sequence[Conflict[Any]],
) -> Added:
    if before is None:
        proposals = propose(after.title, after.abstract, known.reading_list.taxonomy)
        return Added(said, Outcome.NEW, after, proposals=proposals, questions=questions)
    outcome = Outcome.KNOWN if after == before else Outcome.FILLED
    return Added(said, outcome, after, questions=questions)


def _base(records: Sequence[Record], line: int) -> Record:
    """Return what makes a paper: title, abstract, and the identifiers that nobody disputes."""
    titled = next(record for record in records if record.title)
    with_abstract = next(record for record in records if record.abstract)
    facts = {"title": titled.facts["title"], "abstract": with_abstract.facts["abstract"]}
    for kind in KINDS:
        weighed = weigh(kind, None, [r.facts[kind] for r in records if kind in r.facts])
        facts |= {kind: weighed.fact} if weighed.fact else {}
    return Record(_SOURCE, line, titled.title, with_abstract.abstract, facts=facts)


def _papers(texts: Mapping[Path, str | bytes]) -> Iterator[Paper]:
    for file, text in texts.items():
        if file.parent.name == "papers" and isinstance(text, str):
            yield paper_text.read(document.parse(text, file))
