"""`reading-list tag`: tags by the rules."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.shared import (
    check_keys,
    dry_run_option,
    json_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake import account, retagging
from generator.store import files, store


@click.command("tag", short_help="Give tags by the rules again.")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--explain", is_flag=True, help="Say why each tag is proposed.")
@dry_run_option
@json_option
@click.pass_obj
@reporting_problems
def command(
    content: Path, keys: tuple[str, ...], explain: bool, dry_run: bool, as_json: bool
) -> None:
    """Give tags by the rules again, to all papers or those named by KEY.

    Papers whose tags a person changed stay as they are.
    """
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        check_keys(known, keys)
        results = retagging.retag(known, keys, today())
        texts = retagging.texts(known, results)
        if not dry_run:
            files.write(texts)
    if as_json:
        click.echo(account.of_tags_as_json(results, dry_run=dry_run))
    else:
        click.echo(account.of_tags(results, dry_run=dry_run, explain=explain))
