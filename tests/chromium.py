"""Where the tests find Chromium. As a command: bring it when there is none.

`make test` runs the command once; the `browser` fixture in `conftest.py` starts what it finds.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Programs looked for on PATH, in this order."""

MISSING = (
    "no Chromium was found (the variable CHROMIUM, "
    f"{', '.join(NAMES)} on PATH, or Playwright's own): sudo apt-get install chromium"
)
"""What to tell a person who has no browser."""

ARGUMENTS = (
    "--no-sandbox",  # Chromium's own sandbox refuses root, which containers often are
    "--disable-gpu",
    "--disable-quic",
    # A browser that asks for nothing by itself: what the tests see is what the page asked for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Arguments that Chromium is started with."""


def find(playwright: Playwright) -> Path | None:
    """Find the Chromium to test with: CHROMIUM alone if it is set, else PATH, else Playwright's.

    Args:
        playwright: A running Playwright, which knows where it keeps its own browsers.

    Returns:
        The program, or None when there is none.
    """
    if named := os.environ.get("CHROMIUM"):
        program = shutil.which(named)
    else:
        own = playwright.chromium.executable_path
        program = next(filter(None, map(shutil.which, (*NAMES, own))), None)
    return Path(program) if program else None


def main() -> None:
    """Download Playwright's Chromium when there is no other; say so when that fails, and go on."""
    with sync_playwright() as playwright:
        if find(playwright):
            return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, check=False).returncode:
        print(f"make: {MISSING}", file=sys.stderr)


if __name__ == "__main__":
    main()
