"""Where the tests find Chromium, and how they start it. As a command: bring it when there is none.

`make test` runs the command once.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""Programs looked for on PATH, in this order."""

MISSING = (
    "no Chromium was found (the variable CHROMIUM, "
    f"{', '.join(NAMES)} on PATH, or Playwright's own): sudo apt-get install chromium"
)
"""What to tell a person who has no browser."""

UNWANTED = (
    # Two hidden pages for the address bar of each window: a third of what it takes to open one.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    # What Playwright turns off: Chromium heeds the last such argument alone.
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
"""Features that are turned off; names that a Chromium does not know do no harm."""

ARGUMENTS = (
    "--no-sandbox",  # Chromium's own sandbox refuses root, which containers often are
    "--disable-gpu",
    "--disable-quic",
    # A browser that asks for nothing by itself: what the tests see is what the page asked for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(UNWANTED)}",
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


@contextmanager
def started() -> Iterator[Browser]:
    """Start Chromium. Raises `SystemExit`, which tells a person why, when that cannot be."""
    with sync_playwright() as playwright:
        program = find(playwright)
        if program is None:
            raise SystemExit(MISSING)
        try:
            browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        except Error as error:
            said = error.message.splitlines()[0]
            raise SystemExit(f"{program} does not start: {said}") from error
        yield browser
        browser.close()


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
