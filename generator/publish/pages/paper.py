"""A paper's own page, for every paper; of a removed one only that it was here, and why not now."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.citations import bibtex, plain, reference
from generator.publish.render import About, Page, cut
from generator.publish.site import Site

DESCRIPTION_LENGTH = 200
"""Characters of the abstract that search engines and cards are given."""


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for every paper."""
    for paper in site.reading_list.by_key.values():
        yield _removed(site, paper) if paper.status == "removed" else _page(site, paper)


def _page(site: Site, paper: Paper) -> Page:
    before, after = site.reading_list.neighbours(paper)
    cited = reference.of(paper)
    description = paper.summary or paper.shown_abstract.plain()
    return site.renderer.page(
        routes.paper(paper.key),
        "paper.md.j2",
        paper.shown_title,
        About(routes.paper_source(paper.key), cut(description, DESCRIPTION_LENGTH)),
        paper=paper,
        bibtex=bibtex.entry(cited),
        citation=plain.citation(cited),
        web_links=tuple(routes.web_links(paper)),
        related=site.related.get(paper.key, ()),
        correction=routes.correction(
            site.repository, paper.key, site.absolute(routes.paper(paper.key)) if site.url else ""
        ),
        before=before,
        after=after,
    )


def _removed(site: Site, paper: Paper) -> Page:
    return site.renderer.page(
        routes.paper(paper.key),
        "removed.md.j2",
        paper.shown_title,
        About(routes.paper_source(paper.key)),
        paper=paper,
    )
