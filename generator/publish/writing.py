"""Templates of what is no page: feeds and mail, escaped for XML and HTML alike."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.publish.render import TEMPLATES


def render(template: str, **context: Any) -> Markup:  # noqa: ANN401 - whatever the template names
    """Return a document, or a part of one, with everything escaped that is not `Markup`."""
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
