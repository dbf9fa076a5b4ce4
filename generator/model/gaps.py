"""What papers may lack, why that matters to readers, and what helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.identifiers import KINDS
from generator.model.paper import Paper


@dataclass(frozen=True)
class Gap:
    """Something that a paper should have."""

    what: str
    """The papers without it, in the plural; programs know the gap by it."""
    is_in: Callable[[Paper], bool]
    """Whether a paper has the gap."""
    why: str
    command: str = ""


def _without(*names: str) -> Callable[[Paper], bool]:
    """Return whether a paper has none of the fields; what a person refused is not lacking."""
    return lambda paper: not any(_is_settled(paper, name) for name in names)


def _is_settled(paper: Paper, name: str) -> bool:
    field, _, kind = name.partition(".")
    value = getattr(paper, field)
    return bool(kind in value if kind else value) or bool(paper.refused & {field, name})


GAPS = (
    Gap(
        "papers without tags",
        _without("tags"),
        "Nobody finds them by a topic. No rule matched: give tags by hand, or mend a rule.",
        "reading-list tag --explain",
    ),
    Gap(
        "papers without a summary",
        _without("summary"),
        "Lists show the beginning of the abstract instead of what was found.",
    ),
    Gap(
        "papers without authors",
        _without("authors"),
        "They cannot be cited properly, nor found by a name.",
        "reading-list enrich",
    ),
    Gap(
        "papers without a date of publication",
        _without("published"),
        "They come last in every order by time, and have no year in references.",
        "reading-list enrich",
    ),
    Gap(
        "papers without an identifier",
        _without(*KINDS),
        "Readers are sent to a search instead of the paper, and no service can be asked.",
        "reading-list enrich",
    ),
    Gap(
        "papers without a link to code",
        _without("links.code"),
        "Many readers look for it first. Write “code: null” under “links” where there is none.",
        "reading-list enrich",
    ),
    Gap(
        "papers of which no listing has a day",
        lambda paper: not paper.days,
        "They are on no day's page. Import the capture again, and say its day.",
        "reading-list import --date 2025-03-17 FILE",
    ),
)
"""In the order in which they are told."""
