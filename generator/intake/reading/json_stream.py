"""JSON read an item at a time, with the line of each, so that a large file takes little memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from generator.intake.record import Source
from generator.model.problems import SHOWN_LENGTH, ContentError, shown

LONGEST = 1 << 24
"""Characters of one item."""

_CHUNK = 1 << 20
_LONGEST_WORD = 16
"""Where the text ends in `-Infinity`, an escape or `1.5e-10`, a decoder stops so far before it."""
_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DECODER = json.JSONDecoder()


class JsonStream:
    r"""A JSON text: a list, or an object of which one field is the list that matters.

    Several texts may follow each other, as `cat` joins them and as JSON Lines are. An escape that
    is half of a character (`\ud835` alone), which no file can hold, is read as U+FFFD.
    """

    def __init__(self, source: Source, *lists: str) -> None:
        """Read the first field in `lists` that is a list as the items; without it, the object.

        A field in `lists` that is an object is looked into in the same way.
        """
        self.fields: dict[str, Any] = {}
        """The other fields of the outermost object, as far as they have been read."""
        self.where = ""
        """The path to the item that has just been given: `data[3]`; empty for a whole object."""
        self._source, self._lists = source, lists
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    def items(self) -> Iterator[tuple[int, Any]]:
        """Yield each item with its line (from 1). Raises `ContentError` for what is not JSON."""
        with self._source.stream() as stream:
            self._stream = stream
            while True:
                if self._sign() not in ("[", "{"):
                    raise self._unlike("a list or an object of JSON")
                self.where, self.fields = "", {}
                yield from self._list() if self._sign() == "[" else self._object(self.fields)
                if not self._sign():
                    return

    _stream: TextIO

    def _object(self, fields: dict[str, Any]) -> Iterator[tuple[int, Any]]:
        line, where, found = self._line, self.where, False
        self._take("{")
        while self._sign() != "}":
            name = str(self._value())
            self._take(":")
            if name in self._lists and not found and self._sign() in ("[", "{"):
                found = True
                self.where = f"{where}.{name}".removeprefix(".")
                yield from self._list() if self._sign() == "[" else self._object({})
            else:
                fields[name] = self._value()
            self._next("}")
        self._take("}")
        if not found:
            yield line, fields

    def _list(self) -> Iterator[tuple[int, Any]]:
        where, number = self.where, 0
        self._take("[")
        while self._sign() != "]":
            line, value = self._line, self._value()
            self.where = f"{where}[{number}]"
            yield line, value
            number += 1
            self._next("]")
        self._take("]")

    def _next(self, end: str) -> None:
        if self._sign() != end:
            self._take(",")
            if self._sign() == end:
                raise self._unlike("another value")

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise self._unlike(f"“{sign}”")
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
                if end > len(self._text) - _LONGEST_WORD and self._more():  # a number may go on
                    continue
                is_torn = _ESCAPED_HALF.search(self._text, self._at, end)
                self._pass(end)
                return _mended(value) if is_torn else value
            except RecursionError:
                raise self._error("JSON", "lists in lists, too deep to read") from None
            except json.JSONDecodeError as error:
                is_text = error.msg.startswith("Unterminated string")
                is_cut = is_text or error.pos > len(self._text) - _LONGEST_WORD
                if not (is_cut and self._more()):
                    raise self._broken(len(self._text) if is_text else error.pos, is_cut) from None
            except ValueError:
                raise self._error("JSON", "a number too long to read") from None

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

    def _broken(self, at: int, is_cut: bool) -> ContentError:
        if is_cut and not self._ended:
            limit = f"an item of at most {LONGEST >> 20} million characters"
            return self._error(limit, "a longer one")
        self._pass(at)
        return self._unlike("JSON")

    def _unlike(self, expected: str) -> ContentError:
        """Return the problem that the text from here on is something else."""
        here = self._text[self._at :][:SHOWN_LENGTH]
        return self._error(expected, shown(here) if here else "the end: the file is cut off")

    def _error(self, expected: str, got: str) -> ContentError:
        return ContentError([self._source.problem(self._line, expected, got)])


def _mended(value: Any) -> Any:  # noqa: ANN401
    """Return the value with U+FFFD for every half of a character in its texts and names."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(each) for each in value]
    if isinstance(value, dict):
        return {_mended(name): _mended(each) for name, each in value.items()}
    return value
