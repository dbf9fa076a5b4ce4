"""Headers of HTTP: what a question says of who asks, and an answer of where and when to ask."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

from generator.intake.services.answer import FetchError, Question
from generator.intake.services.host import CONTACT

_HTTPS = ("http", "https")
_YEAR = 366 * 24 * 60 * 60.0


def headers(question: Question) -> dict[str, str]:
    """Return what is sent with a question: who asks, and the key if it is sent so."""
    contact = os.environ.get(CONTACT, "").strip()
    where = [os.environ.get("REPO_URL", "").strip(), f"mailto:{contact}" if contact else ""]
    told = "; ".join(filter(None, where)).encode("ascii", "replace").decode()
    return {
        "User-Agent": f"reading-list/{version('reading-list')}{f' ({told})' if told else ''}",
        **({} if question.body is None else {"Content-Type": "application/json"}),
        **question.host.secret_headers(),
    }


def kept(given: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that are looked at; the others tell of a body that was packed."""
    names = ("location", "retry-after")
    return {name: given[name] for name in names if name in given}


def followed(question: Question, url: str, location: str) -> str:
    """Return where a redirect leads. Raises `FetchError` unless that is the same host.

    Another host would be told the key, and nobody knows what it answers.
    """
    old = urlsplit(url)
    try:
        target = urljoin(url, location)
        new = urlsplit(target)
        is_same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
        is_upgrade = (old.scheme, new.scheme) == _HTTPS and old.netloc == new.netloc
    except ValueError:
        raise FetchError.about(question, "an answer", "a redirect to what is no address") from None
    if not location or not (is_same or (is_upgrade and old.port is None)):
        place = f"{new.scheme}://{new.netloc.rpartition('@')[2]}"
        raise FetchError.about(question, f"an answer of {old.hostname}", f"a redirect to {place}")
    return target


def seconds(told: str) -> float | None:
    """Return the seconds of `Retry-After`: a number, or the time of a date (RFC 9110, 10.2.3).

    A year stands for whatever is longer, which may be past the end of the calendar.
    """
    if told.strip().isdecimal():
        return min(float(told), _YEAR)
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
