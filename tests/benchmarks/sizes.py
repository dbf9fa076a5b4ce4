"""Bytes that a reader fetches from the site of the real list, as they are and compressed."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests import ROOT
from tests.benchmarks.measure import kib, table
from tests.site import Built, build_site, settings


def main() -> None:
    """Build the site once, and print the sizes of what is fetched most."""
    with tempfile.TemporaryDirectory() as name:
        site = build_site(settings(ROOT / "content", Path(name, "site")))
        papers = sorted(set(site.files) & _pages(site))
        library = "papers/index.html"
        search = {
            name: [path for path in site.files if path.startswith(f"search/{name}-")]
            for name in ("words", "texts", "meaning")
        }
        rows = [
            _row(site, "a paper's page (median)", papers),
            _row(site, "the longest paper's page", [max(papers, key=_size(site).__getitem__)]),
            _row(site, "the front page", ["index.html"]),
            _row(site, "the library", [library]),
            _row(site, "the search: words", search["words"]),
            _row(site, "the search: texts of 20 papers (median)", search["texts"]),
            *(_row(site, "the search: meaning", [path]) for path in search["meaning"]),
            _row(site, "all papers as BibTeX", ["papers.bib"]),
            ("the whole site", kib(sum(_size(site).values())), ""),
        ]
    table("Sizes", ("", "bytes", "gzip"), rows)


def _pages(site: Built) -> set[str]:
    """Return the pages of papers: one folder below the library."""
    return {path for path in site.files if path.startswith("papers/") and path.count("/") == 2}


def _size(site: Built) -> dict[str, int]:
    return {path: file.stat().st_size for path, file in site.files.items()}


def _row(site: Built, name: str, paths: Iterable[str]) -> tuple[str, str, str]:
    data = [site.files[path].read_bytes() for path in paths]
    small = [len(gzip.compress(each, mtime=0)) for each in data]
    return name, kib(median(map(len, data))), kib(median(small))


if __name__ == "__main__":
    main()
