"""What a whole process costs, and tables of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests import ROOT


@dataclass(frozen=True)
class Cost:
    """What one process, with all that it started, took."""

    cpu: float
    """Seconds of processor time, in user and system mode."""
    wall: float
    """Seconds from start to end."""
    memory: int
    """Bytes of memory at most."""


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs."""
    return Cost(
        median(cost.cpu for cost in costs),
        median(cost.wall for cost in costs),
        int(median(cost.memory for cost in costs)),
    )


def mkdocs_build(settings: Path) -> Cost:
    """Build a site in a process of its own. Raises `CalledProcessError` when it fails."""
    return module("mkdocs", "build", "--quiet", "-f", str(settings))


def module(*arguments: str) -> Cost:
    """Run a module of Python in a process of its own. Raises `CalledProcessError` on failure."""
    command = [sys.executable, "-m", *arguments]
    start = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit)


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of text: the first column to the left, the others to the right."""
    print(f"\n{title}")
    for first, *others in [head, *rows]:
        print(f"  {first:<34}" + "".join(f"{cell:>18}" for cell in others))


def mib(size: float) -> str:
    """Return a size in mebibytes."""
    return f"{size / 2**20:.1f} MiB"


def kib(size: float) -> str:
    """Return a size in kibibytes."""
    return f"{size / 2**10:.1f} KiB"
