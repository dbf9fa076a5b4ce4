"""Mail by SMTP, to each recipient apart. With `embed`, the only module that reaches the network."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import quote

from generator.mailing.settings import MailSettings

TIMEOUT = 30.0
"""Seconds that the server may be silent."""

Compose = Callable[[str], EmailMessage]
"""Makes the message, given the address at which its reader may leave."""


class SendingError(Exception):
    """Why the server takes no mail, or no more."""


@dataclass(frozen=True)
class Outcome:
    """What became of the message to one recipient."""

    recipient: str
    refused: str = ""
    """What the server said against it; empty when it took the message."""


def send(
    chosen: MailSettings, recipients: Iterable[str], compose: Compose, when: datetime
) -> Iterator[Outcome]:
    """Send the message to one recipient after the other, none of whom sees another.

    Args:
        chosen: The server, and who writes.
        recipients: To whom.
        compose: Makes the message.
        when: The date of the message, with its zone.

    Yields:
        What became of each, as soon as it is known.

    Raises:
        SendingError: The server cannot be reached or trusted, refuses the login or the sender, or
            goes away. Of those who were not yielded, at most the first got the message.
    """
    with _failures_told(chosen), _connected(chosen) as server:
        for recipient in recipients:
            message = _addressed(chosen, recipient, compose, when)
            yield Outcome(recipient, _refusal(server, message, recipient))


def _addressed(
    chosen: MailSettings, recipient: str, compose: Compose, when: datetime
) -> EmailMessage:
    way_out = chosen.unsubscribe.replace("{address}", quote(recipient, safe=""))
    message = compose(way_out)
    for name in ("From", "To", "Date"):
        del message[name]
    message["From"], message["To"], message["Date"] = chosen.sender, recipient, when
    message["List-Unsubscribe"] = f"<{way_out}>"  # RFC 2369
    if way_out.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    return message


def _refusal(server: smtplib.SMTP, message: EmailMessage, recipient: str) -> str:
    """Send, and return what the server said against this recipient or this message."""
    try:
        server.send_message(message, to_addrs=[recipient])
    except smtplib.SMTPRecipientsRefused as error:
        return _reply(*error.recipients[recipient])
    except smtplib.SMTPDataError as error:
        return _reply(error.smtp_code, error.smtp_error)
    return ""


@contextmanager
def _connected(chosen: MailSettings) -> Iterator[smtplib.SMTP]:
    """Connect and log in; the certificate is checked against those that this machine trusts.

    The variable `SSL_CERT_FILE` names others
    (https://docs.openssl.org/3.0/man3/SSL_CTX_load_verify_locations/).
    """
    trusted = ssl.create_default_context()
    if chosen.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            chosen.host, chosen.port, timeout=TIMEOUT, context=trusted
        )
    else:
        server = smtplib.SMTP(chosen.host, chosen.port, timeout=TIMEOUT)
    try:
        if chosen.security == "starttls":
            server.starttls(context=trusted)
        if chosen.user:
            server.login(chosen.user, chosen.password)
        yield server
        with suppress(OSError, smtplib.SMTPException):  # all mail is out; a bad farewell is nothing
            server.quit()
    finally:
        server.close()


@contextmanager
def _failures_told(chosen: MailSettings) -> Iterator[None]:
    """Turn what goes wrong into words; what a server answers to a login is left out of them."""
    place = f"{chosen.host}:{chosen.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        said = f"SMTP_USER and SMTP_PASSWORD were refused, with {error.smtp_code}"
        raise SendingError(f"{place}: {said}") from None
    except smtplib.SMTPResponseException as error:
        raise SendingError(f"{place}: {_reply(error.smtp_code, error.smtp_error)}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise SendingError(f"{place}: {str(error) or type(error).__name__}") from None


def _reply(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())
