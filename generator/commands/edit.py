"""`reading-list edit`: tags, a rating or a status for many papers at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click

from generator.commands.shared import (
    check_keys,
    dry_run_option,
    json_option,
    reporting_problems,
    slugs,
    today,
    writing,
)
from generator.intake.account import counted, files_changed
from generator.intake.curating import editing
from generator.intake.curating.editing import Edit, Edited
from generator.model.paper import Status
from generator.store import files, store

_NOTHING = "Say what is to change: --tag, --not-tag, --rating or --status"


@click.command("edit", short_help="Give tags, a rating or a status to papers.")
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag to give; repeatable.")
@click.option(
    "--not-tag", "not_tags", multiple=True, metavar="TAG", help="A tag to refuse; repeatable."
)
@click.option("--rating", type=click.IntRange(1, 5), help="How good it is, from 1 to 5.")
@click.option("--status", type=click.Choice(get_args(Status)), help="What became of it.")
@dry_run_option
@json_option
@click.pass_obj
@reporting_problems
def command(
    content: Path,
    keys: tuple[str, ...],
    tags: tuple[str, ...],
    not_tags: tuple[str, ...],
    rating: int | None,
    status: Status | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Edit the papers named by KEY; with `-`, those whose keys come on standard input, one a line.

    What you say here is yours: no rule gives a tag again that --not-tag has refused. Tags may be
    named by their aliases.
    """
    if not (tags or not_tags or rating is not None or status):
        raise click.UsageError(_NOTHING)
    asked = list(_keys(keys))
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        check_keys(known, asked)
        taxonomy = known.reading_list.taxonomy
        given, refused = slugs(taxonomy, tags, "--tag"), slugs(taxonomy, not_tags, "--not-tag")
        if both := sorted({*given} & {*refused}):
            raise click.UsageError(f"{both[0]} is asked for and refused: which?")
        results = editing.edit(known, asked, Edit(given, refused, rating, status), today())
        texts = editing.texts(known, results)
        if not dry_run:
            files.write(texts)
    click.echo(_as_json(results, dry_run) if as_json else _account(results, dry_run))


def _keys(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == "-":
            lines = (line.partition("#")[0].strip() for line in sys.stdin)
            yield from filter(None, lines)
        else:
            yield word


def _account(results: list[Edited], dry_run: bool) -> str:
    changed = [each for each in results if each.after is not each.before]
    lines = [f"{each.after.key}: {', '.join(_changes(each))}" for each in changed]
    papers = counted(len(results), "papers")
    return "\n".join([*lines, f"{papers} read; {files_changed(len(changed), dry_run=dry_run)}"])


def _changes(result: Edited) -> Iterator[str]:
    before, after = result.before, result.after
    for tag, origin in after.tags.items():
        if before.tags.get(tag) != origin:
            yield f"-{tag}" if origin == "rejected" else f"+{tag}"
    if after.rating != before.rating:
        yield f"rating {after.rating}"
    if after.status != before.status:
        yield after.status


def _as_json(results: Iterable[Edited], dry_run: bool) -> str:
    papers = [
        {
            "key": each.after.key,
            "changed": each.after is not each.before,
            "tags": dict(each.after.tags),
            "rating": each.after.rating,
            "status": each.after.status,
        }
        for each in results
    ]
    return json.dumps({"papers": papers, "dry_run": dry_run}, indent=2, ensure_ascii=False)
