"""The `citation_*` tags of Highwire Press: what Zotero and its like save of a paper's page.

Google Scholar names the tags (https://scholar.google.com/intl/en/scholar/inclusion.html). What is
done here beyond that is what Zotero makes of them, by its translator “Embedded Metadata”
(https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js), which serves other
programs, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.names import Name
from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.publish import routes
from generator.publish.citations import reference
from generator.publish.citations.reference import Reference
from generator.text.text import Text

Tag = tuple[str, str]
"""The name and the content of a `<meta>`."""


def tags(paper: Paper, taxonomy: Taxonomy) -> Iterator[Tag]:
    """Yield what is known of a paper; what is unknown has no tag."""
    cited = reference.of(paper)
    yield "citation_title", cited.title.plain()
    for name in cited.authors:
        yield "citation_author", _name(name, alone=len(cited.authors) == 1)
    yield from _dates(cited, paper)
    yield from _container(cited)
    yield from _addresses(cited, paper)
    yield "citation_abstract", cited.abstract.plain()
    topics = [taxonomy.tags[slug].name for slug in cited.keywords if slug in taxonomy.tags]
    if topics:
        yield "citation_keywords", "; ".join(topics)


def _name(name: Name, alone: bool) -> str:
    """Return `van der Maaten, Laurens`, which keeps the parts of a name apart.

    Zotero takes an only author for two where there are spaces on both sides of the comma.
    """
    family, given = f"{name.particle} {name.family}".strip(), f"{name.given} {name.suffix}".strip()
    if alone and " " in family and " " in given:
        return Text(f"{name.given} {family} {name.suffix}".strip()).plain()
    return Text(f"{family}, {given}" if given else family).plain()


def _dates(cited: Reference, paper: Paper) -> Iterator[Tag]:
    """Yield the date that one cites, and that of the first version where it is another.

    Google Scholar's guidelines would have the day of the list for the second; Zotero would show it
    as the paper's own where that is not known.
    """
    if cited.date:
        yield "citation_publication_date", str(cited.date).replace("-", "/")
    if paper.published and paper.published != cited.date:
        yield "citation_online_date", str(paper.published).replace("-", "/")


def _container(cited: Reference) -> Iterator[Tag]:
    """Yield where it was published, in the tags by which Zotero tells the kinds of items apart.

    The last one decides on the kind: `citation_inbook_title` alone would make a chapter, before
    `citation_conference_title` it gives the paper its proceedings. Where there is none, the type of
    Dublin Core decides; Highwire's own for a preprint would make a report of it.
    """
    match cited.kind:
        case "journal":
            yield "citation_journal_title", cited.container or ""
        case "conference":
            yield "citation_inbook_title", cited.container or ""
            yield "citation_conference_title", cited.container or ""
        case "preprint":
            yield "DC.type", "preprint"
            yield "citation_publisher", "arXiv"
            yield "citation_technical_report_number", f"arXiv:{cited.arxiv}"
        case "other":
            yield "DC.type", "document"


def _addresses(cited: Reference, paper: Paper) -> Iterator[Tag]:
    """Yield the identifiers, and where the paper is read: not here."""
    if cited.doi:
        yield "citation_doi", cited.doi
    if cited.arxiv:
        yield "citation_arxiv_id", cited.arxiv
    for link in routes.web_links(paper):
        if link.label == routes.PDF:
            yield "citation_pdf_url", link.url
    if cited.url:
        yield "citation_public_url", cited.url
