"""A build's name: new exactly when something of the site is."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from generator import plugin
from generator.publish import routes
from generator.publish.metadata.build_name import named
from tests import ROOT
from tests.builders import make_content, make_paper, write_file
from tests.site import Built, Server, build_site, settings


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Built]:
    """Build a small site, each time into another folder."""
    write_file(make_content(tmp_path, [make_paper()]) / "about.md", "# About\n")
    write_file(tmp_path / "content" / "contribute.md", "# Contribute\n")
    made: list[Built] = []

    def again(theme: Path | None = None, **changes: object) -> Built:
        file = settings(tmp_path / "content", tmp_path / f"site-{len(made)}", theme, **changes)
        made.append(build_site(file))
        return made[-1]

    return again


def name(site: Built) -> str:
    """Return the name of a build."""
    found = re.fullmatch(r'self\.BUILD = "([0-9a-f]{16})"\n', site.text(routes.BUILD))
    assert found
    return found[1]


def test_name_is_new_when_something_is(build: Callable[..., Built], tmp_path: Path) -> None:
    """A page's text, a paper, a setting; not for the same site in another folder."""
    first = name(build())
    assert name(build()) == first
    said = name(build(site_description="Other papers."))
    write_file(tmp_path / "content" / "about.md", "# About us\n")
    assert len({first, said, name(build())}) == 3


def test_sources_and_settings_name_a_build_whatever_their_order() -> None:
    """Where one file ends and the next begins counts, too."""
    sources = [("a", b"1"), ("b", b"2")]
    assert named(sources, ["x"]) == named(sources[::-1], ["x"])
    others = [named(sources, ["y"]), named([("a", b"1b 1\n2")], ["x"]), named(sources[:1], ["x"])]
    assert named(sources, ["x"]) not in others


def test_script_alone_makes_a_new_name(build: Callable[..., Built], tmp_path: Path) -> None:
    """As does a template: what the theme is changed by is in the name."""
    theme = copytree(ROOT / "overrides", tmp_path / "overrides")
    first = name(build(theme))
    (theme / "assets" / "javascripts" / "copy.js").write_text("// Nothing.\n", encoding="utf-8")
    assert name(build(theme)) != first


@pytest.mark.parametrize(("many", "instant"), [(10_000, True), (3, False)])
def test_very_many_pages_are_loaded_one_by_one(
    build: Callable[..., Built], monkeypatch: pytest.MonkeyPatch, many: int, instant: bool
) -> None:
    """Material would fetch a sitemap of all pages on each visit; else it does without loading."""
    monkeypatch.setattr(plugin, "MANY", many)
    assert ('"navigation.instant"' in build().text("index.html")) is instant


def test_server_names_no_build(tmp_path: Path) -> None:
    """Nothing stands between a curator's change and its page."""
    content = make_content(tmp_path, [make_paper()])
    for page in ("about", "contribute"):
        write_file(content / f"{page}.md", "# Page\n")
    site = Server(settings(content, tmp_path / "site")).build()
    assert routes.BUILD not in site.files
    assert 'rel="manifest"' not in site.text("index.html")
