"""What git knows of a folder. Only this machine is asked, never the network.

A clone may lack old files and fetch them when they are read (`git clone --filter`); here they are
missing instead.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

_ALONE = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""No protocol is allowed to fetch by, and newer git does not even try."""


def ask(folder: Path | str, *words: str) -> bytes | None:
    """Return what git answers; `None` where there is no git, no repository, or no answer."""
    try:
        done = subprocess.run(
            _command(folder, *words), capture_output=True, check=False, env=_environment()
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def blobs(folder: Path, names: Iterable[str]) -> Iterator[bytes | None]:
    """Yield what the files of these names held, one after the other; `None` for a missing one.

    The names are object ids. One process reads them all, and only one file is in memory.
    """
    with TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        process = subprocess.Popen(
            _command(folder, "cat-file", "--batch"),
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        with process:
            # “<name> <type> <size>”, the bytes and a line end; or “<name> missing”.
            answers = cast("IO[bytes]", process.stdout)
            for head in answers:
                size = head.split()[-1]
                yield answers.read(int(size) + 1)[:-1] if size.isdigit() else None


def _command(folder: Path | str, *words: str) -> list[str]:
    return ["git", "-C", str(folder), *words]


def _environment() -> dict[str, str]:
    return {**os.environ, **_ALONE}
