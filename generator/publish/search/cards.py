"""What the search knows of a paper besides its words: what a result shows, and filters ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.model.paper import Paper
from generator.model.reading_list import TRENDING_CAPTURES, ReadingList
from generator.model.taxonomy import Tag, Taxonomy
from generator.publish import routes
from generator.publish.search.lexical import Fields
from generator.publish.search.words import WrittenWord, written
from generator.publish.site import Site

Card = Mapping[str, object]


def numbered(reading_list: ReadingList) -> tuple[Paper, ...]:
    """Return the papers in the order of their numbers in the search.

    They are numbered as they came to the list, so that the parts of the search which hold the
    earlier ones stay as they are when more come, and a browser has them already.
    """
    papers = reading_list.papers
    return tuple(sorted(papers, key=lambda p: (p.added.isoformat() if p.added else "", p.key)))


def card(paper: Paper, known: ReadingList) -> Card:
    """Return a paper's card; what is unknown or empty is absent.

    Tags and reading paths are numbers: of the taxonomy's tags and the list's collections.
    """
    tags, paths = list(known.taxonomy.tags), list(known.collections)
    said = {
        "key": paper.key,
        "title": paper.shown_title.plain(),
        "authors": [author.name for author in paper.authors],
        "published": str(paper.published or ""),
        "date": paper.published.words if paper.published else "",
        "venue": paper.venue,
        "listed": [day.isoformat() for day in paper.days],
        "added": paper.added.isoformat() if paper.added else "",
        "captures": len(paper.captures) if len(paper.captures) >= TRENDING_CAPTURES else 0,
        "paths": [paths.index(path) for path in known.paths.get(paper.key, ())],
        "tags": [tags.index(tag) for tag in paper.shown_tags if tag in tags],
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "anthology": paper.anthology,
        "openreview": paper.openreview,
        "links": {kind: list(urls) for kind, urls in paper.links.items()},
        "rating": paper.rating,
        "has": list(_holdings(paper)),
    }
    return {name: value for name, value in said.items() if value}


def tag(known: Tag) -> Card:
    """Return what the search knows of a tag."""
    return {
        "slug": known.slug,
        "name": known.name,
        "facet": known.facet,
        "about": known.description,
        "also": list(known.aliases),
    }


def _holdings(paper: Paper) -> Iterator[str]:
    """Yield what `has:` finds."""
    yield from paper.links
    for name in ("arxiv", "doi", "venue", "summary", "note", "rating"):
        if getattr(paper, name):
            yield name
    if paper.published:
        yield "date"


def fields(paper: Paper, taxonomy: Taxonomy) -> Fields:
    """Return the words under which a paper is found."""
    tags = [taxonomy.tags[tag] for tag in paper.shown_tags if tag in taxonomy.tags]
    return {
        "title": _words(paper.shown_title.plain()),
        "summary": _words(f"{paper.summary or ''}\n{paper.note or ''}"),
        "abstract": _words(paper.shown_abstract.plain()),
        "tags": _words(
            "\n".join("\n".join((tag.name, *tag.aliases, tag.description)) for tag in tags)
        ),
        "authors": _words("\n".join(author.name for author in paper.authors)),
        "venue": _words(paper.venue or ""),
    }


@lru_cache(maxsize=65_536)
def _words(text: str) -> tuple[WrittenWord, ...]:
    """Kept while a server runs, for most of its builds change few texts."""
    return tuple(written(text))


def sentences(paper: Paper) -> tuple[str, ...]:
    """Return what a result may quote: the sentences of the abstract."""
    return paper.shown_abstract.sentences()


def places(site: Site) -> Iterator[Mapping[str, str]]:
    """Yield the pages besides papers that a reader may mean: topics, paths, authors and others."""
    reading_list = site.reading_list
    for tag in reading_list.taxonomy.tags.values():
        if reading_list.by_tag[tag.slug]:
            yield _place("Topic", tag.name, routes.tag(tag.slug), *tag.aliases)
    for collection in reading_list.collections:
        yield _place("Path", collection.title, routes.collection(collection.name))
    for author in reading_list.authors.values():
        yield _place("Author", author.name, routes.author(author.slug))
    for path, title in site.pages.items():
        yield _place("Page", title, path)


def _place(kind: str, name: str, path: str, *aliases: str) -> Mapping[str, str]:
    also = {"also": "\n".join(aliases)} if aliases else {}
    return {"kind": kind, "name": name, "url": routes.address(path), **also}
