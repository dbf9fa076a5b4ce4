"""MkDocs' events ↔ `publish.build`. Nothing here knows what a paper is.

Nothing is written to a disk: pages and files are virtual, so that `mkdocs serve` is enough, and
none can be left over from an earlier build.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from generator.config import ReadingListConfig
from generator.model.problems import ContentError
from generator.model.report import Todo, todo
from generator.publish import render, routes
from generator.publish.build import build
from generator.publish.metadata import build_name
from generator.publish.site import AUTHORITY, Site
from generator.serving import Kept, KeptPage, kept_shells, titles
from generator.store import git, store, vectors
from generator.store.history import history

log = get_plugin_logger("reading-list")

UNPUBLISHED = (".yml", ".vec", ".txt", ".json", ".part")
"""Endings of what programs read in the content folder, and readers do not; the captures, whatever
their names, are evidence and not published either."""


INSTANT = "navigation.instant"
MANY = 2000
"""Pages whose sitemap, which Material fetches on every visit to go from page to page without
loading, takes 20 KB compressed."""

SAID = ("site_name", "site_description", "site_url", "repo_url", "edit_uri", "copyright", "nav")
"""Settings that show on pages; what else is set is in the theme, or in `extra`."""

EPOCH = "SOURCE_DATE_EPOCH"
"""https://reproducible-builds.org/specs/source-date-epoch/"""


class ReadingListPlugin(BasePlugin[ReadingListConfig]):
    """Adds the pages and files of the reading list to those of the content folder."""

    def __init__(self) -> None:
        """Remember between builds whether this is a server, and what it has rendered."""
        super().__init__()
        self._serving = False
        self._dated = False
        self.told: dict[str, Mapping[str, str]] = {}
        """What programs are told of each page, by the path of its source."""
        self._kept = Kept()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Take note of the command. Defining this keeps the plugin between rebuilds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let the last commit date the build, so that the same commit gives the same bytes.

        A page that is not to be made is not in the navigation, nor in the search, either.
        """
        if not self.config.curate and not Path(config.docs_dir, routes.CURATE).exists():
            config.nav = _without(config.nav, routes.CURATE)
        if not os.environ.get(EPOCH) and (seconds := _last_commit(config.docs_dir)):
            os.environ[EPOCH] = seconds
            self._dated = True
        if self._serving:
            config.extra["serving"] = True  # so that no service worker stands before a change
        return config

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Leave the environment as it was."""
        self._forget_date()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the environment as it was."""
        self._forget_date()

    @event_priority(100)
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Exclude the raw data, and add what is made from it.

        A hand-written page at the address of a generated one wins. Problems stop a build; a
        server shows them and goes on without the papers that have them.
        """
        self._kept.forget_unless_same(config)
        for file in files:
            if file.src_dir != config.docs_dir:
                continue  # the theme's: the licences of its fonts are texts, too
            if file.src_uri.startswith("captures/") or file.src_uri.endswith(UNPUBLISHED):
                file.inclusion = InclusionLevel.EXCLUDED
        try:
            self._add_generated(files, config)
        except ContentError as error:
            raise _failure(error) from None
        _load_large(files, config)
        if not self._serving:
            files.append(_file(self._build_name(files, config), config))
        return files

    def _forget_date(self) -> None:
        if self._dated:
            del os.environ[EPOCH]
            self._dated = False

    def _add_generated(self, files: Files, config: MkDocsConfig) -> None:
        known = store.load(Path(os.path.relpath(config.docs_dir)))
        self._report(known)
        self.told.clear()
        site = self.site(known, config)
        written = {file.dest_uri: file for file in files}
        for output in build(site):
            file = _file(output, config)
            if file.dest_uri in written:
                written[file.dest_uri].inclusion = file.inclusion
                continue
            files.append(file)
            if isinstance(output, render.Page):
                self.told[file.src_uri] = output.meta
            if self._serving and file.is_documentation_page():
                KeptPage(file, config, self._kept)

    def _build_name(self, files: Files, config: MkDocsConfig) -> render.File:
        """Return what names a build by everything that its pages and files are made from."""
        own = (file for file in files if file.src_dir in (None, config.docs_dir))
        sources = [(f.dest_uri, f.content_bytes) for f in own if not f.inclusion.is_excluded()]
        for folder in filter(None, [config.theme.custom_dir]):
            found = (path for path in Path(folder).rglob("*") if path.is_file())
            sources += [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found]
        theme = {name: config.theme[name] for name in config.theme}
        told = sorted(self.told.items())
        return build_name.named(
            sources, [*(config[name] for name in SAID), config.extra, told, theme]
        )

    def site(self, known: store.Store, config: MkDocsConfig) -> Site:
        """Return the site that these settings make of a store."""
        return Site(
            known.reading_list,
            name=config.site_name,
            description=config.site_description or "",
            pages=dict(titles(config.nav)),
            url=config.site_url or "",
            authority=self.config.authority or AUTHORITY,
            repository=config.repo_url or "",
            revision=_revision(config.docs_dir),
            vectors=known.vectors,
            cards=self.config.cards,
            history=history(known.content),
            todo=_todo(known) if self.config.curate else None,
            conflicts=tuple(known.conflicts.values()),
            edit=_edit(config),
        )

    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Tell the theme what programs are told of a page."""
        page.meta.update(self.told.get(page.file.src_uri, {}))

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let a server keep what the theme made of pages that have not changed."""
        if self._serving:
            env.template_class = kept_shells(self._kept)
        return env

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Rebuild when a template changes, too."""
        server.watch(str(render.TEMPLATES))
        return server

    def _report(self, known: store.Store) -> None:
        if known.problems and not self._serving:
            known.checked()
        for problem in known.problems:
            log.warning("%s", problem)


def _file(output: render.Page | render.File, config: MkDocsConfig) -> File:
    if isinstance(output, render.File):
        file = File.generated(config, output.uri, content=output.data)
        file.dest_uri = routes.address(output.uri)
        return file
    file = File.generated(
        config, output.uri, content=output.text, inclusion=InclusionLevel.NOT_IN_NAV
    )
    file.edit_uri = output.source
    return file


def _load_large(files: Files, config: MkDocsConfig) -> None:
    """Let a browser load each page of a site that has very many of them."""
    pages = len(files.documentation_pages())
    if pages > MANY and INSTANT in config.theme["features"]:
        config.theme["features"] = [each for each in config.theme["features"] if each != INSTANT]
        log.info("%s is off: the sitemap of %s pages is too much to fetch", INSTANT, pages)


def _edit(config: MkDocsConfig) -> str:
    """Return what stands before the path of a file where it is edited, as MkDocs puts it."""
    if not (config.repo_url and config.edit_uri):
        return ""
    slash = "" if config.edit_uri.startswith(("?", "#")) else "/"
    return urljoin(config.repo_url.rstrip("/") + slash, config.edit_uri)


def _todo(known: store.Store) -> tuple[Todo, ...]:
    wanting = vectors.wanting(known.reading_list.papers, known.vectors)
    return todo(known.reading_list, known.decisions, wanting, known.conflicts)


def _last_commit(folder: str) -> str:
    """Return when the last commit was made, in seconds since 1970; empty where git cannot tell."""
    return (git.ask(folder, "log", "-1", "--format=%ct") or b"").decode().strip()


def _revision(folder: str) -> str | None:
    """Return the commit whose files are just those of the folder, when there is one."""
    changed = git.ask(folder, "status", "--porcelain", "--", ".")
    head = git.ask(folder, "rev-parse", "HEAD") if changed == b"" else None
    return head.decode().strip() if head else None


def _without(nav: object, page: str) -> object:
    """Return a navigation without a page, and without the sections that had nothing else."""
    if isinstance(nav, dict):
        kept = {title: _without(inside, page) for title, inside in nav.items()}
        return {title: inside for title, inside in kept.items() if inside not in (page, [])}
    if isinstance(nav, list):
        kept_items = (_without(item, page) for item in nav)
        return [item for item in kept_items if item not in (page, {})]
    return nav


def _failure(error: ContentError) -> PluginError:
    for problem in error.problems:
        log.error("%s", problem)
    return PluginError(f"{len(error.problems)} problems in the content; nothing was built.")
