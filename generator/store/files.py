"""Files of the store: where they are, and how they are read and written without harm."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def paper(content: Path, key: str) -> Path:
    """Return the file that holds the paper."""
    return content / "papers" / f"{key}.yml"


def decision(content: Path, name: str) -> Path:
    """Return the file that holds the question about two papers."""
    return content / "decisions" / f"{name}.yml"


def collection(content: Path, name: str) -> Path:
    """Return the file that holds the reading path."""
    return content / "collections" / f"{name}.yml"


def read_text(file: Path) -> str:
    """Return a file's text with its line ends and byte order mark as they are."""
    return file.read_bytes().decode()


def holds(file: Path, data: str | bytes) -> bool:
    """Whether the file is there and has just these bytes."""
    return file.exists() and file.read_bytes() == _encoded(data)


def write(texts: Mapping[Path, str | bytes]) -> list[Path]:
    """Make each file hold its text, in this order; return those that changed.

    Each file is old or new at any moment, never half: it is written beside its place and renamed.
    What a killed program leaves there has no ending that anything reads, and is used up the next
    time that the file is written.
    """
    changed = [file for file, data in texts.items() if not holds(file, data)]
    for file in changed:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.part")
        with unfinished.open("wb") as stream:
            stream.write(_encoded(texts[file]))
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(file)
    return changed


def _encoded(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
