"""`reading-list compare`: what became of the list, in Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from generator.commands.shared import json_option, reporting_problems
from generator.intake.curating.comparing import Comparison, compare
from generator.model.paper import Paper
from generator.publish.digest.notes import inert
from generator.store import store

_LONGEST = 50_000
"""Characters; GitHub refuses the text of a pull request beyond 65,536
(https://github.com/renovatebot/renovate/issues/2032)."""
_NAMED = 5
"""Authors of a paper; the others are counted."""
_LINE = 300
"""Characters of a title, a name or a question."""


@click.command("compare", short_help="Say in Markdown what became of the papers.")
@click.argument("before", type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
@click.pass_obj
@reporting_problems
def command(content: Path, before: Path, as_json: bool) -> None:
    """Say in Markdown what became of the papers since BEFORE, an earlier copy of content/.

    No title can mention a person, link or format anything.
    """
    found = compare(store.load(before), store.load(content))
    if as_json:
        click.echo(_as_json(found))
    elif found:
        click.echo("\n".join(_fitted(_lines(found))))


def _lines(found: Comparison) -> Iterator[str]:
    yield f"{_counted(found)}."
    yield from _section("New papers", [_entry(paper) for paper in found.new])
    changed = (f"{shown(key)}: {', '.join(names)}" for key, names in found.changed.items())
    yield from _section("Changed papers", [f"- {each}" for each in changed])
    yield from _section("Papers that are gone", [f"- {shown(key)}" for key in found.gone])
    asked = (f"- content/decisions/{shown(q.name)}.yml: {shown(q.asked)}" for q in found.questions)
    yield from _section("To decide", list(asked))


def _counted(found: Comparison) -> str:
    counts = {
        "new": len(found.new),
        "changed": len(found.changed),
        "gone": len(found.gone),
        "to decide": len(found.questions),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def _section(title: str, entries: list[str]) -> Iterator[str]:
    if entries:
        yield from ("", f"## {title}", "", *entries)


def _entry(paper: Paper) -> str:
    """Return an item of a list; a backslash at its end makes a line break of a line's end."""
    title = shown(paper.shown_title.plain())
    if paper.arxiv:  # its form is known, so that it can be a part of an address
        title = f"[{title}](https://arxiv.org/abs/{paper.arxiv})"
    names = [shown(author.name) for author in paper.authors[:_NAMED]]
    more = len(paper.authors) - len(names)
    said = [", ".join(names) + (f" and {more} more" if more else "")]
    said.append(" · ".join(map(shown, (paper.key, *paper.shown_tags))))
    return "- " + "\\\n  ".join([f"**{title}**", *filter(None, said)])


def shown(text: str) -> str:
    """Return a text that others wrote as one line which GitHub shows as the text that it is."""
    line = " ".join(text.split())
    return inert(line if len(line) <= _LINE else f"{line[: _LINE - 1]}…")


def _fitted(lines: Iterator[str]) -> Iterator[str]:
    left = _LONGEST
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            yield "\nThe rest stands in the changed files."
            return
        yield line


def _as_json(found: Comparison) -> str:
    answer = {
        "new": [paper.key for paper in found.new],
        "changed": found.changed,
        "gone": found.gone,
        "questions": [question.name for question in found.questions],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)
