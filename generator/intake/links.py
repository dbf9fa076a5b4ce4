"""Links that an abstract names: what kind they are, and when two addresses are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from generator.intake.record import Fact
from generator.model.paper import LinkKind, Url
from generator.text.text import Text

ORIGIN = "abstract"

_CODE_HOSTS = {"github.com", "gitlab.com", "bitbucket.org", "codeberg.org"}
_CODE_STEPS = 2
"""A repository's address has an owner and a name; anything shorter is somebody's page."""
_ANONYMOUS = "anonymous.4open.science"
"""It shows repositories while a paper is under review: `/r/<name>`."""
_MODEL_STEPS = 2
_ON_HUGGING_FACE: Mapping[str, LinkKind] = {
    "datasets": "data",
    "spaces": "demo",
    "papers": "other",
    "collections": "project",
}
_VIDEO_HOSTS = {"youtube.com", "youtu.be", "vimeo.com"}
_VIDEO_ENDINGS = (".mp4", ".webm", ".mov")
_DATA_HOSTS = {"zenodo.org", "kaggle.com", "doi.org"}
_ADDRESS: TypeAdapter[str] = TypeAdapter(Url)


def harvested(abstract: str) -> Iterator[tuple[str, Fact]]:
    """Yield `links.<kind>` and its addresses for every kind of link that the abstract names."""
    kinds: dict[LinkKind, tuple[str, ...]] = {}
    for url in Text(abstract).urls():
        kind = kind_of(url)
        kinds[kind] = united(kinds.get(kind, ()), (url,))
    for kind, urls in kinds.items():
        yield f"links.{kind}", Fact(urls, ORIGIN)


def kind_of(url: str) -> LinkKind:
    """Return what an address most likely leads to; `project` when nothing says more."""
    parts = urlsplit(url)
    host, steps = parts.netloc.lower().removeprefix("www."), parts.path.strip("/").split("/")
    if (host in _CODE_HOSTS or host == _ANONYMOUS) and len(steps) >= _CODE_STEPS:
        return "code"
    if host.startswith(("huggingface.co", "hf.")):  # hf.co, and mirrors as hf.xwall.us.kg
        return _ON_HUGGING_FACE.get(steps[0], "model" if len(steps) == _MODEL_STEPS else "project")
    if host in _VIDEO_HOSTS or steps[-1].endswith(_VIDEO_ENDINGS):
        return "video"
    return "data" if host in _DATA_HOSTS else "project"


def is_address(url: str) -> bool:
    """Whether a text is an address that a paper may have as a link."""
    try:
        _ADDRESS.validate_python(url)
    except ValidationError:
        return False
    return True


def united(known: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of both, each once, in the form that came first."""
    found: dict[str, str] = {}
    for url in (*known, *more):
        found.setdefault(identity(url), url)
    return tuple(found.values())


def identity(url: str) -> str:
    """Return what stays of an address that leads to one place under several spellings."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/").removesuffix(".git")
    same_in_any_case = host in _CODE_HOSTS
    return f"{host}{path.lower() if same_in_any_case else path}?{parts.query}#{parts.fragment}"
