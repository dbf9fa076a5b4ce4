"""What changed in the list, commit by commit, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.model.history import Commit
from generator.publish import routes
from generator.publish.render import About, Page
from generator.publish.sentences import Line, lines, place
from generator.publish.site import Site

TAG_LINES = 5
"""Sentences of one commit on topics that were given or taken; more are folded into one."""


@dataclass(frozen=True)
class Told:
    """A commit, in sentences."""

    revision: str
    url: str
    """Where it is on the web, if that is known."""
    lines: tuple[Line, ...]
    folded: tuple[Line, ...]
    """On topics, when there are many."""
    papers: int
    """With changed topics, when the sentences are folded."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page."""
    newest = sorted(site.history.commits, key=lambda commit: commit.day, reverse=True)
    days = groupby(newest, key=lambda commit: commit.day)
    yield site.renderer.page(
        routes.CHANGES,
        "changes.md.j2",
        "Changes",
        About(description="What was added, merged, tagged and corrected in the list, by day."),
        days=[(day, [_told(site, commit) for commit in commits]) for day, commits in days],
        lack=site.history.lack,
    )


def _told(site: Site, commit: Commit) -> Told:
    tags = [each for each in commit.changes if each.verb in {"tagged", "untagged"}]
    folded = tags if len(tags) > TAG_LINES else []
    shown = [each for each in sorted(commit.changes, key=place) if each not in folded]
    return Told(
        commit.revision[:7],
        routes.commit(site.repository, commit.revision),
        tuple(line for each in shown for line in lines(site, each)),
        tuple(line for each in folded for line in lines(site, each)),
        len({key for each in folded for key in each.keys}),
    )
