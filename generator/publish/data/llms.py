"""`llms.txt`: what a language model, or a program that feeds one, needs to read the list.

The format is https://llmstxt.org: a heading, a quote, a word on what follows, then sections of
links with a note on each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.model.dates import PartialDate
from generator.model.paper import Paper
from generator.publish import routes
from generator.publish.data.commonmark import line
from generator.publish.data.files import DataFile
from generator.publish.data.package import RIGHTS
from generator.publish.site import Site


def write(site: Site, files: Iterable[DataFile]) -> str:
    """Return the file's text; without an address of the site, links go from where it stands."""
    return "\n\n".join(_blocks(site, files)) + "\n"


def _blocks(site: Site, files: Iterable[DataFile]) -> Iterator[str]:
    known = site.reading_list
    yield f"# {line(site.name)}"
    if site.description:
        yield f"> {line(site.description)}"
    yield (
        f"The list has {len(known.papers)} papers. Each is below as a Markdown file with its title,"
        " authors, dates, topics, links and abstract. What is unknown is said to be unknown."
        f" {RIGHTS}"
    )
    yield (
        "To find papers, search the FTS5 table `search` of papers.sqlite, or read papers.jsonl."
        f" People search at {site.absolute(routes.LIBRARY)}?q=words, in their browser."
    )
    yield "## Data"
    yield "\n".join(
        [
            *(_link(site, each.uri, each.uri, each.description) for each in files),
            _link(site, "How to use the data", routes.DATA, "What the fields mean, and examples."),
        ]
    )
    if tags := known.taxonomy.tags.values():
        yield "## Topics"
        yield "\n".join(
            _link(site, f"{tag.slug}: {tag.name}", routes.tag(tag.slug), tag.description)
            for tag in tags
        )
    for days, papers in groupby(known.papers, lambda paper: paper.days[:1]):
        day = f"listed on {PartialDate.of(days[0]).words}" if days else "without a day of listing"
        yield f"## Papers {day}"
        yield "\n".join(_paper(site, paper) for paper in papers)


def _paper(site: Site, paper: Paper) -> str:
    topics = f"Topics: {', '.join(paper.shown_tags)}." if paper.shown_tags else ""
    note = " ".join(filter(None, (paper.summary, topics)))
    return _link(site, paper.shown_title.plain(), routes.paper_file(paper.key, "md.txt"), note)


def _link(site: Site, words: str, path: str, note: str) -> str:
    link = f"- [{line(words)}]({site.absolute(path)})"
    return f"{link}: {line(note)}" if note else link
