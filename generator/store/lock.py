"""One writer at a time: whoever changes the content holds its lock, and a second one is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

NAME = ".lock"


@dataclass
class LockedError(Exception):
    """Another program is writing to the content."""

    file: Path
    process: str
    """Its number, as far as it left one."""


@contextmanager
def locked(content: Path) -> Iterator[None]:
    """Hold the content's lock. Raises `LockedError` at once when somebody else has it.

    The system frees the lock of a program that ends, however it ends.
    """
    content.mkdir(parents=True, exist_ok=True)
    file = content / NAME
    holder = file.with_suffix(".holder")
    try:
        with FileLock(file, timeout=0):
            try:
                holder.write_text(str(os.getpid()), encoding="ascii")
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout:
        process = holder.read_text(encoding="ascii") if holder.exists() else ""
        raise LockedError(file, process) from None
