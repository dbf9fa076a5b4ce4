"""What search engines are told in JSON-LD, in the words of https://schema.org."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.citations import reference
from generator.publish.data.files import data
from generator.publish.selections import Selection
from generator.publish.site import Site
from generator.text.text import Text

Thing = Mapping[str, Any]
"""Its type and its properties; one that is `None` or empty is unknown and not told."""

LISTED = 100
"""Papers of a page that are named, by their addresses alone; the number is told of all."""
_SAME = frozenset(
    {routes.ARXIV, routes.HUGGING_FACE, routes.ANTHOLOGY, routes.OPENREVIEW, routes.DOI}
)
"""Labels of the links to pages about the paper and nothing else."""


def script(thing: Thing) -> str:
    """Return the element that says it; no text in it can end the element.

    Whatever could begins with `<`
    (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
    """
    known = {name: value for name, value in thing.items() if value not in (None, "", [])}
    data = json.dumps({"@context": "https://schema.org", **known}, ensure_ascii=False)
    return '<script type="application/ld+json">' + data.replace("<", "\\u003c") + "</script>"


def article(site: Site, paper: Paper) -> Thing:
    """Return a paper."""
    url, title = site.absolute(routes.paper(paper.key)), paper.shown_title.plain()
    names = site.reading_list.taxonomy.tags
    return {
        "@type": "ScholarlyArticle",
        "@id": url,
        "url": url,
        "name": title,
        "headline": title,
        "author": [
            {"@type": "Person", "name": Text(author.name).plain()} for author in paper.authors
        ],
        "datePublished": str(paper.published) if paper.published else None,
        **_venue(paper),
        "abstract": paper.shown_abstract.plain(),
        "keywords": [names[slug].name for slug in paper.shown_tags if slug in names],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.register, "value": each.value}
            for each in paper.identifiers
        ],
        "sameAs": [link.url for link in routes.web_links(paper) if link.label in _SAME],
        "isAccessibleForFree": bool(paper.arxiv or paper.anthology or paper.openreview) or None,
    }


def collection(site: Site, selection: Selection) -> Thing:
    """Return a page of papers, with the first of them in its order."""
    url = site.absolute(selection.page)
    papers = [site.absolute(routes.paper(paper.key)) for paper in selection.papers[:LISTED]]
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": selection.title,
        "description": selection.description,
        "isPartOf": {"@type": "WebSite", "@id": site.absolute(routes.HOME)},
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(selection.papers),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": paper}
                for place, paper in enumerate(papers, 1)
            ],
        },
    }


def website(site: Site) -> Thing:
    """Return the site, and how it is searched."""
    url, library = site.absolute(routes.HOME), site.absolute(routes.LIBRARY)
    return {
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": site.name,
        "description": site.description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{library}?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def dataset(site: Site) -> Thing:
    """Return the list as data that anyone may take."""
    url = site.absolute(routes.DATA)
    return {
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": site.name,
        "description": site.description,
        "license": f"{url}#rights",
        "isAccessibleForFree": True,
        "version": site.revision,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": each.format,
                "description": each.description,
                "encodingFormat": each.media_type,
                "contentUrl": site.absolute(each.uri),
            }
            for each in site.once(data).files
        ],
    }


def _venue(paper: Paper) -> Thing:
    cited = reference.of(paper)
    match cited.kind:
        case "journal":
            return {"isPartOf": {"@type": "Periodical", "name": cited.container}}
        case "conference":
            venue = Text(paper.venue or "").plain()
            return {"publication": {"@type": "PublicationEvent", "name": venue}}
        case _:
            return {}
