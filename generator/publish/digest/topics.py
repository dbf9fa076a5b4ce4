"""Which topic each new paper stands under: its most telling one that is not its alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model.paper import Paper
from generator.model.reading_list import Papers, ReadingList

FEWEST = 3
"""Papers under a topic, as far as their tags allow; of many papers a twentieth, so that the
headings stay few: 23 of 129 papers in a real week, where each paper's rarest tag made 43."""
SHARE = 20

Groups = dict[str, list[Paper]]


def by_topic(known: ReadingList, papers: Papers) -> Mapping[str, Papers]:
    """Group papers by tag, in the order of the taxonomy; under `""` those without a tag, last.

    Each paper is first put under the tag that is rarest in the whole list. Then the smallest group
    is dissolved, again and again, its papers going on to the next rarest of their tags, until all
    groups have enough papers, or papers that have nowhere to go.
    """
    groups = _settled(_Telling(known), papers, max(FEWEST, len(papers) // SHARE))
    place = {paper.key: number for number, paper in enumerate(papers)}
    return {
        tag: tuple(sorted(groups[tag], key=lambda paper: place[paper.key]))
        for tag in (*known.taxonomy.tags, "")
        if tag in groups
    }


class _Telling:
    """What the tags that are still in use tell of papers."""

    def __init__(self, known: ReadingList) -> None:
        self._carried = {tag: len(papers) for tag, papers in known.by_tag.items()}

    def tags(self, paper: Paper) -> list[str]:
        """Return a paper's tags, the rarest first."""
        tags = (tag for tag in paper.shown_tags if tag in self._carried)
        return sorted(tags, key=lambda tag: (self._carried[tag], tag))

    def put(self, groups: Groups, papers: Iterable[Paper]) -> None:
        """Put each paper under its most telling tag."""
        for paper in papers:
            groups[next(iter(self.tags(paper)), "")].append(paper)

    def drop(self, tag: str) -> None:
        """Take a tag out of use."""
        del self._carried[tag]


def _settled(telling: _Telling, papers: Papers, fewest: int) -> Groups:
    groups: Groups = defaultdict(list)
    telling.put(groups, papers)
    while True:
        small = sorted((len(group), tag) for tag, group in groups.items() if len(group) < fewest)
        free = (tag for _, tag in small if all(len(telling.tags(p)) > 1 for p in groups[tag]))
        tag = next(free, None)
        if tag is None:
            return groups
        telling.drop(tag)
        telling.put(groups, groups.pop(tag))
