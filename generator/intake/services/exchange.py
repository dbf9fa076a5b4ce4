"""One question and one answer over HTTP: bounded in time and size, and loud when it is no answer.

One connection per host, which is kept open between questions.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from urllib.parse import urlencode

import httpx2

from generator.intake.services.answer import FetchError, Question, excerpt, is_whole
from generator.intake.services.headers import followed, headers, kept, seconds
from generator.intake.services.host import Form

_MOVED = {301, 302, 303, 307, 308}
_BUSY = {429, 500, 502, 503, 504}
"""Answers after which asking again may help (RFC 9110, 15.6; RFC 6585, 4)."""
_FORMS: Mapping[Form, str] = {"json": "JSON", "atom": "a feed in XML", "bibtex": "BibTeX"}
_REDIRECTS = 3
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
            url = followed(question, url, response.headers.get("location", ""))
        raise FetchError.about(question, "an answer", f"more than {_REDIRECTS} redirects")

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
                    headers=headers(question),
                ) as response,
            ):
                data = self._body(question, response)
                return httpx2.Response(
                    response.status_code, headers=kept(response.headers), content=data
                )
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol):
            expected = f"{question.host.variable} to be an address of http or https"
            raise FetchError.about(question, expected, question.host.address) from None
        except (httpx2.HTTPError, RuntimeError, OSError) as error:
            if late.is_set():
                raise self._late(question) from None
            if not isinstance(error, httpx2.TransportError):
                raise FetchError.about(
                    question, "an answer that can be unpacked", repr(error)
                ) from None
            got = f"no connection ({type(error).__name__}: {error})"
            reached = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout)
            raise FetchError.about(
                question, "an answer", got, again=True, reached=reached
            ) from None

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
                raise FetchError.about(question, largest, "more")
        return bytes(data)

    def _judged(self, question: Question, response: httpx2.Response) -> bytes:
        status, data = response.status_code, response.content
        shown = excerpt(data, question.host)
        if status != 200:
            said = f"HTTP {status}: {shown}"
            again = self._again(question, response) if status in _BUSY else False
            raise FetchError.about(question, "an answer", said, status=status, again=again)
        if not is_whole(data, question.host.form):
            raise FetchError.about(question, _FORMS[question.host.form], shown, status=status)
        return data

    def _again(self, question: Question, response: httpx2.Response) -> bool | float:
        """Return how long the server wants to be left alone.

        Raises `FetchError` when that is longer than anyone would wait.
        """
        told = response.headers.get("retry-after", "")
        pause = seconds(told)
        if pause is None:
            return True
        if pause > self._limits.wait:
            when = (datetime.now(UTC) + timedelta(seconds=pause)).replace(microsecond=0)
            said = f"HTTP {response.status_code}: come back after {when:%Y-%m-%d %H:%M} UTC"
            raise FetchError.about(question, "an answer", said, status=response.status_code)
        return max(pause, question.host.waits)

    def _late(self, question: Question) -> FetchError:
        got = "one that was not over by then"
        return FetchError.about(question, f"an answer within {self._limits.whole:g} seconds", got)


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom the machine trusts, which takes a while to read and is read once."""
    return httpx2.create_ssl_context()
