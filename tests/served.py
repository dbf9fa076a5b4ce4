"""A built site on a local server, under a sub-path as on GitHub Pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from tests.site import SUB_PATH


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
def served(folder: Path, handler: type[UnderSubPath] = UnderSubPath) -> Iterator[str]:
    """Serve a folder, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{urlsplit(SUB_PATH).path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
