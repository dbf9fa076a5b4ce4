"""What every page is made from: the list, what is related to what, and the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model.reading_list import ReadingList
from generator.publish.related import Related, related
from generator.publish.render import Renderer


@dataclass(frozen=True)
class Site:
    """The list as it is to be published, under a name."""

    reading_list: ReadingList
    name: str
    description: str

    @cached_property
    def renderer(self) -> Renderer:
        """The templates; they know the list and the taxonomy."""
        return Renderer(
            site_name=self.name, reading_list=self.reading_list, taxonomy=self.reading_list.taxonomy
        )

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """The papers that are most like each, by key."""
        return related(self.reading_list.papers)
