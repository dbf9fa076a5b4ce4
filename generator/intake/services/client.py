"""The way to the network: asks politely, again when that may help, and never twice on a day.

Services ask through a `Client` and know nothing of HTTP.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from datetime import date
from types import TracebackType
from typing import Self

import stamina

from generator.intake.services.answer import Answer, FetchError, Question
from generator.intake.services.cache import Cache, folder
from generator.intake.services.exchange import Exchange, Limits
from generator.intake.services.host import Host

__all__ = ["Answer", "Client", "FetchError", "Host", "Limits"]

logging.getLogger("stamina").addHandler(logging.NullHandler())  # `Client` tells of it itself

_LONGEST_PAUSE = 60.0
"""Seconds between two attempts, unless the server says how long."""

_UNREACHED = 2
"""Attempts when there is no connection: most likely the machine has no network."""

Say = Callable[[str], None]
"""Is told that a service is asked again, and why."""


class Client:
    """Asks services, one question after the other, and keeps their answers for a day."""

    def __init__(
        self,
        day: date,
        *,
        fresh: bool = False,
        limits: Limits | None = None,
        say: Say = lambda _: None,
    ) -> None:
        """Ask on this day; with `fresh`, also what was answered within the last."""
        self.day = day
        self._fresh, self._say = fresh, say
        self._limits = limits or Limits()
        self._exchange = Exchange(self._limits)
        self._cache = Cache(folder())
        self._free: dict[str, float] = {}
        """When each host may be asked again, on the clock that never goes back."""

    def __enter__(self) -> Self:
        """Begin: what is too old to be used leaves the cache."""
        self._cache.tidy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        """Close all connections."""
        self._exchange.close()

    def get(
        self,
        host: Host,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        lasting: bool = True,
    ) -> Answer:
        """Return the answer to a question; what will not last is asked each time.

        Raises `FetchError`.
        """
        return self._answer(Question(host, path, tuple((params or {}).items())), lasting)

    def post(self, host: Host, path: str, params: Mapping[str, str], body: object) -> Answer:
        """Return the answer to a question that is too long for an address.

        Raises `FetchError`.
        """
        sent = json.dumps(body).encode()
        return self._answer(Question(host, path, tuple(params.items()), sent), lasting=True)

    def forget(self, answer: Answer) -> None:
        """Ask anew the next time: the answer turned out to be no good."""
        self._cache.forget(answer)

    def _answer(self, question: Question, lasting: bool) -> Answer:
        known = self._cache.get(question.name) if lasting and not self._fresh else None
        if known:
            return known
        answer = Answer(question.url, self.day, self._fetched(question), question.name)
        if lasting:
            self._cache.put(answer)
        return answer

    def _fetched(self, question: Question) -> bytes:
        """Ask as often as it may help, ever more slowly. Raises the last `FetchError`."""
        pause, attempts = question.host.waits, self._limits.attempts
        failures = 0

        def again(error: Exception) -> bool | float:
            nonlocal failures
            failures += 1
            if not isinstance(error, FetchError) or not error.again:
                return False
            if not error.reached and failures == _UNREACHED:
                return False
            if failures < attempts:
                self._say(f"{error.host}: {error.got}; asking again")
            return error.again

        for attempt in stamina.retry_context(
            on=again,
            attempts=attempts,
            timeout=None,
            wait_initial=pause,
            wait_jitter=pause,
            wait_max=_LONGEST_PAUSE,
        ):
            with attempt:
                return self._asked(question)
        raise AssertionError  # the last attempt raises

    def _asked(self, question: Question) -> bytes:
        host = question.host
        time.sleep(max(0.0, self._free.get(host.name, 0.0) - time.monotonic()))
        try:
            return self._exchange.ask(question)
        finally:
            self._free[host.name] = time.monotonic() + host.waits
