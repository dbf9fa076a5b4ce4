"""What the commands that ask services share: who is asked, and how values are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from generator.commands import progress
from generator.commands.shared import today
from generator.intake.services import SERVICES
from generator.intake.services.client import Client
from generator.intake.services.service import Service
from generator.model.paper import Author, Count
from generator.text.text import Text

_SHOWN = 100
"""Characters of a value in the account."""


def word(service: Service) -> str:
    """Return the word for a service on the command line: `semantic-scholar`."""
    return service.NAME.lower().replace(" ", "-")


services_option = click.option(
    "--only",
    multiple=True,
    type=click.Choice([word(each) for each in SERVICES]),
    help="A service to ask; repeatable.  [default: all]",
)
fresh_option = click.option(
    "--fresh", is_flag=True, help="Ask anew what was answered less than a day ago."
)


@contextmanager
def asking(what: str, *, fresh: bool, quiet: bool) -> Iterator[tuple[Client, progress.Say]]:
    """Yield what asks the services and tells of waiting for them; and what shows progress."""

    def tell(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    with (
        Client(today(), fresh=fresh, say=tell) as client,
        progress.shown(what, quiet=quiet) as say,
    ):
        yield client, say


def chosen(words: Iterable[str]) -> tuple[Service, ...]:
    """Return the services of these words, or all of them."""
    return tuple(each for each in SERVICES if word(each) in words) or SERVICES


def shown(value: object) -> str:
    """Return a field's value on one line, without signs that would act on a terminal."""
    if isinstance(value, Author):
        return shown(value.name) + ("?" if value.doubtful else "")
    if isinstance(value, Count):
        return f"{value.value} {shown(value.what)} at {shown(value.source)}"
    if isinstance(value, tuple):
        text = ", ".join(map(shown, value))
    else:
        text = " ".join(Text(str(value)).plain().split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def plain(value: object) -> object:
    """Return a field's value as JSON has it: dates as text, authors by name."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Author):
        return value.name
    if isinstance(value, Count):
        day = str(value.date)
        return {"what": value.what, "value": value.value, "source": value.source, "date": day}
    return value if value is None else str(value)
