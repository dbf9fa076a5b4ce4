"""New papers come by a workflow: one pull request, kept up to date, and nobody's work is lost."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests import ROOT
from tests.actions import Repository, Run
from tests.answering import Answering, Told, answering
from tests.builders import make_paper, write_file
from tests.forked import forking

TUESDAY = date(2026, 3, 3)
BRANCH = "papers/incoming"
HOSTILE = (
    "# @torvalds [x](https://evil.org) <img src=x> #1 gh-2 `$(touch pwned)` ${{ github.token }}"
)


@pytest.fixture
def services() -> Iterator[Answering]:
    """The services, on this machine; each day before Tuesday has a paper."""
    with answering() as services:
        for back in range(1, 8):
            day = TUESDAY - timedelta(back)
            services.days[str(day)] = [told(f"Old {back}: words of {back}", back)]
        yield services


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The command."""
    with forking(tmp_path_factory.mktemp("program")) as program:
        yield program


@pytest.fixture
def repository(tmp_path: Path, program: Path) -> Repository:
    """A repository with one paper."""
    return Repository(tmp_path, program, [make_paper(key="first")])


def run(repository: Repository, services: Answering, day: date, **more: str) -> Run:
    """Run the workflow early on a day."""
    moment = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    epoch = str(int(moment.timestamp()))
    environment = {**services.environment(), "SOURCE_DATE_EPOCH": epoch, **more}
    return repository.run("fetch.yml", environment)


def told(title: str, number: int) -> Told:
    """Return a paper that Hugging Face shows."""
    return Told(title, f"Number {number} shows what nobody saw.", arxiv=f"2602.{number:05}")


def test_pull_request_grows_day_by_day(repository: Repository, services: Answering) -> None:
    """A curator's commits on it stay, it follows main, and once it is merged there is a new one."""
    services.days[str(TUESDAY)] = [told("Alpha: a study", 11), told(HOSTILE, 12)]
    done = run(repository, services, TUESDAY + timedelta(1))
    assert done.done == ["prepare", "propose", "alive"], done.log
    [pull] = repository.pulls
    assert (pull["head"], pull["base"], pull["title"]) == (BRANCH, "main", "New papers")
    assert not pull["draft"]
    assert pull["body"].startswith("6 new.\n\n## New papers\n\n- **[Alpha")
    assert "example.org/preview" in pull["body"]
    assert done.summaries.strip() in pull["body"]
    tip = repository.git(repository.origin, "rev-parse", BRANCH).strip()
    told_of = [
        (each["sha"], each["context"], each["state"]) for each in repository.kept("statuses")
    ]
    assert told_of == [(tip, f"incoming: {what}", "success") for what in ("check", "test", "site")]

    alpha = "content/papers/alpha.yml"
    text = repository.files(BRANCH)["alpha"].replace("title:", "rating: 5 # a must\ntitle:", 1)
    repository.push(BRANCH, "Read", **{alpha: text, "content/papers/old-1.yml": None})
    repository.push("main", "Elsewhere", **{"content/about.md": "# About\n"})
    services.days[str(TUESDAY + timedelta(1))] = [told("Beta: a study", 21)]
    done = run(repository, services, TUESDAY + timedelta(2))
    assert done.failed == "", done.log
    [pull] = repository.pulls
    assert (pull["number"], pull["body"][:6]) == (100, "6 new.")
    log = repository.log(BRANCH)
    assert log[0] == "github-actions[bot]: Add new papers"
    assert {"Ada: Read", "Ada: Elsewhere"} <= {*log}
    files = repository.files(BRANCH)
    assert files["alpha"] == text
    assert "beta" in files
    assert "old-1" not in files

    repository.merge(BRANCH)
    services.days[str(TUESDAY + timedelta(2))] = []
    done = run(repository, services, TUESDAY + timedelta(2))
    assert (done.done, "nothing new" in done.log) == (["prepare", "alive"], True)
    services.days[str(TUESDAY + timedelta(2))] = [told("Gamma: a study", 31)]
    assert run(repository, services, TUESDAY + timedelta(3)).failed == ""
    assert [pull["number"] for pull in repository.pulls if pull["open"]] == [101]
    assert repository.files(BRANCH).keys() - repository.files("main").keys() == {"gamma"}


def test_hostile_title_is_text_everywhere(repository: Repository, services: Answering) -> None:
    """In the summary nobody is mentioned, nothing is linked or run; a failed check is told.

    A fork may have a branch of the same name; the branch of what was closed is made anew.
    """
    services.days[str(TUESDAY)] = [told(HOSTILE, 12), told("Fails: at the tests", 13)]
    repository.variables["APP_CLIENT_ID"] = "Iv1"
    theirs = {"head": BRANCH, "number": 7, "open": True, "fork": True, "body": "theirs"}
    closed = {"head": BRANCH, "number": 8, "open": False, "fork": False, "body": "closed"}
    repository.put("pulls", [theirs, closed])
    repository.git(repository.origin, "branch", BRANCH, "main")
    repository.push(BRANCH, "Unwanted", **{"content/papers/unwanted.yml": "title: x\n"})
    done = run(repository, services, TUESDAY + timedelta(1))
    assert (done.failed, done.done) == ("propose", ["prepare", "alive"]), done.log
    *others, pull = repository.pulls
    assert (others, pull["draft"]) == ([theirs, closed], True)
    assert repository.log(BRANCH)[1:] == repository.log("main")
    assert {each["context"]: each["state"] for each in repository.kept("statuses")} == {
        "incoming: check": "success",
        "incoming: test": "failure",
        "incoming: site": "success",
    }
    [line] = [line for line in pull["body"].splitlines() if "torvalds" in line and "**" in line]
    assert "\\# \\@\N{ZERO WIDTH SPACE}torvalds" in line
    assert "\\[x\\]\\(https\\:" in line
    assert "\\<img" in line
    assert "](https://evil" not in line
    assert not list(repository.folder.rglob("pwned"))


def test_nothing_is_proposed_of_a_day_that_looks_wrong(
    repository: Repository, services: Answering
) -> None:
    """The run is red until somebody says that it is right; the schedules are kept all the same."""
    services.days = {str(TUESDAY): [told("Alpha: a study", 11)]}
    repository.put("workflows", [{"name": "digest.yml", "state": "disabled_manually"}])
    done = run(repository, services, TUESDAY + timedelta(1))
    assert (done.failed, done.done) == ("prepare", ["alive"])
    assert "--few" in done.log
    assert repository.pulls == []
    assert repository.kept("enabled") == [{"name": "fetch.yml"}]
    repository.inputs["few"] = "true"
    assert run(repository, services, TUESDAY + timedelta(1)).failed == ""
    assert repository.pulls[0]["body"].startswith("1 new.")


def test_what_github_does_not_say_is_not_taken_for_no(
    repository: Repository, services: Answering
) -> None:
    """A branch with a curator's commits is not made anew because a question failed."""
    services.days[str(TUESDAY)] = [told("Alpha: a study", 11)]
    run(repository, services, TUESDAY + timedelta(1))
    repository.push(BRANCH, "Read", **{"content/papers/old-1.yml": None})
    tip = repository.git(repository.origin, "rev-parse", BRANCH)
    done = run(repository, services, TUESDAY + timedelta(1), GH_FAILS="pr list")
    assert done.failed == "prepare", done.log
    assert repository.git(repository.origin, "rev-parse", BRANCH) == tip


def test_no_line_of_the_log_is_a_command(repository: Repository, services: Answering) -> None:
    """Before anything of a stranger's can be said, commands are stopped by a word nobody knows."""
    services.days[str(TUESDAY)] = [told("##[add-mask]e", 11)]
    done = run(repository, services, TUESDAY + timedelta(1), GITHUB_ACTIONS="true")
    assert done.failed == "", done.log
    words = re.findall("^::stop-commands::([0-9a-f]{32})$", done.log, re.MULTILINE)
    assert done.log.startswith(f"::stop-commands::{words[0]}\n")
    assert len({*words}) == len(words)


def test_a_comparison_that_fails_stops_the_run(repository: Repository, services: Answering) -> None:
    """Nothing is proposed of which nobody could say what it is."""
    services.days[str(TUESDAY)] = [told("Alpha: a study", 11)]
    program = repository.program.read_text("utf-8")
    failing = program.replace("asked =", "if 'compare' in sys.argv: sys.exit(1)\nasked =", 1)
    repository.program = write_file(repository.folder / "failing", failing)
    repository.program.chmod(0o755)
    done = run(repository, services, TUESDAY + timedelta(1))
    assert (done.failed, repository.pulls) == ("prepare", [])


# ---- The script that may write -------------------------------------------------------------------


def propose(
    repository: Repository,
    patch: str,
    base: str = "",
    links: Mapping[str, str] | None = None,
    **more: str,
) -> tuple[int, str]:
    """Run `.ci/propose papers` in a fresh clone with a patch; return its exit code and its log."""
    clone = repository.folder / "clone"
    repository.git(repository.folder, "clone", "--quiet", str(repository.origin), "clone")
    texts = {"change.patch": patch, "base": f"{base}\n", "verdicts": "", "summary.md": "1 new.\n"}
    for name, text in texts.items():
        write_file(clone / "build" / "incoming" / name, text)
    for name, target in (links or {}).items():
        (clone / "build" / "incoming" / name).unlink(missing_ok=True)
        (clone / "build" / "incoming" / name).symlink_to(target)
    done = subprocess.run(
        [".ci/propose", "papers"],
        cwd=clone,
        env={
            "PATH": f"{repository.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(clone),
            "PYTHONPATH": str(ROOT),
            "GH_STATE": str(repository.state),
            "GH_TOKEN": "contents: write, pull-requests: write, statuses: write",
            **more,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def adding(path: str, mode: str = "100644", text: str = "x") -> str:
    """Return a patch that adds a file."""
    head = f"diff --git a/{path} b/{path}\nnew file mode {mode}\n--- /dev/null\n+++ b/{path}\n"
    return f"{head}@@ -0,0 +1 @@\n+{text}\n\\ No newline at end of file\n"


GOOD = adding("content/papers/x.yml")


def test_good_patch_is_proposed(repository: Repository) -> None:
    """With a commit of its own, on main."""
    assert propose(repository, GOOD) == (0, "")
    assert repository.files(BRANCH)["x"] == "x"
    assert repository.pulls[0]["body"].startswith("1 new.\n")


@pytest.mark.parametrize(
    "patch",
    [
        adding(".github/workflows/x.yml"),
        adding("content/about.md"),
        adding("content/tags.yml"),
        adding("content/papers/a/b.yml"),
        adding("content/papers/page.md"),
        adding("content/decisions/x.html"),
        adding("content/papers/x.yml", mode="100755"),
        adding("content/papers/x.yml", mode="120000", text="/etc/passwd"),
        adding("../x.yml"),
        adding(".git/hooks/post-commit"),
        GOOD + adding("Makefile.local"),
        "no patch at all\n",
    ],
)
def test_other_patches_are_refused(repository: Repository, patch: str) -> None:
    """Programs, links, pages, the taxonomy, anything outside the content."""
    code, log = propose(repository, patch)
    assert (code != 0, repository.pulls) == (True, []), log
    assert repository.git(repository.origin, "branch", "--list", BRANCH) == ""


@pytest.mark.parametrize("name", ["summary.md", "verdicts", "change.patch"])
def test_link_among_what_came_is_refused(repository: Repository, name: str) -> None:
    """It could lead to the token of whoever may write, and tell it to everybody."""
    code, log = propose(repository, GOOD, links={name: "/proc/self/environ"})
    assert (code, "expected plain files" in log, repository.pulls) == (1, True, [])


def test_branch_that_moved_meanwhile_is_not_overwritten(repository: Repository) -> None:
    """The patch was made for another state, and the next run makes one for this."""
    repository.git(repository.origin, "branch", BRANCH, "main")
    code, log = propose(repository, GOOD)
    assert (code, "has changed meanwhile" in log) == (1, True)
    assert "x" not in repository.files(BRANCH)


def test_pull_request_that_could_not_be_opened_is_opened_later(repository: Repository) -> None:
    """What was pushed before GitHub was out of order is in nobody's way."""
    assert propose(repository, GOOD, GH_FAILS="pr create")[0] == 1
    tip = repository.git(repository.origin, "rev-parse", BRANCH).strip()
    (repository.folder / "clone").rename(repository.folder / "old")
    assert propose(repository, GOOD, base=tip)[0] == 0
    assert [pull["number"] for pull in repository.pulls] == [100]


@pytest.mark.parametrize("words", [[], ["dance"], ["suggestion"]])
@pytest.mark.parametrize("script", ["fetch", "propose"])
def test_wrong_use_is_told(script: str, words: list[str]) -> None:
    """A subcommand that is not there, and an issue without a number."""
    environment: Mapping[str, str] = {**os.environ, "ISSUE": "1; touch x", "GITHUB_SHA": "HEAD"}
    done = subprocess.run(
        [ROOT / ".ci" / script, *words],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "expected the number" in done.stderr or "usage:" in done.stderr
