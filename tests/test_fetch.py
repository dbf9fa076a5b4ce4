"""Papers from the network: nothing comes twice, nothing comes by half, nothing is lost."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.intake.fetching import listings
from generator.model.paper import Listing
from generator.store import store
from tests import answering
from tests.answering import ERROR_FEED, Answering, Told, failing, saying
from tests.builders import import_files, make_content, make_paper, papers_of, tree, write_file

TODAY = date(2026, 3, 6)
"""A Friday."""
THURSDAY = "2026-03-05"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Services that know nothing yet."""
    with answering.asked_here(monkeypatch, tmp_path / "cache") as state:
        yield state


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A list without papers."""
    return make_content(tmp_path)


def at(day: date) -> str:
    """Return the noon of a day, as `SOURCE_DATE_EPOCH` has it."""
    return str(int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()))


def fetch(content: Path, *arguments: str | Path, day: date = TODAY) -> Result:
    """Run the command on a day."""
    words = ["--content", str(content), "fetch", *map(str, arguments)]
    return CliRunner().invoke(main, words, env={"SOURCE_DATE_EPOCH": at(day)})


def papers(day: str, count: int, first: int = 1) -> list[Told]:
    """Return the papers of a day's list."""
    return [
        Told(f"Day {day}, paper {n}", f"On {day} we study {n} of all things.", arxiv=f"2603.{n:05}")
        for n in range(first, first + count)
    ]


def captures(content: Path) -> list[str]:
    """Return the names of the captures."""
    return sorted(store.load(content).checked().captures)


def days_asked(server: Answering) -> list[str]:
    """Return the days of which Hugging Face was asked, each once."""
    asked = [each.query["date"] for each in server.asked("hugging-face")]
    return list(dict.fromkeys(asked))


# ---- The lists of days ---------------------------------------------------------------------------


def week(server: Answering, count: int = 5) -> None:
    """Fill the lists from Friday, 27 February, to Friday, 6 March; none on the weekend."""
    for n, day in enumerate(("02-27", "03-02", "03-03", "03-04", "03-05", "03-06")):
        server.days[f"2026-{day}"] = papers(f"2026-{day}", count, 1 + 100 * n)


def test_the_lists_since_the_last_come_in(server: Answering, content: Path) -> None:
    """All weekdays until yesterday, each kept as it came, each paper with its day."""
    week(server)
    result = fetch(content, "hf")
    assert result.exit_code == 0, result.output
    assert captures(content) == [
        f"huggingface-2026-{day}.json" for day in ("02-27", "03-02", "03-03", "03-04", "03-05")
    ]
    found = papers_of(content)
    assert len(found) == 25
    paper = next(each for each in found.values() if each.arxiv == "2603.00402")
    seen = Listing("huggingface-2026-03-05.json", 2, date(2026, 3, 5))
    assert (paper.listed, str(paper.published)) == ((seen,), "2024-05-17")
    assert [(c.what, c.value, str(c.date)) for c in paper.counts] == [("upvotes", 3, "2026-03-06")]
    kept = json.loads((content / "captures" / "huggingface-2026-03-05.json").read_bytes())
    assert [each["paper"]["id"] for each in kept] == [f"2603.{n:05}" for n in range(401, 406)]
    assert store.load(content).captures["huggingface-2026-03-05.json"].date == date(2026, 3, 5)
    assert "25 papers in the list" in result.stdout


def test_what_is_here_is_not_asked_again(server: Answering, content: Path) -> None:
    """The next day asks for one day more; the same day asks for nothing."""
    week(server)
    fetch(content, "hf")
    before = tree(content)
    server.requests.clear()
    result = fetch(content, "hf")
    assert (result.exit_code, server.requests, tree(content)) == (0, [], before)
    assert result.stdout.splitlines()[0] == "No list is wanting."
    assert fetch(content, "hf", day=TODAY + timedelta(1)).exit_code == 0
    assert days_asked(server) == ["2026-03-06"]
    assert len(papers_of(content)) == 30


def test_the_last_list_says_since_when_lists_are_wanting(content: Path) -> None:
    """Seven days at most; weekends are no days for lists."""
    known = store.load(content)
    days = [date(2026, 2, 27), *(date(2026, 3, n) for n in (2, 3, 4, 5))]
    assert listings.wanting(known, TODAY) == days
    write_file(content / "captures" / "huggingface-2026-03-03-2.json", "[]")
    register = f"captures: [{{file: huggingface-2026-03-03-2.json, sha256: {sha('[]')}}}]\n"
    write_file(content / "captures" / "captures.yml", register)
    known = store.load(content).checked()
    assert listings.wanting(known, TODAY) == days[3:]
    assert listings.wanting(known, date(2026, 3, 9)) == [*days[3:], TODAY]
    assert listings.wanting(known, date(2026, 6, 9))[0] == date(2026, 6, 2)
    assert listings.wanting(known, date(2026, 3, 4)) == []
    assert [listings.missed(known, date(2026, 3, day)) for day in (4, 11, 12, 14)] == [0, 0, 1, 3]


def sha(text: str) -> str:
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_one_day_or_one_week_can_be_asked(server: Answering, content: Path) -> None:
    """A week with its weekend, which may be empty; of this week, the days that are over."""
    week(server)
    assert fetch(content, "hf", "--date", THURSDAY).exit_code == 0
    assert captures(content) == ["huggingface-2026-03-05.json"]
    result = fetch(content, "hf", "--week", "2026-W10")
    assert result.stderr.splitlines()[0] == (
        "2026-03-05: its list is here; --fresh fetches it again"
    )
    assert days_asked(server) == [THURSDAY, "2026-03-02", "2026-03-03", "2026-03-04"]
    server.requests.clear()
    server.days["2026-02-28"] = papers("2026-02-28", 1, 900)
    for day in ("23", "24", "25", "26"):
        server.days[f"2026-02-{day}"] = papers(f"2026-02-{day}", 5, int(day) * 1000)
    assert fetch(content, "hf", "--week", "2026-W09").exit_code == 0
    assert len(days_asked(server)) == 7
    assert "huggingface-2026-02-28.json" in captures(content)
    assert "huggingface-2026-03-01.json" not in captures(content)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--date", "2026-03-06"],
        ["--date", "2026-03-07"],
        ["--date", "05.03.2026"],
        ["--date", THURSDAY, "--week", "2026-W10"],
        ["--week", "2026-W11"],
        ["--week", "2026-W54"],
        ["--week", "last"],
        ["--week", ""],
    ],
)
def test_days_that_cannot_be_asked(server: Answering, content: Path, arguments: list[str]) -> None:
    """Wrong use is told before anything is asked."""
    assert fetch(content, "hf", *arguments).exit_code == 2
    assert server.requests == []


def test_what_a_list_shows_later_is_fetched_when_asked_for(
    server: Answering, content: Path
) -> None:
    """With --fresh, as another file; without it, a list that is here is not asked again."""
    server.days[THURSDAY] = papers(THURSDAY, 3)
    assert fetch(content, "hf", "--date", THURSDAY).exit_code == 0
    server.days[THURSDAY] += papers(THURSDAY, 2, 4)
    assert "its list is here" in fetch(content, "hf", "--date", THURSDAY).stderr
    assert fetch(content, "hf", "--date", THURSDAY, "--fresh").exit_code == 0
    assert captures(content) == ["huggingface-2026-03-05-2.json", "huggingface-2026-03-05.json"]
    assert len(papers_of(content)) == 5


def test_the_same_bytes_are_kept_once(server: Answering, content: Path) -> None:
    """A list that was fetched again and is as it was changes nothing."""
    week(server)
    fetch(content, "hf", "--date", THURSDAY)
    before = tree(content)
    assert fetch(content, "hf", "--date", THURSDAY, "--fresh").exit_code == 0
    assert (tree(content), len(server.requests)) == (before, 4)


def test_a_file_of_the_curators_under_the_name_of_a_list_stays(
    server: Answering, content: Path
) -> None:
    """The list gets another name."""
    week(server)
    mine = write_file(content / "captures" / "huggingface-2026-03-05.json", "mine")
    assert fetch(content, "hf", "--date", THURSDAY).exit_code == 0
    assert mine.read_bytes() == b"mine"
    assert captures(content) == ["huggingface-2026-03-05-2.json"]


def test_pages_become_one_list(server: Answering, content: Path) -> None:
    """Positions go on, and the file is JSON that can be imported again."""
    server.page = 3
    server.days[THURSDAY] = papers(THURSDAY, 7)
    fetch(content, "hf", "--date", THURSDAY)
    found = {p.arxiv: p.listed[0].position for p in papers_of(content).values()}
    assert found == {f"2603.{n:05}": n for n in range(1, 8)}
    before = tree(content)
    import_files(content, content / "captures" / "huggingface-2026-03-05.json")
    assert tree(content) == before


@pytest.mark.parametrize("shown", [0, 1])
def test_a_list_that_is_too_short_changes_nothing(
    server: Answering, content: Path, shown: int
) -> None:
    """Unless the curator says that it is right; until then it is asked each time."""
    week(server)
    server.days["2026-02-26"] = papers("2026-02-26", 5, 900)
    fetch(content, "hf", day=date(2026, 3, 5))
    before = tree(content)
    server.days[THURSDAY] = papers(THURSDAY, shown, 401)
    result = fetch(content, "hf")
    got = f"{shown or 'none'}; if that is right, add --few"
    usual = "papers on Thursday 2026-03-05, about 5 as in the lists here"
    assert f"expected {usual}, got {got}" in result.stderr
    assert (result.exit_code, tree(content)) == (1, before)
    server.requests.clear()
    assert fetch(content, "hf").exit_code == 1
    assert days_asked(server) == [THURSDAY]
    assert fetch(content, "hf", "--few").exit_code == 0
    assert "huggingface-2026-03-05.json" in captures(content)
    server.requests.clear()
    assert fetch(content, "hf").exit_code == 0
    assert server.requests == []


def test_short_lists_are_all_told_at_once(server: Answering, content: Path) -> None:
    """Where there is no median yet, only empty ones."""
    week(server, 1)
    del server.days["2026-03-03"], server.days["2026-03-04"]
    result = fetch(content, "hf")
    assert result.exit_code == 1
    assert result.stderr.count("none; if that is right, add --few") == 2
    assert "2 problems; nothing was written." in result.stderr


def test_a_list_comes_whole_or_not_at_all(server: Answering, content: Path) -> None:
    """When a day fails, none is written; the others are not asked again."""
    week(server)
    before = tree(content)
    server.days["2026-03-04"] = [Told("x", arxiv="2603.99999"), Told("y")]
    result = fetch(content, "hf")
    assert (result.exit_code, tree(content)) == (1, before)
    assert "nothing was written" in result.stderr
    server.requests.clear()
    week(server)
    assert fetch(content, "hf").exit_code == 0
    assert len(papers_of(content)) == 25


def test_a_service_that_is_down_is_told(server: Answering, content: Path) -> None:
    """With its name and what it said; what was answered before is not asked again."""
    week(server)
    server.broken["hugging-face"] = failing(404, "gone")
    before = tree(content)
    result = fetch(content, "hf")
    assert (result.exit_code, tree(content)) == (1, before)
    assert result.stderr.splitlines()[-1] == (
        f"Hugging Face: 127.0.0.1:{server.port}/hugging-face/api/daily_papers"
        "?date=2026-02-27&limit=100&p=0:"
        " expected an answer, got HTTP 404: “gone”; nothing was written."
    )


def test_a_dry_run_writes_nothing(server: Answering, content: Path) -> None:
    """And what it asked need not be asked again."""
    week(server)
    before = tree(content)
    result = fetch(content, "hf", "--dry-run")
    assert "25 papers in the list; 31 files would change." in result.stdout
    assert tree(content) == before
    server.requests.clear()
    fetch(content, "hf")
    assert server.requests == []


def test_an_account_for_scripts(server: Answering, content: Path) -> None:
    """The import's numbers, and the days that were asked."""
    week(server)
    answer = json.loads(fetch(content, "hf", "--json", "--quiet").stdout)
    assert answer["days"] == [
        f"2026-{day}" for day in ("02-27", "03-02", "03-03", "03-04", "03-05")
    ]
    assert [each["new"] for each in answer["files"]] == [5] * 5
    assert (answer["papers"], answer["unknown"], answer["failures"]) == (25, [], [])
    answer = json.loads(fetch(content, "hf", "--json").stdout)
    assert (answer["days"], answer["files"], answer["changed"]) == ([], [], 0)


def test_progress_is_shown_and_can_be_silenced(server: Answering, content: Path) -> None:
    """On standard error, with the waiting."""
    week(server)
    server.faults = [failing(503)]
    result = fetch(content, "hf", "--dry-run")
    assert result.stderr.splitlines() == [
        "Hugging Face: HTTP 503: “Rate exceeded.”; asking again",
        "days fetched: 5 of 5",
    ]
    server.faults = [failing(503)]
    assert fetch(content, "hf", "--dry-run", "--quiet", "--fresh").stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_fetch_that_was_killed_goes_on_where_it_was(server: Answering, content: Path) -> None:
    """It has written nothing but answers, and these are not asked for again."""
    week(server)
    server.broken["hugging-face"] = slowly(server)
    before = tree(content)
    command = [sys.executable, "-m", "generator", "--content", str(content), "fetch", "hf"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "SOURCE_DATE_EPOCH": at(TODAY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while len(server.requests) < 5 and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert tree(content) == before
    asked = {each.path for each in server.requests[:4]}
    server.requests.clear()
    server.broken.clear()
    assert fetch(content, "hf").exit_code == 0
    assert len(papers_of(content)) == 25
    assert asked.isdisjoint(each.path for each in server.requests)
    assert len(server.requests) == 6


def slowly(server: Answering) -> answering.Fault:
    """Answer rightly, and take a while."""

    def answer(handler: answering._Handler) -> None:
        time.sleep(0.05)
        handler._answer(server.requests[-1])

    return answer


# ---- arXiv ---------------------------------------------------------------------------------------


def test_preprints_come_by_their_ids(server: Answering, content: Path) -> None:
    """However these are written, and with what arXiv says of them."""
    server.knows(*papers("x", 3))
    ids = ["2603.00001v2", "https://arxiv.org/abs/2603.00002", "arXiv:2603.00002"]
    result = fetch(content, "arxiv", *ids)
    assert result.exit_code == 0, result.output
    found = papers_of(content)
    assert {paper.arxiv for paper in found.values()} == {"2603.00001", "2603.00002"}
    paper = next(iter(found.values()))
    assert (paper.category, str(paper.published), paper.listed) == ("cs.CL", "2024-05-17", ())
    assert paper.sources["abstract"].origin == "arXiv"
    assert "arXiv: 2 records read: 2 new," in result.stdout
    assert not (content / "captures" / "captures.yml").exists() or captures(content) == []


def test_ids_that_arxiv_does_not_know_are_told(server: Answering, content: Path) -> None:
    """The others come in all the same."""
    server.knows(*papers("x", 1))
    result = fetch(content, "arxiv", "2603.00001", "2603.09999")
    assert result.exit_code == 1
    assert "arXiv 2603.09999: arXiv does not know it" in result.stderr
    assert len(papers_of(content)) == 1
    answer = json.loads(fetch(content, "arxiv", "2603.09999", "--json").stdout)
    assert answer["unknown"] == ["arXiv 2603.09999: arXiv does not know it"]


def test_what_arxiv_calls_an_error_is_one(server: Answering, content: Path) -> None:
    """Though its status is 200; the next time it is asked again."""
    server.knows(*papers("x", 1))
    before = tree(content)
    server.faults = [saying(ERROR_FEED, "application/atom+xml")]
    result = fetch(content, "arxiv", "2603.00001")
    assert (result.exit_code, tree(content)) == (1, before)
    assert "incorrect id format for 1" in result.stderr
    assert fetch(content, "arxiv", "2603.00001").exit_code == 0


def test_a_search_brings_the_newest(server: Answering, content: Path) -> None:
    """As many as are wanted."""
    server.knows(*papers("x", 5))
    assert fetch(content, "arxiv", "--query", "cat:cs.CL", "--max", "3").exit_code == 0
    assert server.requests[0].query["search_query"] == "cat:cs.CL"
    assert server.requests[0].query["sortBy"] == "submittedDate"
    assert len(papers_of(content)) == 3
    result = fetch(content, "arxiv", "--query", "ti:nothing")
    assert (result.exit_code, "changed" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [[], ["2603.00001", "--query", "x"], ["10.1000/x"], ["hello"], ["--query", "x", "--max", "0"]],
)
def test_wrong_use_of_arxiv(server: Answering, content: Path, arguments: list[str]) -> None:
    """Is told before anything is asked."""
    assert fetch(content, "arxiv", *arguments).exit_code == 2
    assert server.requests == []


# ---- Identifiers in files ------------------------------------------------------------------------

BIB = """\
@inproceedings{a, title = {Alpha}, author = {Someone}, year = {2024},
  doi = {10.18653/v1/2024.acl-long.1}}
@misc{b, title = {Beta}, eprint = {2603.00002}, archivePrefix = {arXiv}}
@misc{c, title = {Gamma}}
"""
ALPHA = Told(
    "Alpha", "We study alpha.", anthology="2024.acl-long.1", doi="10.18653/v1/2024.acl-long.1"
)
BETA = Told("Beta", "We study beta.", arxiv="2603.00002")


def test_a_bibliography_without_abstracts_works(
    server: Answering, content: Path, tmp_path: Path
) -> None:
    """Who published a paper is asked; what has no identifier is set aside."""
    server.knows(ALPHA, BETA)
    result = fetch(content, "ids", write_file(tmp_path / "library.bib", BIB))
    assert result.exit_code == 0, result.output
    found = {paper.title: paper for paper in papers_of(content).values()}
    assert set(found) == {"Alpha", "Beta"}
    assert found["Alpha"].abstract == "We study alpha."
    assert found["Alpha"].sources["abstract"].origin == "ACL Anthology"
    assert found["Beta"].sources["abstract"].origin == "arXiv"
    assert [len(server.asked(each)) for each in ("anthology", "arxiv", "crossref")] == [1, 1, 0]
    assert "“Gamma”" in result.stdout


def test_ids_in_prose_become_papers(server: Answering, content: Path, tmp_path: Path) -> None:
    """A chat that was saved as a text is enough."""
    server.knows(ALPHA, BETA)
    chat = (
        "ada: seen https://arxiv.org/pdf/2603.00002v3?\nbob: and doi:10.18653/v1/2024.acl-long.1!"
    )
    result = fetch(content, "ids", write_file(tmp_path / "chat.txt", chat))
    assert result.exit_code == 0, result.output
    assert len(papers_of(content)) == 2


def test_services_are_asked_until_one_has_the_abstract(
    server: Answering, content: Path, tmp_path: Path
) -> None:
    """What the earlier ones said is not lost."""
    paper = Told("Delta", "We study delta.", doi="10.1000/Delta")
    server.papers = {"crossref": [paper], "semantic-scholar": [paper]}
    file = write_file(tmp_path / "ids.txt", "10.1000/delta\n")
    assert fetch(content, "ids", file).exit_code == 0
    (found,) = papers_of(content).values()
    assert found.sources["abstract"].origin == "Semantic Scholar"
    assert {count.source for count in found.counts} == {"Crossref", "Semantic Scholar"}
    assert found.sources["authors"].origin in {"Crossref", "Semantic Scholar"}
    assert [each.service for each in server.requests] == [
        *("crossref", "openalex", "semantic-scholar")
    ]


def test_what_is_here_needs_no_asking(server: Answering, tmp_path: Path) -> None:
    """Nor does a reference that has its abstract."""
    content = make_content(tmp_path, [make_paper("Beta", key="beta", arxiv="2603.00002")])
    whole = "@misc{a, title = {Alpha}, abstract = {We study.}, eprint = {2603.00001},"
    text = (
        whole + " archivePrefix = {arXiv}}\n@misc{b, eprint = {2603.00002}, eprinttype = {arxiv}}"
    )
    assert fetch(content, "ids", write_file(tmp_path / "a.bib", text)).exit_code == 0
    assert server.requests == []
    assert {paper.arxiv for paper in papers_of(content).values()} == {"2603.00001", "2603.00002"}


def test_a_service_that_fails_is_passed_over(
    server: Answering, content: Path, tmp_path: Path
) -> None:
    """And told; it is a failure only when a paper is wanting at the end."""
    server.knows(BETA)
    server.broken["arxiv"] = failing(403)
    file = write_file(tmp_path / "ids.txt", "2603.00002\n")
    result = fetch(content, "ids", file)
    assert result.exit_code == 0
    assert "expected an answer, got HTTP 403" in result.stderr
    assert len(papers_of(content)) == 1
    file.write_text("2603.00002\n2603.00009\n", encoding="utf-8")
    result = fetch(content, "ids", file)
    assert result.exit_code == 1
    assert "arXiv 2603.00009: not all services answered" in result.stderr
    server.broken.clear()
    again = fetch(content, "ids", file, "--fresh")
    assert "arXiv 2603.00009: no service has its title and abstract" in again.stderr


def test_nothing_is_asked_while_the_content_has_problems(server: Answering, content: Path) -> None:
    """As with every command that writes."""
    write_file(content / "papers" / "c.yml", "title: [")
    for arguments in (["hf"], ["arxiv", "2603.00001"]):
        assert fetch(content, *arguments).exit_code == 1
    assert server.requests == []


def test_hostile_answers_come_in_as_the_text_they_are(server: Answering, content: Path) -> None:
    """Markup, controls, bidi, a hundred kilobytes: all of it is text."""
    odd = "<script>alert(1)</script> {{ 7*7 }} \u202e![x](javascript:1) \\input{/etc/passwd}"
    server.days[THURSDAY] = [Told(odd, f"{odd} {'long ' * 20_000}", arxiv="2603.00001")]
    assert fetch(content, "hf", "--date", THURSDAY).exit_code == 0
    (paper,) = papers_of(content).values()
    assert paper.title == odd
    assert len(paper.abstract) > 100_000
