"""What MkDocs' events do: problems in a build and in a server, and rebuilds that show a change."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from generator.publish import render, routes
from tests import ROOT
from tests.builders import make_content, make_full_paper, make_paper, tree, write_file
from tests.site import Server, build_site, entries, one, settings, words


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder that a test may change."""
    content = make_content(
        tmp_path, [make_paper(), make_full_paper(key="full", title="Full", summary="One line.")]
    )
    write_file(content / "about.md", "# About\n")
    write_file(content / "contribute.md", "# Contribute\n")
    return content


def run_build(content: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` from the folder that holds the content."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(settings(content, site))]
    return subprocess.run(
        command,
        cwd=content.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_build_fails_with_every_problem_by_file_and_line(content: Path, tmp_path: Path) -> None:
    """All problems come at once, each as `file:line: where:`; no traceback, and no site."""
    write_file(content / "papers" / "bad.yml", "title: X\nabstract: Y\narxiv: 2401.1\nrating: 9\n")
    write_file(content / "papers" / "worse.yml", "title: [\n")
    ran = run_build(content, tmp_path / "site")
    assert ran.returncode == 1
    assert "content/papers/bad.yml:3: arxiv: expected" in ran.stderr
    assert "content/papers/bad.yml:4: rating: expected" in ran.stderr
    assert "content/papers/worse.yml:2: expected YAML" in ran.stderr
    assert "3 problems" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert not (tmp_path / "site" / "index.html").exists()


def test_server_leaves_out_a_bad_paper_until_it_is_mended(content: Path, tmp_path: Path) -> None:
    """It names the problem, shows all other papers, and has the paper as soon as it is good."""
    file, good = content / "papers" / "full.yml", (content / "papers" / "full.yml").read_bytes()
    server = Server(settings(content, tmp_path / "site"))
    assert entries(server.build().main("papers/")) == ["full", "c-sharp"]

    write_file(file, good + b"colour: red\n")
    broken = server.build()
    line = good.count(b"\n") + 1
    assert any(f"papers/full.yml:{line}: colour: expected" in said for said in broken.warnings)
    assert entries(broken.main("papers/")) == ["c-sharp"]
    assert "papers/full/index.html" not in broken.files

    write_file(file, good)
    mended = server.build()
    assert mended.warnings == ()
    assert entries(mended.main("papers/")) == ["full", "c-sharp"]


def test_server_starts_on_a_list_with_a_problem(content: Path, tmp_path: Path) -> None:
    """A problem at the start does not end the server either."""
    write_file(content / "papers" / "full.yml", "title: X\n")
    built = Server(settings(content, tmp_path / "site")).build()
    assert entries(built.main("papers/")) == ["c-sharp"]
    assert any("papers/full.yml:1: abstract: expected" in said for said in built.warnings)


def change_title(content: Path) -> None:
    """Give a paper another title, which stands on pages of other papers too."""
    file = content / "papers" / "full.yml"
    write_file(file, file.read_text("utf-8").replace("title: Full", "title: Changed").encode())


def change_tags(content: Path) -> None:
    """Rename a tag."""
    file = content / "tags.yml"
    write_file(file, file.read_text("utf-8").replace("name: RAG", "name: Retrieval").encode())


def add_paper(content: Path) -> None:
    """Add a paper."""
    write_file(content / "papers" / "new.yml", "title: New\nabstract: Few weights.\n")


def remove_paper(content: Path) -> None:
    """Delete a paper."""
    (content / "papers" / "full.yml").unlink()


def change_written_page(content: Path) -> None:
    """Give a hand-written page, which stands in the navigation, another title."""
    write_file(content / "about.md", "# All about it\n\n## New\n")


def published(content: Path, folder: Path) -> dict[str, bytes]:
    """Return the files of a new build, without what makes a published site an app, or names it."""
    files = tree(build_site(settings(content, folder)).folder)
    del files[routes.BUILD]
    return {path: re.sub(rb'\n *<link rel="manifest"[^\n]*', b"", d) for path, d in files.items()}


@pytest.mark.parametrize(
    "change", [change_title, change_tags, add_paper, remove_paper, change_written_page]
)
def test_rebuild_is_what_a_fresh_build_is(
    content: Path, tmp_path: Path, change: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change, every file of a server is byte for byte that of a new build.

    But for the app's manifest, whose absence keeps the service worker away.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    server = Server(settings(content, tmp_path / "served"))
    before = tree(server.build().folder)
    change(content)
    served = tree(server.build().folder)
    assert served != before
    assert served == published(content, tmp_path / "fresh")


def test_rebuild_shows_a_changed_template(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template of ours is read anew in every build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    templates = tmp_path / "templates"
    monkeypatch.setattr(render, "TEMPLATES", copytree(render.TEMPLATES, templates))
    server = Server(settings(content, tmp_path / "served"))
    server.build()
    paper = templates / "paper.md.j2"
    write_file(paper, paper.read_text("utf-8").replace("<h2>Cite", "<h2>Quote").encode())
    served = server.build()
    assert words(one(served.main("papers/full/"), "#cite h2")) == "Quote"
    assert tree(served.folder) == published(content, tmp_path / "fresh")


def test_rebuild_shows_a_changed_theme(content: Path, tmp_path: Path) -> None:
    """What the theme adds to a page is not kept from before its change."""
    theme = copytree(ROOT / "overrides", tmp_path / "theme")
    server = Server(settings(content, tmp_path / "served", custom_dir=theme))
    server.build()
    main = theme / "main.html"
    text = main.read_text("utf-8")
    added = text.replace("{% block extrahead %}", '{% block extrahead %}<meta name="x">')
    assert added != text
    write_file(main, added.encode())
    os.utime(main, ns=(0, 0))  # another time than before, on whatever file system
    served = server.build()
    assert served.soup("papers/full/").select('meta[name="x"]')
    assert served.soup("").select('meta[name="x"]')


def test_rebuild_shows_a_changed_title_in_the_navigation(content: Path, tmp_path: Path) -> None:
    """The title of a hand-written page stands in the navigation of every page."""
    nav = ["index.md", "about.md", "contribute.md"]
    server = Server(settings(content, tmp_path / "served", nav=nav))
    server.build()
    change_written_page(content)
    for page in ("", "papers/full/"):
        tabs = [words(tab) for tab in server.build().soup(page).select(".md-tabs__link")]
        assert "All about it" in tabs


@pytest.mark.parametrize(
    "path", ["papers/full.md", "papers/full/index.md", "papers/full/README.md"]
)
def test_written_page_wins_under_every_name(content: Path, tmp_path: Path, path: str) -> None:
    """MkDocs reads several files at one address; the hand-written one is shown, without warning."""
    write_file(content / path, "# By hand\n")
    built = build_site(settings(content, tmp_path / "site"))
    assert words(one(built.main("papers/full/"), "h1")) == "By hand"
    assert built.warnings == ()


def test_written_index_wins_in_the_navigation(content: Path, tmp_path: Path) -> None:
    """A hand-written trending page stands where the generated one stood, in the navigation."""
    write_file(content / "trending.md", "# What is hot\n")
    built = build_site(settings(content, tmp_path / "site"))
    assert words(one(built.main("trending/"), "h1")) == "What is hot"
    tabs = [words(tab) for tab in built.soup("").select(".md-tabs__link")]
    assert "Trending" in tabs
    assert built.warnings == ()


def test_written_page_is_not_told_of_as_the_one_that_it_replaces(
    content: Path, tmp_path: Path
) -> None:
    """Nor in a server that had the generated one a moment ago."""
    server = Server(settings(content, tmp_path / "site"))
    assert "citation_title" in server.build().text("papers/full/index.html")
    write_file(content / "papers" / "full.md", "# By hand\n")
    assert "citation_title" not in server.build().text("papers/full/index.html")


def test_empty_list_is_a_site(tmp_path: Path) -> None:
    """Before the first import there is a site, and it warns of nothing."""
    content = make_content(tmp_path)
    write_file(content / "about.md", "# About\n")
    write_file(content / "contribute.md", "# Contribute\n")
    built = build_site(settings(content, tmp_path / "site"))
    assert built.warnings == ()
    assert entries(built.main("papers/")) == []


def test_page_of_a_paper_leads_to_its_file(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a repository, the link to edit a page is that of the paper's YAML."""
    monkeypatch.setenv("REPO_URL", "https://example.org/me/list")
    monkeypatch.setenv("EDIT_URI", "edit/main/content/")
    built = build_site(settings(content, tmp_path / "site"))
    edit = one(built.soup("papers/full/"), "a[rel=edit]")
    assert edit["href"] == "https://example.org/me/list/edit/main/content/papers/full.yml"


def test_build_writes_nothing_into_the_content(content: Path, tmp_path: Path) -> None:
    """Pages and files are virtual: the content folder stays as it was."""
    before = tree(content)
    build_site(settings(content, tmp_path / "site"))
    Server(settings(content, tmp_path / "served")).build()
    assert tree(content) == before


@pytest.fixture
def committed(content: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content folder as a commit of its own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-02-03T04:05:06Z")
    name = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for arguments in (["init", "-q"], ["add", "."], [*name, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", "-C", str(content), *arguments], check=True)
    return content


def test_last_commit_dates_the_build(committed: Path, tmp_path: Path) -> None:
    """Where nothing else says when the build is, the last commit does, and only for the build."""
    built = build_site(settings(committed, tmp_path / "site"))
    stamp = built.files["sitemap.xml.gz"].read_bytes()[4:8]  # RFC 1952, section 2.3.1
    assert datetime.fromtimestamp(int.from_bytes(stamp, "little"), UTC).year == 2001
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_data_name_the_commit_that_they_are_made_from(committed: Path, tmp_path: Path) -> None:
    """And none when a file of the content is not as it was committed."""

    def revision() -> object:
        built = build_site(settings(committed, tmp_path / "site"))
        return json.loads(built.text("papers.json"))["generated_from"]

    asked = ["git", "-C", str(committed), "rev-parse", "HEAD"]
    head = subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout.strip()
    assert revision() == head
    write_file(committed / "about.md", "# About us\n")
    assert revision() is None
