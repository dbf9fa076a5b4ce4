"""Sites that tests look at: built by MkDocs with the project's own settings, and read back."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from tests import ROOT
from tests.packed import Search

SUB_PATH = "https://user.github.io/reading-list/"
"""Where GitHub Pages would serve the site."""

STAND_INS = {"404.html", "503.html"}
"""Pages that stand in the place of others, and so at no address of their own."""

REFERENCES = ("href", "src", "srcset", "poster", "data", "action")
"""Attributes that name an address."""


class Elements(HTMLParser):
    """The elements of a page, in their order; much faster than a tree of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, Mapping[str, str]]] = []
        self.feed(html)
        self.ids = [attributes["id"] for _, attributes in self.all if "id" in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        self.all.append((tag, {name: value or "" for name, value in attrs}))

    @property
    def is_redirect(self) -> bool:
        """Whether it sends the reader on to another page."""
        return any(attributes.get("http-equiv") == "refresh" for _, attributes in self.all)

    @property
    def references(self) -> Iterator[tuple[str, Mapping[str, str], str]]:
        """Every element that names an address, its attributes, and the address."""
        for tag, attributes in self.all:
            for name in REFERENCES:
                if name in attributes:
                    yield tag, attributes, attributes[name]


@dataclass(frozen=True)
class Built:
    """A site that has been built: its folder, its address, and what MkDocs warned of."""

    folder: Path
    url: str
    warnings: tuple[str, ...]

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Every file, by its path from the site's root."""
        found = (file for file in sorted(self.folder.rglob("*")) if file.is_file())
        return {file.relative_to(self.folder).as_posix(): file for file in found}

    @cached_property
    def pages(self) -> Mapping[str, Elements]:
        """The elements of every page, by its address from the site's root: `papers/fusechat/`."""
        return {path: page for path, page in self._html.items() if not page.is_redirect}

    @cached_property
    def redirects(self) -> Mapping[str, Elements]:
        """The elements of what stands where a page was, and leads to another."""
        return {path: page for path, page in self._html.items() if page.is_redirect}

    @cached_property
    def _html(self) -> Mapping[str, Elements]:
        pages = (path for path in self.files if path.endswith(".html"))
        return {path.removesuffix("index.html"): Elements(self.text(path)) for path in pages}

    def text(self, path: str) -> str:
        """Return the text of a file."""
        return self.files[path].read_text(encoding="utf-8")

    def soup(self, address: str) -> BeautifulSoup:
        """Return the tree of a page."""
        path = address if address.endswith(".html") else f"{address}index.html"
        return BeautifulSoup(self.text(path), "html.parser")

    def main(self, address: str) -> Tag:
        """Return the part of a page that is its own; quicker than the tree of the whole."""
        page = self.text(f"{address}index.html")
        own = page[page.index('<article class="md-content__inner') : page.rindex("</article>")]
        return one(BeautifulSoup(own, "html.parser"), "article.md-content__inner")

    def place(self, base: str, reference: str) -> tuple[str, str] | None:
        """Return the file and the anchor that an address on a page means; `None` is another site.

        The file may not exist; whoever asks will see.
        """
        address, anchor = urldefrag(urljoin(self.url + base, reference))
        if urlsplit(address)[:2] != urlsplit(self.url)[:2]:
            return None
        if not address.startswith(self.url):
            return f"(outside the site) {address}", anchor
        path = unquote(address.removeprefix(self.url)).partition("?")[0]
        return (f"{path}index.html" if path.endswith("/") or not path else path), unquote(anchor)

    @cached_property
    def search(self) -> Search:
        """What the search reads."""
        found = {path: file for path, file in self.files.items() if path.startswith("search/")}
        return Search({path.removeprefix("search/"): f.read_bytes() for path, f in found.items()})


def one(tree: Tag, selector: str) -> Tag:
    """Return the one element that the selector matches; fail when there are more or none."""
    found = tree.select(selector)
    assert len(found) == 1, f"{len(found)} elements match {selector}"
    return found[0]


def words(text: str | Tag) -> str:
    """Return a text as a browser shows it, without line breaks and runs of spaces."""
    return " ".join((text.get_text() if isinstance(text, Tag) else text).split())


def entries(tree: Tag) -> list[str]:
    """Return the keys of the papers that a part of a page lists, in their order."""
    return [str(entry["data-paper"]) for entry in tree.select("[data-paper]")]


def settings(content: Path, site: Path, custom_dir: Path | None = None, **changes: object) -> Path:
    """Write settings that build `content` into `site`, otherwise as the project's own do."""
    changed = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(content),
        "site_dir": str(site),
        "site_url": SUB_PATH,
        "theme": {"custom_dir": str(custom_dir or ROOT / "overrides")},
        **changes,
    }
    file = site.with_name(f"{site.name}.yml")
    file.write_text(json.dumps(changed), encoding="utf-8")
    return file


def build_site(file: Path) -> Built:
    """Build the site of these settings, as `mkdocs build` does."""
    config = _load(file, {})
    config.plugins.on_startup(command="build", dirty=False)
    with warned() as warnings:
        build.build(config)
    return Built(Path(config.site_dir), config.site_url or "", tuple(warnings))


class Server:
    """`mkdocs serve` without its socket: builds again and again, and keeps its plugins."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._plugins: dict[str, BasePlugin[Any]] = {}
        _load(file, self._plugins).plugins.on_startup(command="serve", dirty=False)

    def build(self) -> Built:
        """Build once more, as a server does after a change."""
        config = _load(self._file, self._plugins)
        with warned() as warnings:
            build.build(config, serve_url=config.site_url)
        return Built(Path(config.site_dir), config.site_url or "", tuple(warnings))


@contextmanager
def warned() -> Iterator[list[str]]:
    """Collect what MkDocs and its plugins say in a warning or an error."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


def _load(file: Path, plugins: dict[str, BasePlugin[Any]]) -> MkDocsConfig:
    """Load settings anew, with the plugins of earlier loads: MkDocs keeps them in the process."""
    option: Any = MkDocsConfig.plugins
    option.plugin_cache = plugins
    try:
        return load_config(str(file))
    finally:
        option.plugin_cache = {}  # for whoever loads settings otherwise
