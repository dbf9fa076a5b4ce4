"""Values of BibTeX: pieces in braces, in quotation marks, numbers and macros, joined by `#`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST = 10_000
"""Characters that macros may add to a value; some that use each other could fill any memory."""
_BRACES = re.compile(r"(?<!\\)[{}]")
_MARKS = re.compile(r"(?<!\\)[{}\"]")
_WORD = re.compile(r"[^\s{}\"#,=%]+")
_JOINT = re.compile(r"\s*(#?)\s*")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The macros that every style has."""


@dataclass
class Macros:
    """What `@string` has defined so far; names are the same in any case."""

    _known: dict[str, str] = field(default_factory=lambda: {name: name for name in _MONTHS})

    def define(self, name: str, written: str) -> str:
        """Remember the value of a macro, which may use those before it.

        Returns:
            What is not as it should be, if anything.
        """
        self._known[name.lower()], slip = value_of(written, self)
        return slip

    def get(self, name: str) -> str | None:
        """Return what a macro stands for."""
        return self._known.get(name.lower())


def value_of(written: str, macros: Macros) -> tuple[str, str]:
    """Return a value put together, and what is not as it should be, if anything.

    A word that is no macro, and a text without braces, stand for themselves.
    """
    pieces = _pieces(written)
    if pieces is None:
        return _bare(written), "a value without its braces, read as it stands"
    unknown = [text for is_macro, text in pieces if is_macro and macros.get(text) is None]
    texts = [(macros.get(text) or text) if is_macro else text for is_macro, text in pieces]
    if sum(map(len, texts)) > len(written) + LONGEST:
        return written, "macros that make too long a value, read as they stand"
    slip = f"“{unknown[0][:40]}” is no macro here, read as it stands" if unknown else ""
    return "".join(texts), slip


def is_whole(written: str) -> bool:
    """Whether nothing but a value stands there: no brace is open, nothing follows a piece."""
    if _pieces(written) is not None:
        return True
    text = written.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"' and "=" not in text
    return is_quoted or (bool(text) and text[0] not in '{"' and "=" not in text)


def _bare(written: str) -> str:
    text = written.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _pieces(written: str) -> list[tuple[bool, str]] | None:
    """Return the pieces, and of each whether it is a macro; `None` when they are not whole."""
    text = written.strip()
    found: list[tuple[bool, str]] = []
    position = 0
    while position < len(text):
        piece = _piece(text, position)
        if piece is None:
            return None
        is_macro, value, position = piece
        found.append((is_macro, value))
        joint = _JOINT.match(text, position)
        if joint is None or (joint.end() < len(text)) != bool(joint[1]):
            return None
        position = joint.end()
    return found


def _piece(text: str, start: int) -> tuple[bool, str, int] | None:
    if text[start] in '{"':
        end = _end(text, start)
        return (False, text[start + 1 : end], end + 1) if end else None
    word = _WORD.match(text, start)
    return (not word[0].isdecimal(), word[0], word.end()) if word else None


def _end(text: str, start: int) -> int | None:
    """Return where the brace or the quotation mark at `start` is closed."""
    depth, quoted = 0, text[start] == '"'
    for match in (_MARKS if quoted else _BRACES).finditer(text, start + quoted):
        if match[0] == '"' and depth == 0:
            return match.start()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and not quoted:
            return match.start()
    return None
