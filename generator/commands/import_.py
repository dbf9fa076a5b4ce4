"""`reading-list import`: papers from files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator.commands import embed
from generator.commands.progress import shown
from generator.commands.shared import (
    dry_run_option,
    files_argument,
    json_option,
    quiet_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake import account, formats, importing
from generator.intake.sources import Said
from generator.store import files as files_of_store
from generator.store import store

FEW = 500
"""Records or files that take less than a second or two."""


@click.command("import", short_help="Add the papers of files.")
@files_argument
@click.option("--year", type=click.IntRange(1990, 2100), help="The year that captures leave out.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that the one capture shows.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice([formats.name(each) for each in formats.FORMATS]),
    help="The format of the files.  [default: what they look like]",
)
@dry_run_option
@json_option
@quiet_option
@click.pass_obj
@reporting_problems
def command(
    content: Path,
    files: tuple[Path, ...],
    year: int | None,
    day: datetime | None,
    format_: str | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Add the papers of FILES.

    They may be BibTeX, RIS or CSL-JSON; JSON of Hugging Face, Semantic Scholar, OpenAlex, Crossref
    or OpenReview; Atom of arXiv; feeds; the papers.json of another list; captures of Daily Papers;
    or any text in which papers are named. Nothing is written when one of them cannot be read.
    """
    if day and (year or len(files) > 1):
        raise click.UsageError("--date is the whole day of one capture: one file, and no --year.")
    said = Said(day.date() if day else None, year, format_)
    with writing(content, dry_run=dry_run):
        with shown("records merged", quiet=quiet, few=FEW) as tell:
            prepared = importing.prepare(store.load(content), files, said, today(), tell)
        if dry_run:
            changed = len(prepared.changed())
        else:
            with shown("files written", quiet=quiet, few=FEW) as tell:
                changed = len(files_of_store.write(prepared.texts, tell))
        if as_json:
            click.echo(account.of_import_as_json(prepared, changed, dry_run=dry_run))
        else:
            click.echo(account.of_import(prepared, changed, content, dry_run=dry_run))
        if hint := account.of_fetchable(prepared):
            click.echo(hint, err=True)
        if not dry_run:
            embed.if_at_hand(content)
