"""The files of the search. A browser fetches them when a reader begins to search, not before.

`search/manifest.json` names the others, whose names hold a hash of what is in them, so that a
browser may keep them for as long as it likes: the cards (what is shown of a paper, and what the
library's facets ask for), the gists (a line or two of each paper), the words (their index), the
texts (sentences to quote, in parts), and the meaning (`meaning.py`). The library's page needs only
cards and gists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.meaning.table import shipped
from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.render import File, gist_of
from generator.publish.search import cards
from generator.publish.search.lexical import index
from generator.publish.search.meaning import files as files_of_meaning
from generator.publish.search.packing import hashed, pack
from generator.publish.search.words import STOP_WORDS
from generator.publish.site import Site

VERSION = 2
"""Raised when scripts of an earlier version could not read the files."""
TEXTS_PER_FILE = 10
"""Papers: the sentences of so many take about 6 KB compressed."""


def files(site: Site) -> Iterator[File]:
    """Yield the manifest and what it names."""
    papers = cards.numbered(site.reading_list)
    shown = _named("cards.bin", pack(_cards(site, papers), {}))
    gists = _named("gists.bin", pack([gist_of(paper) for paper in papers], {}))
    words = _named("words.bin", _words(site, papers))
    texts = [_named("texts.bin", part) for part in _texts(papers)]
    points = [site.points[paper.key] for paper in papers]
    meaning = [_named("meaning.bin", part) for part in files_of_meaning(shipped(), points)]
    manifest = {
        "version": VERSION,
        "cards": _name(shown),
        "gists": _name(gists),
        "words": _name(words),
        "texts": [_name(part) for part in texts],
        "texts_per_file": TEXTS_PER_FILE,
        "meaning": [_name(part) for part in meaning],
    }
    yield File(routes.SEARCH, json.dumps(manifest))
    yield from dict.fromkeys([shown, gists, words, *texts, *meaning])


def _cards(site: Site, papers: Sequence[Paper]) -> object:
    """Return what is shown of every paper, and the tags and reading paths that its card counts."""
    known = site.reading_list
    taxonomy = known.taxonomy
    return {
        "papers": [cards.card(paper, known) for paper in papers],
        "tags": [cards.tag(each) for each in taxonomy.tags.values()],
        "facets": {slug: facet.name for slug, facet in taxonomy.facets.items()},
        "paths": [{"name": path.name, "title": path.title} for path in known.collections],
    }


def _words(site: Site, papers: Sequence[Paper]) -> bytes:
    """Return the index, and the pages that a reader may mean instead of a paper."""
    words = index([cards.fields(paper, site.reading_list.taxonomy) for paper in papers])
    header = {
        "places": list(cards.places(site)),
        "stop": sorted(STOP_WORDS),
        "forms": "\n".join(words.forms),
        "compounds": words.compounds,
    }
    return pack(header, words.arrays)


def _texts(papers: Sequence[Paper]) -> Iterator[bytes]:
    """Yield the sentences of the papers, in parts."""
    for first in range(0, len(papers), TEXTS_PER_FILE):
        part = papers[first : first + TEXTS_PER_FILE]
        yield pack([cards.sentences(paper) for paper in part], {})


def _named(name: str, data: bytes) -> File:
    return File(routes.search_part(hashed(name, data)), data)


def _name(file: File) -> str:
    return file.uri.rpartition("/")[2]
