"""Text in CommonMark: as little is escaped as makes it the text that it is, so that it reads well.

`Text.markdown` is for pages that Python-Markdown renders with Material's extensions. Files of our
own are read raw too, by people and by language models, so they are plain CommonMark
(https://spec.commonmark.org/0.31.2/), with an eye to the struck words and formulas of GitHub's
(https://github.github.com/gfm/).
"""

from __future__ import annotations

import re

from generator.text import urls

_SIGN = re.compile(
    r"(?P<escaped>[\\`*\[\]]|^#|#(?!\w)|(?<![^\W_])_|_(?![^\W_]))"  # `_` between letters is one
    r"|(?P<named><(?=[A-Za-z/!?])|&(?=#?\w+;))"  # a tag, a comment, an entity
)
_START = re.compile(r"(\d{1,9}(?=[.)])|(?=[>+-]))")
"""Before the sign that makes a quote or an item of a list of the line that it begins."""
_NAMES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", "$": "&#36;"}
_PAIRED = "~$"
"""Signs that mean something only in pairs."""


def line(text: str) -> str:
    """Return a text in one line, for a heading, an item of a list, or the words of a link."""
    text = " ".join(text.split())
    return _begun(_escape(text, _pairs(text)))


def paragraph(text: str) -> str:
    """Return a text in one line, its web addresses as links."""
    text = " ".join(text.split())
    pairs, pieces, position = _pairs(text), [], 0
    for url in urls.find(text) if "://" in text else ():
        if text[url.start : url.end] == url.href:
            pieces += [_escape(text[position : url.start], pairs), f"<{url.href}>"]
            position = url.end
    return _begun("".join([*pieces, _escape(text[position:], pairs)]))


def _pairs(text: str) -> str:
    return "".join(sign for sign in _PAIRED if text.count(sign) > 1)


def _escape(text: str, pairs: str) -> str:
    escaped = _SIGN.sub(lambda sign: _NAMES[sign[0]] if sign["named"] else f"\\{sign[0]}", text)
    for sign in pairs:
        escaped = escaped.replace(sign, _NAMES[sign])
    return escaped


def _begun(escaped: str) -> str:
    return _START.sub(r"\1\\", escaped, count=1) if _START.match(escaped) else escaped
