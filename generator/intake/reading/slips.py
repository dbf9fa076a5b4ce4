"""What was not as it should be in a file and was read without loss, told in a line for each."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 10


class Slips:
    """Slips of a file, each with the lines where it stands."""

    def __init__(self) -> None:
        """Start without any."""
        self._lines: dict[str, list[int]] = {}

    def note(self, what: str, line: int) -> None:
        """Remember that something is so in a line."""
        self._lines.setdefault(what, []).append(line)

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks for the curator, each once, with the lines that they are about."""
        return tuple(f"{what} ({in_lines(lines)})" for what, lines in self._lines.items())


def in_lines(lines: Sequence[int]) -> str:
    """Return `line 3`, `lines 3, 5`, or the first ten and how many more there are."""
    shown = ", ".join(map(str, lines[:_SHOWN]))
    more = f" and {len(lines) - _SHOWN:,} more" if len(lines) > _SHOWN else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"
