"""The built site on a local server, under a sub-path as on GitHub Pages, and pages that listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.site import SUB_PATH, Built


class UnderSubPath(SimpleHTTPRequestHandler):
    """Serves a folder under the sub-path and nothing beside it; says nothing of it."""

    def do_GET(self) -> None:
        """Serve a file; the sitemap with our address, for Material goes by it from page to page."""
        if not self.path.endswith("/sitemap.xml"):
            super().do_GET()
            return
        sitemap = Path(self.translate_path(self.path)).read_text(encoding="utf-8")
        here = f"http://{self.headers['Host']}{urlsplit(SUB_PATH).path}"
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/xml")
        self.end_headers()
        self.wfile.write(sitemap.replace(SUB_PATH, here).encode())

    def translate_path(self, path: str) -> str:
        """Cut the sub-path off; what is not under it is in no folder."""
        prefix = urlsplit(SUB_PATH).path
        if not urlsplit(path).path.startswith(prefix):
            return str(Path(self.directory, "outside", "the", "sub-path"))
        return super().translate_path("/" + path.removeprefix(prefix))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - Python's own name
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(UnderSubPath, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{urlsplit(SUB_PATH).path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))

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
