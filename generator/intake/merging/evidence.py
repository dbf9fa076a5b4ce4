"""What a curator needs to see to say whether two papers are one: both, side by side."""

from __future__ import annotations

from dataclasses import replace

from generator.intake.merging.matching import Face, likeness
from generator.model.decisions import Decision, Witness
from generator.model.paper import Paper
from generator.text.text import Text

WORDS = 60
"""Of an abstract: where two reports of one project begin to differ."""
_NAMES = 8
_LISTINGS = 5


def with_evidence(question: Decision, one: Paper, other: Paper) -> Decision:
    """Return the question about two papers with what they are like."""
    alike = likeness(Face.of(one), Face.of(other))
    per_cent = {"titles": round(alike.title)}
    if alike.abstract is not None:
        per_cent["abstracts"] = round(alike.abstract)
    seen = {paper.key: _witness(paper) for paper in (one, other)}
    return replace(question, alike=per_cent, evidence={key: seen[key] for key in question.papers})


def _witness(paper: Paper) -> Witness:
    ids = ", ".join(map(str, paper.identifiers))
    listed = [f"{seen.date or 'undated'} ({seen.capture})" for seen in paper.listed]
    return Witness(
        title=_plain(paper.title),
        authors=_some([_plain(author.name) for author in paper.authors], _NAMES),
        published=str(paper.published) if paper.published else None,
        ids=ids or None,
        listed=_some(listed, _LISTINGS),
        abstract=_beginning(paper.abstract),
    )


def _some(items: list[str], most: int) -> str | None:
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more or None


def _beginning(text: str) -> str:
    words = _plain(text).split(" ")
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")


def _plain(text: str) -> str:
    """Return a text as a reader reads it; what nobody can read, as it was captured."""
    return Text(text).plain() or text
