"""A stand-in for GitHub's command line, which keeps releases in the folder `GH_STATE`.

It knows just what `.ci/digest` asks of it, and fails for anything else. `GH_FAILS` names a
subcommand that fails, as it does when GitHub is out of order.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from pathlib import Path

STATE = Path(os.environ.get("GH_STATE", "."))
LISTED = re.compile(r'\.\[\] \| select\(\.tagName == "([^"]+)"\) \| \.isDraft')


def listed(asked: argparse.Namespace) -> None:
    """Say of each release with the tag whether it is a draft."""
    found = LISTED.fullmatch(asked.jq)
    assert found
    assert asked.json == "tagName,isDraft"
    if (STATE / found[1]).exists():
        print(json.dumps(about(found[1])["draft"]))  # noqa: T201 - it is a command


def view(asked: argparse.Namespace) -> None:
    """Say the names of the assets."""
    assert (asked.json, asked.jq) == ("assets", ".assets[].name")
    for asset in sorted((STATE / asked.tag).glob("assets/*")):
        print(asset.name)  # noqa: T201 - it is a command


def create(asked: argparse.Namespace) -> None:
    """Make a release, which must not exist."""
    (STATE / asked.tag / "assets").mkdir(parents=True)
    notes = Path(asked.notes_file).read_text(encoding="utf-8")
    keep(asked.tag, draft=asked.draft == "true", title=asked.title, notes=notes)


def edit(asked: argparse.Namespace) -> None:
    """Change a release."""
    notes = Path(asked.notes_file).read_text(encoding="utf-8")
    keep(asked.tag, draft=asked.draft == "true", target=asked.target, notes=notes)


def upload(asked: argparse.Namespace) -> None:
    """Add an asset, or put it in the place of one."""
    assert asked.clobber
    shutil.copy(asked.file, STATE / asked.tag / "assets")


def download(asked: argparse.Namespace) -> None:
    """Fetch an asset."""
    shutil.copy(STATE / asked.tag / "assets" / asked.pattern, asked.dir)


def about(tag: str) -> dict[str, object]:
    """Return what is known of a release."""
    file = STATE / tag / "about.json"
    known: dict[str, object] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return known


def keep(tag: str, **changed: object) -> None:
    """Remember it."""
    text = json.dumps({**about(tag), **changed})
    (STATE / tag / "about.json").write_text(text, encoding="utf-8")


COMMANDS = {
    "list": (listed, ["--limit", "--json", "--jq"]),
    "view": (view, ["tag", "--json", "--jq"]),
    "create": (create, ["tag", "--draft", "--title", "--notes-file"]),
    "edit": (edit, ["tag", "--notes-file", "--target", "--latest", "--draft"]),
    "upload": (upload, ["tag", "file", "--clobber"]),
    "download": (download, ["tag", "--pattern", "--dir", "--clobber"]),
}


def main() -> None:
    """Do what the arguments say."""
    release, name, *arguments = sys.argv[1:]
    assert release == "release"
    assert os.environ["GH_TOKEN"]
    do, names = COMMANDS[name]
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for each in names:
        flag = each == "--clobber"
        switch = {"nargs": "?", "const": "true"} if each == "--draft" else {}
        parser.add_argument(each, **({"action": "store_true"} if flag else switch))  # type: ignore[arg-type]
    if os.environ.get("GH_FAILS") == name:
        sys.exit(f"HTTP 502: {name}")
    do(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
