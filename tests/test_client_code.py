"""The client code: small modules that import one way, and none that nobody loads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests import ROOT
from tests.site import Built

SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
ENTRIES = {SCRIPTS / "site.js", ROOT / "overrides" / "service-worker.js"}
"""What a page and the browser load by name; everything else is loaded by another module."""

AT_ONCE = re.compile(r'^(?:import|export) (?:[^"()]+ from )?"(\.[^"]+)"', re.MULTILINE)
LATER = re.compile(r'(?:import\(|new URL\(|importScripts\()"(\.[^"]+\.js)"')
TYPES = re.compile(r"/\*\*.*?\*/", re.DOTALL)
"""Types are imported in comments, and no browser loads them."""

LONGEST = 300
"""Lines of a module."""


def modules(folder: Path) -> list[Path]:
    """Return the modules of a folder; vendored ones have their version in the name."""
    return [file for file in sorted(folder.rglob("*.js")) if "vendor" not in file.parts]


def loads(module: Path, how: re.Pattern[str]) -> Iterator[Path]:
    """Yield what a module imports."""
    code = TYPES.sub("", module.read_text(encoding="utf-8"))
    for found in how.finditer(code):
        yield (module.parent / found[1]).resolve()


def unloaded(folder: Path, entries: set[Path]) -> set[Path]:
    """Return the modules that nothing loads, at once or later."""
    left = list(entries)
    reached = set(entries)
    while left:
        module = left.pop()
        new = {*loads(module, AT_ONCE), *loads(module, LATER)} - reached
        reached |= new
        left += new
    return set(modules(folder)) - reached


def order(graph: Mapping[Path, list[Path]]) -> list[Path]:
    """Return the modules so that each comes after what it imports; a circle raises `CycleError`."""
    return list(TopologicalSorter(graph).static_order())


def test_every_module_is_there_and_loaded() -> None:
    """What is imported exists, and what exists is reached from what a page loads."""
    found = modules(SCRIPTS)
    for module in [*found, *ENTRIES]:
        for loaded in [*loads(module, AT_ONCE), *loads(module, LATER)]:
            assert loaded.is_file(), f"{module.name} loads {loaded}"
    assert unloaded(SCRIPTS, ENTRIES) == set()


def at_once(entry: Path) -> set[Path]:
    """Return a module and what has to be there before it can run."""
    found = set()
    left = [entry]
    while left:
        module = left.pop()
        found.add(module)
        left += set(loads(module, AT_ONCE)) - found
    return found


def test_page_names_what_its_scripts_import(ugly_site: Built) -> None:
    """So that a browser fetches it all at once; nothing else is fetched that nobody may need."""
    every = at_once(SCRIPTS / "site.js")
    library = every | at_once(SCRIPTS / "library" / "page.js")
    for uri, modules in [("index.html", every), ("papers/index.html", library)]:
        page = ugly_site.files[uri]
        named = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page.read_text("utf-8"))
        found = {(page.parent / href).resolve() for href in named}
        scripts = ugly_site.folder.resolve() / "assets" / "javascripts"
        assert len(named) == len(found)
        assert found == {scripts / each.relative_to(SCRIPTS) for each in modules} - {
            scripts / "site.js"
        }


def test_modules_import_one_way() -> None:
    """No two modules need each other before either can run."""
    order({module: list(loads(module, AT_ONCE)) for module in modules(SCRIPTS)})


@pytest.mark.parametrize("module", modules(SCRIPTS), ids=lambda module: module.stem)
def test_module_is_small_and_says_what_it_is_for(module: Path) -> None:
    """It begins with a comment, is soon read, and is no drawer for everything."""
    lines = module.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(("//", "/**"))
    assert len(lines) <= LONGEST
    assert module.stem not in {"utils", "util", "helpers", "misc", "common"}


def test_what_nobody_loads_and_what_goes_in_a_circle_is_noticed(tmp_path: Path) -> None:
    """The checks fail where they should; a type that is imported loads nothing."""
    texts = {
        "entry": 'import { a } from "./one.js"\n/** @typedef {import("./typed.js").T} T */\n',
        "one": 'import "./two.js"\nconst later = () => import("./late.js")\n',
        "two": 'import { b } from "./one.js"\n',
        "late": "",
        "typed": "",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    assert unloaded(tmp_path, {tmp_path / "entry.js"}) == {tmp_path / "typed.js"}
    with pytest.raises(CycleError):
        order({module: list(loads(module, AT_ONCE)) for module in modules(tmp_path)})
