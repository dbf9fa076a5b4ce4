"""What stands at the address of the library's first page among those without scripts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publish import routes
from generator.publish.render import File
from generator.publish.site import Site
from generator.publish.writing import render


def files(site: Site) -> Iterator[File]:
    """Yield the way from `/library/1/` to the library itself, whose list begins with that page."""
    here = routes.address(routes.library_page(1))
    page = render(
        "redirect.html.j2",
        title="Library",
        said="The first page of the library is",
        href=routes.root(routes.library_page(1)) + routes.address(routes.LIBRARY),
        canonical=site.absolute(routes.LIBRARY) if site.url else "",
    )
    yield File(f"{here}index.html", page)
