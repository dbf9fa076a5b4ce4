"""The site's source as plain files, which a builder without this package makes the same site of."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from tests.builders import make_content, make_paper, tree, write_file
from tests.site import Built, settings

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
"""Where Material names the program that made the page."""
READABLE = re.compile(rb"(/papers/[\w-]+|\.\./[\w-]+)\.md\b(?!\.)")
"""A link to the Markdown of a paper, which leads to the paper's page instead."""


@pytest.fixture
def export(tmp_path: Path) -> Callable[[Path], Path]:
    """Write the source of the site of a content folder, as the command does."""

    def write(content: Path) -> Path:
        said = settings(content, tmp_path / "site")
        arguments = ["export", str(tmp_path / "out"), "--settings", str(said)]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return tmp_path / "out"

    return write


def pages(folder: Path) -> dict[str, bytes]:
    """Return the files of a site, without what names the program that made it."""
    made = {path: GENERATOR.sub(b"", data) for path, data in tree(folder).items()}
    made["sitemap.xml"] = b"".join(sorted(made["sitemap.xml"].splitlines()))  # in another order
    return {path: data for path, data in made.items() if path != "sitemap.xml.gz"}


def dead(site: Built) -> list[str]:
    """Return the addresses on the pages that lead to no file."""
    found = (
        (page, address, site.place(page, address))
        for page, elements in site.pages.items()
        for _, _, address in elements.references
        if address != "javascript:void(0)"
    )
    return [f"{page}: {address}" for page, address, to in found if to and to[0] not in site.files]


def test_another_builder_makes_the_same_site_of_the_export(
    ugly_content: Path, ugly_site: Built, export: Callable[[Path], Path], tmp_path: Path
) -> None:
    """ProperDocs builds it strictly; only the readable Markdown of papers has no place there."""
    out = export(ugly_content)
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--config-file", out / "mkdocs.yml", "--site-dir", tmp_path / "made"],
        env={**os.environ, "SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    theirs, ours = pages(tmp_path / "made"), pages(ugly_site.folder)
    readable = {path for path in ours if path.endswith(".md")}
    assert theirs.keys() == ours.keys() - readable
    differ = [path for path in theirs if theirs[path] != READABLE.sub(rb"\1/", ours[path])]
    assert differ == []
    assert dead(Built(tmp_path / "made", ugly_site.url, ())) == []
    assert readable == set(tree(out / "data"))


def test_export_needs_nothing_of_this_package(
    ugly_content: Path, export: Callable[[Path], Path]
) -> None:
    """Its settings name no plugin, and no folder outside it."""
    said = (export(ugly_content) / "mkdocs.yml").read_text(encoding="utf-8")
    assert "plugins: []" in said
    assert str(ugly_content) not in said
    assert "custom_dir: overrides" in said


def test_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    """An export goes into a new or an empty folder."""
    write_file(tmp_path / "out" / "mine.txt", "mine")
    said = settings(make_content(tmp_path / "content", [make_paper()]), tmp_path / "site")
    arguments = ["export", str(tmp_path / "out"), "--settings", str(said)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "expected a new or an empty folder, got one with files" in done.output
    assert set(tree(tmp_path / "out")) == {"mine.txt"}


def test_content_with_problems_is_not_exported(tmp_path: Path) -> None:
    """What stops a build stops an export, and nothing is written."""
    content = make_content(tmp_path / "content", [make_paper()])
    write_file(content / "papers" / "bad.yml", "title: A paper without an abstract\n")
    said = settings(content, tmp_path / "site")
    arguments = ["export", str(tmp_path / "out"), "--settings", str(said)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "nothing was built" in done.output
    assert not (tmp_path / "out").exists()
