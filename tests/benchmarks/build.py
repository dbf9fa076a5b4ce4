"""A build of the real list, against a plain Material build of the very same Markdown files.

The plain build has the same theme, extensions and pages on a disk, papers outside the navigation,
and no plugin of ours. The aim is to take no more than 1.5 times as long.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path

import yaml

from generator.publish.build import build
from generator.publish.render import File, Page
from generator.publish.site import Site
from generator.store import store
from tests import ROOT
from tests.benchmarks.measure import mib, middle, mkdocs_build, table
from tests.builders import tree, write_file
from tests.site import SUB_PATH, settings

NO_SEARCH = "search: {exclude: true}"
AIM = 1.5
"""Times that a plain build takes."""


def write_plain(content: Path, folder: Path) -> Path:
    """Write what we generate as files, and settings that build them without our plugin."""
    own = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=_EnvLoader)  # noqa: S506 - our own file
    docs = folder / "docs"
    site = Site(store.load(content).reading_list, own["site_name"], own["site_description"])
    for page in content.rglob("*.md"):
        write_file(docs / page.relative_to(content), page.read_bytes())
    for output in build(site):
        write_file(docs / output.uri, _plain(output))
    own |= {
        "docs_dir": str(docs),
        "site_dir": str(folder / "plain"),
        "site_url": SUB_PATH,
        "plugins": ["search"],
        "not_in_nav": "*",
        "theme": {**own["theme"], "custom_dir": str(ROOT / "overrides")},
    }
    return write_file(folder / "plain.yml", json.dumps(own))


def _plain(output: Page | File) -> str | bytes:
    """Return what stands in a file; Material's search is kept from lists, which repeat papers."""
    if isinstance(output, File):
        return output.data
    is_paper = re.fullmatch(r"papers/(?!index).*", output.uri)
    return output.text if is_paper else output.text.replace("---\n", f"---\n{NO_SEARCH}\n", 1)


class _EnvLoader(yaml.SafeLoader):
    """Reads `!ENV [NAME, default]` as its default."""


def _default(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> object:
    return loader.construct_sequence(node)[-1]


_EnvLoader.add_constructor("!ENV", _default)


def main(pairs: int = 5) -> None:
    """Build both in turn, and print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = ROOT / "content"
        ours, plain = settings(content, folder / "ours"), write_plain(content, folder)
        runs = [(mkdocs_build(ours), mkdocs_build(plain)) for _ in range(pairs)]
        a, b = (middle(costs) for costs in zip(*runs, strict=True))
        papers = len(list((content / "papers").glob("*.yml")))
        same = _same(folder / "ours", folder / "plain")
    rows = [
        ("this list", f"{a.cpu:.2f}", f"{a.wall:.2f}", mib(a.memory)),
        ("plain Material, same Markdown", f"{b.cpu:.2f}", f"{b.wall:.2f}", mib(b.memory)),
        (
            f"ratio (aim: at most {AIM})",
            *(f"{ours / theirs:.2f}" for ours, theirs in ((a.cpu, b.cpu), (a.wall, b.wall))),
            f"{a.memory / b.memory:.2f}",
        ),
    ]
    title = f"A build of {papers} papers; medians of {pairs} runs of each, in turn; {same}"
    table(title, ("", "CPU seconds", "seconds", "memory"), rows)


def _same(ours: Path, plain: Path) -> str:
    """Say how many of the files are the same in both, so that the comparison is seen to be fair."""
    a, b = tree(ours), tree(plain)
    equal = sum(a.get(path) == data for path, data in b.items())
    return f"{equal} of {len(a.keys() | b.keys())} files equal"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    main(parser.parse_args().pairs)
