"""Templates: papers in, Markdown out, with everything escaped unless a template says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.model.dates import PartialDate, Precision
from generator.model.paper import Paper
from generator.publish import routes
from generator.text.text import Text

GIST_LENGTH = 240
"""Characters of an abstract that a list shows; a first sentence may have twice as many."""
TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Page:
    """A Markdown page that MkDocs is to render, at the path `uri`."""

    uri: str
    front: Mapping[str, object]
    """Its title, its description, and what the theme hides of it."""
    body: str
    source: str | None = None
    """The file in the content folder that a reader edits to change the page."""
    links: frozenset[str] = frozenset()
    """The paths of ours that it links to."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What programs are told of it: `head`, elements of HTML; `updated`, a day, for the sitemap;
    `type` and `image`, of its card; a `description` where `front` has none."""

    @property
    def text(self) -> str:
        """The Markdown with its front matter. `meta` is not in it: YAML would be slow to read."""
        return markdown(self.front, self.body)


@dataclass(frozen=True)
class File:
    """A file that is published as it is, at the path `uri`."""

    uri: str
    data: str | bytes


@dataclass(frozen=True)
class About:
    """What is said of a page outside its text."""

    source: str | None = None
    description: str | None = None
    """For search engines and cards."""


class Renderer:
    """The templates, and what every one of them can use."""

    def __init__(self, **shared: Any) -> None:  # noqa: ANN401 - whatever templates name
        """Give every template what is `shared`, and the addresses."""
        self._shared = {"routes": routes, **shared}
        self._entry = _environment(TEMPLATES).get_template("_entry.html.j2")
        self._entries: dict[tuple[str, str, int, bool], tuple[Markup, set[str]]] = {}

    def page(
        self,
        uri: str,
        template: str,
        title: Text | str,
        about: About | None = None,
        **context: Any,  # noqa: ANN401 - whatever the template names
    ) -> Page:
        """Render one page. `title` stands in the browser's tab and in search results."""
        about = about or About()
        places = _Places(self, routes.root(uri))
        body = (
            _environment(TEMPLATES)
            .get_template(template)
            .render(
                self._shared, uri=uri, title=title, link=places.link, entry=places.entry, **context
            )
        )
        return Page(uri, _front(title, about), body, about.source, frozenset(places.links))

    def entry(self, paper: Paper, root: str, level: int, gist: bool) -> tuple[Markup, set[str]]:
        """Return a paper's entry in a list, and the paths it links to; each is made once."""
        shape = (paper.key, root, level, gist)
        if shape not in self._entries:
            places = _Places(self, root)
            html = self._entry.render(
                self._shared, paper=paper, link=places.link, level=level, gist=gist
            )
            self._entries[shape] = Markup(html), places.links  # noqa: S704 - a template escaped it
        return self._entries[shape]


@cache
def _environment(templates: Path) -> Environment:
    """Return the templates; one that has changed since the last build is loaded anew."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": _markdown, "count": count, "gist": gist_of, "words": _words}
    environment.filters |= {"first_sentence": _first_sentence, "paragraphs": _paragraphs}
    return environment


class _Places:
    """A page's links, made from where it stands and remembered."""

    def __init__(self, renderer: Renderer, root: str) -> None:
        self._renderer, self._root = renderer, root
        self.links: set[str] = set()

    def link(self, target: str) -> str:
        self.links.add(target)
        return self._root + routes.address(target) or "./"

    def entry(self, paper: Paper, level: int = 3, *, gist: bool = True) -> Markup:
        html, links = self._renderer.entry(paper, self._root, level, gist)
        self.links |= links
        return html


def cut(text: str, length: int) -> str:
    """Return the words of a text that fit into so many characters, and “…” when there are more."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def markdown(front: Mapping[str, object], body: str) -> str:
    """Return a page's source: what is said of it, as JSON, which is YAML too, and its text."""
    fields = "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items())
    return f"---\n{fields}---\n\n{body}"


def _front(title: Text | str, about: About) -> dict[str, object]:
    plain = title.plain() if isinstance(title, Text) else title
    # Material prints both unescaped: squidfunk/mkdocs-material, src/templates/base.html
    fields: dict[str, object] = {"title": str(escape(plain)), "hide": ["navigation", "toc"]}
    if about.description:
        fields["description"] = str(escape(about.description))
    return fields


def _shown(value: Any) -> Any:  # noqa: ANN401 - any value of any template
    return value.html() if isinstance(value, Text) else value


def _markdown(value: Text | str) -> Markup:
    """Escape for a Markdown heading or link text, in which HTML's escaping is not enough."""
    return Markup((value if isinstance(value, Text) else Text(value)).markdown())  # noqa: S704 - escaped there


def gist_of(paper: Paper) -> str:
    """Return a paper's summary, or as many first sentences as two lines of a list hold."""
    if paper.summary:
        return paper.summary
    first, *others = paper.shown_abstract.sentences() or ("",)
    for sentence in others:
        if len(first) + len(sentence) >= GIST_LENGTH:
            break
        first = f"{first} {sentence}"
    return cut(first, 2 * GIST_LENGTH)


def _paragraphs(text: str) -> tuple[Text, ...]:
    return Text.of_lines(text).paragraphs()


def _first_sentence(text: str) -> str:
    return next(iter(Text(text).sentences()), "")


def _words(day: date, precision: Precision = "day") -> str:
    """Return a day, or its month, as English writes it."""
    known = PartialDate(day.year, day.month, day.day if precision == "day" else 0)
    return known.words


def count(number: int, one: str, many: str | None = None) -> str:
    """Return `1 paper`, `391 papers`, `1,204 papers`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
