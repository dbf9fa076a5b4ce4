"""A stand-in for GitHub's command line, which keeps what it is told in the folder `GH_STATE`.

It knows just what the scripts in `.ci/` ask of it, and fails for anything else. `GH_FAILS` names a
subcommand that fails, as it does when GitHub is out of order. A token is the permissions that it
gives, as `contents: write, issues: write`; `t` gives those of releases.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

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


RELEASES = {
    "list": (listed, ["--limit", "--json", "--jq"]),
    "view": (view, ["tag", "--json", "--jq"]),
    "create": (create, ["tag", "--draft", "--title", "--notes-file"]),
    "edit": (edit, ["tag", "--notes-file", "--target", "--latest", "--draft"]),
    "upload": (upload, ["tag", "file", "--clobber"]),
    "download": (download, ["tag", "--pattern", "--dir", "--clobber"]),
}


# ---- Pull requests, comments, statuses, workflows ------------------------------------------------

OURS = ".[] | select(.isCrossRepository | not) | .number"


def pulls() -> list[dict[str, Any]]:
    """Return the pull requests."""
    return kept("pulls")


def kept(name: str) -> list[dict[str, Any]]:
    """Return what is kept under a name."""
    file = STATE / f"{name}.json"
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8")) if file.exists() else []
    return found


def put(name: str, entries: list[dict[str, Any]]) -> None:
    """Keep it."""
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / f"{name}.json").write_text(json.dumps(entries), encoding="utf-8")


def list_pulls(asked: argparse.Namespace) -> None:
    """Say the numbers of the open pull requests of a branch that are not of a fork."""
    assert (asked.state, asked.json, asked.jq) == ("open", "number,isCrossRepository", OURS)
    allow("pull-requests: read")
    for each in pulls():
        if each["head"] == asked.head and each["open"] and not each["fork"]:
            print(each["number"])  # noqa: T201 - it is a command


def create_pull(asked: argparse.Namespace) -> None:
    """Open a pull request."""
    allow("pull-requests: write")
    body = Path(asked.body_file).read_text("utf-8")
    assert 0 < len(body) <= 65_536
    said = {"head": asked.head, "base": asked.base, "title": asked.title, "body": body}
    number = 100 + len(pulls())
    entry = {**said, "number": number, "draft": bool(asked.draft), "open": True, "fork": False}
    put("pulls", [*pulls(), entry])


def comment(asked: argparse.Namespace) -> None:
    """Say something of an issue, once."""
    assert asked.edit_last
    assert asked.create_if_none
    allow("issues: write")
    body = Path(asked.body_file).read_text("utf-8")
    others = [each for each in kept("comments") if each["issue"] != asked.issue]
    put("comments", [*others, {"issue": asked.issue, "body": body}])


def api(asked: argparse.Namespace) -> None:
    """Change a pull request, tell a commit's status, look at a workflow or enable it."""
    what, _, rest = asked.path.removeprefix("repos/o/list/").partition("/")
    fields = dict(field.split("=", 1) for field in [*asked.field, *asked.raw_field])
    if (asked.method, what) == ("PATCH", "pulls"):
        allow("pull-requests: write")
        body = Path(fields["body"].removeprefix("@")).read_text("utf-8")
        put("pulls", [{**e, "body": body} if str(e["number"]) == rest else e for e in pulls()])
    elif (asked.method, what) == ("POST", "statuses"):
        allow("statuses: write")
        put("statuses", [*kept("statuses"), {"sha": rest, **fields}])
    elif what == "actions":
        allow("actions: write")
        name = rest.removeprefix("workflows/").removesuffix("/enable")
        known = {each["name"]: each["state"] for each in kept("workflows")}
        if asked.method == "PUT":
            known[name] = "active"
            put("enabled", [*kept("enabled"), {"name": name}])
        else:
            assert asked.jq == ".state"
            print(known.get(name, "active"))  # noqa: T201 - it is a command
        put("workflows", [{"name": each, "state": state} for each, state in known.items()])
    else:
        raise AssertionError(asked)


def allow(needed: str) -> None:
    """Fail, as GitHub does, for a token that does not allow it; who may write may read."""
    token = os.environ["GH_TOKEN"].split(", ")
    if not {needed, needed.replace("read", "write")} & {*token}:
        sys.exit(f"HTTP 403: Resource not accessible by integration ({needed})")


PULLS = {
    "list": (list_pulls, ["--head", "--state", "--json", "--jq"]),
    "create": (create_pull, ["--head", "--base", "--title", "--body-file", "--draft"]),
}
ISSUES = {"comment": (comment, ["issue", "--edit-last", "--create-if-none", "--body-file"])}
FLAGS = {"--clobber", "--edit-last", "--create-if-none", "--silent"}


def main() -> None:
    """Do what the arguments say."""
    topic, *arguments = sys.argv[1:]
    assert os.environ["GH_TOKEN"]
    if topic == "api":
        do, names = api, ["path", "--method", "--silent", "--jq", "--field", "--raw-field"]
        name = "api"
    else:
        commands: dict[str, Any] = {"release": RELEASES, "pr": PULLS, "issue": ISSUES}[topic]
        name, *arguments = arguments
        do, names = commands[name]
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for each in names:
        switch: dict[str, Any] = {"action": "store_true"} if each in FLAGS else {}
        if each == "--draft":
            switch = {"nargs": "?", "const": "true"}
        elif each in {"--field", "--raw-field"}:
            switch = {"action": "append", "default": []}
        parser.add_argument(each, **switch)
    if os.environ.get("GH_FAILS") in {name, f"{topic} {name}"}:
        sys.exit(f"HTTP 502: {name}")
    do(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
