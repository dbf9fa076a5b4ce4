"""Web addresses inside running text: where they begin, where they end, where they lead."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Hosts so well known that an address on them is recognised without its scheme.
_HOSTS = (
    r"(?:gist\.)?github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|hf\.co|modelscope\.cn"
    r"|(?:dx\.)?doi\.org|arxiv\.org|openreview\.net|aclanthology\.org|zenodo\.org|osf\.io"
    r"|kaggle\.com|bit\.ly|tinyurl\.com|goo\.gl|aka\.ms|youtu\.be|anonymous\.4open\.science"
    r"|(?:sites|drive|docs|colab\.research)\.google\.com"
)
# What may follow the host; a backslash only where it escapes what an address may hold.
_CHARACTER = r"(?:[\w\-./~:?#@!&'()*+=%]|[,;](?!https?:)|\\[_%#&~](?:\{\})?|\$\\sim\$|\[|\])"

#: An address as captured text spells it; `trim` finds its end, `repair` undoes LaTeX.
PATTERN = (
    r"(?:https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?"
    r"|(?<![\w@./-])(?:www\.[\w-]+(?:\.[\w-]+)+"
    r"|(?:[\w-]+\.)+(?:github|gitlab)\.io(?![\w-])"
    rf"|(?:{_HOSTS})(?=/[\w~])))"
    rf"(?:[/?#]{_CHARACTER}*)?"
)
_URL = re.compile(PATTERN)


class Url(NamedTuple):
    """An address in a text: `text[start:end]` names it, `href` leads there (http or https)."""

    start: int
    end: int
    href: str


def find(text: str) -> Iterator[Url]:
    """Yield the addresses in `text` in order; the text must be free of LaTeX."""
    for match in _URL.finditer(text):
        shown = trim(match[0])
        yield Url(match.start(), match.start() + len(shown), absolute(shown))


def trim(url: str) -> str:
    """Cut off what belongs to the sentence: a full stop, a quote, an unbalanced bracket."""
    depth = 0
    for index, character in enumerate(url):
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            url = url[:index]
            break
    return url.rstrip(".,;:!?'*([&")


def repair(url: str) -> str:
    r"""Undo the LaTeX escapes (`\_`, `\%`, `\~{}`, `$\sim$`) that break an address."""
    return re.sub(r"\\([_%#&~])(?:\{\})?", r"\1", url.replace(r"$\sim$", "~"))


def absolute(url: str) -> str:
    """Give an address without a scheme `https://`."""
    return url if url.startswith(("http://", "https://")) else f"https://{url}"
