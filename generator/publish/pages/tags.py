"""Topics: all tags by facet, a page for every tag, and one for two that many papers carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.reading_list import Papers
from generator.model.taxonomy import Tag
from generator.publish import routes
from generator.publish.render import About, Page
from generator.publish.site import Site

COMPANIONS = 12
"""Tags that are shown as going with a tag."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the index of topics, and the page of every tag and of every two that go together."""
    yield site.renderer.page(routes.TAGS, "tags.md.j2", "Topics")
    for slug, papers in site.reading_list.by_tag.items():
        tag = site.reading_list.taxonomy.tags[slug]
        yield site.renderer.page(
            routes.tag(slug),
            "tag.md.j2",
            tag.name,
            About("tags.yml", tag.description),
            tag=tag,
            papers=papers,
            companions=_companions(tag, papers),
            years=_years(papers),
            pairs={"+".join(pair) for pair in site.reading_list.by_pair},
        )
    tags = site.reading_list.taxonomy.tags
    for pair in site.reading_list.by_pair:
        selection = site.selections[routes.pair(*pair)]
        yield site.renderer.page(
            selection.page,
            "pair.md.j2",
            selection.title,
            About("tags.yml", selection.description),
            selection=selection,
            tags=[tags[slug] for slug in pair],
        )


def _companions(tag: Tag, papers: Papers) -> list[tuple[str, int]]:
    """Return the tags that most of these papers carry as well, and how many do."""
    counts = Counter(other for paper in papers for other in paper.shown_tags if other != tag.slug)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:COMPANIONS]


def _years(papers: Papers) -> list[tuple[int, int]]:
    """Return every year from the first to the last in which one was published, and how many."""
    counts = Counter(paper.published.year for paper in papers if paper.published)
    if not counts:
        return []
    return [(year, counts[year]) for year in range(min(counts), max(counts) + 1)]
