"""The file of a paper that somebody is about to write by hand: every field, and what belongs there.

The comments are the docstrings of `Paper`'s fields, which editors show too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date

from generator.store import paper_text, yaml_text

_WIDTH = 96
_EXAMPLES: Mapping[str, object] = {
    "authors": ["Ada Lovelace", "Kurt Gödel"],
    "published": date(2024, 5, 17),
    "venue": "ICLR 2024",
    "arxiv": yaml_text.Quoted("2311.09677"),
    "doi": yaml_text.Quoted("10.18653/v1/2024.acl-long.1"),
    "anthology": yaml_text.Quoted("2024.acl-long.1"),
    "openreview": yaml_text.Quoted("PqvMRDCJT9t"),
    "category": "cs.CL",
    "tags": {"survey": "person"},
    "summary": "One sentence.",
    "note": "Read it for section 4.",
    "rating": 4,
    "links": {"code": "https://github.com/owner/name"},
    "status": "active",
}
"""What a person may fill in; of each field that stays away, a program may."""


def text(title: str | None, today: date) -> str:
    """Return the text of the file; `check` names what is left to fill in, by its line."""
    return "".join([paper_text.HEADER, *_parts(title, today)])


def _parts(title: str | None, today: date) -> Iterator[str]:
    said = {name: rule["description"] for name, rule in paper_text.schema()["properties"].items()}
    yield _comment(
        "Fill in title and abstract. Of the rest fill in what you know, without the signs # before"
        " it; what you leave, reading-list enrich may find. Then: reading-list check"
    )
    yield f"\n{_comment(said['title'])}{_field('title', title)}"
    yield f"\n{_comment(said['abstract'] + ' Each of its lines begins with two spaces.')}"
    yield "abstract: >-\n\n"
    yield _field("added", today)
    for name, example in _EXAMPLES.items():
        yield f"\n{_comment(said[name])}{_commented(yaml_text.block({name: example}))}"
    others = [name for name in said if name not in {"title", "abstract", "added", *_EXAMPLES}]
    yield f"\n{_comment('Programs write: ' + ', '.join(others) + '.')}"


def _field(name: str, value: object) -> str:
    return f"{name}:\n" if value is None else yaml_text.block({name: value})


def _comment(words: str) -> str:
    return _commented("\n".join(textwrap.wrap(words, _WIDTH)) + "\n")


def _commented(lines: str) -> str:
    return textwrap.indent(lines, "# ")
