"""The house is as `ARCHITECTURE.md` says: who imports whom, what is where, what nothing uses."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.__main__ import COMMANDS
from generator.intake.formats import FORMATS
from generator.intake.services import SERVICES
from generator.publish.build import EXPORTS, PAGES
from generator.publish.render import TEMPLATES
from tests import ROOT

GENERATOR = ROOT / "generator"
MODULES = sorted(GENERATOR.rglob("*.py"))

_BELOW = {"text", "meaning", "model", "store"}
LAYERS = {
    "text": {"text"},
    "meaning": {"text", "meaning"},
    "model": {"text", "model"},
    "store": _BELOW,
    "intake": {*_BELOW, "intake"},
    "training": {*_BELOW, "intake", "training"},
    "publish": {"text", "meaning", "model", "publish"},
    "config": {"config", "model"},
    "serving": {"serving"},
    "plugin": {*_BELOW, "publish", "config", "serving"},
    "exporting": {"publish", "plugin"},
    "mailing": {"store", "mailing"},
    "digesting": {"store", "publish", "plugin", "mailing"},
    "commands": {*_BELOW, "intake", "publish", "exporting", "digesting", "commands"},
    "__main__": {"commands"},
}
"""What each part of the generator may import of the others."""

MKDOCS = {"plugin.py", "config.py", "serving.py", "exporting.py", "digesting.py"}
"""The modules that know MkDocs."""

NETWORK = {
    *("aiohttp", "ftplib", "http.client", "httpcore2", "httpx", "httpx2", "imaplib", "poplib"),
    *("requests", "smtplib", "socket", "socketserver", "ssl", "stamina", "telnetlib"),
    *("urllib.request", "urllib3", "websockets"),
}
NETWORKED = {
    "mailing/smtp.py",
    "intake/embed.py",
    *(f"intake/services/{name}.py" for name in ("client", "exchange")),
}
"""The modules that may reach the network."""

NO_COMMANDS = [
    "generator.commands.asking",
    "generator.commands.progress",
    "generator.commands.shared",
]
"""What the subcommands share."""

NO_SERVICES = [
    f"generator.intake.services.{name}"
    for name in ("answer", "cache", "client", "exchange", "headers", "host", "service")
]
"""What the services share."""

ROOMS = (
    *("record", "links", "reading", "formats", "sources", "merging", "retagging"),
    *("services", "enriching", "curating", "importing", "fetching", "embed", "account"),
)
"""The rooms of the way in: each imports only of those before it."""

LONGEST = 300
"""Lines of a module."""


def imports(module: Path) -> set[str]:
    """Return the full names of what a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def breaches(root: Path, modules: list[Path]) -> Iterator[str]:
    """Yield every import that goes the wrong way, or out of the house by the wrong door."""
    for module in modules:
        path = module.relative_to(root).as_posix()
        layer = path.partition("/")[0].removesuffix(".py")
        for name in sorted(imports(module)):
            top, _, rest = name.partition(".")
            part = rest.partition(".")[0]
            if top == "generator" and part and part not in LAYERS.get(layer, ()):
                yield f"{path} imports {part}"
            if top in {"mkdocs", "material"} and path not in MKDOCS:
                yield f"{path} imports MkDocs"
            if path not in NETWORKED and any(f"{name}.".startswith(f"{n}.") for n in NETWORK):
                yield f"{path} reaches the network by {name}"
            if top == "tests":
                yield f"{path} imports tests"


def test_imports_go_one_way() -> None:
    """Model knows neither way; the ways do not know each other; MkDocs and network have doors."""
    assert sorted(set(breaches(GENERATOR, MODULES))) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("model/x.py", "from generator.intake import merge"),
        ("model/x.py", "from generator import publish"),
        ("intake/x.py", "def f() -> None:\n    import generator.publish.routes"),
        ("publish/pages/x.py", "from generator.intake.merging.merge import merge"),
        ("publish/x.py", "from mkdocs.plugins import BasePlugin"),
        ("publish/x.py", "from urllib.request import urlopen"),
        ("intake/services/arxiv.py", "import httpx2"),
        ("publish/x.py", "from urllib import request"),
        ("model/x.py", "import http.client as h"),
        ("model/x.py", "from generator.store import files"),
        ("text/x.py", "from generator.model import paper"),
        ("publish/x.py", "from generator.store import store"),
    ],
)
def test_wrong_import_is_noticed(tmp_path: Path, path: str, line: str) -> None:
    """The check fails for an import that goes the wrong way, also inside a function."""
    module = tmp_path / path
    module.parent.mkdir(parents=True)
    module.write_text(f"{line}\n", encoding="utf-8")
    assert list(breaches(tmp_path, [module]))


def test_rooms_of_the_way_in_build_on_each_other() -> None:
    """What reads a file knows nothing of merging, and merging nothing of the network."""
    package = "generator.intake."
    for module in GENERATOR.glob("intake/**/*.py"):
        room = module.relative_to(GENERATOR / "intake").parts[0].removesuffix(".py")
        names = {n.removeprefix(package) for n in imports(module) if n.startswith(package)}
        below = {"__init__", *ROOMS[: ROOMS.index(room) + 1]} if room in ROOMS else set()
        assert {name.partition(".")[0] for name in names} <= below, module


def test_every_part_of_the_house_has_its_rule() -> None:
    """A new part says here what it may import."""
    parts = {module.relative_to(GENERATOR).parts[0].removesuffix(".py") for module in MODULES}
    assert parts - {"__init__"} == LAYERS.keys()


def test_every_template_is_used() -> None:
    """By a page, by the renderer or by another template."""
    files = [*(GENERATOR / "publish").rglob("*.py"), *TEMPLATES.iterdir()]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    for template in TEMPLATES.iterdir():
        users = [file for file, text in texts.items() if f'"{template.name}"' in text]
        assert set(users) - {template}, f"nothing uses {template.name}"


@pytest.mark.parametrize(
    ("folder", "known"),
    [
        ("publish/pages", [make.__module__ for make in PAGES]),
        ("publish/exports", [make.__module__ for make in EXPORTS]),
        ("intake/formats", [getattr(each, "__name__", "") for each in FORMATS]),
        ("intake/services", [*(getattr(s, "__name__", "") for s in SERVICES), *NO_SERVICES]),
        ("commands", [*(each.__name__ for each in COMMANDS), *NO_COMMANDS]),
    ],
)
def test_every_kind_is_registered_once(folder: str, known: list[str]) -> None:
    """A module of a kind of page, file or input is a line in its tuple."""
    modules = {module.stem for module in (GENERATOR / folder).glob("[!_]*.py")}
    package = f"generator.{folder.replace('/', '.')}."
    registered = [name.removeprefix(package) for name in known if name.startswith(package)]
    assert sorted(registered) == sorted(modules)


def test_modules_are_small_and_named_after_what_they_hold() -> None:
    """No module is longer than a reader's patience, and none is a drawer for everything."""
    for module in MODULES:
        assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST, module
        assert module.stem not in {"utils", "util", "helpers", "misc", "common"}, module


def test_generator_needs_only_what_it_declares() -> None:
    """Every package that is imported is a dependency in `pyproject.toml`, or Python's own."""
    declared = (ROOT / "pyproject.toml").read_text("utf-8").partition("dependencies = [")[2]
    names = set(re.findall(r'^  "([\w-]+)', declared.partition("\n]")[0], re.MULTILINE))
    packages = {"pyyaml": "yaml", "pydantic": "pydantic", "mkdocs-material": "material"}
    known = {packages.get(name, name.replace("-", "_")) for name in names}
    known |= {"pydantic_core", "generator"}  # pydantic brings its core
    used = {name.partition(".")[0] for module in MODULES for name in imports(module)}
    assert used - known - sys.stdlib_module_names == set()


# ---- The tree in the documents -------------------------------------------------------------------

TREE = re.compile(r"^```\n(mkdocs\.yml .*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(
    r"(?<![\w/.])[\w.<>*-]+(?:/[\w.<>*-]+)*(?:/|\.(?:py|yml|md|j2|vec|html))(?![\w/])"
)
TO_COME = re.compile(r"\(to come\)|to come:.*")


def named(tree: str) -> Iterator[str]:
    """Yield the files and folders that a tree names, but for what is marked as to come.

    A line with `(to come)` is left out, and of another what follows `to come:`.
    """
    for line in tree.splitlines():
        if "(to come)" not in line:
            yield from NAME.findall(TO_COME.sub("", line))


def exists(name: str) -> bool:
    """Whether the repository has such a file or folder somewhere; `<key>` stands for any name."""
    pattern = re.sub(r"<\w+>|\*", r"[^/\n]*", name.rstrip("/").replace(".", r"\."))
    end = "/" if name.endswith("/") else "/?"
    return bool(re.search(rf"^(?:.*/)?{pattern}{end}$", paths(), re.MULTILINE))


@cache
def paths() -> str:
    """Return the files and folders of the repository, one a line; a folder ends in a slash."""
    places = ["generator", "content", "overrides", "tests", ".github", ".ci"]
    found = [*ROOT.iterdir(), *(file for place in places for file in (ROOT / place).rglob("*"))]
    lines = (f"{file.relative_to(ROOT).as_posix()}{'/' * file.is_dir()}" for file in found)
    return "\n".join(lines)


def trees() -> Mapping[str, str]:
    """Return the tree of the house in every document that draws it."""
    texts = {name: (ROOT / name).read_text("utf-8") for name in ("ARCHITECTURE.md", "README.md")}
    return {name: found[1] for name, text in texts.items() if (found := TREE.search(text))}


def test_documents_draw_the_house() -> None:
    """The page on the architecture has a tree."""
    assert "ARCHITECTURE.md" in trees()


@pytest.mark.parametrize("document", trees())
def test_drawn_house_is_the_real_one(document: str) -> None:
    """Every file and folder in the tree is there, or is marked as to come."""
    names = list(named(trees()[document]))
    assert len(names) > 5
    assert [name for name in names if not exists(name)] == []


def test_drawing_something_else_is_noticed() -> None:
    """A name that is not there is reported, unless it is to come."""
    tree = "generator/  gone.py  model/\n  later/ (to come)\n  store.py  to come: later.py\n"
    assert [name for name in named(tree) if not exists(name)] == ["gone.py"]
