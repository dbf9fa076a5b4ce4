"""XML read an element at a time, with the line of each, so that a large feed takes little memory.

Expat is used as it is, since ElementTree has no lines. A document with a DTD is refused at its
first letter, and with it every entity but the five of XML itself
(https://docs.python.org/3/library/xml.html#xml-security).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from generator.intake.record import Source
from generator.model.problems import ContentError, shown

LONGEST = 1 << 22
"""Bytes of one element, or of anything else that expat takes in as a whole."""
DEEPEST = 200
"""Elements in each other, in those that are read."""

_CHUNK = 1 << 16
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii"}
_CUT_OFF = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}


class XmlStream:
    """An XML document of which only some elements matter."""

    def __init__(self, source: Source, *names: str) -> None:
        """Read the outermost elements of these names, written as `{namespace}name`."""
        self._source, self._names = source, frozenset(names)
        self._done: list[tuple[int, Element]] = []
        self._builder: TreeBuilder | None = None
        self._depth, self._line, self._start, self._given = 0, 0, 0, 0

    def items(self) -> Iterator[tuple[int, Element]]:
        """Yield each element with its line (from 1). Raises `ContentError` for what is not XML."""
        self._parser = parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._begun
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._text
        with self._source.opened() as stream:
            for chunk in iter(partial(stream.read, _CHUNK), b""):
                yield from self._fed(chunk)
            yield from self._fed(b"", last=True)

    _parser: expat.XMLParserType

    def _fed(self, chunk: bytes, *, last: bool = False) -> Iterator[tuple[int, Element]]:
        """Yield what a piece completes, also when something after it is wrong."""
        error: ContentError | None = None
        try:
            self._parser.Parse(chunk, last)
            self._check_length(len(chunk))
        except ContentError as wrong:
            error = wrong
        except expat.ExpatError as wrong:
            cut = wrong.code in _CUT_OFF
            got = "the end: the file is cut off" if cut else expat.ErrorString(wrong.code)
            error = self._error("XML", got, wrong.lineno)
        yield from self._done
        self._done.clear()
        if error:
            raise error

    def _check_length(self, more: int) -> None:
        self._given += more
        begun = self._start if self._builder else self._parser.CurrentByteIndex
        if self._given - begun > LONGEST:
            raise self._error(f"elements of at most {LONGEST // 1024**2} MB", "a longer one")

    def _begun(self, name: str, attributes: Mapping[str, str]) -> None:
        name = _named(name)
        if self._builder is None:
            if name not in self._names:
                return
            self._builder = TreeBuilder()
            self._line, self._start = self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error("XML", "elements in elements, too deep to read")
        self._builder.start(name, {_named(each): value for each, value in attributes.items()})

    def _ended(self, name: str) -> None:
        if self._builder is None:
            return
        self._builder.end(_named(name))
        self._depth -= 1
        if self._depth == 0:
            self._done.append((self._line, self._builder.close()))
            self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002 - as expat calls it
        if encoding and encoding.lower() not in _ENCODINGS:
            raise self._error("XML in UTF-8", f"encoding={shown(encoding)}")

    def _doctype(self, name: str, *_: object) -> None:
        raise self._error("a feed without a DTD", f"<!DOCTYPE {name}")

    def _error(self, expected: str, got: str, line: int | None = None) -> ContentError:
        line = line or self._parser.CurrentLineNumber
        return ContentError([self._source.problem(line, expected, got)])


def _named(name: str) -> str:
    return "{" + name if "}" in name else name


class _DoctypeError(Exception):
    """A document type stands before the root; its name is the argument."""


def root(head: str) -> str | None:
    """Return the name of the root of a text that begins so; `None` when it is no XML.

    Of a document with a DTD it is the name that the DTD gives, and nothing in it is read.
    """
    names: list[str] = []
    parser = expat.ParserCreate("utf-8", "}")
    parser.StartElementHandler = lambda name, _: names.append(_named(name))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(head.encode("utf-8", "ignore"))
    except _DoctypeError as error:
        return str(error)
    except expat.ExpatError:
        pass
    return next(iter(names), None)


def _refuse(name: str, *_: object) -> None:
    raise _DoctypeError(name)
