"""A stand-in for GitHub's machines: it runs a workflow's own steps, job after job.

The repository lies in a folder, with the scripts of `.ci/` and a small list; an action that a step
uses is done here. A token is the permissions of its job, so that `tests.gh` refuses what GitHub
would refuse.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.model.paper import Paper
from tests import ROOT
from tests.builders import make_content, write_file

MAKEFILE = """\
.venv/ready:
\t@mkdir -p .venv/bin && cp "$$PROGRAM" .venv/bin/reading-list && touch $@
check:
\t@true
test:
\t@test ! -e content/papers/fails.yml
site:
\t@mkdir -p site && echo built >site/index.html
whole:
\t@test -e site/index.html
"""


@dataclass
class Run:
    """What came of a workflow."""

    log: str = ""
    failed: str = ""
    """The job that failed, if one did."""
    done: list[str] = field(default_factory=list)
    """The jobs that ran to their end."""
    summaries: str = ""


class Repository:
    """A repository at GitHub, and machines that run its workflows."""

    def __init__(self, folder: Path, program: Path, papers: Iterable[Paper] = ()) -> None:
        """Make the repository, with a first commit on `main`; `program` is `reading-list`."""
        self.program = program
        self.folder, self.origin = folder, folder / "origin.git"
        self.state = folder / "github"
        self.artifacts = folder / "artifacts"
        self.variables: dict[str, str] = {}
        self.inputs: dict[str, str] = {}
        self.events: dict[str, Any] = {}
        gh = f'#!/bin/sh\nexec "{sys.executable}" -m tests.gh "$@"\n'
        write_file(folder / "bin" / "gh", gh).chmod(0o755)
        work = folder / "work"
        self.git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
        self.git(folder, "clone", "--quiet", str(self.origin), "work")
        make_content(work, papers)
        write_file(work / "Makefile", MAKEFILE)
        write_file(work / ".gitignore", (ROOT / ".gitignore").read_bytes())
        (work / ".ci").mkdir()
        for script in ("fetch", "propose"):
            shutil.copy(ROOT / ".ci" / script, work / ".ci")
        self.push("main", "Begin")

    def push(self, branch: str, said: str, **texts: str | None) -> None:
        """Commit files, or what lies in the work tree, as a person would."""
        work = self.folder / "work"
        if branch != "main":
            self.git(work, "fetch", "--quiet", "origin", branch)
            self.git(work, "switch", "--quiet", "--detach", "FETCH_HEAD")
        for name, text in texts.items():
            if text is None:
                (work / name).unlink()
            else:
                write_file(work / name, text)
        self.git(work, "add", "--all")
        self.git(work, "commit", "--quiet", "--message", said)
        self.git(work, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        self.git(work, "switch", "--quiet", "main")

    def merge(self, branch: str) -> None:
        """Merge a pull request as a curator would, all its commits in one."""
        work = self.folder / "work"
        self.git(work, "fetch", "--quiet", "origin", branch)
        self.git(work, "merge", "--quiet", "--squash", "FETCH_HEAD")
        self.git(work, "commit", "--quiet", "--message", "Merge")
        self.git(work, "push", "--quiet", "origin", "main")
        self.close(branch)

    def close(self, branch: str) -> None:
        """Close the pull requests of a branch, which stays."""
        self.put("pulls", [{**e, "open": e["open"] and e["head"] != branch} for e in self.pulls])

    @property
    def pulls(self) -> list[dict[str, Any]]:
        """The pull requests."""
        return self.kept("pulls")

    def kept(self, name: str) -> list[dict[str, Any]]:
        """What GitHub keeps of a kind."""
        file = self.state / f"{name}.json"
        found: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else []
        return found

    def put(self, name: str, entries: list[dict[str, Any]]) -> None:
        """Make GitHub keep something."""
        write_file(self.state / f"{name}.json", json.dumps(entries))

    def files(self, branch: str) -> dict[str, str]:
        """Return the texts of the papers on a branch, by key."""
        names = self.git(self.origin, "ls-tree", "--name-only", branch, "content/papers/")
        return {
            Path(name).stem: self.git(self.origin, "show", f"{branch}:{name}")
            for name in names.split()
        }

    def log(self, branch: str) -> list[str]:
        """Return the commits on a branch, the newest first: who wrote each, and what it says."""
        return self.git(self.origin, "log", "--format=%an: %s", branch).splitlines()

    def run(self, name: str, environment: Mapping[str, str]) -> Run:
        """Run a workflow's jobs in the order of the file."""
        text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        run, outputs = Run(), dict[str, str]()
        shutil.rmtree(self.artifacts, ignore_errors=True)
        for job, said in yaml.safe_load(text)["jobs"].items():
            if said.get("needs", job) not in {job, *run.done}:
                continue
            machine = _Machine(self, job, said, {**outputs, **self._values()}, environment)
            if not machine.holds(said.get("if", "true")):
                continue
            ended = machine.work()
            run.log += machine.log
            run.summaries += machine.summary
            if not ended:
                run.failed = job
            else:
                run.done.append(job)
                for output, value in said.get("outputs", {}).items():
                    outputs[f"needs.{job}.outputs.{output}"] = machine.filled(value)
        return run

    def _values(self) -> dict[str, str]:
        found = {f"vars.{name}": value for name, value in self.variables.items()}
        issue = self.events.get("issue", {})
        sender = self.events.get("sender", {})
        inputs = {f"inputs.{name}": value for name, value in self.inputs.items()}
        return {
            **found,
            **inputs,
            **{f"github.event.issue.{k}": str(v) for k, v in issue.items()},
            **{f"github.event.sender.{k}": str(v) for k, v in sender.items()},
        }

    def git(self, folder: Path, *words: str) -> str:
        """Run git as a person, and return what it says."""
        person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        done = subprocess.run(
            ["git", *person, *words],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


class _Machine:
    """A machine that does one job in a fresh clone."""

    def __init__(
        self,
        repository: Repository,
        job: str,
        said: Mapping[str, Any],
        values: Mapping[str, str],
        environment: Mapping[str, str],
    ) -> None:
        self._repository, self._said, self._environment = repository, said, environment
        self._folder = repository.folder / "machines" / job
        shutil.rmtree(self._folder, ignore_errors=True)
        self._clone = self._folder / "clone"
        self._clone.mkdir(parents=True)
        permissions = said.get("permissions", {}).items()
        token = ", ".join(f"{name}: {level}" for name, level in permissions) or "none"
        self._values = {**values, "github.token": token}
        self.log = self.summary = ""

    def work(self) -> bool:
        """Do the steps until one fails."""
        for step in self._said["steps"]:
            if self.holds(step.get("if", "true")) and not self._do(step):
                return False
        return True

    def holds(self, condition: str) -> bool:
        """Whether an `if` holds; it knows just the language that the workflows speak."""
        text = re.sub(r"\$\{\{(.*)\}\}", r"\1", condition).replace("&&", " and ")
        text = re.sub(r"\s*\n\s*", " ", text.replace("||", " or "))
        words = {"and", "or", "contains", "true"}

        def value(match: re.Match[str]) -> str:
            word = match[0]
            if word[0] == "'" or word in words:
                return word
            return repr(self._values.get(word, ""))

        known = re.sub(r"'[^']*'|[a-zA-Z][\w.]*", value, text)
        whole = {"contains": lambda where, what: what in where, "true": True}
        return bool(eval(known, {"__builtins__": {}}, whole))  # noqa: S307 - our own workflows

    def filled(self, text: str) -> str:
        """Fill in the expressions, as GitHub does: what is unknown is empty."""

        def value(match: re.Match[str]) -> str:
            choices = (self._values.get(name.strip(), "") for name in match[1].split("||"))
            return next(filter(None, choices), "")

        return re.sub(r"\$\{\{ (.+?) \}\}", value, text)

    def _do(self, step: Mapping[str, Any]) -> bool:
        if "run" in step:
            return self._run(step)
        action, given = step["uses"].partition("@")[0], step.get("with", {})
        if action == "actions/checkout":
            assert given["fetch-depth"] == 0
            self._repository.git(
                self._folder, "clone", "--quiet", str(self._repository.origin), "clone"
            )
        elif action == "actions/upload-artifact":
            place = self._repository.artifacts / given["name"]
            shutil.copytree(self._clone / given["path"], place)
            url = f"https://example.org/{place.name}"
            self._values[f"steps.{step.get('id')}.outputs.artifact-url"] = url
        elif action == "actions/download-artifact":
            shutil.copytree(self._repository.artifacts / given["name"], self._clone / given["path"])
        elif action == "actions/create-github-app-token":
            rights = [f"{n[11:]}: {v}" for n, v in given.items() if n.startswith("permission-")]
            self._values[f"steps.{step['id']}.outputs.token"] = ", ".join(rights)
        return True

    def _run(self, step: Mapping[str, Any]) -> bool:
        said = {name: self.filled(str(value)) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=self._clone,
            env={**self._machine(), **self._environment, **said},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        self.log += done.stdout
        output, summary = self._folder / "output", self._folder / "summary"
        if output.exists():
            for line in output.read_text("utf-8").splitlines():
                name, _, value = line.partition("=")
                self._values[f"steps.{step.get('id')}.outputs.{name}"] = value
        if summary.exists():
            self.summary = summary.read_text("utf-8")
        return done.returncode == 0

    def _machine(self) -> dict[str, str]:
        repository = self._repository
        event = write_file(self._folder / "event.json", json.dumps(repository.events))
        sha = repository.git(repository.origin, "rev-parse", "main").strip()
        return {
            "PATH": f"{repository.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self._folder),
            "XDG_CACHE_HOME": str(repository.folder / "cache"),
            "MODEL": str(repository.folder / "no-model"),
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "PROGRAM": str(repository.program),
            "GH_STATE": str(repository.state),
            "GITHUB_SHA": sha,
            "GITHUB_REPOSITORY": "o/list",
            "GITHUB_REF_NAME": "main",
            "GITHUB_RUN_ID": "7",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(self._folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self._folder / "summary"),
        }
