"""Pages are valid HTML as html-validate has it; the W3C’s own checker, in Java, finds the same."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests import ROOT
from tests.site import Built

PROGRAM = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
MISSING = "HTML is not checked: Node 20 or newer (https://nodejs.org/) and `npm ci` are needed"

THEME = {
    # Browsers restore a checkbox after a reload, and `off` is how Material has its drawer shut.
    "valid-autocomplete": r"^#__(drawer|search)$",
    # Labels of sections in the drawer, which Material's script makes focusable where they open.
    "attribute-allowed-values": r"^#__nav_\d+(_\d+)*_label$",
}
"""Errors of the theme's own templates: what breaks which rule, by its selector."""


def problems(files: Iterable[Path]) -> Iterator[str]:
    """Yield what is wrong with pages, but for what the theme does wrong."""
    node = shutil.which("node")
    if not node or not PROGRAM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder, "said.json")  # for what is longer than a pipe holds, it cuts off
        rules = ["--preset", "standard", "--formatter", f"json={said}"]
        command = [node, str(PROGRAM), *rules, *map(str, files)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode in {0, 1}, done.stderr  # a program that fails has checked nothing
        pages = json.loads(said.read_text(encoding="utf-8"))
    for page in pages:
        for each in page["messages"]:
            theirs = THEME.get(each["ruleId"])
            if not (theirs and re.search(theirs, each.get("selector") or "")):
                yield f"{page['filePath']}:{each['line']}: {each['ruleId']}: {each['message']}"


def one_of_a_kind(site: Built) -> list[Path]:
    """Return the smallest page of each folder and depth, and what stands where a page was."""
    pages = [path for path in site.files if path.endswith(".html")]
    pages.sort(key=lambda path: site.files[path].stat().st_size, reverse=True)
    kinds = {(path.split("/")[0], path.count("/")): path for path in pages}
    redirects = [f"{address}index.html" for address in list(site.redirects)[:1]]
    return [site.files[path] for path in sorted({*kinds.values(), *redirects})]


def test_every_kind_of_page_is_valid(real_site: Built) -> None:
    """One page of each kind of the real list."""
    assert list(problems(one_of_a_kind(real_site))) == []


def test_page_with_anything_in_it_is_valid(ugly_site: Built) -> None:
    """Every page of the made-up list, with its hostile titles, names and tags."""
    pages = [file for path, file in ugly_site.files.items() if path.endswith(".html")]
    assert list(problems(pages)) == []


def test_what_is_not_valid_is_noticed(tmp_path: Path) -> None:
    """The check fails where an id stands twice, or an element stands where none may."""
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><title>x</title><body><p id=a></p><ul id=a><p></p></ul>",
        encoding="utf-8",
    )
    assert {said.split(": ")[1] for said in problems([page])} >= {
        "element-permitted-content",
        "no-dup-id",
    }
