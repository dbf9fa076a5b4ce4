"""The `digest` command: it writes files, sends them once, and says what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.mailing import smtp
from generator.model.paper import Listing
from tests.builders import make_content, make_paper, tree, write_file
from tests.mailbox import Mailbox, mailbox, silent_server
from tests.site import SUB_PATH, settings
from tests.test_digest_sections import MONDAY

WEEK = ("--week", "2025-W12")
NAME = "<2025-W12.digest@reading-list.example>"
WRITTEN = {"digest.html", "digest.txt", "digest.eml", "notes.md"}

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command for a list of one paper of a Monday, with just these variables set."""
    listed = (Listing("a.txt", 1, MONDAY),)
    content = make_content(tmp_path, [make_paper("Title", key="title", listed=listed)])
    said = settings(content, tmp_path / "site")

    def invoke(*words: str, **variables: str) -> Result:
        always = ["--content", str(content), "digest", "--settings", str(said)]
        nothing = dict.fromkeys(("SOURCE_DATE_EPOCH", "SMTP_HOST", "MAIL_TO", "MAIL_FROM"), "")
        return CliRunner().invoke(
            main, [*always, "--out", str(tmp_path / "out"), *words], env={**nothing, **variables}
        )

    return invoke


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server."""
    with mailbox() as box:
        yield box


def sent(folder: Path) -> dict[str, object]:
    """Return what is remembered of the mail, but for when it was sent."""
    said = json.loads((folder / "out" / "sent").read_text(encoding="utf-8"))
    found: dict[str, object] = said[NAME]
    assert found.pop("when")
    return found


# ---- Files ---------------------------------------------------------------------------------------


def test_digest_of_a_week_is_written_the_same_every_time(run: Run, tmp_path: Path) -> None:
    """In four files, whose links lead to the site that the settings name."""
    result = run(*WEEK)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Week 12 of 2025, 17–23 March: 1 new paper; ")
    found = tree(tmp_path / "out")
    assert set(found) == WRITTEN
    assert all(
        f"{SUB_PATH}papers/title/".encode() in found[name] for name in WRITTEN - {"digest.eml"}
    )
    assert run(*WEEK).exit_code == 0
    assert tree(tmp_path / "out") == found


def test_mail_is_dated_by_the_epoch(run: Run, tmp_path: Path) -> None:
    """Where it is said."""
    assert run(*WEEK, SOURCE_DATE_EPOCH="1767312000").exit_code == 0
    message = message_from_bytes((tmp_path / "out/digest.eml").read_bytes(), policy=default)
    assert message["Date"].datetime.isoformat() == "2026-01-02T00:00:00+00:00"


@pytest.mark.parametrize(
    ("words", "title"),
    [(("--day", "2025-03-17"), "17 March 2025"), (("--since", "2025-03-01"), "Since 1 March 2025")],
)
def test_other_times_have_a_digest_too(run: Run, words: tuple[str, str], title: str) -> None:
    """A day, and all since a day."""
    result = run(*words)
    assert (result.exit_code, result.output.partition(":")[0]) == (0, title)


@pytest.mark.parametrize("url", ["https://other.example/list", "https://other.example/list/"])
def test_address_of_the_site_may_be_said(run: Run, tmp_path: Path, url: str) -> None:
    """With a slash at the end or without; an address of this machine is doubted."""
    result = run(*WEEK, "--url", url)
    assert "nobody else" not in result.output
    text = (tmp_path / "out/digest.txt").read_text(encoding="utf-8")
    assert "https://other.example/list/papers/title/\n" in text
    assert "nobody else" in run(*WEEK, "--url", "http://127.0.0.1:8000/").output


def test_time_without_papers_changes_nothing(run: Run, tmp_path: Path, box: Mailbox) -> None:
    """Nothing is written, sent or removed; that is said, and is no failure."""
    write_file(tmp_path / "out" / "digest.txt", "of another week")
    result = run("--week", "2025-W11", "--send", **box.environment())
    assert (result.exit_code, result.output) == (
        0,
        "Week 11 of 2025, 10–16 March: no papers; nothing is written.\n",
    )
    assert tree(tmp_path / "out") == {"digest.txt": b"of another week"}
    assert box.received == []


def test_dry_run_writes_and_sends_nothing(run: Run, tmp_path: Path, box: Mailbox) -> None:
    """And says what it would."""
    result = run(*WEEK, "--send", "--dry-run", **box.environment())
    assert result.exit_code == 0
    assert "would be written" in result.output
    assert f"{NAME} would be sent to 2 through 127.0.0.1:{box.port}." in result.output
    assert box.received == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "expected one of --week, --day and --since"),
        (("--week", "2025-W12", "--day", "2025-03-17"), "expected one of"),
        (("--week", "2025-W53"), "expected one that its year has, as 2025-W11, got “2025-W53”"),
        (("--week", ""), "expected one that its year has"),
        (("--day", "17 March"), "does not match the format"),
        (("--week", "2025-W12", "--url", "example.org"), "expected the address of the site"),
        (("--week", "2025-W12", "--url", "https://[/"), "expected the address of the site"),
        (("--week", "2025-W12", "--url", "https://a.org/>\n"), "expected the address of the site"),
    ],
)
def test_wrong_use_exits_with_2(
    run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """And says what was expected."""
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "out").exists()


def test_problem_of_the_content_is_reported_by_file_and_line(run: Run, tmp_path: Path) -> None:
    """Half a list is not sent."""
    write_file(tmp_path / "content" / "papers" / "bad.yml", "title: No abstract\n")
    result = run(*WEEK)
    assert result.exit_code == 1
    assert "papers/bad.yml:1: abstract: expected a value" in result.output


# ---- Mail ----------------------------------------------------------------------------------------


def test_mail_is_sent_once(run: Run, tmp_path: Path, box: Mailbox) -> None:
    """A second run sends nothing and says so; nobody's address is kept."""
    assert run(*WEEK, "--send", **box.environment()).exit_code == 0
    ((_, message), _) = box.received
    assert message["Message-ID"] == NAME
    body = message.get_body(("html",))
    assert body
    assert "mailto:leave@example.org" in body.get_content()
    assert sent(tmp_path) == {"recipients": 2, "done": None}
    again = run(*WEEK, "--send", **box.environment(MAIL_TO="new@example.org"))
    assert again.exit_code == 0
    assert f"{NAME} was sent to 2 on " in again.output
    assert box.recipients == ["ada@example.org", "bob@example.org"]
    assert set(tree(tmp_path / "out")) == {*WRITTEN, "sent"}


def test_second_run_sends_to_those_alone_who_were_refused(
    run: Run, tmp_path: Path, box: Mailbox
) -> None:
    """They are named, the others have it, and the command fails until all have."""
    box.refusing = {"ada@example.org"}
    first = run(*WEEK, "--send", **box.environment())
    assert first.exit_code == 1
    assert "ada@example.org was refused: 550 5.1.1 nobody is <ada@example.org>" in first.output
    assert "1 of 2 refused; a second run sends to them alone" in first.output
    assert sent(tmp_path) == {"recipients": 1, "done": ["bob@example.org"]}
    box.refusing.clear()
    assert run(*WEEK, "--send", **box.environment()).exit_code == 0
    assert box.recipients == ["bob@example.org", "ada@example.org"]
    assert sent(tmp_path) == {"recipients": 2, "done": None}


def test_recipient_who_is_refused_may_be_taken_out(run: Run, tmp_path: Path, box: Mailbox) -> None:
    """Then nobody waits any more."""
    box.refusing = {"ada@example.org"}
    assert run(*WEEK, "--send", **box.environment()).exit_code == 1
    assert run(*WEEK, "--send", **box.environment(MAIL_TO="bob@example.org")).exit_code == 0
    assert box.recipients == ["bob@example.org"]
    assert sent(tmp_path) == {"recipients": 1, "done": None}


def test_who_has_it_is_remembered_when_the_server_goes_away(
    run: Run, tmp_path: Path, box: Mailbox
) -> None:
    """So that nobody gets it twice."""
    box.closes_after = 1
    first = run(*WEEK, "--send", **box.environment())
    assert first.exit_code == 1
    assert "a second run sends to those who wait" in first.output
    assert sent(tmp_path) == {"recipients": 1, "done": ["ada@example.org"]}
    box.closes_after = -1
    assert run(*WEEK, "--send", **box.environment()).exit_code == 0
    assert box.recipients == ["ada@example.org", "bob@example.org"]


def test_each_week_is_remembered_apart(run: Run, tmp_path: Path, box: Mailbox) -> None:
    """In one file, if they go to one folder."""
    assert run(*WEEK, "--send", **box.environment()).exit_code == 0
    assert run("--day", "2025-03-17", "--send", **box.environment()).exit_code == 0
    assert len(box.received) == 4
    said = json.loads((tmp_path / "out" / "sent").read_text(encoding="utf-8"))
    assert set(said) == {NAME, NAME.replace("2025-W12", "2025-03-17")}


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"x": 1}', '{"x": {"done": []}}'])
def test_nothing_is_sent_when_what_was_sent_cannot_be_read(
    run: Run, tmp_path: Path, box: Mailbox, damaged: str
) -> None:
    """It may have been sent."""
    write_file(tmp_path / "out" / "sent", damaged)
    result = run(*WEEK, "--send", **box.environment())
    assert result.exit_code == 2
    assert "sent: expected what this command wrote there" in result.output
    assert box.received == []


def test_all_that_is_missing_is_said_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    """The address of the site, the server and the people, in one error."""
    result = run(*WEEK, "--send", "--url", "http://localhost:8000/", MAIL_UNSUBSCRIBE="")
    assert result.exit_code == 2
    missing = ("SITE_URL", "SMTP_HOST", "MAIL_FROM", "MAIL_TO", "MAIL_UNSUBSCRIBE")
    assert all(f"{name}: expected " in result.output for name in missing)
    assert not (tmp_path / "out").exists()


def test_silent_server_fails_the_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are there, and nobody is thought to have the mail."""
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    with silent_server() as port:
        result = run(*WEEK, "--send", **Mailbox(port=port).environment())
    assert result.exit_code == 1
    assert "timed out" in result.output
    assert set(tree(tmp_path / "out")) == WRITTEN
