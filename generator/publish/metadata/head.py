"""What programs are told of a page, in its `<head>` and in the sitemap."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import escape

from generator.model.paper import Paper
from generator.model.reading_list import Papers
from generator.publish import routes
from generator.publish.citations.formats import FORMATS
from generator.publish.feeds.feed import Feed, feeds
from generator.publish.feeds.formats import formats
from generator.publish.metadata import card, highwire, linked_data
from generator.publish.render import Page, cut
from generator.publish.selections import Selection
from generator.publish.site import Site

DESCRIPTION_LENGTH = 200
"""Characters of what a page of papers says of itself."""


@dataclass(frozen=True)
class Alternate:
    """A file that holds what a page shows, or a feed of it."""

    path: str
    media_type: str
    title: str

    def element(self, root: str) -> str:
        """Return the link, seen from a page from which `root` is the way to the site's root."""
        href, title = root + routes.address(self.path), escape(self.title)
        return f'<link rel="alternate" type="{self.media_type}" title="{title}" href="{href}">'


def told(site: Site, page: Page) -> Page:
    """Return the page with what programs are told of it, and with the links that this makes.

    Search engines are told addresses, so that they are told nothing of a site without one.
    """
    paper, selection = _paper(site, page.uri), site.selections.get(page.uri)
    alternates = tuple(_files(paper) if paper else _feeds(site, page.uri))
    elements = [alternate.element(routes.root(page.uri)) for alternate in alternates]
    if paper:
        tags = highwire.tags(paper, site.reading_list.taxonomy)
        elements += [f'<meta name="{name}" content="{escape(said)}">' for name, said in tags]
    if site.url and (thing := _thing(site, page.uri, paper, selection)):
        elements.append(linked_data.script(thing))
    meta = {
        "head": "\n  ".join(elements),
        "type": "article" if paper else "",
        "updated": _newest(selection.papers if selection else _stored(site, page.uri)),
        "description": _description(page, selection),
    }
    links = page.links | {alternate.path for alternate in alternates}
    if site.cards and site.url and paper and card.title(paper):
        picture = routes.paper_file(paper.key, "png")
        meta, links = {**meta, "image": site.absolute(picture)}, links | {picture}
    return replace(page, meta={name: said for name, said in meta.items() if said}, links=links)


def _stored(site: Site, uri: str) -> Papers:
    """Return the paper of a page, one that has been removed, too."""
    key = posixpath.basename(uri).removesuffix(".md")
    paper = site.reading_list.by_key.get(key)
    return (paper,) if paper and uri == routes.paper(key) else ()


def _paper(site: Site, uri: str) -> Paper | None:
    return next((paper for paper in _stored(site, uri) if paper.status != "removed"), None)


def _files(paper: Paper) -> Iterator[Alternate]:
    for each in FORMATS:
        yield Alternate(routes.paper_file(paper.key, each.ending), each.media_type, each.name)
    yield Alternate(routes.paper_file(paper.key, "json"), "application/json", "JSON")
    yield Alternate(routes.paper_file(paper.key, "md.txt"), "text/markdown", "Markdown")


def _feeds(site: Site, uri: str) -> Iterator[Alternate]:
    """Yield the feeds of a page; those of the site are on every page."""
    feed = site.once(_feeds_by_page).get(uri)
    if feed and uri != routes.HOME:
        for each in formats(feed):
            yield Alternate(each.path(feed), each.media_type, f"{feed.title} ({each.name})")


def _feeds_by_page(site: Site) -> Mapping[str, Feed]:
    return {feed.page: feed for feed in feeds(site)}


def _thing(
    site: Site, uri: str, paper: Paper | None, selection: Selection | None
) -> linked_data.Thing | None:
    if paper:
        return linked_data.article(site, paper)
    if uri == routes.HOME:
        return linked_data.website(site)
    if uri == routes.DATA:
        return linked_data.dataset(site)
    return linked_data.collection(site, selection) if selection else None


def _newest(papers: Papers) -> str:
    """Return the last day on which one of them changed, or came in; empty if none is known."""
    return max((str(paper.updated or paper.added or "") for paper in papers), default="")


def _description(page: Page, selection: Selection | None) -> str:
    """Return what a page of papers says of itself, where its front matter says nothing."""
    if not selection or "description" in page.front:
        return ""
    # Material prints it unescaped: squidfunk/mkdocs-material, src/templates/base.html
    return str(escape(cut(selection.description, DESCRIPTION_LENGTH)))
