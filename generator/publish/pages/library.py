"""The library: its newest papers, which scripts narrow, and for other browsers page after page.

A paper stands on exactly one page. The first page is the library itself, at `routes.LIBRARY`; at
`/library/1/` stands a redirect to it (`exports/library.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site

PER_PAGE = 50
"""Papers. Scripts show as many at first, so that theirs are those which stand there already."""
AROUND = 2
"""Pages before and after this one to which a page leads, beside the first and the last."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the library, and its further pages for browsers without scripts."""
    papers = site.reading_list.papers
    last = max(1, -(-len(papers) // PER_PAGE))
    for number in range(1, last + 1):
        yield site.renderer.page(
            route(number),
            "library.md.j2" if number == 1 else "library_page.md.j2",
            "Library" if number == 1 else f"Library, page {number}",
            papers=papers[PER_PAGE * (number - 1) : PER_PAGE * number],
            number=number,
            last=last,
            page_of=route,
            shown=shown_pages(number, last),
            years=site.reading_list.by_year,
        )


def route(number: int) -> str:
    """Return the path of a page of the library; the first is 1."""
    return routes.LIBRARY if number == 1 else routes.library_page(number)


def shown_pages(number: int, last: int) -> Sequence[int | None]:
    """Return the pages to which a page leads, few however many there are; `None` is a gap.

    A gap is never of a single page, which would take no less room itself.
    """
    near = {1, last, *range(max(1, number - AROUND), min(last, number + AROUND) + 1)}
    near |= {page for page in range(2, last) if {page - 1, page + 1} <= near}
    found: list[int | None] = []
    for page in sorted(near):
        if found and page - 1 not in near:
            found.append(None)
        found.append(page)
    return found
