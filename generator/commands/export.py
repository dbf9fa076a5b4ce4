"""`reading-list export`: the site's source for other builders."""

from __future__ import annotations

from pathlib import Path

import click

from generator import exporting
from generator.commands.shared import settings_option


@click.command("export", short_help="Write the site's source for other builders.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@settings_option
def command(folder: Path, settings: Path) -> None:
    """Write the site's source to FOLDER, for builders that know nothing of this package."""
    try:
        count = exporting.export(settings, folder)
    except exporting.ExportError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} files written to {folder}: properdocs build -f {folder}/mkdocs.yml")
