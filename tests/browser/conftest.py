"""The built sites on local servers, and pages that listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.served import served
from tests.site import Built


@pytest.fixture(scope="session")
def real_url(real_site: Built) -> Iterator[str]:
    """The address of the real list."""
    with served(real_site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def ugly_url(ugly_site: Built) -> Iterator[str]:
    """The address of the ugly list."""
    with served(ugly_site.folder) as url:
        yield url


class Visit:
    """A page in a browser, and what it complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)

    def open(self, url: str) -> Page:
        """Open an address and wait until nothing more is fetched."""
        self.page.goto(url, wait_until="networkidle")
        return self.page

    def foreign(self, url: str) -> list[str]:
        """Return the requests to another host than that of an address."""
        return [each for each in self.requests if urlsplit(each).netloc != urlsplit(url).netloc]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is what the reader left behind
            self.complaints.append(request.url)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a fresh browser profile, with whatever Playwright can set of it."""
    contexts: list[BrowserContext] = []

    def fresh(**wishes: object) -> Visit:
        contexts.append(browser.new_context(**wishes))  # type: ignore[arg-type]
        return Visit(contexts[-1])

    yield fresh
    for context in contexts:
        context.close()
