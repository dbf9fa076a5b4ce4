"""What a service was asked, what it answered, and what is wrong when it did not."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlencode

from generator.intake.record import Source
from generator.intake.services.host import Form, Host

_LONGEST_NAME = 120
_SHOWN = 80
_FEED = re.compile(rb"(?:<\?xml[^>]*\?>\s*)?<(?:\w+:)?feed[\s>]")
_FEED_END = re.compile(rb"</(?:\w+:)?feed\s*>$")


@dataclass(frozen=True)
class Question:
    """What a service is asked, without what says who asks."""

    host: Host
    path: str
    parameters: tuple[tuple[str, str], ...]
    body: bytes | None = None
    """JSON to post; without it, the answer is got."""

    @property
    def url(self) -> str:
        """The address, without secrets."""
        query = urlencode(self.parameters)
        return f"{self.host.address}{self.path}{'?' if query else ''}{query}"

    @property
    def name(self) -> str:
        """A name for its answer: 64 hexadecimal digits."""
        return hashlib.sha256(f"{self.url}\n".encode() + (self.body or b"")).hexdigest()


@dataclass(frozen=True)
class Answer:
    """The bytes of an answer, and when they were given."""

    url: str
    """Without secrets."""
    day: date
    """When it was given, also when it is taken from the cache (UTC)."""
    data: bytes
    name: str = ""
    """The name of the question, by which the cache knows it."""

    def source(self, name: str) -> Source:
        """Return it as a source to read; `name` is who says what is in it."""
        place = Path(_short(self.url))
        return Source(place, name, lambda: BytesIO(self.data), asked=self.day)


@dataclass
class FetchError(Exception):
    """A service did not answer, or with something that is no answer."""

    host: str
    """The service's name."""
    url: str
    """Without secrets."""
    expected: str
    got: str
    status: int | None = None
    """Of HTTP, if it came to that."""
    again: bool | float = False
    """Whether asking again may help; a number is how many seconds the server wants to be left."""
    reached: bool = True
    """Whether there was a connection at all, which there may not be for hours."""

    def __post_init__(self) -> None:
        """Hand everything to `Exception`, so that pickling and `repr` work."""
        super().__init__(
            self.host, self.url, self.expected, self.got, self.status, self.again, self.reached
        )

    @classmethod
    def about(  # noqa: PLR0913 - what an error holds
        cls,
        question: Question,
        expected: str,
        got: str,
        *,
        status: int | None = None,
        again: bool | float = False,
        reached: bool = True,
    ) -> Self:
        """Return the error that a question was not answered."""
        return cls(question.host.name, question.url, expected, got, status, again, reached)

    def __str__(self) -> str:
        """As problems of files are told."""
        place = _short(self.url)
        return (f"{place}: " if place else "") + f"expected {self.expected}, got {self.got}"


def excerpt(data: bytes, host: Host) -> str:
    """Return how an answer begins: one line that can be printed, without secrets."""
    text = host.without_secrets(data[:4096].decode("utf-8", "replace"))
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(line.split())
    return f"“{line[:_SHOWN]}…”" if len(line) > _SHOWN else f"“{line}”" if line else "nothing"


def is_whole(data: bytes, form: Form) -> bool:
    """Whether bytes are a complete answer of a form, and no page of HTML, and not cut off."""
    text = data.strip().removeprefix(b"\xef\xbb\xbf")
    if form == "json":
        try:
            return isinstance(json.loads(text), dict | list)
        except (ValueError, RecursionError):
            return False
    if form == "atom":
        return bool(_FEED.match(text) and _FEED_END.search(text, max(0, len(text) - 100)))
    return text.startswith(b"@") and text.endswith(b"}")


def _short(url: str) -> str:
    """Return an address as a message shows it: a hundred ids say no more than the first ten."""
    shown = unquote(url.partition("://")[2])
    line = "".join(sign if sign.isprintable() else "?" for sign in shown)
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"
