"""Files of the store: where they are, and how they are read and written without harm."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
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


def holds(file: Path, data: str | bytes | None) -> bool:
    """Whether the file is there and has just these bytes; for `None`, whether it is not there."""
    if data is None or not file.exists():
        return data is None and not file.exists()
    return file.read_bytes() == _encoded(data)


def write(
    texts: Mapping[Path, str | bytes | None], say: Callable[[int, int], None] | None = None
) -> list[Path]:
    """Make each file hold its text, in this order, or be gone (`None`); return those that changed.

    All texts are on the disk, beside their places, before the first one takes its place: when the
    disk is full, `OSError` is raised and every file is as it was. Each file is old or new at any
    moment, never half. What a killed program leaves has no ending that anything reads, and is used
    up the next time that the file is written. `say` is told how many of how many are on the disk.
    """
    changed = [file for file, data in texts.items() if not holds(file, data)]
    unfinished = {file: file.with_name(f".{file.name}.part") for file in changed}
    try:
        for number, file in enumerate(changed, 1):
            if (data := texts[file]) is not None:
                _put(unfinished[file], data)
            if say:
                say(number, len(changed))
    except OSError:
        for part in unfinished.values():
            part.unlink(missing_ok=True)
        raise
    for file in changed:
        if texts[file] is None:
            file.unlink()
        else:
            unfinished[file].replace(file)
    return changed


def _put(file: Path, data: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(_encoded(data))
        stream.flush()
        os.fsync(stream.fileno())


def _encoded(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
