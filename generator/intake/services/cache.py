"""Answers of services, kept for a day, so that a fetch that was stopped goes on where it was.

A file is a line of JSON, `{"url": …, "day": …, "given": seconds since 1970, "sha256": …}`, and the
bytes of the answer after it. A file that is not so, or whose bytes have changed, is no answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.intake.services.answer import Answer
from generator.store import files

LASTING = 24 * 60 * 60
"""Seconds for which an answer is taken from here."""


def folder() -> Path:
    """Return where answers are kept on this machine."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "reading-list" / "answers"


@dataclass(frozen=True)
class Cache:
    """A folder of answers."""

    folder: Path

    def get(self, name: str) -> Answer | None:
        """Return the answer to a question, if it is here, whole, and not older than a day."""
        try:
            head, _, data = self._file(name).read_bytes().partition(b"\n")
            said = json.loads(head)
            whole = said["sha256"] == hashlib.sha256(data).hexdigest()
            recent = 0 <= time.time() - said["given"] < LASTING
            answer = Answer(str(said["url"]), date.fromisoformat(said["day"]), data, name)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return answer if whole and recent else None

    def put(self, answer: Answer) -> None:
        """Keep an answer, if there is a place to: without one, everything is asked each time."""
        head = {
            "url": answer.url,
            "day": str(answer.day),
            "given": time.time(),
            "sha256": hashlib.sha256(answer.data).hexdigest(),
        }
        text = json.dumps(head, ensure_ascii=True).encode() + b"\n"
        with suppress(OSError):
            files.write({self._file(answer.name): text + answer.data})

    def forget(self, answer: Answer) -> None:
        """Ask anew the next time: the answer turned out to be no good."""
        with suppress(OSError):
            self._file(answer.name).unlink()

    def tidy(self) -> None:
        """Remove what is too old to be used."""
        for file in self.folder.glob("*/*"):
            with suppress(OSError):  # another program may do the same
                if time.time() - file.stat().st_mtime > LASTING:
                    file.unlink()

    def _file(self, name: str) -> Path:
        return self.folder / name[:2] / name
