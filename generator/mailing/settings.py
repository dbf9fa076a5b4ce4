"""The mail server, and who writes to whom, as the environment says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import getaddresses
from urllib.parse import urlsplit

PORTS = {"starttls": 587, "tls": 465, "none": 25}
"""The port of each kind of security, unless `SMTP_PORT` says another (RFC 8314)."""

_DOMAIN = r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*"
_HOST = re.compile(rf"{_DOMAIN}|[0-9a-f:]+", re.IGNORECASE)
_ADDRESS = re.compile(rf"[!#-'*+\-./\w=?^`{{|}}~]{{1,64}}@{_DOMAIN}", re.ASCII | re.IGNORECASE)
"""An address without quotes and comments (RFC 5322, section 3.4.1)."""
_WAY_OUT = re.compile(r"[!-;=?-~]{1,900}")
"""What can stand between angle brackets in one line of a header."""


class MailSettingsError(ValueError):
    """What is missing or wrong in the environment, each in a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class MailSettings:
    """A mail server, and who writes to whom."""

    host: str
    port: int
    security: str
    """`starttls`, `tls` or `none`."""
    user: str
    password: str = field(repr=False)
    sender: Address
    recipients: tuple[str, ...]
    """Their addresses, each once."""
    unsubscribe: str
    """A mailto or https address; `{address}` in it stands for that of the recipient."""


def read(environment: Mapping[str, str]) -> MailSettings:
    """Read what `SMTP_…` and `MAIL_…` variables say; an empty one counts as missing.

    Raises `MailSettingsError` with everything that is missing or wrong.
    """
    said = {name: value.strip() for name, value in environment.items()}
    problems = [*_of_server(said), *_of_login(said), *_of_people(said)]
    if problems:
        raise MailSettingsError(problems)
    security = said.get("SMTP_SECURITY") or "starttls"
    ((name, address),) = getaddresses([said["MAIL_FROM"]])
    return MailSettings(
        host=said["SMTP_HOST"],
        port=int(said.get("SMTP_PORT") or PORTS[security]),
        security=security,
        user=said.get("SMTP_USER", ""),
        password=environment.get("SMTP_PASSWORD", "").strip("\r\n"),
        sender=Address(name, addr_spec=address),
        recipients=_recipients(said["MAIL_TO"]),
        unsubscribe=said["MAIL_UNSUBSCRIBE"],
    )


def _of_server(said: Mapping[str, str]) -> Iterator[str]:
    if not _HOST.fullmatch(said.get("SMTP_HOST", "")):
        yield "SMTP_HOST: expected the name of a mail server, as smtp.example.org"
    port = said.get("SMTP_PORT") or "1"
    if not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) < 2**16):
        yield "SMTP_PORT: expected a number from 1 to 65535"
    if (said.get("SMTP_SECURITY") or "starttls") not in PORTS:
        yield "SMTP_SECURITY: expected starttls, tls or none"


def _of_login(said: Mapping[str, str]) -> Iterator[str]:
    user, password = said.get("SMTP_USER", ""), said.get("SMTP_PASSWORD", "")
    if bool(user) != bool(password):
        yield "SMTP_USER, SMTP_PASSWORD: expected both or neither"
    if not (user + password).isascii():
        yield "SMTP_USER, SMTP_PASSWORD: expected ASCII"
    if password and said.get("SMTP_SECURITY") == "none":
        yield "SMTP_SECURITY: expected starttls or tls, where a password is sent"


def _of_people(said: Mapping[str, str]) -> Iterator[str]:
    """Check the addresses. Those of recipients are named by their places: logs are public."""
    senders, text = getaddresses([said.get("MAIL_FROM", "")]), said.get("MAIL_FROM", "")
    if len(senders) != 1 or not _ADDRESS.fullmatch(senders[0][1]) or not _is_plain(text):
        yield "MAIL_FROM: expected one address in ASCII, as The List <list@example.org>"
    recipients = _recipients(said.get("MAIL_TO", ""))
    if not recipients:
        yield "MAIL_TO: expected addresses, with commas between them"
    for place, recipient in enumerate(recipients, 1):
        if not _ADDRESS.fullmatch(recipient):
            yield f"MAIL_TO: expected an address in ASCII as number {place}"
    if not _is_way_out(said.get("MAIL_UNSUBSCRIBE", "")):
        yield "MAIL_UNSUBSCRIBE: expected how a reader leaves, a mailto: or https: address"


def _recipients(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in said.split(",")))))


def _is_plain(text: str) -> bool:
    """Whether it holds neither a line's end nor what decodes to one (RFC 2047)."""
    return text.isprintable() and "=?" not in text


def _is_way_out(said: str) -> bool:
    try:
        parts = urlsplit(said if _WAY_OUT.fullmatch(said) else "")
        leads_on = parts.hostname if parts.scheme == "https" else _ADDRESS.fullmatch(parts.path)
    except ValueError:
        return False
    return parts.scheme in {"https", "mailto"} and bool(leads_on)
