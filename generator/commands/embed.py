"""`reading-list embed`: vectors of the papers' texts."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands.shared import check_keys, dry_run_option, reporting_problems, writing
from generator.intake import embed as embedding
from generator.intake.account import counted
from generator.meaning import encoder
from generator.store import store


@click.command("embed", short_help="Make the vectors of papers' texts, for the search.")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--model",
    default=embedding.HUB,
    show_default=True,
    metavar="DIR|hub",
    help="The folder of all-MiniLM-L6-v2, or “hub” to fetch it once.",
)
@dry_run_option
@click.pass_obj
@reporting_problems
def command(content: Path, keys: tuple[str, ...], model: str, dry_run: bool) -> None:
    """Embed the papers whose texts have no vectors yet, all or those named by KEY."""
    with writing(content, dry_run=dry_run):
        known = store.load(content)
        check_keys(known, keys)
        plan = embedding.plan(known, keys)
        if not dry_run:
            _carry_out(content, plan, model)
        click.echo(account(plan, dry_run=dry_run))


def if_at_hand(content: Path) -> None:
    """Embed what is new, when the model was fetched before; else say what is to be done."""
    plan = embedding.plan(store.load(content))
    if plan.papers and embedding.at_hand():
        _carry_out(content, plan, embedding.HUB)
    elif plan.papers:
        click.echo(
            f"{counted(len(plan.papers), 'papers')} without vectors: reading-list embed", err=True
        )


def account(to_do: embedding.Plan, *, dry_run: bool) -> str:
    """Return what was done; of a dry run, what would be."""
    would = "would be " if dry_run else ""
    lines = [paper.key for paper in to_do.papers if dry_run]
    lines.append(f"{counted(len(to_do.papers), 'papers')} {would}embedded.")
    if to_do.gone:
        gone = counted(len(to_do.gone), "vectors of papers that are gone")
        lines.append(f"{gone} {would}removed.")
    return "\n".join(lines)


def _carry_out(content: Path, plan: embedding.Plan, model: str) -> None:
    def load() -> encoder.Encoder:
        return encoder.load(embedding.model_folder(model))

    def say(done: int, of: int) -> None:
        click.echo(f"{done} of {of} papers embedded", err=True)

    try:
        embedding.carry_out(content, plan, load, say)
    except encoder.EncoderError as error:
        raise click.UsageError(str(error)) from error
