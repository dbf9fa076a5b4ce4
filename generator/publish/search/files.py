"""The files of the search. A browser fetches them when a reader begins to search, not before.

`search/manifest.json` names the others, whose names hold a hash of what is in them, so that a
browser may keep them for as long as it likes: the words (index and cards, enough for results), the
texts (sentences to quote, in parts), and the meaning (`meaning.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.meaning.table import shipped
from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.render import File
from generator.publish.search import cards
from generator.publish.search.lexical import index
from generator.publish.search.meaning import files as files_of_meaning
from generator.publish.search.packing import hashed, pack
from generator.publish.search.words import STOP_WORDS
from generator.publish.site import Site

VERSION = 1
"""Raised when scripts of an earlier version could not read the files."""
TEXTS_PER_FILE = 10
"""Papers: the sentences of so many take about 6 KB compressed."""


def files(site: Site) -> Iterator[File]:
    """Yield the manifest and what it names."""
    papers = cards.numbered(site.reading_list)
    words = _named("words.bin", _words(site, papers))
    texts = [_named("texts.bin", part) for part in _texts(papers)]
    points = [site.points[paper.key] for paper in papers]
    meaning = [_named("meaning.bin", part) for part in files_of_meaning(shipped(), points)]
    manifest = {
        "version": VERSION,
        "words": _name(words),
        "texts": [_name(part) for part in texts],
        "texts_per_file": TEXTS_PER_FILE,
        "meaning": [_name(part) for part in meaning],
    }
    yield File(routes.SEARCH, json.dumps(manifest))
    yield from dict.fromkeys([words, *texts, *meaning])


def _words(site: Site, papers: Sequence[Paper]) -> bytes:
    """Return the index, the cards, and all that is known before a paper's text is."""
    taxonomy = site.reading_list.taxonomy
    words = index([cards.fields(paper, taxonomy) for paper in papers])
    header = {
        "papers": [cards.card(paper, list(taxonomy.tags)) for paper in papers],
        "tags": [cards.tag(each) for each in taxonomy.tags.values()],
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
