"""`reading-list check`: what is wrong under content/, and what a curator may want to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.commands.shared import json_option, reporting_problems
from generator.intake import account
from generator.model.report import todo
from generator.store import store, vectors


@click.command("check")
@click.option("--report", "in_full", is_flag=True, help="List what there is to look at in full.")
@json_option
@click.pass_obj
@reporting_problems
def command(content: Path, in_full: bool, as_json: bool) -> None:
    """Check everything under content/ and print each problem as file:line: where: what.

    Without problems, print what a curator may want to look at.
    """
    known = store.load(content)
    papers = known.reading_list.papers
    waiting = todo(known.reading_list, known.decisions, vectors.wanting(papers, known.vectors))
    if as_json:
        click.echo(account.of_check_as_json(known, waiting))
        sys.exit(1 if known.problems else 0)
    click.echo(account.of_check(known.checked(), waiting, in_full=in_full))
