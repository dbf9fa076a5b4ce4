"""What a server keeps from one build to the next, so that a change shows in a second or two.

Of a build of 391 papers, more than half is rendering Markdown and a quarter is the theme; both give
the same result for the same page. A plain build keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_RENDERED = ("content", "toc", "present_anchor_ids", "links_to_anchors", "_title_from_render")
"""What `Page.render` leaves on a page."""


@dataclass
class Kept:
    """Pages and their finished HTML, by the path of the source."""

    pages: dict[str, Page] = field(default_factory=dict)
    shells: dict[str, tuple[object, str]] = field(default_factory=dict)
    frame: object = None
    """What every page shares: the configuration, and the templates and scripts of the theme."""

    def forget_unless_same(self, config: MkDocsConfig) -> None:
        """Forget everything when the configuration or a file of the theme has changed."""
        folders = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        files = [file for folder in folders for file in sorted(folder.rglob("*"))]
        if config.config_file_path:
            files.append(Path(config.config_file_path))
        frame = [(str(file), file.stat().st_mtime_ns) for file in files]
        if frame != self.frame:
            self.pages.clear()
            self.shells.clear()
            self.frame = frame


class KeptPage(Page):
    """A generated page, which is rendered again only when its Markdown has changed."""

    def __init__(self, file: File, config: MkDocsConfig, kept: Kept) -> None:
        """Make the page of `file`; its title is the navigation's, or else of its front matter."""
        super().__init__(dict(titles(config.nav)).get(file.src_uri), file, config)
        self._kept = kept

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take over what the last build made of the same Markdown, or make it."""
        earlier = self._kept.pages.get(self.file.src_uri)
        if earlier and earlier.markdown == self.markdown:
            for name in _RENDERED:
                setattr(self, name, getattr(earlier, name))
        else:
            super().render(config, files)
        self._kept.pages[self.file.src_uri] = self


def titles(nav: object) -> Iterator[tuple[str, str]]:
    """Yield the path and the title of every page to which the navigation gives one."""
    for item in nav if isinstance(nav, list) else ():
        for title, inside in item.items() if isinstance(item, dict) else ():
            if isinstance(inside, str):
                yield inside, title
            else:
                yield from titles(inside)


def kept_shells(kept: Kept) -> type[Template]:
    """Return a class of templates that render an unchanged generated page only once."""

    class KeptTemplate(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - Jinja's own signature
            page = args[0].get("page") if args else None
            if not isinstance(page, KeptPage):
                return super().render(*args, **kwargs)
            navigation = [item.title for item in args[0]["nav"].items]
            shape = page.content, page.meta, page.title, page.edit_url, navigation
            earlier, html = kept.shells.get(page.file.src_uri, (None, ""))
            if earlier != shape:
                html = super().render(*args, **kwargs)
                kept.shells[page.file.src_uri] = shape, html
            return html

    return KeptTemplate
