"""Addresses. The only module that knows where anything is, on the site and on the web.

Addresses of our own pages are the paths of their Markdown sources, as MkDocs validates them:
`papers/fusechat.md` is read at `/papers/fusechat/`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from generator.model.paper import Paper

HOME = "index.md"
LIBRARY = "papers/index.md"
TITLES = "titles.md"
READING = "reading.md"
MAP = "map.md"
STATS = "stats.md"
CHANGES = "changes.md"
CURATE = "curate.md"
TAGS = "tags/index.md"
DATES = "dates/index.md"
UNDATED = "dates/undated.md"
AUTHORS = "authors/index.md"
TRENDING = "trending.md"
COLLECTIONS = "collections/index.md"
FEEDS = "feeds.md"
OPML = "feeds.opml"
FEED_STYLE = "assets/stylesheets/feed.css"
DATA = "data.md"
RECORDS = "papers.json"
RECORD_SCHEMA = "papers.schema.json"
RECORD_LINES = "papers.jsonl"
TABLE = "papers.csv"
DATABASE = "papers.sqlite"
PACKAGE = "datapackage.json"
LLMS = "llms.txt"
DIGESTS = "digest/index.md"
SEARCH = "search/manifest.json"
APP = "app.webmanifest"
BUILD = "build.js"
"""Names the build for `overrides/service-worker.js`."""
READABLE = ".md.txt"
"""How the source ends of Markdown that is published as it is."""

FIRST_ARXIV_HTML = "2312"
"""arXiv makes HTML of papers since December 2023 (https://info.arxiv.org/about/accessible_HTML.html)."""


def paper(key: str) -> str:
    """The page of a paper."""
    return f"papers/{key}.md"


def library_page(number: int) -> str:
    """A page of the library for browsers without scripts; the first is 1."""
    return f"library/{number}.md"


def paper_file(key: str, ending: str) -> str:
    """A file of a paper: `papers/fusechat.bib`; its readable Markdown ends in `md.txt` at first."""
    return f"papers/{key}.{ending}"


def beside(page: str, name: str) -> str:
    """A file that belongs to a page: `tags/peft/feed.xml` to that of a tag."""
    return address(page) + name


def tag(slug: str) -> str:
    """The page of a tag."""
    return f"tags/{slug}.md"


def pair(one: str, other: str) -> str:
    """The page of the papers that carry two tags."""
    first, second = sorted((one, other))
    return f"tags/{first}/{second}.md"


def digest(period: str) -> str:
    """The digest of a period: `2025-W11`, `2025-03-17`."""
    return f"digest/{period}.md"


def feed_archive(year_number: int, month_number: int, part: int = 1) -> str:
    """What the feed of the site had of a month that is over, as RFC 5005 has it."""
    return f"feeds/{year_number:04}-{month_number:02}{f'-{part}' if part > 1 else ''}.xml"


def year(number: int) -> str:
    """The listings of a year."""
    return f"dates/{number:04}/index.md"


def month(number: int, month_number: int) -> str:
    """The listings of a month."""
    return f"dates/{number:04}/{month_number:02}/index.md"


def day(when: date) -> str:
    """The listings of a day."""
    return f"dates/{when:%Y/%m/%d}.md"


def published(number: int | None) -> str:
    """The papers that were published in a year; `None` is the unknown year."""
    return f"published/{number or 'unknown'}.md"


def author(slug: str) -> str:
    """The page of an author."""
    return f"authors/{slug}.md"


def collection(name: str) -> str:
    """The page of a reading path."""
    return f"collections/{name}.md"


def search_part(name: str) -> str:
    """A file that the search reads."""
    return f"search/{name}"


def paper_source(key: str) -> str:
    """The YAML file behind a paper's page, in the content folder."""
    return f"papers/{key}.yml"


def address(path: str) -> str:
    """Return the address, from the site's root, at which a source path is read.

    A source in `.md` is a page; Markdown that is published as it is has another ending, for MkDocs
    makes a page of every file that ends as Markdown does.
    """
    if path.endswith(READABLE):
        return path.removesuffix(".txt")
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if posixpath.basename(stem) == "index" else f"{stem}/"


def root(path: str) -> str:
    """Return the way from the page of a source path up to the site's root: `../../`."""
    return "../" * address(path).count("/")


ARXIV, PDF, HUGGING_FACE = "arXiv", "PDF", "Hugging Face"
ANTHOLOGY, OPENREVIEW, DOI = "ACL Anthology", "OpenReview", "DOI"
"""Labels of the links that lead to the paper itself, and not to what belongs to it."""


@dataclass(frozen=True)
class WebLink:
    """A link to somewhere else: what the reader finds there, and the address."""

    label: str
    url: str


_KINDS = {"data": "Data", "model": "Model", "other": "Link"}


def correction(repository: str, key: str, url: str) -> str:
    """Return the address of a form on GitHub that says what is wrong with a paper; "" elsewhere.

    It fills in the key and the page's address and nothing longer, for what is longer gets lost on
    its way (acl-org/acl-anthology#5940).
    """
    if not repository.startswith("https://github.com/"):
        return ""
    filled = urlencode({"template": "wrong-paper.yml", "key": key, "url": url})
    return f"{repository.rstrip('/')}/issues/new?{filled}"


def commit(repository: str, revision: str) -> str:
    """Return where a commit is shown; "" where no repository is known.

    GitHub, Forgejo and most others have it there; GitLab and Bitbucket each elsewhere.
    """
    if not repository.startswith(("http://", "https://")):
        return ""
    host = urlsplit(repository).netloc
    place = "-/commit" if "gitlab" in host else "commits" if "bitbucket" in host else "commit"
    return f"{repository.rstrip('/')}/{place}/{revision}"


def web_links(paper: Paper) -> Iterator[WebLink]:
    """Yield where a paper can be read and what belongs to it; a search when no id is known."""
    if paper.arxiv:
        yield WebLink(ARXIV, f"https://arxiv.org/abs/{paper.arxiv}")
        yield WebLink(PDF, f"https://arxiv.org/pdf/{paper.arxiv}")
        if "/" not in paper.arxiv and paper.arxiv[:4] >= FIRST_ARXIV_HTML:
            yield WebLink("HTML", f"https://arxiv.org/html/{paper.arxiv}")
        yield WebLink(HUGGING_FACE, f"https://huggingface.co/papers/{paper.arxiv}")
    if paper.anthology:
        yield WebLink(ANTHOLOGY, f"https://aclanthology.org/{quote(paper.anthology)}/")
    if paper.openreview:
        yield WebLink(OPENREVIEW, f"https://openreview.net/forum?id={quote(paper.openreview)}")
    if paper.doi:
        yield WebLink(DOI, f"https://doi.org/{quote(paper.doi, safe='/')}")
    if not paper.identifiers:
        title = quote_plus(f'"{paper.shown_title.plain()}"')
        yield WebLink("Search for the title", f"https://scholar.google.com/scholar?q={title}")
    for kind, urls in paper.links.items():
        label = _KINDS.get(kind, kind.capitalize())
        for number, url in enumerate(urls, 1):
            yield WebLink(f"{label} {number}" if len(urls) > 1 else label, url)
