"""A paper's own page, for every paper; of a removed one only that it was here, and why not now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model.decisions import Conflict
from generator.model.paper import Paper
from generator.publish import provenance, routes
from generator.publish.citations import bibtex, plain, reference
from generator.publish.data import commonmark
from generator.publish.render import About, Page, cut
from generator.publish.site import Site

DESCRIPTION_LENGTH = 200
"""Characters of the abstract that search engines and cards are given."""
NEIGHBOURS = 3
"""Papers of the same day that are named before it, and after it."""


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for every paper."""
    for paper in site.reading_list.by_key.values():
        yield _removed(site, paper) if paper.status == "removed" else _page(site, paper)


def _page(site: Site, paper: Paper) -> Page:
    before, after = site.reading_list.neighbours(paper, NEIGHBOURS)
    cited = reference.of(paper)
    description = paper.summary or paper.shown_abstract.plain()
    address = site.absolute(routes.paper(paper.key)) if site.url else ""
    return site.renderer.page(
        routes.paper(paper.key),
        "paper.md.j2",
        paper.shown_title,
        About(routes.paper_source(paper.key), cut(description, DESCRIPTION_LENGTH)),
        paper=paper,
        bibtex=bibtex.entry(cited),
        citation=plain.citation(cited),
        markdown=f"[{commonmark.line(paper.shown_title.plain())}]({address})" if address else "",
        web_links=tuple(routes.web_links(paper)),
        related=site.related.get(paper.key, ()),
        correction=routes.correction(site.repository, paper.key, address),
        before=before,
        after=after,
        record=provenance.of(
            paper,
            site.once(_open_conflicts).get(paper.key, ()),
            site.once(_merged).get(paper.key, ()),
        ),
    )


def _open_conflicts(site: Site) -> Mapping[str, Sequence[Conflict[Any]]]:
    """Return the questions about fields that wait for an answer, by the keys of their papers."""
    papers, found = site.reading_list.by_key, defaultdict(list)
    for conflict in site.conflicts:
        if conflict.is_open(papers.get(conflict.paper)):
            found[conflict.paper].append(conflict)
    return found


def _merged(site: Site) -> Mapping[str, Sequence[str]]:
    """Return the keys of the papers that are now a part of another, by the key of that."""
    found = defaultdict(list)
    for key, into in site.reading_list.redirects.items():
        found[into].append(key)
    return found


def _removed(site: Site, paper: Paper) -> Page:
    return site.renderer.page(
        routes.paper(paper.key),
        "removed.md.j2",
        paper.shown_title,
        About(routes.paper_source(paper.key)),
        paper=paper,
    )
