"""`tags.yml` ↔ the taxonomy: what is wrong with it is said with its line, and all at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.problems import ContentError, Problem, one_of
from generator.model.taxonomy import Taxonomy
from generator.store import document
from generator.store.document import Document

_TAXONOMY = TypeAdapter(Taxonomy)


def load(file: Path) -> Taxonomy:
    """Read the taxonomy. Raises `ContentError` with every problem of the file at once."""
    found = document.read(file)
    problems = [*_slug_problems(found), *_word_problems(found)]
    try:
        taxonomy = document.validate(_TAXONOMY, found)
    except ContentError as error:
        raise ContentError([*problems, *error.problems]) from None
    if problems:
        raise ContentError(problems)
    return taxonomy


def _entries(document: Document, section: str) -> dict[str, dict[str, Any]]:
    """Return what can be used of a section, whatever else is wrong with the file."""
    data = document.data if isinstance(document.data, dict) else {}
    entries = data.get(section)
    entries = entries if isinstance(entries, dict) else {}
    return {slug: fields for slug, fields in entries.items() if isinstance(fields, dict)}


def _slug_problems(document: Document) -> Iterator[Problem]:
    """Find facets that do not exist, and slugs said twice: the key is the slug."""
    for section in ("facets", "tags"):
        for slug, fields in _entries(document, section).items():
            if "slug" in fields:
                place = (section, slug, "slug")
                yield document.problem(place, "a field that exists", "slug")
    facets = _entries(document, "facets")
    for slug, tag in _entries(document, "tags").items():
        facet = tag.get("facet")
        if isinstance(facet, str) and facet and facets and facet not in facets:
            yield document.problem(("tags", slug, "facet"), one_of(facets, facet), facet)


def _word_problems(document: Document) -> Iterator[Problem]:
    """Find the names and aliases that would leave open which tag is meant."""
    tags = _entries(document, "tags")
    owners = {str(slug).casefold(): slug for slug in tags}
    for slug, tag in tags.items():
        name = tag.get("name")
        if isinstance(name, str) and (owner := owners.setdefault(name.casefold(), slug)) != slug:
            yield document.problem(("tags", slug, "name"), f"a word that is not {owner}’s", name)
    for slug, tag in tags.items():
        aliases = tag.get("aliases")
        for position, alias in enumerate(aliases if isinstance(aliases, list) else ()):
            word = str(alias).casefold()
            if word in owners:
                place = ("tags", slug, "aliases", position)
                yield document.problem(place, f"a word that is not {owners[word]}’s", alias)
            owners[word] = slug
