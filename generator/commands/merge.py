"""`reading-list merge`: papers that are one are made one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands import embed
from generator.commands.shared import (
    check_keys,
    dry_run_option,
    json_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake.account import counted, files_changed
from generator.intake.merging import pairs
from generator.store import files, store
from generator.store.store import Store

Unions = tuple[pairs.Union, ...]


@click.command("merge", short_help="Make one paper of two.")
@click.argument("keys", nargs=-1, metavar="[KEY OTHER...]")
@dry_run_option
@json_option
@click.pass_obj
@reporting_problems
def command(content: Path, keys: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Make OTHER a part of the paper KEY, which stays.

    Without keys, merge all pairs that you have answered to be the “same” in content/decisions; of
    those the paper stays that came first. The address of the other leads on to it for ever, its
    file is kept in content/merged, and `reading-list split OTHER` brings it back.
    """
    if len(keys) == 1:
        raise click.UsageError("Name the paper that stays, and one that becomes a part of it.")
    with writing(content, dry_run=dry_run):
        unions, changed = _done(pairs.finish(store.load(content), today()), dry_run=dry_run)
        known = store.load(content)
        if keys:
            change = pairs.merge(known, keys[0], _others(known, *keys), today())
        else:
            change = pairs.merge_answered(known, today())
        more, also_changed = _done(change, dry_run=dry_run)
        unions, changed = (*unions, *more), changed + also_changed
        if not dry_run and unions:
            embed.if_at_hand(content)
    if as_json:
        click.echo(_json(unions, changed, dry_run=dry_run))
    else:
        click.echo("\n".join(_lines(known, unions, changed, dry_run=dry_run)))


def _done(change: pairs.Change, *, dry_run: bool) -> tuple[Unions, int]:
    """Write a change, or only look what it would be; return what it is and how many files."""
    return change.unions, len(change.changed() if dry_run else files.write(change.texts))


def _others(known: Store, first: str, *others: str) -> list[str]:
    """Return the papers to merge, without those that are a part of the first already."""
    check_keys(known, [first])
    led = known.reading_list.redirects
    wanted = []
    for key in dict.fromkeys(others):
        if key == first:
            raise click.UsageError(f"{key} is one paper already.")
        if led.get(key) == first:
            continue
        if key in led:
            raise click.UsageError(f"{key} is a part of {led[key]}: name that.")
        check_keys(known, [key])
        wanted.append(key)
    return wanted


def _lines(known: Store, unions: Unions, changed: int, *, dry_run: bool) -> Iterator[str]:
    for each in unions:
        gave = f", which gets {', '.join(each.gave)}" if each.gave else ""
        part = f"a part of {each.into}"
        yield f"{each.key} {f'would be {part}' if dry_run else f'is {part} now'}{gave}"
        if each.left:
            file = known.content / "merged" / f"{each.key}.yml"
            yield f"  its {', '.join(each.left)} in your words: {file}"
    waiting = sum(each.answer is None for each in known.decisions.values())
    if not unions:
        open_ = counted(waiting, "questions")
        questions = f"; {open_} without an answer in {known.content / 'decisions'}"
        yield f"nothing to merge{questions if waiting else ''}"
    yield files_changed(changed, dry_run=dry_run)


def _json(unions: Unions, changed: int, *, dry_run: bool) -> str:
    merged = [
        {"key": each.key, "into": each.into, "gave": each.gave, "left": each.left}
        for each in unions
    ]
    answer = {"merged": merged, "changed": changed, "dry_run": dry_run}
    return json.dumps(answer, indent=2, ensure_ascii=False)
