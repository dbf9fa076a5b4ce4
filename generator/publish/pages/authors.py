"""Authors with several papers, by name as given."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.model.keys import slug
from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of authors, and a page for each."""
    authors = tuple(site.reading_list.authors.values())
    by_letter = groupby(authors, lambda author: slug(author.family)[:1].upper())
    letters = {letter: tuple(group) for letter, group in by_letter}
    yield site.renderer.page(routes.AUTHORS, "authors.md.j2", "Authors", letters=letters)
    for author in authors:
        yield site.renderer.page(
            routes.author(author.slug), "author.md.j2", author.name, author=author
        )
