"""`reading-list digest`: the papers of a time in files, and by mail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator import digesting
from generator.commands.shared import dry_run_option, epoch, reporting_problems, settings_option


@click.command("digest", short_help="Write the papers of a time to files, or send them by mail.")
@click.option("--week", metavar="YYYY-Www", help="An ISO week, as 2025-W11.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="A day.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The first day of a time without an end.",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("digest"),
    show_default=True,
    help="Where to write digest.html, digest.txt, digest.eml and notes.md.",
)
@click.option("--url", metavar="URL", help="Where the site is published.  [default: site_url]")
@settings_option
@click.option("--send", is_flag=True, help="Send it by mail, as SMTP_… and MAIL_… variables say.")
@dry_run_option
@click.pass_obj
@reporting_problems
def command(
    content: Path,
    week: str | None,
    day: datetime | None,
    since: datetime | None,
    folder: Path,
    url: str | None,
    settings: Path,
    send: bool,
    dry_run: bool,
) -> None:
    """Write what came to the list in a week, on a day or since a day; send it if asked."""
    try:
        span = digesting.period_of(week, day and day.date(), since and since.date())
        asked = digesting.Request(content, settings, url, span, folder, epoch(), send, dry_run)
        for line in digesting.run(asked):
            click.echo(line)
    except digesting.UseError as error:
        raise click.UsageError(str(error)) from error
    except digesting.NotSentError as error:
        raise click.ClickException(str(error)) from error
