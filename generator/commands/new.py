"""`reading-list new`: a file for a paper that somebody writes by hand."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.shared import dry_run_option, reporting_problems, today, writing
from generator.intake.reading.entry import one_line
from generator.model.keys import paper_key, unique
from generator.store import blank_paper, files, store
from generator.text.text import fold

_NAMELESS = "new-paper"
_NEXT = "Fill in what it lacks, or delete it: until then the other commands refuse the list."


@click.command("new", short_help="Write a file in which to write down a paper by hand.")
@click.argument("title", required=False)
@dry_run_option
@click.pass_obj
@reporting_problems
def command(content: Path, title: str | None, dry_run: bool) -> None:
    """Write a file in which to write down a paper by hand, and print its path.

    Its name is made from TITLE, and stays the paper's address: rename it, if you want, before it is
    published. Every field is there, with a comment on what belongs in it.
    """
    title = one_line(title)
    with writing(content, dry_run=dry_run):
        known = store.load(content)
        there = {file.stem for file in (content / "papers").glob("*.yml")}
        keys = {key.casefold() for key in (*there, *known.merged.redirects)}
        for paper in known.reading_list.by_key.values():
            if title and fold(paper.title) == fold(title):
                raise click.ClickException(f"{files.paper(content, paper.key)} has this title.")
        key = paper_key(title, keys) if title else unique(_NAMELESS, keys)
        file = files.paper(content, key)
        if not dry_run:
            files.write({**store.frame(content), file: blank_paper.text(title, today())})
        click.echo(file)
        if not dry_run:
            click.echo(_NEXT, err=True)
