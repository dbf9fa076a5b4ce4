"""Markup that databases of references leave in titles and abstracts: JATS, HTML, entities.

Only elements that are known go; whatever else looks like one is text, and stays.
"""

from __future__ import annotations

import html
import re

_SPACE = re.compile(r"\s+")
_DOUBLED = re.compile(
    r"<(?:jats:)?alternatives\b[^<>]*>((?:(?!<(?:jats:)?alternatives\b).)*?)</(?:jats:)?alternatives>"
)
"""One formula in several forms; an element that is not closed ends where the next begins."""
_MATHML = re.compile(r"<((?:mml:)?math)\b[^<>]*>(?:(?!<(?:mml:)?math\b).)*?</\1>")
_HEADING = re.compile(
    r"<(?P<name>(?:jats:)?title)\b[^<>]*>\s*(?:abstract|summary)[.:]?\s*</(?P=name)>", re.IGNORECASE
)
_BLOCK = re.compile(r"</?(?:jats:)?(?:p|title|sec|list|list-item|disp-formula|br)\b[^<>]*>")
_RAISED = re.compile(r"<(?:jats:)?(?P<sign>sup|sub)\b[^<>]*>([^<>]*)</(?:jats:)?(?P=sign)>")
_SIGNS = {"sup": "^", "sub": "_"}
_ELEMENT = re.compile(
    r"</?(?:(?:jats|mml):[\w-]+|i|b|u|em|strong|sup|sub|sc|scp|tt|span|font|italic|bold|underline"
    r"|monospace|roman|inline-formula|alternatives|tex-math|ext-link|math|mi|mo|mn|mrow|msup|msub"
    r"|mtext)\b[^<>]*>"
)
"""In JATS (https://jats.nlm.nih.gov/publishing/tag-library/1.3/) and among the face markup of
Crossref (https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/)."""
_LINES = re.compile(r" *\n[ \n]*")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
"""Of no character; `html.unescape` stops with an error at thousands of digits."""


def plain(marked: str) -> str:
    """Return the text, with an empty line between paragraphs; scripts are LaTeX: `C^{2}`."""
    text = _SPACE.sub(" ", marked)
    text = _DOUBLED.sub(lambda found: _without_mathml(found[1]), text)
    text = _HEADING.sub("", text)
    text = _RAISED.sub(lambda found: f"{_SIGNS[found['sign']]}{{{found[2]}}}", text)
    text = _ELEMENT.sub("", _BLOCK.sub("\n", text))
    return _LINES.sub("\n\n", unescaped(text)).strip()


def unescaped(text: str) -> str:
    """Return a text with the characters that its entities stand for."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


def _without_mathml(alternatives: str) -> str:
    """Return a formula in one form: without MathML, if there is another."""
    other = _MATHML.sub("", alternatives)
    return other if _ELEMENT.sub("", other).strip() else alternatives
