"""Mail goes out through a real server on this machine, to each recipient apart."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from generator.mailing import smtp
from generator.mailing.settings import read
from generator.mailing.smtp import Outcome, SendingError
from tests.mailbox import CERTIFICATE, PASSWORD, USER, Mailbox, mailbox, silent_server

WHEN = datetime(2025, 3, 17, 5, 23, tzinfo=UTC)


def compose(unsubscribe: str) -> EmailMessage:
    """Make a small message."""
    message = EmailMessage(SMTP)
    message["From"], message["Subject"] = "nobody@example.org", "Ünder way"
    message["Date"] = datetime(2000, 1, 1, tzinfo=UTC)
    message.set_content(f".one dot begins this\n\nLeave: {unsubscribe}\n", cte="quoted-printable")
    return message


def send(environment: Mapping[str, str]) -> list[Outcome]:
    """Send it, as an environment says."""
    chosen = read(environment)
    return list(smtp.send(chosen, chosen.recipients, compose, WHEN))


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A server without a lock."""
    with mailbox() as box:
        yield box


def test_each_recipient_gets_a_message_and_sees_no_other(box: Mailbox) -> None:
    """With who writes, to whom, when, and how to leave; the text arrives as it was."""
    assert send(box.environment()) == [Outcome("ada@example.org"), Outcome("bob@example.org")]
    (to, first), (_, second) = box.received
    assert to == ["ada@example.org"]
    assert (first["To"], second["To"]) == ("ada@example.org", "bob@example.org")
    assert "bob" not in first.as_string()
    assert (first["From"], first["Subject"]) == ("The List <list@example.org>", "Ünder way")
    assert first["Date"].datetime == WHEN
    assert first["List-Unsubscribe"] == "<mailto:leave@example.org>"
    assert first["List-Unsubscribe-Post"] is None
    assert first.get_content() == (
        ".one dot begins this\n\nLeave: mailto:leave@example.org\n".replace("\n", "\r\n")
    )


def test_leaving_takes_one_click_where_there_is_an_address_for_it(box: Mailbox) -> None:
    """As RFC 8058 has it; the address may name who leaves."""
    leave = "https://example.org/leave?who={address}"
    send(box.environment(MAIL_UNSUBSCRIBE=leave, MAIL_TO="a+b@example.org"))
    ((_, message),) = box.received
    assert message["List-Unsubscribe"] == "<https://example.org/leave?who=a%2Bb%40example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "who=a%2Bb%40example.org" in message.get_content()


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not count TLS from the start
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_server_is_trusted_by_its_certificate_and_logged_in_to(
    security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the machine trusts the certificate, or `SSL_CERT_FILE` names it."""
    with mailbox(security, login=True) as box:
        login = {"SMTP_SECURITY": security, "SMTP_USER": USER, "SMTP_PASSWORD": f"{PASSWORD}\n"}
        environment = box.environment(**login)
        with pytest.raises(SendingError, match=r"127\.0\.0\.1:\d+: .*CERTIFICATE_VERIFY_FAILED"):
            send(environment)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        send(environment)
        assert box.recipients == ["ada@example.org", "bob@example.org"]
        with pytest.raises(SendingError) as caught:
            send({**environment, "SMTP_PASSWORD": "wrong secret"})
    assert str(caught.value).endswith("SMTP_USER and SMTP_PASSWORD were refused, with 535")
    assert "wrong secret" not in repr(caught.value) + repr(read(environment))


def test_nothing_is_sent_in_the_clear_when_a_lock_was_asked_for(box: Mailbox) -> None:
    """A server without STARTTLS is left alone."""
    with pytest.raises(SendingError, match="STARTTLS"):
        send(box.environment(SMTP_SECURITY="starttls"))
    assert box.received == []


def test_one_who_is_refused_does_not_keep_the_mail_from_others(box: Mailbox) -> None:
    """Whether the server refuses the address, or the message once it has it."""
    box.refusing, box.too_much = {"ada@example.org"}, {"bob@example.org"}
    outcomes = send(box.environment(MAIL_TO="ada@example.org,bob@example.org,cy@example.org"))
    assert outcomes == [
        Outcome("ada@example.org", "550 5.1.1 nobody is <ada@example.org>"),
        Outcome("bob@example.org", "552 too much"),
        Outcome("cy@example.org"),
    ]
    assert box.recipients == ["cy@example.org"]


def test_who_has_it_is_known_when_the_server_goes_away(box: Mailbox) -> None:
    """Each outcome comes before the next message goes."""
    box.closes_after = 1
    chosen = read(box.environment())
    outcomes = smtp.send(chosen, chosen.recipients, compose, WHEN)
    assert next(outcomes) == Outcome("ada@example.org")
    with pytest.raises(SendingError, match=r"127\.0\.0\.1:\d+: "):
        next(outcomes)


def test_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a time, not after for ever."""
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with silent_server() as port:
        start = time.monotonic()
        with pytest.raises(SendingError, match="timed out"):
            send(Mailbox(port=port).environment())
    assert time.monotonic() - start < 5


def test_server_that_is_not_there_is_named() -> None:
    """With its port."""
    with silent_server() as port:
        pass
    with pytest.raises(SendingError, match=rf"127\.0\.0\.1:{port}: .*refused"):
        send(Mailbox(port=port).environment())
