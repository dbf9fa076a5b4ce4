"""A mail server on this machine that keeps what it is sent."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests import ROOT

CERTIFICATE = ROOT / "tests" / "data" / "mail" / "localhost.pem"
"""Of the server; who trusts it, names it in `SSL_CERT_FILE`."""
USER, PASSWORD = "list", "open sesame"


@dataclass
class Mailbox:
    """A server, and what came."""

    port: int = 0
    refusing: set[str] = field(default_factory=set)
    """Recipients that do not exist."""
    too_much: set[str] = field(default_factory=set)
    """Recipients whose mail is refused once it is there."""
    closes_after: int = -1
    """Messages after which the server goes away; never, below 0."""
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    """The recipients of the envelope, and the message, in their order."""

    @property
    def recipients(self) -> list[str]:
        """Who got mail, in order."""
        return [recipient for to, _ in self.received for recipient in to]

    def environment(self, **changes: str) -> Mapping[str, str]:
        """Return variables that send a mail through it, with changes to them."""
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "The List <list@example.org>",
            "MAIL_TO": "ada@example.org, bob@example.org",
            "MAIL_UNSUBSCRIBE": "mailto:leave@example.org",
            **changes,
        }

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if address in self.refusing:
            return f"550 5.1.1 nobody is <{address}>"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _: Session, envelope: Envelope
    ) -> str:
        """Keep a message, or refuse it, or go away."""
        if self.too_much & set(envelope.rcpt_tos):
            return "552 too much"
        if len(self.received) == self.closes_after:
            assert server.transport
            server.transport.close()
            return "421 gone"
        content = cast("bytes", envelope.original_content)
        self.received.append((envelope.rcpt_tos, message_from_bytes(content, policy=default)))
        return "250 kept"


@contextmanager
def mailbox(security: str = "none", *, login: bool = False) -> Iterator[Mailbox]:
    """Start a server: of `none`, `starttls` or `tls`, with or without a login."""
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(CERTIFICATE)
    box = Mailbox(port=_free_port())
    said: dict[str, Any] = {"hostname": "127.0.0.1", "port": box.port, "auth_required": login}
    if security == "starttls":
        said |= {"tls_context": own, "require_starttls": True}
    if security == "tls":
        said |= {"ssl_context": own, "auth_require_tls": False}
    controller = Controller(box, authenticator=_authenticated, **said)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[int]:
    """Give the port of a server that takes calls and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield listening.getsockname()[1]


def _authenticated(
    _: SMTP, __: Session, ___: Envelope, ____: str, said: LoginPassword
) -> AuthResult:
    known = (said.login, said.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])
