"""The `reading-list` command: one thin function per subcommand."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator import digesting, exporting
from generator.intake import account, importing, retagging
from generator.intake import embed as embedding
from generator.intake.sources import Said
from generator.meaning import encoder
from generator.model.problems import ContentError
from generator.model.report import todo
from generator.store import files as files_of_store
from generator.store import store, vectors

P = ParamSpec("P")


def _today() -> date:
    """Return today, or the day of `SOURCE_DATE_EPOCH`, in UTC.

    The convention is https://reproducible-builds.org/specs/source-date-epoch/.
    """
    return (_epoch() or datetime.now(UTC)).date()


def _epoch() -> datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and not epoch.isdecimal():
        raise click.UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, got {epoch!r}")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else None


def _reporting_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print the problems of the content, one a line, and exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ContentError as error:
            click.echo(str(error), err=True)
            count = len(error.problems)
            many = f"{count} problems" if count > 1 else "1 problem"
            click.echo(f"{many}; nothing was written.", err=True)
            sys.exit(1)

    return run


dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would happen, and write nothing."
)
settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The settings of the site.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="The folder with the papers.",
)
@click.pass_context
def main(context: click.Context, content: Path) -> None:
    """Keep a reading list of research papers in files, and publish it with MkDocs."""
    context.obj = content


@main.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--year", type=click.IntRange(1990, 2100), help="The year that captures leave out.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that the one capture shows.",
)
@dry_run_option
@json_option
@click.pass_obj
@_reporting_problems
def import_(
    content: Path,
    files: tuple[Path, ...],
    year: int | None,
    day: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add the papers of FILES: captures of Daily Papers, or a bibliography."""
    if day and (year or len(files) > 1):
        raise click.UsageError("--date is the whole day of one capture: one file, and no --year.")
    said = Said(day.date() if day else None, year)
    prepared = importing.prepare(store.load(content), files, said, _today())
    changed = len(prepared.changed() if dry_run else files_of_store.write(prepared.texts))
    say = account.of_import_as_json if as_json else account.of_import
    click.echo(say(prepared, changed, dry_run=dry_run))
    if not dry_run:
        _embed_if_at_hand(content)


@main.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--model",
    default=embedding.HUB,
    show_default=True,
    metavar="DIR|hub",
    help="The folder of all-MiniLM-L6-v2, or “hub” to fetch it once.",
)
@dry_run_option
@click.pass_obj
@_reporting_problems
def embed(content: Path, keys: tuple[str, ...], model: str, dry_run: bool) -> None:
    """Embed the papers whose texts have no vectors yet, all or those named by KEY."""
    known = store.load(content)
    for key in keys:
        if key not in known.reading_list.by_key:
            raise click.BadParameter(f"there is no paper {key!r}", param_hint="KEY")
    plan = embedding.plan(known, keys)
    if not dry_run:
        _carry_out(content, plan, model)
    click.echo(embedding.account(plan, dry_run=dry_run))


def _embed_if_at_hand(content: Path) -> None:
    """Embed what is new, when the model was fetched before; else say what is to be done."""
    plan = embedding.plan(store.load(content))
    if plan.papers and embedding.at_hand():
        _carry_out(content, plan, embedding.HUB)
    elif plan.papers:
        click.echo(f"{len(plan.papers)} papers wait for: reading-list embed", err=True)


def _carry_out(content: Path, plan: embedding.Plan, model: str) -> None:
    def load() -> encoder.Encoder:
        return encoder.load(embedding.model_folder(model))

    def say(done: int, of: int) -> None:
        click.echo(f"{done} of {of} papers embedded", err=True)

    try:
        embedding.carry_out(content, plan, load, say)
    except encoder.EncoderError as error:
        raise click.UsageError(str(error)) from error


@main.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--explain", is_flag=True, help="Say why each tag is proposed.")
@dry_run_option
@json_option
@click.pass_obj
@_reporting_problems
def tag(content: Path, keys: tuple[str, ...], explain: bool, dry_run: bool, as_json: bool) -> None:
    """Give tags by the rules again, to all papers or those named by KEY.

    Papers whose tags a person changed stay as they are.
    """
    known = store.load(content).checked()
    for key in keys:
        if key not in known.reading_list.by_key:
            raise click.BadParameter(f"there is no paper {key!r}", param_hint="KEY")
    results = retagging.retag(known, keys, _today())
    texts = retagging.texts(known, results)
    if not dry_run:
        files_of_store.write(texts)
    if as_json:
        click.echo(account.of_tags_as_json(results, dry_run=dry_run))
    else:
        click.echo(account.of_tags(results, dry_run=dry_run, explain=explain))


@main.command()
@click.option("--report", "in_full", is_flag=True, help="List what there is to look at in full.")
@json_option
@click.pass_obj
@_reporting_problems
def check(content: Path, in_full: bool, as_json: bool) -> None:
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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@settings_option
def export(folder: Path, settings: Path) -> None:
    """Write the site's source to FOLDER, for builders that know nothing of this package."""
    try:
        count = exporting.export(settings, folder)
    except exporting.ExportError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} files written to {folder}: properdocs build -f {folder}/mkdocs.yml")


@main.command()
@click.option("--week", metavar="YYYY-Www", help="An ISO week, as 2025-W11.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="A day.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The first day of a time without an end.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("digest"),
    show_default=True,
    help="Where to write digest.html, digest.txt, digest.eml and notes.md.",
)
@click.option("--url", metavar="URL", help="Where the site is published.  [default: site_url]")
@settings_option
@click.option("--send", is_flag=True, help="Send it by mail, as SMTP_… and MAIL_… variables say.")
@dry_run_option
@click.pass_obj
@_reporting_problems
def digest(
    content: Path,
    week: str | None,
    day: datetime | None,
    since: datetime | None,
    folder: Path,
    url: str | None,
    settings: Path,
    send: bool,
    dry_run: bool,
) -> None:
    """Write what came to the list in a week, on a day or since a day; send it if asked."""
    try:
        span = digesting.period_of(week, day and day.date(), since and since.date())
        asked = digesting.Request(content, settings, url, span, folder, _epoch(), send, dry_run)
        for line in digesting.run(asked):
            click.echo(line)
    except digesting.UseError as error:
        raise click.UsageError(str(error)) from error
    except digesting.NotSentError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
