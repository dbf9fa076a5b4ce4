"""JSON Feed (https://www.jsonfeed.org/version/1.1/): ours, and those of other lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from generator.intake.reading.answers import Item, items
from generator.intake.reading.feed_item import FeedItem, reading
from generator.intake.record import Reading, Source

NAME = "a JSON Feed"

_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/1')
_MORE = re.compile(r'"next_url"\s*:\s*"')

Id = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
"""Numbers occur, and are to be read as texts (“id” in the specification)."""


@dataclass(frozen=True)
class _Author:
    name: str | None = None


@dataclass(frozen=True)
class _Item:
    id: Id = ""
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    authors: tuple[_Author, ...] | None = ()
    identifiers: Annotated[Any, Field(alias="_paper")] = None
    """Our extension, and that of others who name papers so."""


_SHAPE = TypeAdapter(_Item)


def recognises(head: str) -> bool:
    """Whether it is an object that gives a version of JSON Feed near the top."""
    return head.lstrip().startswith("{") and bool(_VERSION.search(head))


def read(source: Source) -> Reading:
    """Read a feed. Raises `ContentError`."""
    found = (_item(each) for each in items(source, _SHAPE, ["items"]))
    notes = ["the feed goes on at its “next_url”, which is not read here"]
    return reading(source, found, *(notes if _MORE.search(source.head) else ()))


def _item(item: Item[_Item]) -> FeedItem:
    said = item.value
    addresses = (said.url, said.external_url)
    return FeedItem(
        item.line,
        said.id,
        said.title or "",
        tuple(each.name for each in said.authors or () if each.name),
        tuple(filter(None, addresses)),
        said.content_html or escape(said.content_text or said.summary or ""),
        said.identifiers if isinstance(said.identifiers, Mapping) else {},
    )
