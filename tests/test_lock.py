"""One writer at a time: two real processes at one content folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import COMMANDS, main
from generator.store.lock import LockedError, locked
from tests import ROOT
from tests.builders import abstract, make_capture, make_content, tree, write_file

HOLD = """
import sys
from pathlib import Path
from generator.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An empty list."""
    return make_content(tmp_path)


@pytest.fixture
def holder(content: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes to the list until it is told to end."""
    command = [sys.executable, "-c", HOLD, str(content)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def run(content: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "--content", str(content), *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_second_writer_is_told_who_is_writing(
    content: Path, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    """It changes nothing and fails; reading and trying are not in anybody's way."""
    capture = str(write_file(tmp_path / "c.txt", make_capture([("A", abstract())])))
    before = tree(content)
    done = run(content, "import", capture)
    assert done.returncode == 1
    assert done.stderr == (
        f"{content}/.lock: process {holder.pid} is writing here: wait for it, or stop it, and try"
        " again.\n"
    )
    assert tree(content) == before
    assert run(content, "import", "--dry-run", capture).returncode == 0
    assert run(content, "check").returncode == 0


WRITERS = {
    "add": ["2402.00001"],
    "import": ["c.txt"],
    "fetch": ["hf"],
    "new": [],
    "enrich": [],
    "edit": ["a", "--rating", "3"],
    "merge": ["a", "b"],
    "split": ["b"],
    "tag": [],
    "embed": [],
    "check": ["--fix"],
    "issue": ["issue.json"],
}
"""The commands that write, each as it would."""
READERS = {"export", "digest", "compare"}


@pytest.mark.usefixtures("holder")
def test_all_that_write_wait_for_each_other(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is told before it reads, asks a service or writes."""
    assert {each.command.name for each in COMMANDS} == WRITERS.keys() | READERS
    monkeypatch.chdir(tmp_path)
    write_file(tmp_path / "c.txt", make_capture([("A", abstract())]))
    body = (
        "### Link or id\n\n2402.00001\n\n### Title\n\nX\n\n### Why should it be on the list?\n\nX"
    )
    write_file(tmp_path / "issue.json", json.dumps({"issue": {"body": body}}))
    before = tree(content)
    for name, words in WRITERS.items():
        done = CliRunner().invoke(main, ["--content", str(content), name, *words])
        assert (done.exit_code, "is writing here" in done.output) == (1, True), done.output
    assert tree(content) == before


def test_a_writer_that_was_killed_holds_nothing(
    content: Path, holder: subprocess.Popen[str]
) -> None:
    """The system gives the lock back, whatever file is left."""
    with pytest.raises(LockedError), locked(content):
        pass
    holder.kill()
    holder.wait()
    with locked(content):
        assert (content / ".lock.holder").exists()
    assert not (content / ".lock.holder").exists()


def test_the_lock_is_free_again_after_an_error(content: Path) -> None:
    """Of whatever kind."""
    with pytest.raises(ZeroDivisionError), locked(content):
        raise ZeroDivisionError
    with locked(content):
        pass
