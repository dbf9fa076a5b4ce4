"""Captured text, and the one form of it that each context needs."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from markupsafe import Markup, escape

from generator.text import latex, symbols, urls
from generator.text.latex_tokens import SUB, SUB_END, SUPER, SUPER_END

# Characters that are not text: control, zero-width and bidirectional formatting characters
# (the last can make a line read as something else), and non-characters that XML forbids.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*|\\par(?![A-Za-z])")

_SCRIPT = re.compile("([\x01\x03])([^\x01-\x04]*)[\x02\x04]")
_SCRIPT_TAGS = {
    SUPER: Markup("<sup>"),
    SUPER_END: Markup("</sup>"),
    SUB: Markup("<sub>"),
    SUB_END: Markup("</sub>"),
}

# Measured over thousands of titles with the extensions that Material documents: a backslash for
# the first set and numeric entities for the second leave no title changed. (A backslash itself
# is in the second: before the border of a table cell, two of them still escape the border.)
_MARKDOWN = str.maketrans(
    {c: f"\\{c}" for c in "`*_{}[]#"} | {c: f"&#{ord(c)};" for c in "\\&<>~^=:|$@\"'(+-!/"}
)
# A full stop that makes a list, an ellipsis or a link.
_MARKDOWN_DOT = re.compile(r"(^\d+|(?<=\.)|(?<=www))\.", re.IGNORECASE)

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\W_a-z])|\n\n")
_NO_SENTENCE_END = re.compile(
    r"(?:^|[\s(\[“\"])(?:e\.g|i\.e|et al|al|vs|cf|w\.r\.t|a\.k\.a|resp|approx|ca|Figs?|Eqs?|Secs?"
    r"|Tabs?|Refs?|Apps?|Nos?|Vol|pp|Ch|Dr|Drs|Mr|Mrs|Ms|Prof|St|(?:[A-Z]\.)*[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A title or an abstract, and its form for every place where it shows.

    Paragraphs are divided by blank lines. No form raises, whatever `raw` holds, and each takes
    time in proportion to its length.

    Attributes:
        raw: what the source said, never changed: LaTeX, control characters and all.
    """

    raw: str

    def __str__(self) -> str:
        """Return the plain form."""
        return self.plain()

    def __html__(self) -> Markup:
        """Let an escaping template take the text as it is."""
        return self.html()

    @classmethod
    def of_lines(cls, written: str) -> Self:
        """Return a text each line of which is a paragraph.

        A person parts paragraphs by a blank line, and YAML's folded block makes one line end of
        it (https://yaml.org/spec/1.2.2/#813-folded-style).
        """
        return cls(written.replace("\n", "\n\n"))

    def paragraphs(self) -> tuple["Text", ...]:
        """Return the paragraphs that hold text, each with its part of `raw`, cleaned."""
        return tuple(Text(raw) for raw in _split(self.raw) if _set(raw))

    def plain(self) -> str:
        """Return what a reader reads, in Unicode: `C²`, `96.4%`, blank lines and all."""
        return _plain(self.raw)

    def html(self, *, links: bool = False) -> Markup:
        """Return the text escaped for HTML, scripts in `<sup>` and `<sub>`.

        Args:
            links: make http and https addresses links; no other scheme ever becomes one.
        """
        return Markup("\n\n").join(_html(paragraph, links) for paragraph in _set_all(self.raw))

    def markdown(self) -> str:
        """Return one line for a Markdown heading, link text or table cell.

        Python-Markdown renders it, with Material's extensions, to the words of `plain()`.
        """
        line = " ".join(self.plain().split()).translate(_MARKDOWN)
        return _MARKDOWN_DOT.sub(r"\1&#46;", line)

    def latex(self) -> str:
        """Return the plain form escaped for a LaTeX text or a BibTeX field in braces."""
        return symbols.encode(self.plain())

    def urls(self) -> tuple[str, ...]:
        """Return the http and https addresses that the text names, in order, each once."""
        return tuple(dict.fromkeys(url.href for url in urls.find(self.plain())))

    def sentences(self) -> tuple[str, ...]:
        """Return the plain form cut into sentences; a paragraph always ends one."""
        return tuple(_sentences(self.plain()))


def fold(text: str) -> str:
    """Reduce a title to what counts in a comparison: `“Naïve” C²` and `naive c2` are one.

    Case, accents and compatibility forms go; every run of other characters than letters and
    digits becomes one space.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", letters.casefold()).split())


def _split(raw: str) -> list[str]:
    text = _UNSEEN.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
    return _PARAGRAPH_END.split(_SURROGATE.sub("\ufffd", text))


@lru_cache(maxsize=8192)
def _set(paragraph: str) -> str:
    return " ".join(latex.decode(paragraph).split())


def _set_all(raw: str) -> list[str]:
    return [line for line in map(_set, _split(raw)) if line]


@lru_cache(maxsize=8192)
def _plain(raw: str) -> str:
    text = "\n\n".join(_set_all(raw))
    while SUPER in text or SUB in text:  # scripts in scripts, innermost first
        text = _SCRIPT.sub(_unicode_script, text)
    return text


def _unicode_script(match: re.Match[str]) -> str:
    is_super, content = match[1] == SUPER, match[2]
    table = symbols.SUPERSCRIPTS if is_super else symbols.SUBSCRIPTS
    if len(content) == 1 or not content.isalpha():
        signs = [table.get(c) for c in content]
        if all(signs):
            return "".join(filter(None, signs))
    if is_super and content in ("st", "nd", "rd", "th"):
        return content
    mark = "^" if is_super else "_"
    return mark + (content if re.fullmatch(r"[\w.*]+", content) else f"({content})")


def _html(paragraph: str, links: bool) -> Markup:
    pieces, position = [], 0
    for url in urls.find(paragraph) if links else ():
        shown = paragraph[url.start : url.end]
        pieces.append(escape(paragraph[position : url.start]))
        pieces.append(Markup('<a href="{}" rel="noopener">{}</a>').format(url.href, shown))
        position = url.end
    pieces.append(escape(paragraph[position:]))
    html = Markup("").join(pieces)
    for mark, tag in _SCRIPT_TAGS.items():
        html = html.replace(mark, tag)
    return html


def _sentences(text: str) -> list[str]:
    sentences, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        last_words = text[max(start, end.start() - 12) : end.start()]
        if "\n" in end[0] or not _NO_SENTENCE_END.search(last_words):
            sentences.append(text[start : end.end()].strip())
            start = end.end()
    return [*filter(None, sentences), *filter(None, [text[start:].strip()])]
