"""What the subcommands share: options, the day, the lock, how problems are told."""

from __future__ import annotations

import difflib
import os
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator.intake.account import counted
from generator.intake.services.answer import FetchError
from generator.model.identifiers import found
from generator.model.problems import ContentError
from generator.model.taxonomy import Taxonomy
from generator.store.lock import LockedError, locked
from generator.store.store import Store

P = ParamSpec("P")


class _FileOfPapers(click.Path):
    """A file that is there; whoever names a paper instead is told the command for papers."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, exists=True, dir_okay=False)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """Return the path. Raises `click.BadParameter`."""
        try:
            return Path(os.fsdecode(super().convert(value, param, ctx)))
        except click.BadParameter:
            word = os.fsdecode(value)
            if next(found(word), None) is None:
                raise
            said = f"there is no such file. A paper by its id: reading-list add {shlex.quote(word)}"
            raise click.BadParameter(said, ctx, param) from None


files_argument = click.argument("files", nargs=-1, required=True, type=_FileOfPapers())
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
    """Print what keeps a command from its work, one problem a line, and exit with 1.

    Where there is no folder of papers, it is not made, and the command is not run.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        _check_folder(click.get_current_context().find_object(Path))
        try:
            command(*args, **kwargs)
        except ContentError as error:
            _fail(f"{error}\n{counted(len(error.problems), 'problems')}; nothing was written.")
        except KeyboardInterrupt:
            _fail("\nStopped. The same command again does the rest.")
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
    """Raise `click.BadParameter` that names all keys which no paper has, and what may be meant."""
    by_key, led = known.reading_list.by_key, known.reading_list.redirects
    unknown = [
        f"there is no paper {key!r}"
        + (f" any more: it is a part of {led[key]}" if key in led else _nearest(key, by_key))
        for key in dict.fromkeys(keys)
        if key not in by_key
    ]
    if unknown:
        raise click.BadParameter("; ".join(unknown), param_hint="KEY")


def slugs(taxonomy: Taxonomy, words: Iterable[str], option: str) -> tuple[str, ...]:
    """Return the tags that slugs, names or aliases mean. Raises `click.BadParameter`."""
    tags = {word: taxonomy.resolve(word) for word in words}
    names = [name for each in taxonomy.tags.values() for name in (each.slug, *each.aliases)]
    unknown = [word for word, tag in tags.items() if tag is None]
    if unknown:
        said = (f"there is no tag {word!r}{_nearest(word, names)}" for word in unknown)
        raise click.BadParameter("; ".join(said), param_hint=option)
    return tuple(dict.fromkeys(tag.slug for tag in tags.values() if tag))


def _nearest(word: str, words: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _check_folder(content: Path | None) -> None:
    if content and not content.is_dir():
        raise click.UsageError(
            f"There is no folder {content} here: go to where the list is, or name it with"
            " --content before the command."
        )


def _fail(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)
