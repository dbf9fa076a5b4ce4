"""A citation in plain text, as the bibliographies of the ACL print it.

The style is https://github.com/acl-org/acl-style-files (`acl_natbib.bst`): names in their natural
order, of more than twenty authors the first nineteen, “and 12 others”; then the year, the title,
and where it came out. Plain text has no link behind the title, so that an address comes last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.names import Name
from generator.publish.citations.reference import Reference

MOST_AUTHORS = 20
"""So many are all named (https://github.com/acl-org/acl-style-files/issues/49)."""


def citation(reference: Reference) -> str:
    """Return the citation, in one line."""
    sentences = (" ".join(sentence.split()) for sentence in _sentences(reference))
    ended = [text if text[-1] in ".?!" else f"{text}." for text in sentences if text]
    if reference.url and reference.kind != "preprint":
        ended.append(reference.url)
    return " ".join(ended)


def _sentences(reference: Reference) -> Iterator[str]:
    title, year = reference.title.plain(), str(reference.date.year) if reference.date else ""
    yield from (_authors(reference.authors), year, title) if reference.authors else (title, year)
    container = reference.container or ""
    yield f"In {container}" if container and reference.kind == "conference" else container
    yield f"Preprint, arXiv:{reference.arxiv}" if reference.kind == "preprint" else ""


def _authors(authors: Sequence[Name]) -> str:
    names = [_natural(name) for name in authors]
    if len(names) > MOST_AUTHORS:
        others = len(names) - MOST_AUTHORS + 1
        names[MOST_AUTHORS - 1 :] = [f"{others} others"]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _natural(name: Name) -> str:
    named = " ".join(filter(None, (name.given, name.particle, name.family)))
    return f"{named}, {name.suffix}" if name.suffix else named
