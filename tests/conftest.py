"""Fixtures that tests share."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the `browser` fixture, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one, tests that ask for it are skipped on a desk and fail in CI."""
    without = pytest.fail if os.environ.get("CI") else pytest.skip
    with sync_playwright() as playwright:
        program = chromium.find(playwright)
        if program is None:
            without(chromium.MISSING)
        try:
            started = playwright.chromium.launch(
                executable_path=program, args=list(chromium.ARGUMENTS)
            )
        except Error as error:
            without(f"{program} does not start: {error.message.splitlines()[0]}")
        yield started
        started.close()
