"""What the subcommands share: options, the day, the lock, how problems are told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator.intake.services.answer import FetchError
from generator.model.problems import ContentError
from generator.store.lock import LockedError, locked
from generator.store.store import Store

P = ParamSpec("P")

dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would happen, and write nothing."
)
settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The settings of the site.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
quiet_option = click.option("--quiet", is_flag=True, help="Show no progress.")


def epoch() -> datetime | None:
    """Return the time of `SOURCE_DATE_EPOCH`, if it is set. Raises `click.UsageError`.

    The convention is https://reproducible-builds.org/specs/source-date-epoch/.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told and not told.isdecimal():
        raise click.UsageError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, got {told!r}")
    return datetime.fromtimestamp(int(told), UTC) if told else None


def today() -> date:
    """Return today, or the day of `SOURCE_DATE_EPOCH`, in UTC."""
    return (epoch() or datetime.now(UTC)).date()


def reporting_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Print what keeps a command from its work, one problem a line, and exit with 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ContentError as error:
            count = len(error.problems)
            many = f"{count} problems" if count > 1 else "1 problem"
            _fail(f"{error}\n{many}; nothing was written.")
        except LockedError as error:
            who = f"process {error.process}" if error.process else "another process"
            _fail(f"{error.file}: {who} is writing here: wait for it, or stop it, and try again.")
        except FetchError as error:
            _fail(f"{error.host}: {error}; nothing was written.")
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            _fail(f"{place}{error.strerror or error}; nothing was written.")

    return run


@contextmanager
def writing(content: Path, *, dry_run: bool = False) -> Iterator[None]:
    """Keep other writers away from the content, from before it is read until it is written."""
    if dry_run:
        yield
        return
    with locked(content):
        yield


def check_keys(known: Store, keys: Iterable[str]) -> None:
    """Raise `click.BadParameter` for a key that no paper has."""
    for key in keys:
        if key not in known.reading_list.by_key:
            went = known.reading_list.redirects.get(key)
            where = f" any more: it is a part of {went}" if went else ""
            raise click.BadParameter(f"there is no paper {key!r}{where}", param_hint="KEY")


def _fail(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)
