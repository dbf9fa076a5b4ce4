"""The whole source of the site as plain files, for a builder that does not know this package.

`docs/` has every page as Markdown and every file as it is published, `overrides/` what changes the
theme, `mkdocs.yml` the settings without the plugin. What a builder cannot publish beside a page of
the same name, the readable Markdown of each paper, is in `data/`.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, get_files
from mkdocs.utils.yaml import yaml_load

from generator.plugin import ReadingListPlugin
from generator.publish import routes

NAME = "reading-list"
_OURS = ("plugins", "docs_dir", "site_dir", "edit_uri", "hooks", "watch")
"""Settings that mean something only beside the store, or on this machine."""

_TO_READABLE = re.compile(rb"""((?:href=\\?"|\]\()[^"\\()\s]*/[\w-]+)\.md(?=\\?"|\))""")
"""A link to the readable Markdown of a paper, which in the export leads to the paper's page."""


class ExportError(ValueError):
    """Why nothing was written."""


def export(settings: Path, folder: Path) -> int:
    """Write the site's source into an empty or new folder, and return how many files it has.

    Raises `ExportError` when the folder is not empty, or the site could not be built either.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ExportError(f"{folder}: expected a new or an empty folder, got one with files")
    try:
        config = load_config(str(settings))
        sources = dict(_sources(config))
    except MkDocsException as error:
        raise ExportError(str(error)) from error
    for path, data in {**sources, "mkdocs.yml": _settings(config)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    if config.theme.custom_dir:
        shutil.copytree(config.theme.custom_dir, folder / "overrides")
    return sum(1 for path in folder.rglob("*") if path.is_file())


def _sources(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    plugin = cast("ReadingListPlugin", config.plugins[NAME])
    config.plugins.on_config(config)
    for file in config.plugins.on_files(get_files(config), config=config):
        if file.inclusion.is_included():
            yield _place(file), _source(file, plugin.told.get(file.src_uri, {}))
    config.plugins.on_post_build(config=config)


def _place(file: File) -> str:
    """A page's Markdown stands in `docs/` under its own name, and so does all that is published."""
    if file.is_documentation_page():
        return f"docs/{file.src_uri}"
    return f"{'data' if file.src_uri.endswith(routes.READABLE) else 'docs'}/{file.dest_uri}"


def _source(file: File, told: Mapping[str, str]) -> bytes:
    """Return what is in a file; of a page also, in its front matter, what programs are told."""
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in told.items())
    source = file.content_bytes.replace(b"---\n", b"---\n" + lines.encode(), 1)
    made_here = told or file.src_uri == routes.LLMS
    return _TO_READABLE.sub(rb"\1/", source) if made_here else source


def _settings(config: MkDocsConfig) -> bytes:
    # Read anew: MkDocs takes the settings that it was given apart as it checks them.
    with Path(config.config_file_path).open("rb") as stream:
        said: dict[str, Any] = yaml_load(stream)
    said = {name: value for name, value in said.items() if name not in _OURS}
    if config.nav:
        said["nav"] = config.nav  # without the pages that are not made
    if config.theme.custom_dir:
        said["theme"]["custom_dir"] = "overrides"
    said |= {"docs_dir": "docs", "not_in_nav": "/**", "plugins": []}
    return yaml.safe_dump(said, sort_keys=False).encode()
