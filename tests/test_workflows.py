"""What runs on other people's machines: workflows, issue forms, `.ci/run`, lock files."""

import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.intake.curating import suggestions
from tests import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))

SCHEMAS = [
    *(("github-workflows", path) for path in WORKFLOWS),
    *(("github-issue-forms", path) for path in FORMS if path.name != "config.yml"),
    ("github-issue-config", GITHUB / "ISSUE_TEMPLATE" / "config.yml"),
    ("dependabot", GITHUB / "dependabot.yml"),
]
"""Schemas that check-jsonschema brings with it, each with a file that must fit."""

ALLOWED = {
    "pages.yml": ["deploy: pages", "deploy: id-token"],
    "digest.yml": ["digest: contents"],
    "fetch.yml": [
        *("propose: contents", "propose: pull-requests", "propose: statuses"),
        "alive: actions",
    ],
    "suggestions.yml": [
        *("propose: contents", "propose: issues", "propose: pull-requests", "propose: statuses"),
    ],
}
"""The jobs that may write, and what."""

PINNED = re.compile(r"uses: [\w-]+(/[\w-]+)+@[0-9a-f]{40} # v\d+(\.\d+)*$")

GOOD_WORKFLOW = """\
name: Good
on: [push]
permissions: {}
jobs:
  good:
    name: Good
    runs-on: ubuntu-24.04
    steps:
      - run: make test
"""


def check_schema(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run check-jsonschema, which needs no network for the schemas that it brings with it."""
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", f"vendor.{schema}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def audit(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Run zizmor, the auditor of workflows, at its strictest that is not a matter of taste."""
    zizmor = Path(sysconfig.get_path("scripts"), "zizmor")
    command = [str(zizmor), "--offline", "--no-progress", "--persona=pedantic", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def jobs(workflow: str) -> dict[str, Any]:
    """Take the jobs from the text of a workflow."""
    found: dict[str, Any] = yaml.safe_load(workflow)["jobs"]
    return found


def steps(workflow: str) -> Iterator[dict[str, Any]]:
    """Take the steps of all jobs from the text of a workflow."""
    for job in jobs(workflow).values():
        yield from job["steps"]


def unpinned(workflow: str) -> list[str]:
    """List the lines that use an action by anything but its hash, with the version beside it."""
    lines = (line.strip().removeprefix("- ") for line in workflow.splitlines())
    return [line for line in lines if line.startswith("uses:") and not PINNED.match(line)]


def unrunnable(run: str) -> list[str]:
    """List the lines of a `run:` step that a fresh clone cannot run: neither make nor our file."""
    targets = re.findall(r"^([a-z]+):", Path(ROOT, "Makefile").read_text("utf-8"), re.MULTILINE)

    def runnable(line: str) -> bool:
        program, *arguments = shlex.split(line, comments=True)
        if program == "make":
            return bool(arguments) and set(arguments) <= set(targets)
        return "/" in program and os.access(ROOT / program, os.X_OK)

    return [line for line in run.splitlines() if line.strip() and not runnable(line)]


def writers(workflow: str) -> list[str]:
    """List the jobs that may write anything, as `job: permission`."""
    return [
        f"{name}: {permission}"
        for name, job in jobs(workflow).items()
        for permission, level in job.get("permissions", {}).items()
        if level == "write"
    ]


@pytest.mark.parametrize(("schema", "path"), SCHEMAS, ids=lambda value: getattr(value, "name", ""))
def test_file_fits_its_schema(schema: str, path: Path) -> None:
    """GitHub will understand the file."""
    checked = check_schema(schema, path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-workflows", GOOD_WORKFLOW.replace("runs-on", "run-on")),
        ("github-issue-forms", "name: No body\ndescription: A form without a question.\n"),
        ("github-issue-config", "blank_issues: true\n"),
        ("dependabot", "version: 2\nupdates:\n  - package-ecosystem: pip\n    directory: /\n"),
    ],
)
def test_schema_check_can_fail(schema: str, text: str, tmp_path: Path) -> None:
    """A misspelt or missing key is noticed."""
    path = tmp_path / "bad.yml"
    path.write_text(text, "utf-8")
    assert check_schema(schema, path).returncode == 1


def test_workflows_pass_audit() -> None:
    """Neither the workflows nor dependabot's settings open a hole that zizmor knows."""
    audited = audit(*WORKFLOWS, GITHUB / "dependabot.yml")
    assert audited.returncode == 0, audited.stdout + audited.stderr


def test_audit_can_fail(tmp_path: Path) -> None:
    """A pull request's title that reaches a shell is noticed."""
    path = tmp_path / ".github" / "workflows" / "bad.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        GOOD_WORKFLOW.replace("push", "pull_request").replace(
            "make test", "echo ${{ github.event.pull_request.title }}"
        ),
        "utf-8",
    )
    assert "template-injection" in audit(path).stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
class TestWorkflow:
    """What holds for each workflow."""

    def test_actions_are_pinned(self, path: Path) -> None:
        """Every action is named by a hash, which nobody can move to other code."""
        assert unpinned(path.read_text("utf-8")) == []

    def test_steps_run_by_hand(self, path: Path) -> None:
        """Every `run:` step calls make or a file of ours: it works in any fresh clone."""
        runs = [step["run"] for step in steps(path.read_text("utf-8")) if "run" in step]
        assert [line for run in runs for line in unrunnable(run)] == []

    def test_permissions_are_least(self, path: Path) -> None:
        """Nothing is allowed by default, and only the jobs that are named above may write."""
        text = path.read_text("utf-8")
        assert yaml.safe_load(text)["permissions"] == {}
        assert writers(text) == ALLOWED.get(path.name, [])

    def test_jobs_end(self, path: Path) -> None:
        """A job that hangs is stopped before GitHub's six hours."""
        assert all(job["timeout-minutes"] <= 30 for job in jobs(path.read_text("utf-8")).values())

    def test_history_is_whole(self, path: Path) -> None:
        """The full history is checked out, from which the site tells what changed."""
        checkouts = [
            step
            for step in steps(path.read_text("utf-8"))
            if step.get("uses", "").startswith("actions/checkout@")
        ]
        assert checkouts
        assert all(step["with"]["fetch-depth"] == 0 for step in checkouts)


@pytest.mark.parametrize("name", ["fetch.yml", "suggestions.yml"])
def test_who_may_write_runs_nothing_that_came_from_elsewhere(name: str) -> None:
    """One job reads what strangers wrote and may write nowhere; the other takes its patch."""
    text = (GITHUB / "workflows" / name).read_text("utf-8")
    for job, said in jobs(text).items():
        runs = " ".join(step.get("run", "") for step in said["steps"])
        assert (".ci/fetch" in runs) == (job == "prepare")
        assert "make" not in runs
        if job == "prepare":
            assert set(said["permissions"].values()) == {"read"}
            assert "secrets." not in str(said)


def test_form_is_known_by_its_first_question() -> None:
    """Also where nobody has made the labels that the forms ask for."""
    text = (GITHUB / "workflows" / "suggestions.yml").read_text("utf-8")
    starts = re.findall(r"contains\(github\.event\.issue\.body, '### ([^']+)'\)", text)
    assert starts == [suggestions.PAPER[0], suggestions.CORRECTION[0]]


def test_days_are_fetched_one_run_at_a_time() -> None:
    """On weekdays, off the full hour; no run is cut off by the next."""
    said = yaml.safe_load((GITHUB / "workflows" / "fetch.yml").read_text("utf-8"))
    assert said["concurrency"] == {"group": "fetch", "cancel-in-progress": False}
    [schedule] = said[True]["schedule"]
    minute, hour, *_, days = schedule["cron"].split()
    assert (days, int(minute) % 5 > 0, int(hour) > 0) == ("1-5", True, True)


@pytest.mark.parametrize(
    "line",
    [
        "uses: actions/checkout@v6",
        "uses: actions/checkout@main # v6.0.2",
        "uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83d # v6.0.2",
        "uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd",
    ],
)
def test_pin_check_can_fail(line: str) -> None:
    """A tag, a branch, a shortened hash and a hash without its version are noticed."""
    assert unpinned(f"    - {line}\n") == [line]


@pytest.mark.parametrize(
    "line", ["make nonsense", "make", ".ci/nonsense", "pip install mkdocs", "README.md"]
)
def test_run_check_can_fail(line: str) -> None:
    """An unknown target, a missing file and a command that a machine may lack are noticed."""
    assert unrunnable(f"make test\n{line}\n") == [line]


def test_permission_check_can_fail() -> None:
    """A job that may write is noticed."""
    writing = GOOD_WORKFLOW.replace(
        "    steps:", "    permissions:\n      contents: write\n    steps:"
    )
    assert writers(GOOD_WORKFLOW) == []
    assert writers(writing) == ["good: contents"]


@pytest.mark.parametrize("name", ["run", "digest", "fetch", "propose"])
def test_script_is_a_program(name: str) -> None:
    """It can be started, and bash can read it."""
    script = ROOT / ".ci" / name
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_names_no_host(name: str) -> None:
    """A Python lock holds names, versions and hashes; where they come from is pip's to know."""
    text = Path(ROOT, name).read_text("utf-8")
    assert not re.findall(r".*(?:://|^--).*", text, re.MULTILINE)
    pins = re.findall(r"^[\w.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\w", text, re.MULTILINE)) > 0


@pytest.mark.parametrize("folder", [".", "tests/benchmarks/node"])
def test_node_lock_names_no_host(folder: str) -> None:
    """The Node lock holds hashes and no registry's address."""
    packages = json.loads(Path(ROOT, folder, "package-lock.json").read_text("utf-8"))["packages"]
    locked = [package for path, package in packages.items() if path]
    assert locked
    assert all("integrity" in package and "resolved" not in package for package in locked)
