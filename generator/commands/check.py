"""`reading-list check`: what is wrong under content/, and what a curator may want to look at."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.commands.shared import (
    dry_run_option,
    json_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake import account
from generator.intake.curating import fixing
from generator.intake.curating.fixing import Mended
from generator.model.report import todo
from generator.store import files, store, vectors


@click.command("check", short_help="Name what is wrong, and what there is to look at.")
@click.option("--report", "in_full", is_flag=True, help="List what there is to look at in full.")
@click.option("--fix", is_flag=True, help="Mend what can be meant in one way only, then check.")
@dry_run_option
@json_option
@click.pass_obj
@reporting_problems
def command(content: Path, in_full: bool, fix: bool, dry_run: bool, as_json: bool) -> None:
    """Check everything under content/ and print each problem as file:line: where: what.

    Without problems, print what a curator may want to look at.

    What --fix mends: ids written as addresses, with versions or as numbers; days as 2024/5/17; tags
    by their aliases; doubled listings; citation keys that are missing; the schema; files that an
    interrupted program left, vectors and open questions of papers that are gone. What you have
    answered about single fields in decisions/ is carried out.
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run says what --fix would do: give both.")
    mended = _mend(content, dry_run) if fix else []
    if fix and not as_json:
        _tell(mended, dry_run)
    known = store.load(content)
    papers = known.reading_list.papers
    not_embedded = vectors.wanting(papers, known.vectors)
    waiting = todo(known.reading_list, known.decisions, not_embedded, known.conflicts)
    if as_json:
        answer = json.loads(account.of_check_as_json(known, waiting))
        own = {"mended": [_as_data(each) for each in mended], "dry_run": dry_run} if fix else {}
        click.echo(json.dumps({**own, **answer}, indent=2, ensure_ascii=False))
    elif known.problems:
        click.echo("\n".join(map(str, known.problems)), err=True)
        click.echo(f"{account.counted(len(known.problems), 'problems')}.", err=True)
    else:
        click.echo(account.of_check(known, waiting, in_full=in_full))
    sys.exit(1 if known.problems else 0)


def _mend(content: Path, dry_run: bool) -> Sequence[Mended]:
    with writing(content, dry_run=dry_run):
        fixes = fixing.prepare(store.load(content))
        if not dry_run:
            files.write(fixes.texts)
        answers = fixing.answered(store.load(content), today())
        if not dry_run:
            files.write(answers.texts)
        return [*fixes.mended, *answers.mended]


def _tell(mended: Sequence[Mended], dry_run: bool) -> None:
    for each in mended:
        place = f"{each.file}:{each.line}" if each.line else str(each.file)
        click.echo(f"{place}: {each.where}: {each.what}" if each.where else f"{place}: {each.what}")
    click.echo(f"{len(mended)} {'would be mended' if dry_run else 'mended'}.")


def _as_data(each: Mended) -> dict[str, object]:
    return {"file": str(each.file), "line": each.line, "where": each.where, "what": each.what}
