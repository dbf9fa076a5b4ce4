"""What was sent: a file that keeps a second run from sending the same again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from generator.store import files


@dataclass(frozen=True)
class Sent:
    """A message that was sent."""

    when: datetime
    recipients: int
    """How many have it."""
    done: tuple[str, ...] | None = None
    """Who has it, while others wait for it; `None` once nobody does: addresses are not kept."""


_FILE = TypeAdapter(dict[str, Sent])


def read(file: Path) -> Mapping[str, Sent]:
    """Return what was sent, by the identifier of the message; of no file, nothing.

    Raises `ValueError` for a file that `remember` has not written: what is not known may have
    been sent.
    """
    return _FILE.validate_json(file.read_bytes()) if file.exists() else {}


def remember(file: Path, name: str, sent: Sent) -> None:
    """Write down, beside what is known of others, what was sent of the message of this name."""
    files.write({file: _FILE.dump_json({**read(file), name: sent}, indent=1) + b"\n"})
