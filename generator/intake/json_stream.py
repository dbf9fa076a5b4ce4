"""JSON read an item at a time, with the line of each, so that a large file takes little memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from generator.intake.record import Source
from generator.model.problems import ContentError

LONGEST = 1 << 24
"""Characters of one item."""

_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class JsonStream:
    """A JSON text: a list, or an object of which one field is the list that matters."""

    def __init__(self, source: Source, *lists: str) -> None:
        """Read the first field in `lists` that is a list as the items; without it, the object."""
        self.fields: dict[str, Any] = {}
        """The other fields of the object, as far as they have been read."""
        self._source, self._lists = source, lists
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    def items(self) -> Iterator[tuple[int, Any]]:
        """Yield each item with its line (from 1). Raises `ContentError` for what is not JSON."""
        with self._source.stream() as stream:
            self._stream = stream
            match self._sign():
                case "[":
                    yield from self._list()
                case "{":
                    yield from self._object()
                case sign:
                    raise self._error("a list or an object of JSON", sign)
            if end := self._sign():
                raise self._error("the end", end)

    _stream: TextIO

    def _object(self) -> Iterator[tuple[int, Any]]:
        line, found = self._line, False
        self._take("{")
        while self._sign() != "}":
            name = self._value()
            self._take(":")
            if name in self._lists and not found and self._sign() == "[":
                found = True
                yield from self._list()
            else:
                self.fields[str(name)] = self._value()
            self._next("}")
        self._take("}")
        if not found:
            yield line, self.fields

    def _list(self) -> Iterator[tuple[int, Any]]:
        self._take("[")
        while self._sign() != "]":
            line = self._line
            yield line, self._value()
            self._next("]")
        self._take("]")

    def _next(self, end: str) -> None:
        if self._sign() != end:
            self._take(",")
            if self._sign() == end:
                raise self._error("another value", end)

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise self._error(f"“{sign}”", self._sign())
        self._at += 1

    def _sign(self) -> str:
        """Return the next character that is not white space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._pass(space.end() if space else self._at)
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def _value(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        self._sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise self._error("JSON", "lists in lists, too deep to read") from None
            except json.JSONDecodeError as error:
                if not self._more():
                    self._pass(error.pos)
                    raise self._error("JSON", self._text[error.pos :][:20]) from None
                continue
            if end < len(self._text) or not self._more():  # the rest of a number may be to come
                self._pass(end)
                return value

    def _pass(self, end: int) -> None:
        self._line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on, a longer piece the longer the item is; return whether there was more."""
        left = len(self._text) - self._at
        if self._ended or left > LONGEST:
            return False
        more = self._stream.read(max(_CHUNK, left))
        self._ended = not more
        if more:
            self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)

    def _error(self, expected: str, got: str) -> ContentError:
        shown = f"“{got}”" if got else "the end: the file is cut off"
        return ContentError([self._source.problem(self._line, expected, shown)])
