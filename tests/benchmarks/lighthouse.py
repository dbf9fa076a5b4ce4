"""Lighthouse's scores of the real list on a phone, served compressed as on GitHub Pages."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from tests import ROOT, chromium
from tests.benchmarks.measure import table
from tests.served import UnderSubPath, served
from tests.site import build_site, settings

PACKAGE = ROOT / "tests" / "benchmarks" / "node"
PROGRAM = PACKAGE / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {"home": "", "library": "papers/", "a paper": "papers/fusechat/"}
AIM = 95
"""Of 100, in every category."""


class Compressed(UnderSubPath):
    """Serves as GitHub Pages does: compressed, to be kept for ten minutes, on one connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - Python's own name
        """Serve a file, or say that there is none."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        data = gzip.compress(file.read_bytes(), 6) if found else b""
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)


def main(rounds: int) -> None:
    """Build the site, and print what Lighthouse says of three pages: the medians of some runs."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("\nLighthouse: SKIPPED, Node 20 or newer with npm is needed (https://nodejs.org/)")
        return
    if not PROGRAM.exists():
        npm = ["npm", "ci", "--silent", "--no-audit", "--no-fund"]
        subprocess.run(npm, cwd=PACKAGE, check=True)
    with tempfile.TemporaryDirectory() as name:
        site = build_site(settings(ROOT / "content", Path(name, "site")))
        with served(site.folder, Compressed) as url:
            rows = [
                _row(page, [_report(url + path) for _ in range(rounds)])
                for page, path in PAGES.items()
            ]
    table(f"Lighthouse on a phone, of 100 (aim: {AIM})", ("", *CATEGORIES, "LCP"), rows)


def _report(url: str) -> Mapping[str, Any]:
    """Return what Lighthouse says of an address."""
    flags = " ".join(["--headless=new", *chromium.ARGUMENTS])
    only = f"--only-categories={','.join(CATEGORIES)}"
    command = ["node", str(PROGRAM), url, "--quiet", "--output=json", only]
    done = subprocess.run(
        [*command, f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": str(_chromium())},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def _chromium() -> Path:
    with sync_playwright() as playwright:
        return chromium.find(playwright) or sys.exit(chromium.MISSING)


def _row(page: str, reports: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return a row of the table, and print what keeps a page from the aim."""
    said = {name: median(_score(report, name) for report in reports) for name in CATEGORIES}
    for name, score in said.items():
        if score < AIM:
            print(f"  {page}, {name}: {'; '.join(_failed(reports[-1], name))}")
    lcp = median(each["audits"]["largest-contentful-paint"]["numericValue"] for each in reports)
    return (page, *(f"{score:.0f}" for score in said.values()), f"{lcp / 1000:.1f} s")


def _score(report: Mapping[str, Any], category: str) -> float:
    return 100 * float(report["categories"][category]["score"])


def _failed(report: Mapping[str, Any], category: str) -> Iterator[str]:
    """Yield the audits that cost a page points."""
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield f"{audit['title']} ({audit.get('displayValue', audit['score'])})"


if __name__ == "__main__":
    main(rounds=1)
