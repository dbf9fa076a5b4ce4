"""`reading-list issue`: what a reader asks for in an issue form, done and answered in Markdown."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from generator.commands.compare import shown
from generator.commands.shared import dry_run_option, reporting_problems, today, writing
from generator.intake.curating import suggestions
from generator.intake.curating.suggestions import Correction, Refusal, RefusedError, Suggestion
from generator.intake.fetching import add
from generator.intake.fetching.add import Addition, Outcome
from generator.intake.services import SERVICES
from generator.intake.services.client import Client
from generator.model.paper import Paper
from generator.publish.digest.notes import inert
from generator.store import files, store
from generator.store.store import Store

_WORDS = 1000
"""Characters of what a reader writes that are shown again."""

_REFUSED: Mapping[Refusal, str] = {
    Refusal.INCOMPLETE: "The form is not as it was: please open a new one, and answer in its"
    " fields alone.",
    Refusal.LONG: f"This is more than {suggestions.LONGEST} characters: please say less.",
    Refusal.NO_IDENTIFIER: "The link names no paper. What does: an arXiv id or its page there or at"
    " Hugging Face; a DOI; a page of the ACL Anthology or of OpenReview. Please edit the issue.",
    Refusal.NO_PAPER: "No paper of the list has this key, which is the last part of its page's"
    " address. Please edit the issue.",
    Refusal.BAD_VALUE: "“What would be right?” takes just the value: a day as 2024-05-17, a month"
    " or a year; an id or its address; a link; a title or a venue in a line; authors one a line."
    " Please edit the issue.",
    Refusal.NO_CHANGE: "The list says so already.",
    Refusal.FOR_A_PERSON: "Thank you. A curator will read this.",
}
_NOT_ADDED: Mapping[Outcome, str] = {
    Outcome.KNOWN: "This paper is on the list already",
    Outcome.FILLED: "This paper is on the list already",
    Outcome.WITHOUT_ABSTRACT: "No service has the abstract of this paper: a curator has to add it"
    " by hand.",
    Outcome.UNKNOWN: "No service knows a paper by this link. Please see whether it is right.",
    Outcome.UNREADABLE: _REFUSED[Refusal.NO_IDENTIFIER],
    Outcome.SEVERAL: _REFUSED[Refusal.NO_IDENTIFIER],
}


@click.command("issue", short_help="Do what a reader's issue form asks for.")
@click.argument("event", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@dry_run_option
@click.pass_obj
@reporting_problems
def command(content: Path, event: Path, dry_run: bool) -> None:
    """Do what the issue of EVENT, a file of GitHub's, asks for in one of the forms.

    The answer is Markdown in which nothing of what strangers wrote works. An issue of no form is
    left alone.
    """
    try:
        asked = suggestions.read(event)
        if asked:
            with writing(content, dry_run=dry_run):
                known = store.load(content).checked()
                texts, answer = _done(known, asked, today())
                if not dry_run:
                    files.write(texts)
            click.echo(answer)
    except RefusedError as error:
        click.echo(_REFUSED[error.why])
    except ValueError as error:
        said = f"expected an event of an issue: {error}"
        raise click.BadParameter(said, param_hint="EVENT") from error


def _done(
    known: Store, asked: Suggestion | Correction, day: date
) -> tuple[Mapping[Path, str | bytes], str]:
    """Return the files to write, and the answer. Raises `RefusedError`."""
    if isinstance(asked, Suggestion):
        return _added(known, asked, day)
    before = known.reading_list.by_key.get(asked.key)
    if before is None:
        raise RefusedError(Refusal.NO_PAPER)
    after = suggestions.corrected(before, asked, day)
    answer = "\n".join(_corrected(before, after, asked))
    return dict([store.paper_update(known.content, before, after)]), answer


def _added(known: Store, asked: Suggestion, day: date) -> tuple[Mapping[Path, str | bytes], str]:
    with Client(day) as client:
        found = add.prepare(known, [asked.link], client, SERVICES, day)
    [added] = found.added
    if added.outcome is Outcome.NEW:
        return found.texts, f"A reader suggests a paper.\n{_quoted('Why', asked.why)}"
    if added.paper:
        return {}, f"{_NOT_ADDED[added.outcome]}: {shown(added.paper.key)}."
    _stop_if_nobody_answered(found)
    return {}, _NOT_ADDED[added.outcome]


def _stop_if_nobody_answered(found: Addition) -> None:
    """Leave with 1, that the run be repeated: who is down may be who knows the paper."""
    for each in found.failures:
        click.echo(f"{each.service} did not answer: {each.error}", err=True)
    if found.failures:
        sys.exit(1)


def _corrected(before: Paper, after: Paper, asked: Correction) -> Iterator[str]:
    yield f"A reader corrects the field “{asked.field}” of {shown(before.key)}."
    yield ""
    yield f"- Until now: {_value(before, asked.field)}"
    yield f"- From now on: {_value(after, asked.field)}"
    yield _quoted("Where it is written", asked.where)


def _value(paper: Paper, field: str) -> str:
    name, _, kind = field.partition(".")
    value = getattr(paper, name)
    if name == "authors":
        value = ", ".join(author.name for author in value)
    elif kind:
        value = ", ".join(value.get(kind, ()))
    return shown(str(value)) if value else "nothing"


def _quoted(what: str, words: str) -> str:
    """Return what a reader wrote as one paragraph in which nothing works."""
    line = " ".join(words.split())
    cut = line if len(line) <= _WORDS else f"{line[: _WORDS - 1]}…"
    return f"\n{what}, in their words: {inert(cut)}" if cut else ""
