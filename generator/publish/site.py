"""What every page is made from: the list, what is related to what, and the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.meaning.table import shipped
from generator.meaning.vectors import Vectors
from generator.model.reading_list import ReadingList
from generator.publish.points import Points, gists, points
from generator.publish.related import Related, related
from generator.publish.render import Renderer


@dataclass(frozen=True)
class Site:
    """The list as it is to be published, under a name."""

    reading_list: ReadingList
    name: str
    description: str
    pages: Mapping[str, str] = field(default_factory=dict)
    """The pages of the navigation: their titles by their paths."""
    vectors: Mapping[str, Vectors] = field(default_factory=dict)
    """Of the papers that have any, by key."""

    @cached_property
    def renderer(self) -> Renderer:
        """The templates; they know the list and the taxonomy."""
        return Renderer(
            site_name=self.name, reading_list=self.reading_list, taxonomy=self.reading_list.taxonomy
        )

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """The papers that are most like each, by key."""
        return related(self.reading_list.papers, gists(self.points))

    @cached_property
    def points(self) -> Mapping[str, Points]:
        """Where the texts of each paper lie in the space of meanings, by key."""
        return points(shipped(), self.reading_list.papers, self.vectors)
