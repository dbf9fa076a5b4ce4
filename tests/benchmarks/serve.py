"""Seconds that a server takes to show one change in the real list."""

from __future__ import annotations

import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests import ROOT
from tests.benchmarks.measure import table
from tests.site import Server, settings


def change_title(content: Path, number: int) -> None:
    """Change a paper's title, which stands on pages of others too."""
    _replace(content / "papers" / "fusechat.yml", "title: '", f"title: 'V{number} ")


def change_abstract(content: Path, number: int) -> None:
    """Change a paper's abstract."""
    _replace(content / "papers" / "fusechat.yml", "abstract: >-\n", f"abstract: >-\n  V{number}.\n")


def change_tag(content: Path, number: int) -> None:
    """Change the description of a tag."""
    _replace(content / "tags.yml", "description: ", f"description: V{number} ")


def change_written_page(content: Path, number: int) -> None:
    """Change a hand-written page."""
    _replace(content / "about.md", "# About\n", f"# About\n\nV{number}.\n")


CHANGES: tuple[Callable[[Path, int], None], ...] = (
    change_title,
    change_abstract,
    change_tag,
    change_written_page,
)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = text.replace(old, new, 1)
    if changed == text:
        raise ValueError(f"{file} does not hold {old!r}")
    file.write_text(changed, encoding="utf-8")


def main(rounds: int = 5) -> None:
    """Make each change several times, and print the median of the rebuilds."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as name:
        content = Path(shutil.copytree(ROOT / "content", Path(name, "content")))
        server = Server(settings(content, Path(name, "site")))
        first = _seconds(server)
        rows = [("first build", f"{first:.2f}", "1.00")]
        for change in CHANGES:
            taken = []
            for number in range(rounds):
                change(content, number)
                taken.append(_seconds(server))
            said = change.__name__.replace("_", " ")
            rows.append((said, f"{median(taken):.2f}", f"{median(taken) / first:.2f}"))
    table(f"Serving; medians of {rounds} rebuilds", ("", "seconds", "ratio"), rows)


def _seconds(server: Server) -> float:
    start = time.perf_counter()
    server.build()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
