"""Templates of feeds: escaped for XML and HTML alike, and not pages.

feedgenerator 2.2 was considered: it knows no `related` link and no archive, and writes an entry
anew for each of the thirty feeds that hold it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.publish.render import TEMPLATES


def render(template: str, **context: Any) -> Markup:  # noqa: ANN401 - whatever the template names
    """Return a feed, or a part of one, with everything escaped that is not `Markup`."""
    return Markup(_environment().get_template(template).render(context))  # noqa: S704 - escaped


@cache
def _environment() -> Environment:
    """Return the templates; one that has changed since the last build is loaded anew."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
