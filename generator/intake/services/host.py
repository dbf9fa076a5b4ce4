"""Where a service is, how often it may be asked, and what it wants to know of who asks."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, quote_plus

CONTACT = "READING_LIST_CONTACT"
"""The variable with the mail address that services may write to when something goes wrong."""

_ON_THIS_MACHINE = re.compile(r"https?://(?:127\.0\.0\.1|\[::1\]|localhost)(?:[:/]|$)")
_NO_PAUSE = 0.01
"""Seconds between two requests to a server on this machine, which nobody else waits for."""

Form = Literal["json", "atom", "bibtex"]


@dataclass(frozen=True)
class Key:
    """A secret that a service gives to who asks much, sent in a header or as a parameter."""

    variable: str
    header: str = ""
    parameter: str = ""

    @property
    def value(self) -> str:
        """The secret, or nothing."""
        return os.environ.get(self.variable, "").strip()


@dataclass(frozen=True)
class Host:
    """A service's server."""

    name: str
    """The service's name, as the origins of facts have it."""
    home: str
    """Its address, without a slash at the end."""
    pause: float
    """Seconds from the end of one request to the next."""
    form: Form
    """What it answers in."""
    key: Key | None = None
    asks_for_contact: bool = False
    """It has a `mailto` parameter, and serves who fills it in better."""

    @property
    def variable(self) -> str:
        """The variable that names another address for it: a mirror, or a test's server."""
        return f"READING_LIST_{self.name.upper().replace(' ', '_')}_URL"

    @property
    def address(self) -> str:
        """Its address, or that of the mirror that the environment names."""
        return os.environ.get(self.variable, "").strip().rstrip("/") or self.home

    @property
    def waits(self) -> float:
        """Seconds to wait between two requests, wherever it is now."""
        return _NO_PAUSE if _ON_THIS_MACHINE.match(self.address) else self.pause

    def secret_headers(self) -> dict[str, str]:
        """Return the headers that carry a key."""
        key = self.key
        return {key.header: key.value} if key and key.header and key.value else {}

    def secret_parameters(self) -> dict[str, str]:
        """Return the parameters that say who asks; none of them is part of the question."""
        key = self.key
        sent = {key.parameter: key.value} if key and key.parameter and key.value else {}
        contact = os.environ.get(CONTACT, "").strip() if self.asks_for_contact else ""
        return {**sent, "mailto": contact} if contact else sent

    def without_secrets(self, text: str) -> str:
        """Return a text in which the key is not to be read, neither as it is nor in an address."""
        secret = self.key.value if self.key else ""
        for each in filter(None, (secret, quote(secret, safe=""), quote_plus(secret))):
            text = text.replace(each, "…")
        return text
