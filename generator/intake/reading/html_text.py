"""HTML of others → the text that it shows, block by block. Nothing of the markup survives.

Not by `html.parser`: in Python 3.11 it takes minutes for half a megabyte of `<a ` without an end
(https://github.com/python/cpython/issues/135462 and 135661), and stops with an assertion at
`<![<`. Elements are read as far as text needs them: a tag ends at the first `>`, and holds no `<`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.intake.reading.markup import unescaped

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^<>]*)>|<[!?/][^<>]*>")
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr"
    " html li main nav ol p pre section table td th tr ul".split()
)
_UNSHOWN = frozenset("head math noscript script style svg template title".split())
_SCRIPTS = {"sup": "^{", "sub": "_{"}
"""As `Text` reads them: `C<sup>2</sup>` is `C^{2}`, and shows as `C²`."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list, a cell."""

    text: str
    """A line for each `<br>`, without white space around it."""
    mark: str = ""
    """The element that it begins with: `small`, `strong`, `a`."""
    addresses: tuple[str, ...] = ()
    """Where its links lead, as written."""


def blocks(markup: str) -> Sequence[Block]:
    """Return the blocks that show something. Never raises; takes time as the markup is long."""
    reader, at = _Reader(), 0
    markup = _COMMENT.sub(" ", markup)
    for tag in _TAG.finditer(markup):
        reader.text(markup[at : tag.start()])
        if tag["name"]:
            reader.tag(tag["name"].lower(), bool(tag["end"]), tag["rest"])
        at = tag.end()
    reader.text(markup[at:])
    reader.end_block()
    return reader.done


def plain(markup: str) -> str:
    """Return the text that HTML shows, a line for each block."""
    return "\n".join(" ".join(block.text.split()) for block in blocks(markup))


@dataclass
class _Reader:
    done: list[Block] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _mark: str | None = ""
    """`None` once text has come before any element."""
    _addresses: list[str] = field(default_factory=list)
    _within: str = ""
    """The element that hides what is in it."""

    def text(self, written: str) -> None:
        if written and not self._within:
            shown = unescaped(written).replace("\n", " ")
            self._pieces.append(shown)
            if not self._mark and shown.strip():
                self._mark = None

    def tag(self, name: str, is_end: bool, rest: str) -> None:
        if self._within:
            self._within = "" if is_end and name == self._within else self._within
        elif name in _BLOCKS:
            self.end_block()
        elif name in _UNSHOWN and not is_end:
            self._within = name
        elif name == "br":
            self._pieces.append("\n")
        elif name in _SCRIPTS:
            self._pieces.append("}" if is_end else _SCRIPTS[name])
        elif not is_end:
            self._mark = name if self._mark == "" else self._mark
            self._addresses += (unescaped("".join(each)) for each in _HREF.findall(rest))

    def end_block(self) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        if text := "\n".join(filter(None, lines)):
            self.done.append(Block(text, self._mark or "", tuple(self._addresses)))
        self._pieces, self._mark, self._addresses = [], "", []
