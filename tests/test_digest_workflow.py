"""The workflow's own steps, run twice over: one release, and one mail to each."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.paper import Listing
from generator.publish.digest.period import week_of
from tests import ROOT
from tests.builders import make_content, make_paper, write_file
from tests.mailbox import Mailbox, mailbox
from tests.site import SUB_PATH, settings
from tests.test_digest_sections import MONDAY

WORKFLOW = ROOT / ".github" / "workflows" / "digest.yml"
TAG = "digest-2025-W12"


class Runner:
    """A machine of GitHub's with a clone of a small list; releases are kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Put there what the steps need: the script, the settings, make, gh and the command."""
        self.folder, self.releases = folder, folder / "releases"
        week_before = week_of(datetime.now(UTC).date() - timedelta(7)).first
        days = (MONDAY, MONDAY - timedelta(21), week_before)
        make_content(
            folder,
            [make_paper(key=f"p{day}", listed=(Listing("a.txt", 1, day),)) for day in days],
        )
        said = settings(folder / "content", folder / "site").rename(folder / "mkdocs.yml")
        text = said.read_text("utf-8").replace(json.dumps(SUB_PATH), '!ENV "SITE_URL"')
        write_file(said, text)
        write_file(folder / "Makefile", ".venv/ready:\n\t@echo set up\n")
        (folder / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "digest", folder / ".ci")
        self._program(folder / ".venv" / "bin" / "reading-list", "generator")
        self._program(folder / "bin" / "gh", "tests.gh")

    def run(self, week: str = "2025-W12", fails: str = "", **secrets: str) -> tuple[int, str]:
        """Run the steps until one fails; return its exit code, and all that was logged."""
        log = ""
        for step in self._steps():
            values = {"inputs.week": week, "github.token": "t", **_of_pages(), **_named(secrets)}
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=self.folder,
                env={**self._machine(fails), **_filled(step["env"], values)},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            log += done.stdout
            if done.returncode:
                return done.returncode, log
        return 0, log

    def about(self, tag: str = TAG) -> dict[str, object]:
        """Return what is known of a release."""
        text = (self.releases / tag / "about.json").read_text(encoding="utf-8")
        found: dict[str, object] = json.loads(text)
        return found

    def assets(self, tag: str = TAG) -> dict[str, str]:
        """Return the assets of a release."""
        files = (self.releases / tag / "assets").iterdir()
        return {file.name: file.read_text(encoding="utf-8") for file in files}

    def start_anew(self) -> None:
        """Take a new machine: of the last one, only what is on GitHub is left."""
        shutil.rmtree(self.folder / "build")

    def _steps(self) -> Iterator[dict[str, Any]]:
        job = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]["digest"]
        return (step for step in job["steps"] if "run" in step)

    def _machine(self, fails: str) -> dict[str, str]:
        own = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
        own["PYTHON"] = sys.executable
        own["PATH"] = f"{self.folder / 'bin'}{os.pathsep}{own['PATH']}"
        state = {"GH_STATE": str(self.releases), "GH_FAILS": fails}
        return {**own, **state, "GITHUB_SHA": "c0ffee", "PYTHONPATH": str(ROOT)}

    def _program(self, file: Path, module: str) -> None:
        write_file(file, f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n').chmod(0o755)


def _of_pages() -> dict[str, str]:
    return {"steps.pages.outputs.base_url": SUB_PATH.rstrip("/")}


def _named(secrets: dict[str, str]) -> dict[str, str]:
    return {f"secrets.{name}": value for name, value in secrets.items()}


def _filled(env: dict[str, str], values: dict[str, str]) -> dict[str, str]:
    """Fill in the expressions, as GitHub does: what is unknown is empty."""

    def value(match: re.Match[str]) -> str:
        return values.get(match[1], "")

    return {name: re.sub(r"\$\{\{ ([\w.]+) \}\}", value, said) for name, said in env.items()}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A machine."""
    return Runner(tmp_path)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server."""
    with mailbox() as box:
        yield box


def test_two_runs_make_one_release_and_send_one_mail_to_each(runner: Runner, box: Mailbox) -> None:
    """With the notes and the message; addresses are hidden in the log and in no file."""
    code, log = runner.run(**box.environment())
    assert code == 0, log
    release = runner.about()
    assert (release["draft"], release["target"]) == (False, "c0ffee")
    assert f"{SUB_PATH}papers/p2025-03-17/" in str(release["notes"])
    assert set(runner.assets()) == {"digest.eml", "sent"}
    assert "example.org" not in runner.assets()["sent"]
    assert box.recipients == ["ada@example.org", "bob@example.org"]
    shown = re.sub(r"^::add-mask::.*\n", "", log, flags=re.MULTILINE)
    assert re.findall(r"::add-mask::(.*)", log) == box.recipients
    assert "@example.org" not in shown
    runner.start_anew()
    code, log = runner.run(**box.environment())
    assert (code, "is published: nothing is done twice" in log) == (0, True)
    assert len(box.received) == 2


def test_without_a_mail_server_there_is_the_release_alone(runner: Runner) -> None:
    """Of the week that ended last, if none is said."""
    code, log = runner.run(week="")
    assert code == 0, log
    last = week_of(datetime.now(UTC).date() - timedelta(7)).slug
    assert runner.about(f"digest-{last}")["draft"] is False
    assert set(runner.assets(f"digest-{last}")) == {"digest.eml"}


def test_release_waits_until_all_have_the_mail(runner: Runner, box: Mailbox) -> None:
    """A second run sends to those alone who have not got it, and publishes the draft."""
    box.refusing = {"ada@example.org"}
    code, log = runner.run(**box.environment())
    assert (code, "ada@example.org was refused" in log) == (1, True)
    assert runner.about()["draft"] is True
    runner.start_anew()
    box.refusing.clear()
    assert runner.run(**box.environment())[0] == 0
    assert runner.about()["draft"] is False
    assert box.recipients == ["bob@example.org", "ada@example.org"]
    assert "example.org" not in runner.assets()["sent"]


def test_nothing_is_sent_twice_when_github_is_out_of_order(runner: Runner, box: Mailbox) -> None:
    """An answer that does not come is not taken for a release, or a record, that is not there."""
    assert runner.run(fails="list", **box.environment())[0] == 1
    assert (box.recipients, runner.releases.exists()) == ([], False)
    assert runner.run(fails="edit", **box.environment())[0] == 1
    assert (len(box.received), runner.about()["draft"]) == (2, True)
    for failing in ("view", "download"):
        runner.start_anew()
        assert runner.run(fails=failing, **box.environment())[0] == 1
    assert len(box.received) == 2


@pytest.mark.parametrize(("week", "code"), [("2025-W20", 0), ("$(touch x)", 2)])
def test_week_without_papers_has_no_release(runner: Runner, week: str, code: int) -> None:
    """Nor does what is no week."""
    assert runner.run(week=week)[0] == code
    assert not runner.releases.exists()
    assert not (runner.folder / "x").exists()
