"""What the environment says of mail is read whole, or all that is wrong with it is said at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.mailing.settings import MailSettingsError, read

GOOD = {
    "SMTP_HOST": "smtp.example.org",
    "MAIL_FROM": "Ünder “way” daily <list@example.org>",
    "MAIL_TO": " a@example.org,b@example.org ,, a@example.org\n",
    "MAIL_UNSUBSCRIBE": "mailto:leave@example.org?subject=leave",
}


def problems(**changes: str) -> list[str]:
    """Return what is wrong with good settings after some changes, by the variables' names."""
    try:
        read({**GOOD, **changes})
    except MailSettingsError as error:
        return [problem.partition(":")[0] for problem in error.problems]
    return []


def test_least_that_must_be_said_is_enough() -> None:
    """The rest is as mail is sent today: STARTTLS at port 587."""
    chosen = read({**GOOD, "SMTP_PORT": "", "SMTP_USER": "", "MAIL_FROM": "list@example.org"})
    assert (chosen.port, chosen.security, chosen.user) == (587, "starttls", "")
    assert chosen.recipients == ("a@example.org", "b@example.org")
    assert str(chosen.sender) == "list@example.org"


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("none", 25), ("starttls", 587)])
def test_each_kind_of_security_has_its_port(security: str, port: int) -> None:
    """Unless another is said."""
    assert read({**GOOD, "SMTP_SECURITY": security}).port == port
    assert read({**GOOD, "SMTP_SECURITY": security, "SMTP_PORT": "2525"}).port == 2525


def test_name_of_the_sender_is_kept() -> None:
    """Quotes, comma and all."""
    sender = read({**GOOD, "MAIL_FROM": '"Doe, \\"J\\"" <list@example.org>'}).sender
    assert (sender.display_name, sender.addr_spec) == ('Doe, "J"', "list@example.org")


def test_all_that_is_missing_is_said_at_once() -> None:
    """Each variable in a line, with what was expected."""
    with pytest.raises(MailSettingsError) as caught:
        read({"SMTP_USER": "me", "SMTP_PORT": "0", "SMTP_SECURITY": "ssl", "MAIL_FROM": " "})
    assert str(caught.value).splitlines() == [
        "SMTP_HOST: expected the name of a mail server, as smtp.example.org",
        "SMTP_PORT: expected a number from 1 to 65535",
        "SMTP_SECURITY: expected starttls, tls or none",
        "SMTP_USER, SMTP_PASSWORD: expected both or neither",
        "MAIL_FROM: expected one address in ASCII, as The List <list@example.org>",
        "MAIL_TO: expected addresses, with commas between them",
        "MAIL_UNSUBSCRIBE: expected how a reader leaves, a mailto: or https: address",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_HOST", "https://example.org"),
        ("SMTP_HOST", "a..b"),
        ("SMTP_PORT", "65536"),
        ("SMTP_PORT", "٢٥"),
        ("SMTP_PORT", "9" * 5000),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@example.org, b@example.org"),
        ("MAIL_FROM", "=?utf-8?q?a=0AX-Evil:_b?= <a@example.org>"),
        ("MAIL_FROM", "a@example.org\r\nBcc: b@example.org"),
        ("MAIL_TO", "a@example.org, b"),
        ("MAIL_TO", "ä@example.org"),
        ("MAIL_TO", "a@example.org b@example.org"),
        ("MAIL_TO", "a@example.org>\r\nRCPT TO:<b@example.org"),
        ("MAIL_UNSUBSCRIBE", "http://example.org/leave"),
        ("MAIL_UNSUBSCRIBE", "https://"),
        ("MAIL_UNSUBSCRIBE", "https://[/"),
        ("MAIL_UNSUBSCRIBE", "mailto:"),
        ("MAIL_UNSUBSCRIBE", "https://example.org/> , <javascript:x"),
        ("MAIL_UNSUBSCRIBE", "https://example.org/\nBcc: b@example.org"),
        ("MAIL_UNSUBSCRIBE", "https://example.org/" + "a" * 900),
    ],
)
def test_wrong_value_is_named(name: str, value: str) -> None:
    """And it alone."""
    assert problems(**{name: value}) == [name]


def test_password_is_never_sent_in_the_clear_nor_shown() -> None:
    """Neither over a bare line, nor in a message or a representation."""
    login = {"SMTP_USER": "me", "SMTP_PASSWORD": "open sesame"}
    assert problems(**login, SMTP_SECURITY="none") == ["SMTP_SECURITY"]
    assert problems(**login) == []
    assert "sesame" not in repr(read({**GOOD, **login}))
    assert problems(**{**login, "SMTP_PASSWORD": "ö"}) == ["SMTP_USER, SMTP_PASSWORD"]


def test_wrong_recipient_is_named_by_its_place() -> None:
    """The logs of a workflow are public, and addresses are not."""
    with pytest.raises(MailSettingsError) as caught:
        read({**GOOD, "MAIL_TO": "a@example.org,secret person,c@example.org"})
    assert str(caught.value) == "MAIL_TO: expected an address in ASCII as number 2"


@given(st.sampled_from([*GOOD]), st.text('a@.<>,:=?q_ "\n\x0b\u2028é'), st.booleans())
def test_whatever_is_said_is_read_or_refused(name: str, said: str, added: bool) -> None:
    """And what is read can stand in a header."""
    try:
        chosen = read({**GOOD, name: GOOD[name] + said if added else said})
    except MailSettingsError:
        return
    for text in (chosen.host, str(chosen.sender), *chosen.recipients, chosen.unsubscribe):
        assert len(text.splitlines()) == 1
