"""The `reading-list` command: one thin function per subcommand."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator.intake import importing
from generator.intake.merge import Outcome
from generator.model import store
from generator.model.problems import ContentError

P = ParamSpec("P")


def _today() -> date:
    """Return today, or the day of `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


def _reporting_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print the problems of the content, one a line, and exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ContentError as error:
            click.echo(str(error), err=True)
            click.echo(f"{len(error.problems)} problems; nothing was written.", err=True)
            sys.exit(1)

    return run


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
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day that the one capture shows.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the account as JSON.")
@click.pass_obj
@_reporting_problems
def import_(
    content: Path,
    files: tuple[Path, ...],
    year: int | None,
    day: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add the papers of FILES: captures of Daily Papers, or a bibliography."""
    said = importing.Said(_day(day, files), year)
    prepared = importing.prepare(store.load(content), files, said, _today())
    changed = prepared.changed() if dry_run else store.write(prepared.texts)
    click.echo(_as_json(prepared) if as_json else _in_words(prepared, len(changed), dry_run))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_obj
@_reporting_problems
def check(content: Path, as_json: bool) -> None:
    """Check everything under content/ and print each problem as file:line: where: what."""
    known = store.load(content)
    if as_json:
        rows = [
            {"file": str(p.file), "line": p.line, "where": p.where, "expected": p.expected, "got": p.got}
            for p in known.problems
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        sys.exit(1 if rows else 0)
    known.checked()
    click.echo(f"{len(known.reading_list.by_key)} papers, no problems.")


def _day(text: str | None, files: tuple[Path, ...]) -> date | None:
    if text is None:
        return None
    if len(files) > 1:
        raise click.UsageError("--date is the day of one capture; give one file.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"expected YYYY-MM-DD, got {text!r}", param_hint="--date") from None


def _in_words(prepared: importing.Import, changed: int, dry_run: bool) -> str:
    lines: list[str] = []
    for account in prepared.accounts:
        counts = ", ".join(f"{account.outcomes.get(each, 0)} {each.value}" for each in Outcome)
        lines.append(f"{account.file}: {account.read} records read: {counts}")
        lines += [f"  {note}" for note in account.notes]
    lines += [f"decide: content/decisions/{name}.yml" for name in prepared.questions]
    verb = "would change" if dry_run else "changed"
    lines.append(f"{prepared.papers} papers in the list; {changed} files {verb}.")
    return "\n".join(lines)


def _as_json(prepared: importing.Import) -> str:
    accounts = [
        {
            "file": str(account.file),
            "read": account.read,
            **{each.name.lower(): account.outcomes.get(each, 0) for each in Outcome},
            "notes": account.notes,
        }
        for account in prepared.accounts
    ]
    answer = {"files": accounts, "questions": prepared.questions, "papers": prepared.papers}
    return json.dumps(answer, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main()
