"""One question and one answer over HTTP: bounded in time and size, and loud when it is no answer.

One connection per host, which is kept open between questions.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.metadata import version
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2

from generator.intake.services.answer import FetchError, Question, excerpt, is_whole
from generator.intake.services.host import CONTACT, Form

_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 500, 502, 503, 504}
"""Answers after which asking again may help (RFC 9110, 15.6; RFC 6585, 4)."""
_FORMS: Mapping[Form, str] = {"json": "JSON", "atom": "a feed in XML", "bibtex": "BibTeX"}
_REDIRECTS = 3
_HTTPS = ("http", "https")
_ONE = httpx2.Limits(max_connections=1)


@dataclass(frozen=True)
class Limits:
    """How long and how much; times are in seconds."""

    connect: float = 10
    read: float = 30
    whole: float = 120
    """For one answer, from asking to its last byte."""
    largest: int = 50 * 1024 * 1024
    """Bytes of an answer, unpacked."""
    attempts: int = 5
    wait: float = 120
    """The longest that a server may ask for in `Retry-After`."""


class Exchange:
    """Open connections, and what is asked over them."""

    def __init__(self, limits: Limits) -> None:
        """Open nothing yet."""
        self._limits = limits
        self._open: dict[str, httpx2.Client] = {}

    def close(self) -> None:
        """Close all connections."""
        for each in self._open.values():
            each.close()
        self._open.clear()

    def ask(self, question: Question) -> bytes:
        """Ask once, and follow redirects on the same host. Raises `FetchError`."""
        url = question.url
        for _ in range(_REDIRECTS + 1):
            response = self._response(question, url)
            if response.status_code not in _MOVED:
                return self._judged(question, response)
            url = _followed(question, url, response.headers.get("location", ""))
        raise _error(question, "an answer", f"more than {_REDIRECTS} redirects")

    def _response(self, question: Question, url: str) -> httpx2.Response:
        """Return an answer that has been read to its end."""
        more = urlencode(question.host.secret_parameters())
        url = f"{url}{'&' if '?' in url else '?'}{more}" if more else url
        late = threading.Event()
        try:
            with (
                self._in_time(question, late) as http,
                http.stream(
                    "GET" if question.body is None else "POST",
                    url,
                    content=question.body,
                    headers=_headers(question),
                ) as response,
            ):
                data = self._body(question, response)
                return httpx2.Response(response.status_code, headers=_kept(response), content=data)
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol):
            expected = f"{question.host.variable} to be an address of http or https"
            raise _error(question, expected, question.host.address) from None
        except (httpx2.HTTPError, RuntimeError, OSError) as error:
            if late.is_set():
                raise self._late(question) from None
            if not isinstance(error, httpx2.TransportError):
                raise _error(question, "an answer that can be unpacked", repr(error)) from None
            got = f"no connection ({type(error).__name__}: {error})"
            reached = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
            raise _error(question, "an answer", got, again=True, reached=reached) from None

    @contextmanager
    def _in_time(self, question: Question, late: threading.Event) -> Iterator[httpx2.Client]:
        """Yield the host's connection, which is cut when the whole answer takes too long.

        A server that sends a byte now and then would keep any time-out between bytes from running
        out, also in the head of its answer, where nothing of ours is asked between them.
        """
        name = question.host.name
        http = self._open.get(name) or self._connected()
        self._open[name] = http

        def cut() -> None:
            late.set()
            http.close()

        timer = threading.Timer(self._limits.whole, cut)
        timer.daemon = True
        timer.start()
        try:
            yield http
        finally:
            timer.cancel()
            if late.is_set():
                self._open.pop(name, None)

    def _connected(self) -> httpx2.Client:
        limits = self._limits
        timeout = httpx2.Timeout(limits.read, connect=limits.connect)
        return httpx2.Client(verify=_trusted(), timeout=timeout, limits=_ONE)

    def _body(self, question: Question, response: httpx2.Response) -> bytes:
        data = bytearray()
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > self._limits.largest:
                largest = f"at most {self._limits.largest / 1024**2:g} MB"
                raise _error(question, largest, "more")
        return bytes(data)

    def _judged(self, question: Question, response: httpx2.Response) -> bytes:
        status, data = response.status_code, response.content
        shown = excerpt(data, question.host)
        if status != 200:
            said = f"HTTP {status}: {shown}"
            again = self._again(question, response) if status in _BUSY else False
            raise _error(question, "an answer", said, status=status, again=again)
        if not is_whole(data, question.host.form):
            raise _error(question, _FORMS[question.host.form], shown, status=status)
        return data

    def _again(self, question: Question, response: httpx2.Response) -> bool | float:
        """Return how long the server wants to be left alone.

        Raises `FetchError` when that is longer than anyone would wait.
        """
        told = response.headers.get("retry-after", "")
        seconds = _seconds(told)
        if seconds is None:
            return True
        if seconds > self._limits.wait:
            when = (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)
            said = f"HTTP {response.status_code}: come back after {when:%Y-%m-%d %H:%M} UTC"
            raise _error(question, "an answer", said, status=response.status_code)
        return max(seconds, question.host.waits)

    def _late(self, question: Question) -> FetchError:
        got = "one that was not over by then"
        return _error(question, f"an answer within {self._limits.whole:g} seconds", got)


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom the machine trusts, which takes a while to read and is read once."""
    return httpx2.create_ssl_context()


def _error(  # noqa: PLR0913 - what an error holds
    question: Question,
    expected: str,
    got: str,
    *,
    status: int | None = None,
    again: bool | float = False,
    reached: bool = True,
) -> FetchError:
    return FetchError(question.host.name, question.url, expected, got, status, again, reached)


def _headers(question: Question) -> dict[str, str]:
    contact = os.environ.get(CONTACT, "").strip()
    where = [os.environ.get("REPO_URL", "").strip(), f"mailto:{contact}" if contact else ""]
    told = "; ".join(filter(None, where)).encode("ascii", "replace").decode()
    return {
        "User-Agent": f"reading-list/{version('reading-list')}{f' ({told})' if told else ''}",
        **({} if question.body is None else {"Content-Type": "application/json"}),
        **question.host.secret_headers(),
    }


def _kept(response: httpx2.Response) -> dict[str, str]:
    """Return the headers that are looked at; the others tell of a body that was packed."""
    names = ("location", "retry-after")
    return {name: response.headers[name] for name in names if name in response.headers}


def _followed(question: Question, url: str, location: str) -> str:
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
        raise _error(question, "an answer", "a redirect to what is no address") from None
    if not location or not (is_same or (is_upgrade and old.port is None)):
        place = f"{new.scheme}://{new.netloc.rpartition('@')[2]}"
        raise _error(question, f"an answer of {old.hostname}", f"a redirect to {place}")
    return target


def _seconds(told: str) -> float | None:
    """Return the seconds of `Retry-After`: a number, or the time of a date (RFC 9110, 10.2.3)."""
    if told.strip().isdecimal():
        return float(told)
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
