"""Git repositories that tests make: a content folder, and a commit after each change of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.store import files
from tests.builders import make_content, make_paper, write_file

DAY = 1_741_860_000
"""13 March 2025, 10:00 UTC, in seconds since 1970; each commit is a day later."""


class Repository:
    """A repository whose root holds `content/`; nobody's own settings of git reach it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.content = folder / "content"
        self.commits = 0
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        """Run git in the repository, and return what it says."""
        stamp = f"{DAY + self.commits * 86_400} +0000"
        own = {
            **{f"GIT_{who}_NAME": "Ada Private" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "ada@example.org" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_DATE": stamp for who in ("AUTHOR", "COMMITTER")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        done = subprocess.run(
            ["git", "-C", str(self.folder), *words],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **own},
        )
        return done.stdout.strip()

    def commit(self, written: Mapping[str, str | bytes | None] | None = None) -> str:
        """Write files of the content, or delete them (`None`), commit all, and name the commit."""
        for path, text in (written or {}).items():
            if text is None:
                (self.content / path).unlink()
            else:
                write_file(self.content / path, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Words of Ada Private")
        self.commits += 1
        return self.git("rev-parse", "HEAD")

    def changed(self, path: str, before: str, after: str) -> dict[str, str]:
        """Return a file of the content with other words for some, to be committed."""
        text = files.read_text(self.content / path)
        assert before in text
        return {path: text.replace(before, after)}


def make_repository(folder: Path, *keys: str) -> Repository:
    """Make a repository with a list of these papers, not yet committed."""
    repository = Repository(folder)
    make_content(folder, [make_paper(f"Title of {key}", key=key) for key in keys])
    for name in ("about", "contribute"):
        write_file(repository.content / f"{name}.md", f"# {name.title()}\n")
    return repository
