"""A paper in Markdown, as its page says it: `papers/<key>.md`, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.paper import Paper
from generator.model.taxonomy import Taxonomy
from generator.publish import routes
from generator.publish.citations import plain, reference
from generator.publish.citations.formats import FORMATS
from generator.publish.data import commonmark
from generator.text.text import Text


def markdown(paper: Paper, taxonomy: Taxonomy, root: str) -> str:
    """Return the file's text; addresses of ours begin with `root`."""
    authors = ", ".join(author.name for author in paper.authors)
    blocks = [
        f"# {commonmark.line(paper.shown_title.plain())}",
        commonmark.line(authors) if authors else "Authors unknown",
        "\n".join(f"- {fact}" for fact in _facts(paper, taxonomy, root)),
        *([f"> {commonmark.line(paper.summary)}"] if paper.summary else []),
        "## Abstract",
        *map(_paragraph, paper.shown_abstract.paragraphs()),
        *_note(paper),
        "## Cite",
        commonmark.paragraph(plain.citation(reference.of(paper))),
        " · ".join(_files(paper, root)),
    ]
    return "\n\n".join(blocks) + "\n"


def _facts(paper: Paper, taxonomy: Taxonomy, root: str) -> Iterator[str]:
    if paper.status == "withdrawn":
        yield "This paper has been withdrawn."
    venue = f", {commonmark.line(paper.venue)}" if paper.venue else ""
    yield f"Published: {paper.published or 'unknown'}{venue}"
    days = ", ".join(f"{day}" for day in paper.days)
    yield f"Listed: {days or ('on an unknown day' if paper.listed else 'in no capture')}"
    if paper.added:
        yield f"Added here: {paper.added}"
    known = [taxonomy.tags[tag] for tag in paper.shown_tags if tag in taxonomy.tags]
    if known:
        links = (
            f"[{commonmark.line(tag.name)}]({root}{routes.address(routes.tag(tag.slug))})"
            for tag in known
        )
        yield f"Topics: {', '.join(links)}"
    yield f"Page: [{paper.key}]({root}{routes.address(routes.paper(paper.key))})"
    for link in routes.web_links(paper):
        yield f"{link.label}: <{link.url}>"


def _note(paper: Paper) -> Iterator[str]:
    if paper.note or paper.rating:
        yield "## The curator's note"
    if paper.rating:
        yield f"{paper.rating} of 5"
    yield from map(_paragraph, Text.of_lines(paper.note or "").paragraphs())


def _files(paper: Paper, root: str) -> Iterator[str]:
    for each in FORMATS:
        yield f"[{each.name}]({root}{routes.paper_file(paper.key, each.ending)})"
    yield f"[JSON]({root}{routes.paper_file(paper.key, 'json')})"


def _paragraph(text: Text) -> str:
    return commonmark.paragraph(text.plain())
