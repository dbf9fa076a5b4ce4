"""What is asked of services goes over real sockets, to a server that fails as services do."""

from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from generator.intake.services import client as clients
from generator.intake.services.cache import LASTING, folder
from generator.intake.services.client import Client, FetchError, Host, Limits
from generator.intake.services.host import Key
from tests import answering
from tests.answering import Answering, Fault, Told, failing, redirecting, saying

DAY = date(2026, 3, 6)
FAST = Limits(connect=2, read=0.3, whole=0.7, largest=100_000, attempts=3)
HOST = Host("arXiv", "https://export.arxiv.org", 3.0, "atom")
JSON = Host("Hugging Face", "https://huggingface.co", 1.0, "json")
KEYED = Host(
    "OpenAlex",
    "https://api.openalex.org",
    1.0,
    "json",
    Key("OPENALEX_API_KEY", parameter="api_key"),
    asks_for_contact=True,
)
IN_HEADER = Host(
    "Semantic Scholar",
    "https://api.semanticscholar.org",
    1.0,
    "json",
    Key("SEMANTIC_SCHOLAR_API_KEY", header="x-api-key"),
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Services that know one paper, and an empty cache."""
    with answering.asked_here(monkeypatch, tmp_path / "cache") as state:
        monkeypatch.delenv("REPO_URL", raising=False)
        state.knows(Told("Alpha", arxiv="2401.00001", doi="10.1000/alpha"))
        yield state


def ask(
    host: Host = JSON, path: str = "/api/papers/2401.00001", *, fresh: bool = False, **params: str
) -> clients.Answer:
    """Ask one question, on a day."""
    with Client(DAY, fresh=fresh, limits=FAST) as client:
        return client.get(host, path, params)


def failure(host: Host = JSON, path: str = "/api/papers/2401.00001", **params: str) -> FetchError:
    """Ask a question that has no answer."""
    with pytest.raises(FetchError) as caught, Client(DAY, limits=FAST) as client:
        client.get(host, path, params)
    return caught.value


def test_an_answer_has_its_address_its_day_and_its_bytes(server: Answering) -> None:
    """And can be read as a source that the service tells."""
    answer = ask()
    assert json.loads(answer.data)["title"] == "Alpha"
    assert (answer.url, answer.day) == (f"{server.url}/hugging-face/api/papers/2401.00001", DAY)
    source = answer.source("Hugging Face")
    assert (source.name, source.asked, source.text) == (
        "Hugging Face",
        DAY,
        answer.data.decode(),
    )
    place = f"127.0.0.1:{server.port}/hugging-face/api/papers/2401.00001"
    assert str(source.problem(3, "text", "7")) == f"{place}:3: expected text, got 7"


def test_who_asks_is_told(server: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name and version; with the project's address and a contact, where they are set."""
    ask()
    assert server.requests[0].headers["User-Agent"] == "reading-list/0.1.0"
    monkeypatch.setenv("REPO_URL", "https://example.org/list")
    monkeypatch.setenv("READING_LIST_CONTACT", "ada@example.org")
    ask(fresh=True)
    told = "reading-list/0.1.0 (https://example.org/list; mailto:ada@example.org)"
    assert server.requests[1].headers["User-Agent"] == told
    assert "mailto" not in server.requests[1].query
    ask(KEYED, "/works", filter="doi:10.1000/alpha")
    assert server.requests[2].query["mailto"] == "ada@example.org"


def test_what_was_answered_today_is_not_asked_again(server: Answering) -> None:
    """A later day's question gets the earlier day's answer, with its day, for 24 hours."""
    first = ask()
    with Client(DAY + timedelta(1)) as client:
        assert client.get(JSON, "/api/papers/2401.00001") == first
    assert len(server.requests) == 1
    assert ask(fresh=True).data == first.data
    assert len(server.requests) == 2


def test_answers_are_kept_for_a_day_and_no_longer(server: Answering) -> None:
    """What is older is asked again, and leaves the disk."""
    ask()
    (kept,) = [file for file in folder().rglob("*") if file.is_file()]
    head, _, data = kept.read_bytes().partition(b"\n")
    old = json.loads(head) | {"given": time.time() - LASTING - 1}
    kept.write_bytes(json.dumps(old).encode() + b"\n" + data)
    ask()
    assert len(server.requests) == 2
    os.utime(kept, (0, 0))
    ask(path="/api/papers/2401.00001?other")
    assert not kept.exists()


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"{}\n[]", b"[1]\n[]", b"\xff\n", b'{"sha256": "x"}\n[]'], ids=repr
)
def test_a_broken_answer_in_the_cache_is_no_answer(server: Answering, broken: bytes) -> None:
    """It is asked again, and mended."""
    answer = ask()
    (kept,) = [file for file in folder().rglob("*") if file.is_file()]
    for damaged in (broken, kept.read_bytes()[:-1]):
        kept.write_bytes(damaged)
        asked = len(server.requests)
        assert ask() == answer
        assert len(server.requests) == asked + 1


def test_each_question_has_its_own_answer(server: Answering) -> None:
    """Parameters, and what is posted, are part of the question; who asks is not."""
    with Client(DAY, limits=FAST) as client:
        for path in ("/graph/v1/paper/batch", "/graph/v1/paper/batch"):
            for wanted in ("ARXIV:2401.00001", "DOI:10.1000/alpha"):
                client.post(IN_HEADER, path, {"fields": "title"}, {"ids": [wanted]})
    assert [each.body for each in server.requests] == [
        b'{"ids": ["ARXIV:2401.00001"]}',
        b'{"ids": ["DOI:10.1000/alpha"]}',
    ]


def test_what_will_not_last_is_asked_each_time(server: Answering) -> None:
    """As the list of a day that is not over; and what turned out to be no good."""
    with Client(DAY, limits=FAST) as client:
        for _ in range(2):
            client.get(JSON, "/api/papers/2401.00001", lasting=False)
        for _ in range(2):
            client.forget(client.get(JSON, "/api/papers/2401.00001"))
    assert len(server.requests) == 4


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_service_is_asked_again(server: Answering, status: int) -> None:
    """Two failures are forgiven, and the curator hears of them."""
    server.faults = [failing(status), failing(status)]
    told: list[str] = []
    with Client(DAY, limits=FAST, say=told.append) as client:
        assert client.get(JSON, "/api/papers/2401.00001").data
    assert told == [f"Hugging Face: HTTP {status}: “Rate exceeded.”; asking again"] * 2


def test_patience_has_an_end(server: Answering) -> None:
    """The last failure is told."""
    server.broken["hugging-face"] = failing(503)
    error = failure()
    assert (error.status, len(server.requests)) == (503, FAST.attempts)
    told: list[str] = []
    with pytest.raises(FetchError), Client(DAY, limits=FAST, say=told.append) as client:
        client.get(JSON, "/api/papers/2401.00001")
    assert len(told) == FAST.attempts - 1
    assert str(error) == (
        f"127.0.0.1:{server.port}/hugging-face/api/papers/2401.00001:"
        " expected an answer, got HTTP 503: “Rate exceeded.”"
    )


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422, 501])
def test_what_asking_again_does_not_help_is_told_at_once(server: Answering, status: int) -> None:
    """And nothing of it is kept."""
    server.broken["hugging-face"] = failing(status, '{"error": "No"}')
    error = failure()
    assert (error.status, error.got) == (status, f'HTTP {status}: “{{"error": "No"}}”')
    assert len(server.requests) == 1
    server.broken.clear()
    assert ask().data


@pytest.mark.parametrize("is_date", [False, True], ids=["seconds", "date"])
def test_retry_after_is_honoured(server: Answering, is_date: bool) -> None:
    """As seconds, and as a date."""
    when = datetime.now(UTC) + timedelta(seconds=2)
    after = format_datetime(when, usegmt=True) if is_date else "1"
    server.faults = [failing(429, Retry_After=after)]
    assert ask().data
    first, second = server.requests
    assert second.when - first.when >= 0.9


@pytest.mark.parametrize("after", ["7200", "9" * 14, "9" * 400, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_who_would_have_to_wait_too_long_is_told_until_when(server: Answering, after: str) -> None:
    """At once: no schedule can wait for hours, and no curator does."""
    server.faults = [failing(429, Retry_After=after)]
    error = failure()
    assert error.got.startswith("HTTP 429: come back after 2")
    assert error.got.endswith(" UTC")
    assert len(server.requests) == 1


@pytest.mark.parametrize("after", ["soon", "-1", "", "Mon, 99 Foo 2026"])
def test_a_retry_after_that_says_nothing_is_passed_over(server: Answering, after: str) -> None:
    """The usual pause is made."""
    server.faults = [failing(503, Retry_After=after)]
    assert ask().data


@pytest.mark.parametrize(
    "fault",
    [
        answering.resetting,
        answering.cutting,
        answering.cutting_chunks,
        answering.stalling,
        answering.dripping,
    ],
    ids=lambda fault: fault.__name__,
)
def test_a_broken_connection_is_made_again(server: Answering, fault: Fault) -> None:
    """A body that is cut off is noticed, and asked for again; of a slow one that is all."""
    server.faults = [fault]
    if fault is answering.dripping:
        assert failure().expected == "an answer within 0.7 seconds"
    else:
        assert json.loads(ask().data)["title"] == "Alpha"


@pytest.mark.parametrize("fault", [answering.dripping, answering.dripping_head])
def test_a_server_that_drips_cannot_hold_anyone(server: Answering, fault: Fault) -> None:
    """Neither with its body nor with its head; the next question gets a connection of its own."""
    server.faults = [fault]
    begun = time.monotonic()
    with Client(DAY, limits=FAST) as client:
        with pytest.raises(FetchError, match=r"within 0\.7 seconds, got one that was not over"):
            client.get(JSON, "/api/papers/2401.00001")
        assert time.monotonic() - begun < 2
        assert client.get(JSON, "/api/papers/2401.00001").data


def test_a_server_that_is_not_there_is_told(
    server: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its name, and what the machine says."""
    monkeypatch.setenv("READING_LIST_HUGGING_FACE_URL", "http://127.0.0.1:1")
    error = failure()
    assert (error.host, error.status) == ("Hugging Face", None)
    assert error.got.startswith("no connection (ConnectError: ")
    assert server.requests == []


def test_a_machine_without_network_is_not_waited_for(
    server: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no connection is made, once more is enough, however patient one is."""
    monkeypatch.setenv("READING_LIST_HUGGING_FACE_URL", "http://127.0.0.1:1")
    told: list[str] = []
    with pytest.raises(FetchError), Client(DAY, limits=FAST, say=told.append) as client:
        client.get(JSON, "/api/papers/2401.00001")
    assert FAST.attempts > len(told) + 1 == 2
    assert server.requests == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "nonsense", "http://", "ftp://x.org"])
def test_a_mirror_has_an_address_of_the_web(
    server: Answering, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Whatever else the variable holds is told."""
    monkeypatch.setenv("READING_LIST_HUGGING_FACE_URL", address)
    assert "READING_LIST_HUGGING_FACE_URL" in failure().expected
    assert server.requests == []


@pytest.mark.parametrize(
    ("host", "path"), [(HOST, "/api/query?id_list=2401.00001"), (JSON, "/api/papers/2401.00001")]
)
@pytest.mark.parametrize(
    "body",
    [
        "<!doctype html><title>Maintenance</title>\n<feed>",
        "<html><body>Log in to this network</body></html>",
        '[{"id": "2401.00001"',
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry>",
        "Rate exceeded.",
        "",
        "42",
        "\x00\x1b[31m",
    ],
)
def test_what_is_no_answer_is_not_taken_for_one(
    server: Answering, host: Host, path: str, body: str
) -> None:
    """A page of HTML, half an answer, a sentence: told at once, and not kept."""
    for kind in ("text/html", "application/json"):
        server.faults = [saying(body, kind)]
        error = failure(host, path)
        assert error.expected in {"JSON", "a feed in XML"}
        assert "\x1b" not in str(error)
    assert len(server.requests) == 2
    assert ask(host, path).data


def test_an_answer_without_end_is_not_taken_in(server: Answering) -> None:
    """Also when it is packed, and small on the way."""
    bomb = gzip.compress(b"[" + b" " * 10_000_000 + b"]")
    for fault in (
        saying(b"[" + b" " * 200_000 + b"]", "application/json"),
        lambda handler: handler.reply(bomb, "application/json", Content_Encoding="gzip"),
    ):
        server.faults = [fault]
        error = failure()
        assert (error.expected, error.got) == ("at most 0.0953674 MB", "more")


def test_packed_answers_are_unpacked(server: Answering) -> None:
    """And those that cannot be are told."""
    packed = gzip.compress(b'{"title": "Packed"}')
    server.faults = [
        lambda handler: handler.reply(packed, "application/json", Content_Encoding="gzip"),
        lambda handler: handler.reply(b"nonsense", "application/json", Content_Encoding="gzip"),
    ]
    assert ask().data == b'{"title": "Packed"}'
    with pytest.raises(FetchError, match="an answer that can be unpacked"):
        ask(fresh=True)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_server_is_followed(server: Answering, status: int) -> None:
    """As OpenAlex has for works that became one."""
    server.faults = [redirecting("/hugging-face/api/papers/2401.00001", status)]
    assert json.loads(ask(path="/api/papers/old").data)["title"] == "Alpha"


@pytest.mark.parametrize(
    "to",
    [
        "http://localhost:{port}/hugging-face/api/papers/2401.00001",
        "https://127.0.0.1:{port}/",
        "http://127.0.0.1:1/",
        "//evil.example/",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_redirect_to_somewhere_else_is_an_error(server: Answering, to: str) -> None:
    """Nobody knows what it answers, and it would be told the key."""
    server.faults = [redirecting(to.format(port=server.port))]
    error = failure()
    assert (error.expected, error.got[:11]) == ("an answer of 127.0.0.1", "a redirect ")
    assert len(server.requests) == 1


@pytest.mark.parametrize("to", ["http://[", "http://127.0.0.1:99999999/", "//[x]/"])
def test_a_redirect_to_what_is_no_address_is_an_error(server: Answering, to: str) -> None:
    """Like one to somewhere else."""
    server.faults = [redirecting(to)]
    assert failure().got.startswith("a redirect to ")


def test_redirects_end(server: Answering) -> None:
    """A circle is told."""
    server.broken["hugging-face"] = redirecting("/hugging-face/again")
    assert failure().got == "more than 3 redirects"


def test_keys_are_sent_and_never_shown(server: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in messages, nor in the cache, nor in an answer's address."""
    given = "s3cr3t/key"
    monkeypatch.setenv("OPENALEX_API_KEY", given)
    monkeypatch.setenv("SEMANTIC_SCHOLAR_API_KEY", given)
    answer = ask(KEYED, "/works", filter="doi:10.1000/alpha")
    assert server.requests[0].query["api_key"] == given
    with Client(DAY, limits=FAST) as client:
        client.post(IN_HEADER, "/graph/v1/paper/batch", {}, {"ids": ["DOI:10.1000/alpha"]})
    assert server.requests[1].headers["x-api-key"] == given
    server.broken["openalex"] = failing(403, f"the key {given} is used up: s3cr3t%2Fkey")
    error = failure(KEYED, "/works", filter="doi:10.1000/other")
    assert error.got == "HTTP 403: “the key … is used up: …”"
    kept = [file for file in folder().rglob("*") if file.is_file()]
    assert len(kept) == 2
    shown = [repr(answer), repr(error), str(error), *map(str, kept)]
    shown += [file.read_text(encoding="utf-8") for file in kept]
    assert not [text for text in shown if "s3cr3t" in text]


def test_a_key_is_not_sent_to_others(server: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each service gets its own."""
    monkeypatch.setenv("OPENALEX_API_KEY", "a")
    monkeypatch.setenv("SEMANTIC_SCHOLAR_API_KEY", "b")
    ask()
    assert "x-api-key" not in server.requests[0].headers
    assert server.requests[0].query == {}


def test_pauses_are_made_between_questions(server: Answering) -> None:
    """Three seconds for arXiv, wherever it is but here; one connection carries all of them."""
    assert Host("arXiv", "https://export.arxiv.org", 3.0, "atom").waits < 1
    paused = [f"/api/papers/2401.00001?{n}" for n in range(3)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Host, "waits", property(lambda _: 0.2))
        for path in paused:
            with Client(DAY, limits=FAST) as client:
                client.get(JSON, path)
                client.get(JSON, f"{path}&more")
    whens = [each.when for each in server.requests]
    assert [whens[n + 1] - whens[n] >= 0.19 for n in (0, 2, 4)] == [True] * 3


def test_a_service_far_away_gets_its_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a server on this machine may be asked without one; a mirror is nobody's own."""
    monkeypatch.delenv("READING_LIST_ARXIV_URL", raising=False)
    assert (HOST.address, HOST.waits) == ("https://export.arxiv.org", 3.0)
    monkeypatch.setenv("READING_LIST_ARXIV_URL", "https://mirror.example/arxiv/")
    assert (HOST.address, HOST.waits) == ("https://mirror.example/arxiv", 3.0)


def test_without_a_place_for_answers_everything_is_asked(
    server: Answering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without a home of its own can fetch all the same."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_bytes(b"no folder")
    for _ in range(2):
        with Client(DAY, limits=FAST) as client:
            client.forget(client.get(JSON, "/api/papers/2401.00001"))
    assert len(server.requests) == 2
