"""The built sites on local servers, and pages that listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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


BLOCKED = "Service Worker registration blocked"
"""What Playwright says where a context allows no service workers."""


class Visit:
    """A page in a browser, and what it complained of."""

    def __init__(self, context: BrowserContext, *, scripts: bool = True) -> None:
        self._scripts = scripts
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)

    def forget(self) -> None:
        """Forget what was complained of and asked for so far."""
        self.complaints.clear()
        self.requests.clear()

    def open(self, url: str) -> Page:
        """Open an address, and wait until links of the page lead on without loading the next."""
        if self._scripts:
            with self.page.expect_request_finished(_is_sitemap):  # which Material goes by
                self.page.goto(url)
        else:
            self.page.goto(url)
        return self.page

    def open_to_the_end(self, url: str) -> Page:
        """Open an address, and wait until nothing more is fetched."""
        self.page.goto(url, wait_until="networkidle")
        return self.page

    def foreign(self, url: str) -> list[str]:
        """Return the requests to another host than that of an address."""
        return [each for each in self.requests if urlsplit(each).netloc != urlsplit(url).netloc]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(BLOCKED):
            self.complaints.append(message.text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # which is what the reader left behind
            self.complaints.append(request.url)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)


def _is_sitemap(request: Request) -> bool:
    return request.url.endswith("/sitemap.xml")


Open = Callable[..., Visit]


@contextmanager
def profiles(browser: Browser) -> Iterator[Open]:
    """Open fresh browser profiles, with whatever Playwright can set of them; close all at last."""
    with ExitStack() as stack:

        def fresh(**wishes: object) -> Visit:
            # A test that is about something else need not keep the site for a time without network.
            wishes = {"service_workers": "block", **wishes}
            context = browser.new_context(**wishes)  # type: ignore[arg-type]
            stack.callback(context.close)
            return Visit(context, scripts=bool(wishes.get("java_script_enabled", True)))

        yield fresh


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open a fresh browser profile: for tests that need one, or leave something behind in it."""
    with profiles(browser) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def look(browser: Browser) -> Iterator[Open]:
    """Take a profile and page that the tests of a module share; each opens an address anew.

    Files are still in the cache: a fresh profile takes four times as long.
    """
    with profiles(browser) as fresh:
        known: dict[str, Visit] = {}

        def shared(**wishes: object) -> Visit:
            name = str(sorted(wishes.items()))
            visited = known[name] = known.get(name) or fresh(**wishes)
            visited.forget()
            return visited

        yield shared
