"""What has changed in `content/`, from the commits of its repository.

Commits are those of the branch itself: what another branch brought came with the commit that merged
it, and on that day. What is not committed is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from generator.model.history import Commit, History, Lack, Thing
from generator.store import git
from generator.store.differences import Edit, changes, is_told

COMMITS = 50
"""So many are told, at most; those that change only what is not told count too."""
DAYS = 366
"""Before the newest of them; what is older is not told."""
_TOLD = ("papers", "collections", "decisions", "tags.yml", "redirects.yml")
_NOTHING = re.compile(r"0+")
"""The object id of a file that is not there."""
_MODES = {"100644", "100755", "000000"}
"""Of plain files; links and other repositories are not read (gitformat-index)."""


@dataclass(frozen=True, slots=True)
class _Touched:
    """A file that a commit changed, and the object ids of what it held before and after."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Logged:
    """A commit as git's log has it."""

    revision: str
    day: date
    is_first: bool
    """Whether it follows none; where a clone ends, nobody knows what such a commit changed."""
    touched: list[_Touched] = field(default_factory=list)


def history(content: Path) -> History:
    """Return what the newest commits changed; it is read again only when there is a new one."""
    asked = git.ask(content, "rev-parse", "HEAD", "--is-shallow-repository")
    head, _, shallow = (asked or b"").decode().strip().partition("\n")
    return _history(content.resolve(), head, shallow == "true") if head else History()


@lru_cache(maxsize=4)
def _history(content: Path, head: str, shallow: bool) -> History:
    log = git.ask(content, *_question(head))
    if log is None:
        return History(lack="unreadable")
    commits = _of_a_year(_logged(log.decode("utf-8", "surrogateescape")))
    logged = [each for each in commits if not (shallow and each.is_first)]
    names: dict[tuple[Thing, str], str] = {}
    told, missing = [], False
    for commit, edits in zip(logged, _edits(content, logged), strict=True):
        missing = missing or None in edits
        found, named = changes(each for each in edits if each)
        told.append(Commit(commit.revision, commit.day, found))
        names = {**named, **names}
    lack: Lack = "shallow" if shallow else "unreadable" if missing else ""
    return History(tuple(each for each in told if each.changes), names, lack)


def _question(head: str) -> Iterator[str]:
    yield from ("-c", "log.showRoot=true", "-c", "log.showSignature=false", "log", head)
    yield from ("--first-parent", "--diff-merges=first-parent", f"--max-count={COMMITS}")
    yield from ("--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--no-color")
    yield from ("--no-ext-diff", "--ignore-submodules", "--format=tformat:%H %ct %P", "--")
    yield from _TOLD


def _logged(log: str) -> Iterator[_Logged]:
    """Yield the commits of a log.

    A field is “<commit> <seconds> <parents>”, or “:<mode> <mode> <id> <id> <letter>”, after which
    the path is a field of its own.
    """
    fields = iter(log.split("\x00"))
    commit: _Logged | None = None
    for said in map(str.strip, fields):
        if commit and said.startswith(":"):
            before, after, was, now, _ = said.removeprefix(":").split()
            path = next(fields)
            if {before, after} <= _MODES and is_told(path):
                commit.touched.append(_Touched(path, was, now))
        elif said:
            if commit:
                yield commit
            revision, seconds, *parents = said.split()
            day = datetime.fromtimestamp(int(seconds), UTC).date()
            commit = _Logged(revision, day, not parents)
    if commit:
        yield commit


def _of_a_year(logged: Iterator[_Logged]) -> Iterator[_Logged]:
    """Yield the commits of the year before the newest, which stands first."""
    first = next(logged, None)
    if first:
        yield first
        oldest = first.day - timedelta(days=DAYS)
        yield from takewhile(lambda each: each.day >= oldest, logged)


def _edits(content: Path, logged: Iterable[_Logged]) -> Iterator[list[Edit | None]]:
    """Yield for each commit what its files held; `None` for a file that cannot be read."""
    touched = [each for commit in logged for each in commit.touched]
    ids = (each for file in touched for each in (file.before, file.after))
    texts = git.blobs(content, (each for each in ids if not _NOTHING.fullmatch(each)))
    for commit in logged:
        yield [_edit(each, texts) for each in commit.touched]


def _edit(file: _Touched, texts: Iterator[bytes | None]) -> Edit | None:
    ids = file.before, file.after
    held = [b"" if _NOTHING.fullmatch(each) else next(texts, None) for each in ids]
    before, after = (
        None if _NOTHING.fullmatch(name) else (data or b"").decode("utf-8", "replace")
        for name, data in zip(ids, held, strict=True)
    )
    return None if None in held else Edit(file.path, before, after)
