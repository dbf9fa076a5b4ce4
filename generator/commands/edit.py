"""`reading-list edit`: tags, a rating or a status for many papers at once."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click

from generator.commands.shared import (
    dry_run_option,
    json_option,
    reporting_problems,
    today,
    writing,
)
from generator.intake.curating import editing
from generator.intake.curating.editing import Edit, Edited
from generator.model.paper import Status
from generator.model.taxonomy import Taxonomy
from generator.store import files, store
from generator.store.store import Store

_NOTHING = "say what is to change: --tag, --not-tag, --rating or --status"


@click.command("edit")
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
        _check(known, asked)
        taxonomy = known.reading_list.taxonomy
        given, refused = _slugs(taxonomy, tags, "--tag"), _slugs(taxonomy, not_tags, "--not-tag")
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


def _check(known: Store, keys: Iterable[str]) -> None:
    """Raise `click.BadParameter` that names all keys which no paper has, each with the nearest."""
    by_key = known.reading_list.by_key
    if unknown := [_unknown(key, by_key) for key in dict.fromkeys(keys) if key not in by_key]:
        raise click.BadParameter("; ".join(unknown), param_hint="KEY")


def _unknown(key: str, keys: Iterable[str]) -> str:
    return f"there is no paper {key!r}{_nearest(key, keys)}"


def _slugs(taxonomy: Taxonomy, words: Iterable[str], option: str) -> tuple[str, ...]:
    """Return the tags by their slugs. Raises `click.BadParameter`."""
    found = {word: taxonomy.resolve(word) for word in words}
    names = [name for each in taxonomy.tags.values() for name in (each.slug, *each.aliases)]
    unknown = [word for word, tag in found.items() if tag is None]
    if unknown:
        said = (f"there is no tag {word!r}{_nearest(word, names)}" for word in unknown)
        raise click.BadParameter("; ".join(said), param_hint=option)
    return tuple(dict.fromkeys(tag.slug for tag in found.values() if tag))


def _nearest(word: str, words: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _account(results: list[Edited], dry_run: bool) -> str:
    changed = [each for each in results if each.after is not each.before]
    lines = [f"{each.after.key}: {', '.join(_changes(each))}" for each in changed]
    verb = "would change" if dry_run else "changed"
    return "\n".join([*lines, f"{len(results)} papers read; {len(changed)} files {verb}."])


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
