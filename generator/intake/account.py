"""What the commands of the way in say: in words for people, as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.intake.importing import Import
from generator.intake.merging.merge import Outcome
from generator.intake.retagging import Retagged
from generator.model.report import Todo
from generator.store import files
from generator.store.store import Store

NOTES = 50
"""Remarks on one file that are read by people; a library without abstracts has one an entry."""


def counted(number: int, what: str) -> str:
    """Return `2 papers without tags`, or `1 paper without tags`: the first word loses its s."""
    things, space, rest = what.partition(" ")
    return f"{number} {things.removesuffix('s') if number == 1 else things}{space}{rest}"


def files_changed(number: int, *, dry_run: bool) -> str:
    """Return the end of every account."""
    return f"{counted(number, 'files')} {'would change' if dry_run else 'changed'}."


def of_import(prepared: Import, changed: int, content: Path, *, dry_run: bool) -> str:
    """Return the account of an import, a line for each file."""
    lines: list[str] = []
    for account in prepared.accounts:
        counts = ", ".join(f"{account.outcomes.get(each, 0)} {each.value}" for each in Outcome)
        lines.append(f"{account.file}: {counted(account.read, 'records')} read: {counts}")
        lines += [f"  {note}" for note in account.notes[:NOTES]]
        if len(account.notes) > NOTES:
            lines.append(f"  and {len(account.notes) - NOTES} more: --json names them all")
    lines += [f"decide: {files.decision(content, name)}" for name in prepared.questions]
    lines += ["then: reading-list merge"] if prepared.questions else []
    papers = counted(prepared.papers, "papers")
    lines.append(f"{papers} in the list; {files_changed(changed, dry_run=dry_run)}")
    return "\n".join(lines)


def of_fetchable(prepared: Import) -> str:
    """Return how the records come in that lack an abstract; empty when there are none."""
    return "\n".join(
        f"{each.fetchable} without an abstract can be fetched: reading-list fetch ids {each.file}"
        for each in prepared.accounts
        if each.fetchable
    )


def of_import_as_json(prepared: Import, changed: int, *, dry_run: bool) -> str:
    """Return the account of an import as JSON; the four outcomes of a file add up to `read`."""
    accounts = [
        {
            "file": str(account.file),
            "read": account.read,
            **{each.name.lower(): account.outcomes.get(each, 0) for each in Outcome},
            "notes": account.notes,
            "fetchable": account.fetchable,
        }
        for account in prepared.accounts
    ]
    answer = {"files": accounts, "questions": prepared.questions, "papers": prepared.papers}
    return _as_json({**answer, "changed": changed, "dry_run": dry_run})


def of_tags(results: Sequence[Retagged], *, dry_run: bool, explain: bool) -> str:
    """Return the papers whose tags change, or with `explain` all of them, and why."""
    lines = [line for each in results for line in _tag_lines(each, explain)]
    changed = sum(each.after is not each.before for each in results)
    papers = counted(len(results), "papers")
    return "\n".join([*lines, f"{papers} read; {files_changed(changed, dry_run=dry_run)}"])


def of_tags_as_json(results: Iterable[Retagged], *, dry_run: bool) -> str:
    """Return the same as JSON, always with reasons."""
    papers = [
        {
            "key": each.after.key,
            "gained": each.gained,
            "lost": each.lost,
            "by_person": each.by_person,
            "proposals": {proposal.tag: proposal.reason for proposal in each.proposals},
        }
        for each in results
    ]
    return _as_json({"papers": papers, "dry_run": dry_run})


def of_check(known: Store, todo: Iterable[Todo], *, in_full: bool) -> str:
    """Return how many papers there are, and the curator's to-do, counted or in full."""
    lines = [f"{counted(len(known.reading_list.by_key), 'papers')}, no problems."]
    for each in todo:
        lines.append(f"  {counted(len(each.entries), each.what)}" + (":" if in_full else ""))
        lines += [f"    {entry}" for entry in each.entries if in_full]
    if len(lines) > 1 and not in_full:
        lines.append("What they are: reading-list check --report")
    return "\n".join(lines)


def of_check_as_json(known: Store, todo: Iterable[Todo]) -> str:
    """Return the problems and the to-do as JSON."""
    problems = [
        {
            "file": str(p.file),
            "line": p.line,
            "where": p.where,
            "expected": p.expected,
            "got": p.got,
        }
        for p in known.problems
    ]
    doing = {each.what: [str(entry) for entry in each.entries] for each in todo}
    papers = len(known.reading_list.by_key)
    return _as_json({"papers": papers, "problems": problems, "todo": doing})


def _tag_lines(result: Retagged, explain: bool) -> Iterator[str]:
    signs = [*(f"+{tag}" for tag in result.gained), *(f"-{tag}" for tag in result.lost)]
    if signs or explain:
        yield f"{result.after.key}: {' '.join(signs) or 'no change'}"
    if explain:
        if result.by_person:
            yield "  a person gave the tags, and the rules leave them alone; they would say"
        yield from (f"  {proposal.tag}: {proposal.reason}" for proposal in result.proposals)


def _as_json(answer: object) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False)
