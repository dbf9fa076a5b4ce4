"""A server on this machine that answers as the services do, and fails as they do.

Each service has a folder of it: `/arxiv/api/query`, `/crossref/works` and so on. It knows just what
the way in asks, and answers 404 to anything else.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest

Json = Any
"""What `json` can write."""


@dataclass(frozen=True)
class Told:
    """A paper as the services know it; each tells what it would."""

    title: str
    abstract: str | None = "We study what nobody asked, and find that 42 is not enough."
    authors: tuple[str, ...] = ("Ada Ørsted", "Kai-wei Chang")
    arxiv: str | None = None
    doi: str | None = None
    anthology: str | None = None
    published: str = "2024-05-17"
    venue: str = (
        "Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics"
        " (Volume 1: Long Papers)"
    )
    code: str | None = None
    upvotes: int = 3
    citations: int = 7


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    service: str
    path: str
    """After the service's folder, with the query."""
    headers: Mapping[str, str]
    body: bytes
    when: float
    """Seconds, on a clock that never goes back."""

    @property
    def query(self) -> Mapping[str, str]:
        """Its parameters, the last of each name."""
        found = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        return {name: values[-1] for name, values in found.items()}


Fault = Callable[["_Handler"], None]
"""Answers a request wrongly."""


@dataclass
class Answering:
    """What the services know, what goes wrong next, and what was asked."""

    port: int = 0
    papers: dict[str, list[Told]] = field(default_factory=dict)
    """By service: `arxiv`, `hugging-face`, `openalex`, `semantic-scholar`, `crossref`,
    `anthology`."""
    days: dict[str, list[Told]] = field(default_factory=dict)
    """Hugging Face's lists, by their days in ISO 8601."""
    page: int = 100
    """Entries that a page holds at most, whatever is asked."""
    faults: list[Fault] = field(default_factory=list)
    """Used up by the requests that come, in this order."""
    broken: dict[str, Fault] = field(default_factory=dict)
    """What goes wrong with every request to a service."""
    requests: list[Asked] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the variables that send the way in to it, and nowhere else."""
        named = {
            "READING_LIST_ARXIV_URL": "arxiv",
            "READING_LIST_HUGGING_FACE_URL": "hugging-face",
            "READING_LIST_OPENALEX_URL": "openalex",
            "READING_LIST_SEMANTIC_SCHOLAR_URL": "semantic-scholar",
            "READING_LIST_CROSSREF_URL": "crossref",
            "READING_LIST_ACL_ANTHOLOGY_URL": "anthology",
        }
        return {
            **{name: f"{self.url}/{folder}" for name, folder in named.items()},
            "NO_PROXY": "127.0.0.1",
        }

    def asked(self, service: str) -> list[Asked]:
        """Return what a service was asked."""
        return [each for each in self.requests if each.service == service]

    def knows(self, *papers: Told) -> None:
        """Tell all services of papers; each takes what it would have an identifier for."""
        for service in SERVICES:
            self.papers.setdefault(service, []).extend(papers)


@contextmanager
def asked_here(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[Answering]:
    """Run the server, and send the way in to it; answers are kept in a folder of the test's."""
    with answering() as state:
        for name, value in state.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        for name in ("OPENALEX_API_KEY", "SEMANTIC_SCHOLAR_API_KEY", "READING_LIST_CONTACT"):
            monkeypatch.delenv(name, raising=False)
        yield state


@contextmanager
def answering() -> Iterator[Answering]:
    """Run the server."""
    state = Answering()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.state = state
    state.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.stopping.set()
        server.shutdown()
        server.server_close()


# ---- What goes wrong -----------------------------------------------------------------------------


def failing(status: int, body: str = "Rate exceeded.", **headers: str) -> Fault:
    """Answer with a status; `retry_after="1"` is a header."""
    return lambda handler: handler.reply(body.encode(), "text/plain", status, **headers)


def saying(body: str | bytes, kind: str = "text/html") -> Fault:
    """Answer with a text, and status 200."""
    data = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.reply(data, kind)


def redirecting(to: str, status: int = 302) -> Fault:
    """Send to another address."""
    return lambda handler: handler.reply(b"", "text/html", status, Location=to)


def stalling(handler: _Handler) -> None:
    """Never answer."""
    handler.state.stopping.wait(30)


def dripping(handler: _Handler) -> None:
    """Send the body a byte at a time."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    _drip(handler, b"[")


def dripping_head(handler: _Handler) -> None:
    """Send the head a byte at a time."""
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Long: ")


def _drip(handler: _Handler, start: bytes) -> None:
    with suppress(OSError):
        handler.wfile.write(start)
        while not handler.state.stopping.wait(0.02):
            handler.wfile.write(b" ")
            handler.wfile.flush()


def resetting(handler: _Handler) -> None:
    """Break the connection off."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cutting(handler: _Handler) -> None:
    """End the body before its announced length."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'[{"id": "2401.00001"}')
    handler.close_connection = True


def cutting_chunks(handler: _Handler) -> None:
    """End a body in chunks before the last of them."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"2\r\n[]\r\n")
    handler.close_connection = True


ERROR_FEED = """\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=&amp;id_list=1&amp;start=0&amp;max_results=1</title>
  <id>http://arxiv.org/api/made-up</id>
  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id>
    <title>Error</title>
    <summary>incorrect id format for 1</summary>
    <updated>2026-01-02T00:00:00-05:00</updated>
    <author><name>arXiv api core</name></author>
  </entry>
</feed>
"""


# ---- What is answered ----------------------------------------------------------------------------


def atom(papers: Sequence[Told], total: int | None = None) -> str:
    """Return a feed of arXiv's."""
    count = len(papers) if total is None else total
    entries = "\n".join(_atom_entry(each) for each in papers)
    return f"""\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" \
xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/made-up</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0</title>
  <updated>2026-01-02T00:00:00Z</updated>
  <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
  <opensearch:totalResults>{count}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{entries}
</feed>
"""


def _atom_entry(paper: Told) -> str:
    people = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    doi = f"<arxiv:doi>{escape(paper.doi)}</arxiv:doi>" if paper.doi else ""
    return f"""  <entry>
    <id>http://arxiv.org/abs/{paper.arxiv}v2</id>
    <title>{escape(paper.title)}</title>
    <updated>2025-12-24T17:59:46Z</updated>
    <link href="https://arxiv.org/abs/{paper.arxiv}v2" rel="alternate" type="text/html"/>
    <summary>{escape(paper.abstract or "")}</summary>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <published>{paper.published}T17:59:46Z</published>
    <arxiv:primary_category term="cs.CL"/>
    {people}{doi}
  </entry>"""


def hugging_face(paper: Told, day: str | None = None) -> Json:
    """Return a paper's page as JSON, or with a day its entry in a list."""
    inner = {
        "id": paper.arxiv,
        "authors": [{"_id": "6", "name": name, "hidden": False} for name in paper.authors],
        "publishedAt": f"{paper.published}T17:08:18.000Z",
        "title": paper.title,
        "summary": paper.abstract,
        "upvotes": paper.upvotes,
        **({"githubRepo": paper.code} if paper.code else {}),
    }
    if day is None:
        return inner
    inner["submittedOnDailyAt"] = f"{day}T03:55:12.777Z"
    published = f"{paper.published}T13:08:18.000Z"
    return {"paper": inner, "publishedAt": published, "title": paper.title, "numComments": 1}


def openalex(paper: Told) -> Json:
    """Return a work of OpenAlex's."""
    words: dict[str, list[int]] = {}
    for place, word in enumerate((paper.abstract or "").split()):
        words.setdefault(word, []).append(place)
    doi = f"https://doi.org/{paper.doi or f'10.48550/arxiv.{paper.arxiv}'}"
    page = f"http://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else doi
    location = {"landing_page_url": page, "source": {"display_name": paper.venue}}
    return {
        "id": "https://openalex.org/W42",
        "doi": doi,
        "title": paper.title,
        "display_name": paper.title,
        "publication_year": int(paper.published[:4]),
        "publication_date": paper.published,
        "ids": {"openalex": "https://openalex.org/W42", "doi": doi},
        "type": "article",
        "authorships": [
            {"author": {"display_name": name}, "raw_author_name": name} for name in paper.authors
        ],
        "abstract_inverted_index": words or None,
        "primary_location": location,
        "locations": [location],
        "cited_by_count": paper.citations,
    }


def semantic_scholar(paper: Told) -> Json:
    """Return a paper of Semantic Scholar's."""
    ids = {"ArXiv": paper.arxiv, "DOI": paper.doi, "ACL": paper.anthology, "CorpusId": 42}
    return {
        "paperId": "649def34f8be52c8b66281af98ae884c09aef38b",
        "externalIds": {name: value for name, value in ids.items() if value},
        "title": paper.title,
        "abstract": paper.abstract,
        "venue": "arXiv.org",
        "publicationVenue": None,
        "year": int(paper.published[:4]),
        "publicationDate": paper.published,
        "journal": None,
        "authors": [{"authorId": "1", "name": name} for name in paper.authors],
        "citationCount": paper.citations,
        "openAccessPdf": None,
    }


def crossref(paper: Told) -> Json:
    """Return a work of Crossref's, which seldom has an abstract."""
    people = [name.rpartition(" ") for name in paper.authors]
    return {
        "DOI": paper.doi,
        "type": "proceedings-article",
        "title": [paper.title],
        "author": [
            {"given": given, "family": family, "sequence": "additional"}
            for given, _, family in people
        ],
        "container-title": [paper.venue],
        "issued": {"date-parts": [[int(part) for part in paper.published.split("-")]]},
        "is-referenced-by-count": paper.citations,
        "URL": f"https://doi.org/{paper.doi}",
    }


def bibtex(paper: Told) -> str:
    """Return an entry of the ACL Anthology's."""
    people = [name.rpartition(" ") for name in paper.authors]
    names = "  and\n      ".join(f"{family}, {given}" for given, _, family in people)
    fields = {
        "title": paper.title,
        "author": names,
        "booktitle": paper.venue,
        "year": paper.published[:4],
        "url": f"https://aclanthology.org/{paper.anthology}/",
        "doi": paper.doi,
        "abstract": paper.abstract,
    }
    lines = [f'    {name} = "{value}"' for name, value in fields.items() if value]
    return "@inproceedings{orsted-chang-2024-made,\n" + ",\n".join(lines) + "\n}\n"


def _of_arxiv(state: Answering, asked: Asked) -> _Reply:
    if urlsplit(asked.path).path != "/api/query":
        return None
    query, known = asked.query, [each for each in state.papers.get("arxiv", ()) if each.arxiv]
    if ids := query.get("id_list"):
        known = [each for each in known if each.arxiv in ids.split(",")]
    else:
        words = re.findall(r"ti:(\w+)", query["search_query"])
        known = [each for each in known if not words or _has(each, words)]
    start, most = int(query.get("start", "0")), int(query.get("max_results", "10"))
    shown = known[start : start + min(most, state.page)]
    return atom(shown, len(known)), "application/atom+xml; charset=utf-8"


def _of_hugging_face(state: Answering, asked: Asked) -> _Reply:
    path, known = urlsplit(asked.path).path, state.papers.get("hugging-face", [])
    if path == "/api/daily_papers":
        listed = state.days.get(asked.query["date"], [])
        size = min(int(asked.query["limit"]), state.page)
        first = int(asked.query["p"]) * size
        return [hugging_face(each, asked.query["date"]) for each in listed[first : first + size]]
    if path == "/api/papers/search":
        found = [each for each in known if each.arxiv and _has(each, asked.query["q"].split())]
        return [{"paper": hugging_face(each)} for each in found]
    name = unquote(path).removeprefix("/api/papers/")
    return next((hugging_face(each) for each in known if each.arxiv == name), None)


def _of_openalex(state: Answering, asked: Asked) -> _Reply:
    kind, _, value = asked.query["filter"].partition(":")
    known = [each for each in state.papers.get("openalex", ()) if each.doi or each.arxiv]
    ids = value.lower().split("|")
    if kind == "doi":
        known = [each for each in known if _doi(each) in ids]
    elif kind == "locations.landing_page_url":
        known = [each for each in known if f"http://arxiv.org/abs/{each.arxiv}" in ids]
    else:
        known = [each for each in known if _has(each, value.split())]
    found = [openalex(each) for each in known]
    return {"meta": {"count": len(found), "page": 1, "per_page": 50}, "results": found}


def _doi(paper: Told) -> str:
    return (paper.doi or f"10.48550/arxiv.{paper.arxiv}").lower()


def _of_semantic_scholar(state: Answering, asked: Asked) -> _Reply:
    known = state.papers.get("semantic-scholar", [])
    if urlsplit(asked.path).path == "/graph/v1/paper/search":
        found = [each for each in known if _has(each, asked.query["query"].split())]
        return {"total": len(found), "offset": 0, "data": [semantic_scholar(p) for p in found]}
    by_id = {f"arxiv:{each.arxiv}": each for each in known}
    by_id |= {f"doi:{each.doi}".lower(): each for each in known}
    by_id |= {f"acl:{each.anthology}".lower(): each for each in known}
    papers = [by_id.get(each.lower()) for each in json.loads(asked.body)["ids"]]
    if not any(papers):
        return 400, {"error": "No valid paper ids given"}
    return [semantic_scholar(each) if each else None for each in papers]


def _of_crossref(state: Answering, asked: Asked) -> _Reply:
    known = [each for each in state.papers.get("crossref", ()) if each.doi]
    if filters := asked.query.get("filter"):
        dois = {each.removeprefix("doi:").lower() for each in filters.split(",")}
        known = [each for each in known if each.doi and each.doi.lower() in dois]
    else:
        known = [each for each in known if _has(each, asked.query["query.title"].split())]
    message = {"total-results": len(known), "items": [crossref(each) for each in known]}
    return {"status": "ok", "message-type": "work-list", "message": message}


def _of_anthology(state: Answering, asked: Asked) -> _Reply:
    known = {f"/{each.anthology}.bib": each for each in state.papers.get("anthology", ())}
    found = known.get(unquote(asked.path))
    return (bibtex(found), "application/x-bibtex") if found else None


def _has(paper: Told, words: Iterable[str]) -> bool:
    wanted = [word.lower() for word in words]
    return bool(wanted) and all(word in paper.title.lower() for word in wanted)


SERVICES: Mapping[str, Callable[[Answering, Asked], Json]] = {
    "arxiv": _of_arxiv,
    "hugging-face": _of_hugging_face,
    "openalex": _of_openalex,
    "semantic-scholar": _of_semantic_scholar,
    "crossref": _of_crossref,
    "anthology": _of_anthology,
}

_Reply = Json
"""JSON to answer with; or a text and its type; or a status and JSON; `None` for 404."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    state: Answering

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Clients that hang up are what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    @property
    def state(self) -> Answering:
        return self.server.state

    def do_GET(self) -> None:
        """Answer, or fail."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        service, _, path = self.path[1:].partition("/")
        asked = Asked(service, f"/{path}", dict(self.headers.items()), body, time.monotonic())
        self.state.requests.append(asked)
        if self.state.faults:
            self.state.faults.pop(0)(self)
        elif service in self.state.broken:
            self.state.broken[service](self)
        else:
            self._answer(asked)

    do_POST = do_GET  # noqa: N815 - http.server's own name

    def _answer(self, asked: Asked) -> None:
        answer = SERVICES[asked.service](self.state, asked) if asked.service in SERVICES else None
        match answer:
            case None:
                self.reply(b'{"error": "Not found"}', "application/json", 404)
            case (str(text), str(kind)):
                self.reply(text.encode(), kind)
            case (int(status), said):
                self.reply(json.dumps(said).encode(), "application/json", status)
            case _:
                self.reply(json.dumps(answer).encode(), "application/json; charset=utf-8")

    def reply(self, data: bytes, kind: str, status: int = 200, **headers: str) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
