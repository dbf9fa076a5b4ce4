"""What every page is made from: the list, what is related to what, and the templates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from generator.meaning.table import shipped
from generator.meaning.vectors import Vectors
from generator.model.decisions import Conflict
from generator.model.history import History
from generator.model.reading_list import ReadingList
from generator.model.report import Todo
from generator.publish import routes
from generator.publish.citations.formats import FORMATS
from generator.publish.points import Points, gists, points
from generator.publish.related import Related, related
from generator.publish.render import Renderer
from generator.publish.selections import Selection, selections

T = TypeVar("T")

AUTHORITY = "reading-list.example,2026"
"""Of a list whose curator has named none."""


@dataclass(frozen=True)
class Site:
    """The list as it is to be published, under a name."""

    reading_list: ReadingList
    name: str
    description: str
    pages: Mapping[str, str] = field(default_factory=dict)
    """The pages of the navigation: their titles by their paths."""
    url: str = ""
    """Where it is published, with a slash at the end; empty when nobody has said."""
    authority: str = AUTHORITY
    """Who names the feeds and their entries, and since when, as RFC 4151 has it."""
    repository: str = ""
    """Where its repository is on the web; empty when nobody has said."""
    revision: str | None = None
    """The commit that it is made from, if it is just what the commit holds."""
    vectors: Mapping[str, Vectors] = field(default_factory=dict)
    """Of the papers that have any, by key."""
    cards: bool = False
    """Whether a picture of every paper is drawn, for those who share its address."""
    history: History = field(default_factory=History)
    """What the commits of its repository changed."""
    todo: tuple[Todo, ...] | None = None
    """What the curator may want to look at; `None` when no page is to say so."""
    conflicts: Collection[Conflict[Any]] = ()
    """Questions about fields of which sources say different things."""
    edit: str = ""
    """Before the path of a file in the content folder: where it is edited on the web, if known."""
    _made: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Site], T]) -> T:
        """Return what a function makes of the site; several pages and files may ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    @cached_property
    def renderer(self) -> Renderer:
        """The templates; they know the list and the taxonomy."""
        return Renderer(
            site_name=self.name,
            reading_list=self.reading_list,
            taxonomy=self.reading_list.taxonomy,
            selections=self.selections,
            citation_formats=FORMATS,
        )

    @cached_property
    def selections(self) -> Mapping[str, Selection]:
        """The papers that can be cited, followed and taken together, by the path of their page."""
        found = selections(self.reading_list, self.name, self.description)
        return {selection.page: selection for selection in found}

    def absolute(self, path: str) -> str:
        """Return the whole address of a page or file; from the root alone if nobody said where."""
        return self.url + routes.address(path)

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """The papers that are most like each, by key."""
        return related(self.reading_list.papers, gists(self.points))

    @cached_property
    def points(self) -> Mapping[str, Points]:
        """Where the texts of each paper lie in the space of meanings, by key."""
        return points(shipped(), self.reading_list.papers, self.vectors)
