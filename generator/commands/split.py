"""`reading-list split`: a merge is taken back."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.commands import embed
from generator.commands.shared import (
    dry_run_option,
    json_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake.account import files_changed
from generator.intake.merging import pairs
from generator.store import files, store
from generator.store.store import Store


@click.command("split", short_help="Take a merge back.")
@click.argument("key", metavar="KEY")
@dry_run_option
@json_option
@click.pass_obj
@reporting_problems
def command(content: Path, key: str, dry_run: bool, as_json: bool) -> None:
    """Make KEY, which was merged into another paper, a paper of its own again.

    Its file returns as it was, and the other loses what it got from it, as far as nobody has
    changed that since. The pair is kept apart from then on.
    """
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        _check(known, key)
        change = pairs.split(known, key, today())
        changed = len(change.changed() if dry_run else files.write(change.texts))
        if not dry_run:
            embed.if_at_hand(content)
    click.echo((_json if as_json else _words)(change, key, changed, dry_run=dry_run))


def _check(known: Store, key: str) -> None:
    """Raise `click.UsageError` for a key that cannot be split off."""
    if key in known.reading_list.by_key and key in known.merged.papers:
        return
    if key not in known.merged.redirects:
        raise click.UsageError(f"{key} is not a part of another paper.")
    if key not in known.merged.papers:
        raise click.UsageError(f"There is no {known.content}/merged/{key}.yml to bring back.")
    into = known.merged.redirects[key].to
    if into in known.merged.redirects:
        raise click.UsageError(f"{into}, which {key} is a part of, was merged too: split it first.")


def _words(change: pairs.Change, key: str, changed: int, *, dry_run: bool) -> str:
    would = "would be" if dry_run else "is"
    lines = [f"{key} {would} a paper of its own"]
    for each in change.unions:
        lost = f", and {each.into} {would} without its {', '.join(each.gave)}" if each.gave else ""
        lines = [f"{key} {would} a paper of its own again{lost}"]
    return "\n".join([*lines, files_changed(changed, dry_run=dry_run)])


def _json(change: pairs.Change, key: str, changed: int, *, dry_run: bool) -> str:
    union = next(iter(change.unions), None)
    answer = {
        "split": key,
        "from": union.into if union else None,
        "took": union.gave if union else (),
        "changed": changed,
        "dry_run": dry_run,
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)
