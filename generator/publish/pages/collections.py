"""Collections: the index of reading paths, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import About, Page
from generator.publish.site import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the index, which the navigation names, and the collections."""
    known = site.reading_list
    yield site.renderer.page(routes.COLLECTIONS, "collections.md.j2", "Reading paths")
    for collection in known.collections:
        steps = [(step, known.by_key[step.paper]) for step in collection.papers]
        yield site.renderer.page(
            routes.collection(collection.name),
            "collection.md.j2",
            collection.title,
            About(f"collections/{collection.name}.yml"),
            collection=collection,
            steps=steps,
        )
