"""Trending: what several captures showed, and which captures they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.paper import Count, Paper
from generator.model.reading_list import TRENDING_CAPTURES
from generator.publish import routes
from generator.publish.render import Page
from generator.publish.site import Site


@dataclass(frozen=True)
class Reason:
    """Why a paper is trending."""

    paper: Paper
    undated: int
    """How many of its captures do not say their day."""
    counts: tuple[Count, ...]
    """What services count of it: of each service, the newest."""


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of trending papers."""
    known = site.reading_list
    yield site.renderer.page(
        routes.TRENDING,
        "trending.md.j2",
        "Trending",
        reasons=[_reason(paper) for paper in known.trending],
        captures={capture for paper in known.papers for capture in paper.captures},
        since=min(known.by_day, default=None),
        least=TRENDING_CAPTURES,
    )


def _reason(paper: Paper) -> Reason:
    dated = {seen.capture for seen in paper.listed if seen.date}
    counts = sorted(paper.counts, key=_day)
    newest = {(each.source, each.what): each for each in counts}
    return Reason(paper, len(paper.captures) - len(dated), tuple(newest.values()))


def _day(count: Count) -> date:
    return count.date
