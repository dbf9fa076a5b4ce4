"""`reading-list fetch`: papers from the network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.commands import embed
from generator.commands.asking import asking, fresh_option
from generator.commands.shared import (
    dry_run_option,
    files_argument,
    json_option,
    quiet_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake import account, importing, sources
from generator.intake.fetching import fetch, listings
from generator.intake.services import arxiv
from generator.intake.sources import Read, Said
from generator.model.identifiers import Identifier, parse
from generator.store import files as files_of_store
from generator.store import store
from generator.store.store import Store

C = TypeVar("C", bound=Callable[..., Any])


@dataclass(frozen=True)
class _How:
    """The options that all ways of fetching have."""

    fresh: bool
    dry_run: bool
    as_json: bool
    quiet: bool


def _options(command: C) -> C:
    for each in (quiet_option, json_option, dry_run_option, fresh_option):
        command = each(command)
    return command


@click.group("fetch", short_help="Add papers that services know: a day's list, ids, a search.")
def command() -> None:
    """Ask services for papers: a day's list, ids, a search.

    Answers are kept for a day, so that a fetch that was stopped goes on where it was.
    """


@command.command("hf")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The list of one day.",
)
@click.option("--week", metavar="YYYY-Www", help="The lists of an ISO week, as 2026-W10.")
@click.option("--few", is_flag=True, help="It is right that a list is short, or empty.")
@_options
@click.pass_obj
@reporting_problems
def hf(
    content: Path,
    day: datetime | None,
    week: str | None,
    few: bool,
    fresh: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Add the papers of Hugging Face's daily lists, from the last list here until yesterday."""
    how = _How(fresh, dry_run, as_json, quiet)
    asked = _days_asked(day.date() if day else None, week)
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        days = listings.wanting(known, today()) if asked is None else asked
        present = [] if fresh else [each for each in days if each in listings.here(known)]
        wanted = [each for each in days if each not in present]
        if asked is None and (missed := listings.missed(known, today())):
            days_missed = account.counted(missed, "weekdays")
            since = f"since {max(listings.here(known))}"
            click.echo(f"{days_missed} {since} left out: --week YYYY-Www fetches them", err=True)
        for each in present:
            click.echo(f"{each}: its list is here; --fresh fetches it again", err=True)
        with asking("days fetched", fresh=fresh, quiet=quiet) as (client, say):
            reads = listings.fetched(client, known, wanted, say, few=few)
        _import(known, reads, how, days=[str(each) for each in wanted])


@command.command("arxiv")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--query", metavar="QUERY", help="A search in arXiv's language, the newest first.")
@click.option(
    "--max",
    "most",
    type=click.IntRange(1, 30000),
    default=100,
    show_default=True,
    help="How many papers of a search.",
)
@_options
@click.pass_obj
@reporting_problems
def of_arxiv(
    content: Path,
    ids: tuple[str, ...],
    query: str | None,
    most: int,
    fresh: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Add preprints of arXiv, by their ids or by a search.

    The language of a search: https://info.arxiv.org/help/api/user-manual.html#query_details
    """
    how = _How(fresh, dry_run, as_json, quiet)
    if bool(ids) == bool(query):
        raise click.UsageError("Give either ids or --query.")
    wanted = _preprints(ids)
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        of = len(wanted) or most
        with asking("papers fetched", fresh=fresh, quiet=quiet) as (client, say):
            asked = arxiv.query(client, query, most) if query else arxiv.look_up(client, wanted)
            records = []
            for record in asked:
                records.append(record)
                say(len(records), of)
        known_there = {each for record in records for each in record.identifiers}
        unknown = [f"{each}: arXiv does not know it" for each in wanted if each not in known_there]
        reads = [fetch.said_by(arxiv.NAME, records)] if records else []
        _import(known, reads, how, unknown=unknown)
    sys.exit(1 if unknown else 0)


@command.command("ids")
@files_argument
@_options
@click.pass_obj
@reporting_problems
def ids_in(
    content: Path, files: tuple[Path, ...], fresh: bool, dry_run: bool, as_json: bool, quiet: bool
) -> None:
    """Add the papers that FILES name by arXiv ids, DOIs or addresses.

    FILES may be a text, a .bib without abstracts, or whatever can be imported.
    """
    how = _How(fresh, dry_run, as_json, quiet)
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        reads = sources.read(known, files, Said())
        wanted = list(fetch.not_here(known, (r for each in reads for r in each.reading.records)))
        with asking("papers found", fresh=fresh, quiet=quiet) as (client, say):
            findings = fetch.found(client, wanted, say)
        failures = [str(each) for each in findings.failures]
        why = "not all services answered" if failures else "no service has its title and abstract"
        unknown = [f"{each}: {why}" for each in findings.unknown]
        _import(known, [*reads, *findings.reads()], how, unknown=unknown, failures=failures)
    sys.exit(1 if unknown else 0)


def _import(
    known: Store,
    reads: Sequence[Read],
    how: _How,
    *,
    unknown: Sequence[str] = (),
    failures: Sequence[str] = (),
    days: Sequence[str] | None = None,
) -> None:
    """Import what was fetched, and tell of it."""
    prepared = importing.of_readings(known, reads, Said(), today())
    texts = prepared.texts if reads else {}
    changed = len(prepared.changed() if how.dry_run else files_of_store.write(texts))
    if how.as_json:
        answer = json.loads(account.of_import_as_json(prepared, changed, dry_run=how.dry_run))
        more = {"unknown": unknown, "failures": failures}
        more |= {} if days is None else {"days": days}
        click.echo(json.dumps({**answer, **more}, indent=2, ensure_ascii=False))
    else:
        if days == []:
            click.echo("No list is wanting.")
        click.echo(account.of_import(prepared, changed, known.content, dry_run=how.dry_run))
        for line in (*failures, *unknown):
            click.echo(line, err=True)
    if not how.dry_run:
        embed.if_at_hand(known.content)


def _days_asked(day: date | None, week: str | None) -> list[date] | None:
    """Return the days that the options name; `None` when they name none."""
    if day and week:
        raise click.UsageError("Give either --date or --week.")
    if day and day >= today():
        raise click.BadParameter(f"{day} is not over in UTC", param_hint="--date")
    if week is None:
        return [day] if day else None
    try:
        first = datetime.strptime(f"{week}-1", "%G-W%V-%u").date()  # noqa: DTZ007 - a day, no time
    except ValueError:
        said = f"expected a week as 2026-W10, got {week!r}"
        raise click.BadParameter(said, param_hint="--week") from None
    days = [first + timedelta(n) for n in range(7)]
    if not (over := [each for each in days if each < today()]):
        raise click.BadParameter(f"no day of {week} is over", param_hint="--week")
    return over


def _preprints(written: Sequence[str]) -> list[Identifier]:
    """Return arXiv ids, whatever they are written as. Raises `click.BadParameter`."""
    wanted = [next((i for i in parse(each) if i.kind == "arxiv"), None) for each in written]
    for text, each in zip(written, wanted, strict=True):
        if each is None:
            raise click.BadParameter(f"{text!r} is no arXiv id, as 2311.09677", param_hint="ID")
    return list(dict.fromkeys(filter(None, wanted)))
