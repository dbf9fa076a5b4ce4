"""Open data in files: of every paper, and of the whole list."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.data import llms, package
from generator.publish.data.files import data
from generator.publish.data.readable import markdown
from generator.publish.render import File
from generator.publish.site import Site


def files(site: Site) -> Iterator[File]:
    """Yield the record and the Markdown of each paper, then the files of the whole list."""
    made, root = site.once(data), site.url or "../"
    for paper in site.reading_list.papers:
        yield File(routes.paper_file(paper.key, "json"), made.records[paper.key] + b"\n")
        text = markdown(paper, site.reading_list.taxonomy, root)
        yield File(routes.paper_file(paper.key, "md.txt"), text)
    for each in made.files:
        yield File(each.uri, each.content)
    yield File(routes.PACKAGE, package.write(site, made.files))
    yield File(routes.LLMS, llms.write(site, made.files))
