"""What stands at the address of a paper that was merged into another: the way there.

Where a page is left at its address without a server, HTML's own `refresh` is the redirect that
works without scripts (https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh).
It is in no sitemap, so that Material, which loads pages of the sitemap in place, leaves it to the
browser.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.publish import routes
from generator.publish.render import File, Page
from generator.publish.site import Site
from generator.publish.writing import render


def files(site: Site, outputs: Iterable[Page | File]) -> Iterator[File]:
    """Yield the page of every merged paper, and for each file of its survivor one like it."""
    led = site.reading_list.redirects
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for key, last in led.items():
        merged[last].append(key)
        yield File(f"{routes.address(routes.paper(key))}index.html", _page(site, key, last))
    for output in outputs:
        folder, name = posixpath.split(output.uri)
        key, _, ending = name.partition(".")
        if isinstance(output, File) and folder == "papers":
            for other in merged.get(key, ()):
                yield File(routes.paper_file(other, ending), output.data)


def _page(site: Site, key: str, last: str) -> str:
    there = routes.paper(last)
    return render(
        "redirect.html.j2",
        title=site.reading_list.by_key[last].shown_title.plain(),
        said="This paper was on the list twice. It is",
        href=routes.root(routes.paper(key)) + routes.address(there),
        canonical=site.absolute(there) if site.url else "",
    )
