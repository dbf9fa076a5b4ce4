"""`reading-list enrich`: what services know of the papers, in the fields that are unknown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from generator.commands.asking import asking, chosen, fresh_option, plain, services_option, shown
from generator.commands.shared import (
    check_keys,
    dry_run_option,
    json_option,
    quiet_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake.account import counted, files_changed
from generator.intake.enriching import enrich
from generator.intake.enriching.asking import Refusal
from generator.intake.enriching.changes import Change
from generator.intake.enriching.enrich import FIELDS, NEEDED, Enriched, Enrichment
from generator.model.decisions import Conflict
from generator.store import files, store


@click.command("enrich", short_help="Ask services for what is unknown of papers.")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@services_option
@click.option(
    "--field",
    "fields",
    multiple=True,
    type=click.Choice(FIELDS),
    help="A field to fill in; repeatable.  [default: all]",
)
@click.option("--all", "of_all", is_flag=True, help="Ask also about papers that lack nothing.")
@fresh_option
@dry_run_option
@json_option
@quiet_option
@click.pass_obj
@reporting_problems
def command(
    content: Path,
    keys: tuple[str, ...],
    only: tuple[str, ...],
    fields: tuple[str, ...],
    of_all: bool,
    fresh: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Fill in what is unknown of all papers that lack something, or of those named by KEY.

    The services are asked for authors, dates, venues, identifiers, links and counts. Whatever a
    person wrote stays. Where two sources say different things, content/decisions/ asks you.
    """
    with (
        writing(content, dry_run=dry_run),
        asking("asking", fresh=fresh, quiet=quiet) as (client, say),
    ):
        known = store.load(content).checked()
        check_keys(known, keys)
        papers = [known.reading_list.by_key[key] for key in dict.fromkeys(keys)]
        if of_all and not papers:
            papers = list(known.reading_list.papers)
        papers = papers or enrich.lacking(known, today(), fields or NEEDED)
        found = enrich.prepare(
            known, papers, client, chosen(only), today(), fields=fields or FIELDS, say=say
        )
        changed = len(found.changed() if dry_run else files.write(found.texts))
    if as_json:
        click.echo(_as_json(found, changed, dry_run=dry_run))
    else:
        click.echo("\n".join(_account(content, found, changed, dry_run=dry_run)))
    if failed := [f"{f.service} did not answer: {f.error}" for f in found.answers.failures]:
        click.echo("\n".join([*failed, "What the others said counts."]), err=True)
        sys.exit(1)


def _account(content: Path, found: Enrichment, changed: int, *, dry_run: bool) -> Iterator[str]:
    for each in found.papers:
        yield click.style(each.before.key, bold=True)
        yield from (_change(change) for change in each.changes)
        yield from (_question(content, asked) for asked in each.questions)
    for pair in found.pairs:
        yield f"decide: {files.decision(content, pair.name)}: {pair.question}"
    yield from (_refusal(each) for each in found.answers.refused)
    papers = counted(found.asked, "papers")
    yield f"{papers} asked about; {files_changed(changed, dry_run=dry_run)}"


def _change(change: Change) -> str:
    by = click.style(f"({change.origin})", dim=True) if change.origin else ""
    if change.before == change.after:
        return f"  {change.field}: {shown(change.after)} {by}"
    old = click.style(f"- {shown(change.before)} ", fg="red") if change.before else ""
    new = click.style(f"+ {shown(change.after)}", fg="green")
    return f"  {change.field}: {old}{new} {by}".rstrip()


def _question(content: Path, asked: Conflict[Any]) -> str:
    said = "; ".join(f"{who}: {shown(value)}" for who, value in asked.said.items())
    file = files.decision(content, asked.name)
    return f"  {click.style('decide', fg='yellow')}: {file}: {said}"


def _refusal(refusal: Refusal) -> str:
    ids = ", ".join(map(str, refusal.record.identifiers))
    return (
        f"{refusal.key}: {refusal.service} has another paper under {ids},"
        f" “{shown(refusal.record.title)}” ({refusal.likeness}): nothing of it was taken"
    )


def _as_json(found: Enrichment, changed: int, *, dry_run: bool) -> str:
    answer = {
        "asked": found.asked,
        "papers": [_paper_as_json(each) for each in found.papers],
        "pairs": {pair.name: pair.question for pair in found.pairs},
        "refused": [
            {
                "key": each.key,
                "service": each.service,
                "title": each.record.title,
                "identifiers": [str(i) for i in each.record.identifiers],
                "likeness": str(each.likeness),
            }
            for each in found.answers.refused
        ],
        "failed": [{"service": f.service, "error": str(f.error)} for f in found.answers.failures],
        "changed": changed,
        "dry_run": dry_run,
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _paper_as_json(paper: Enriched) -> dict[str, Any]:
    return {
        "key": paper.before.key,
        "changes": [
            {
                "field": c.field,
                "before": plain(c.before),
                "after": plain(c.after),
                "origin": c.origin,
            }
            for c in paper.changes
        ],
        "questions": {
            asked.name: {who: plain(value) for who, value in asked.said.items()}
            for asked in paper.questions
        },
    }
