"""The `reading-list` command, and the order in which its help names the subcommands."""

from __future__ import annotations

from pathlib import Path

import click

from generator.commands import (
    add,
    check,
    compare,
    digest,
    edit,
    embed,
    enrich,
    export,
    fetch,
    import_,
    issue,
    merge,
    new,
    split,
    tag,
)

COMMANDS = (
    add,
    import_,
    fetch,
    new,
    enrich,
    edit,
    merge,
    split,
    tag,
    embed,
    check,
    export,
    digest,
    compare,
    issue,
)


class _InOrder(click.Group):
    """Lists its commands as they were given, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own protocol
        """Return their names."""
        return list(self.commands)


@click.group(cls=_InOrder, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="The folder with the papers.",
)
@click.pass_context
def main(context: click.Context, content: Path) -> None:
    """Keep a reading list of research papers in files, and publish it with MkDocs."""
    context.obj = content


for each in COMMANDS:
    main.add_command(each.command)


if __name__ == "__main__":
    main()
