"""`reading-list add`: a paper by its identifier, its address or its title."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from generator.commands import embed
from generator.commands.asking import asking, chosen, fresh_option, services_option, shown
from generator.commands.shared import (
    dry_run_option,
    json_option,
    quiet_option,
    reporting_problems,
    slugs,
    today,
    writing,
)
from generator.intake.fetching import add
from generator.intake.fetching.add import Addition
from generator.intake.fetching.candidates import Candidate
from generator.intake.fetching.wishes import Added, Outcome
from generator.store import files, store
from generator.text.text import Text

_CANDIDATES = 5
_UNSURE = "not found, and not all services answered: try again later"
_IN_THE_LIST = {Outcome.NEW, Outcome.KNOWN, Outcome.FILLED}


@click.command("add", short_help="Add papers by id, address or title.")
@click.argument("wishes", nargs=-1, required=True, metavar="PAPER...")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag to give; repeatable.")
@services_option
@fresh_option
@dry_run_option
@json_option
@quiet_option
@click.pass_obj
@reporting_problems
def command(
    content: Path,
    wishes: tuple[str, ...],
    tags: tuple[str, ...],
    only: tuple[str, ...],
    fresh: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Add each PAPER: an arXiv id, a DOI, an id of the ACL Anthology, an address, or a title.

    A title adds a paper when just one has it; otherwise those that may be meant are listed, and
    one of their identifiers says which. A paper that is here already stays as it is.
    """
    _check_no_files(wishes)
    with writing(content, dry_run=dry_run):
        known = store.load(content).checked()
        given = slugs(known.reading_list.taxonomy, tags, "--tag")
        with asking("asking", fresh=fresh, quiet=quiet) as (client, say):
            found = add.prepare(known, wishes, client, chosen(only), today(), tags=given, say=say)
        if not dry_run:
            files.write(found.texts)
        click.echo(_as_json(found, dry_run=dry_run) if as_json else _account(content, found))
        if found.texts and not dry_run:
            embed.if_at_hand(content)
    for each in found.failures:
        click.echo(f"{each.service} did not answer: {each.error}", err=True)
    if any(each.outcome not in _IN_THE_LIST for each in found.added):
        sys.exit(1)


def _check_no_files(wishes: Iterable[str]) -> None:
    """Raise `click.BadParameter` for a file, which other commands read."""
    for each in wishes:
        with suppress(OSError):  # a title may be longer than any name of a file
            if Path(each).is_file():
                said = f"{each!r} is a file: reading-list import {shlex.quote(each)}"
                raise click.BadParameter(said, param_hint="PAPER")


def _account(content: Path, found: Addition) -> str:
    return "\n".join(line for each in found.added for line in _lines(content, found, each))


def _lines(content: Path, found: Addition, added: Added) -> Iterator[str]:
    if added.paper is None:
        yield from _not_added(added, is_sure=not found.failures)
        return
    file = files.paper(content, added.paper.key)
    yield f"{added.outcome.value}: {file}"
    if added.outcome is Outcome.NEW:
        yield from (f"  {line}" for line in str(found.texts[file]).splitlines())
        yield from (f"tag {each.tag}: {each.reason}" for each in added.proposals)
    elif added.outcome is Outcome.KNOWN:
        key = added.paper.key
        yield f"  nothing changed; to fill in what it lacks: reading-list enrich {key}"
        yield f"  to give it tags: reading-list edit --tag TAG {key}"
    for asked in added.questions:
        yield f"decide: {files.decision(content, asked.name)}"


def _not_added(added: Added, *, is_sure: bool) -> Iterator[str]:
    if added.candidates:
        yield f"“{shown(added.said)}”: {_meant(added.candidates)}; add the one you mean by its id"
        yield from (f"  {_candidate(each)}" for each in added.candidates[:_CANDIDATES])
    elif added.outcome is Outcome.UNREADABLE or is_sure:
        is_title = added.outcome is Outcome.SEVERAL
        why = "no service knows a paper of this title" if is_title else added.outcome.value
        yield f"{shown(added.said)}: {why}"
        if added.outcome is not Outcome.UNREADABLE:
            title = added.title or (added.said if is_title else "Its title")
            words = " ".join(Text(title).plain().split())
            yield f"  to write it by hand: reading-list new {shlex.quote(words)}"
    else:
        yield f"{shown(added.said)}: {_UNSURE}"


def _meant(candidates: tuple[Candidate, ...]) -> str:
    agrees = candidates[0].agrees
    return "several papers have this title" if agrees else "no paper has just this title"


def _candidate(candidate: Candidate) -> str:
    ids = ", ".join(map(str, candidate.identifiers)) or "no identifier"
    face = candidate.face
    people = f" — {shown(face.authors)}" if face.authors else ""
    return f"{ids}: {shown(face.title)}{people} ({candidate.likeness:.0f} % alike)"


def _as_json(found: Addition, *, dry_run: bool) -> str:
    answer = {
        "added": [_added_as_json(each) for each in found.added],
        "failed": [{"service": f.service, "error": str(f.error)} for f in found.failures],
        "dry_run": dry_run,
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _added_as_json(added: Added) -> dict[str, Any]:
    return {
        "said": added.said,
        "outcome": added.outcome.name.lower(),
        "key": added.paper.key if added.paper else None,
        "title": added.paper.title if added.paper else added.title,
        "tags": {each.tag: each.reason for each in added.proposals},
        "questions": [each.name for each in added.questions],
        "candidates": [
            {
                "title": each.face.title,
                "identifiers": {i.kind: i.value for i in each.identifiers},
                "likeness": round(each.likeness),
            }
            for each in added.candidates
        ],
    }
