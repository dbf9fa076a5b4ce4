"""The taxonomy: facets, their tags, and the rules by which tags are proposed for new papers.

`content/tags.yml` holds it and explains, to the curator, what a rule and a phrase may say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict
from pydantic.dataclasses import dataclass

from generator.model.paper import Line, expected

_CONFIG = ConfigDict(extra="forbid")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD = r"[^\W_]+\*?"
_WORDS = rf"{_WORD}(?:[-/]{_WORD})*"
_PHRASE = re.compile(rf"{_WORDS}(?: (?:\.\.\. )?{_WORDS})*")


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise expected("a slug of a-z, 0-9 and hyphens, as long-context")
    return value


def _phrase(value: str) -> str:
    if not _PHRASE.fullmatch(value):
        raise expected("words, as “low-rank adapt*”, “survey/review of” or “we present ... corpus”")
    return value


def _at_least_one(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise expected("at least one phrase")
    return value


def _slugs_inside(value: object) -> object:
    """Hand every facet or tag its slug, which the file gives as the key."""
    if not isinstance(value, dict):
        return value
    return {slug: _with_slug(slug, fields) for slug, fields in value.items()}


def _with_slug(slug: object, fields: object) -> object:
    return {"slug": str(slug), **fields} if isinstance(fields, dict) else fields


Slug = Annotated[str, AfterValidator(_slug)]
Phrases = tuple[Annotated[str, AfterValidator(_phrase)], ...]


@dataclass(frozen=True, config=_CONFIG)
class Facet:
    """A way of looking at papers, as “method” or “domain”."""

    slug: str
    name: Line
    description: Line


@dataclass(frozen=True, config=_CONFIG)
class Rule:
    """A reason to propose a tag: phrases that a paper's title or abstract mentions."""

    any: Annotated[Phrases, AfterValidator(_at_least_one)]
    where: Literal["title", "abstract", "anywhere"] = "anywhere"
    times: Annotated[int, Strict(), Field(ge=1)] = 1
    """How often the abstract has to mention them; in the title, once is enough."""
    needs: Phrases = ()
    """The paper must mention one of these as well, if there are any."""
    unless: Phrases = ()
    """The paper must mention none of these."""


@dataclass(frozen=True, config=_CONFIG)
class Tag:
    """A subject under which readers look for papers."""

    slug: str
    name: Line
    facet: Line
    description: Line
    aliases: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()


# Compared by identity, so that what is compiled from a taxonomy can be kept with it as a key.
@dataclass(frozen=True, eq=False, config=_CONFIG)
class Taxonomy:
    """All facets and tags by slug, in the order of the file."""

    facets: Annotated[Mapping[Slug, Facet], BeforeValidator(_slugs_inside)]
    tags: Annotated[Mapping[Slug, Tag], BeforeValidator(_slugs_inside)]

    def in_facet(self, facet: str) -> tuple[Tag, ...]:
        """Return the tags of the facet with this slug."""
        return tuple(tag for tag in self.tags.values() if tag.facet == facet)

    def resolve(self, word: str) -> Tag | None:
        """Return the tag that has this slug, name or alias, in whatever case, if there is one."""
        return self._by_word.get(word.casefold())

    @cached_property
    def _by_word(self) -> Mapping[str, Tag]:
        return {
            word.casefold(): tag
            for tag in self.tags.values()
            for word in (tag.slug, tag.name, *tag.aliases)
        }
