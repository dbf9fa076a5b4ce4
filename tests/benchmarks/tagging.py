"""How well the rules of `content/tags.yml` propose the tags that careful readers gave.

Precision is the share of the proposed tags that one of the readers gave as well; recall the share
of the tags on which both agreed that the rules propose. Run `python -m tests.benchmarks.tagging`.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model.tagging import propose
from generator.model.taxonomy import Taxonomy
from generator.store import store
from tests import ROOT

EXAMPLES = ROOT / "tests" / "data" / "tagged-examples.json"


@dataclass
class Score:
    """What the rules got right and wrong, by tag."""

    papers: int = 0
    right: Counter[str] = field(default_factory=Counter)
    """Proposed, and given by at least one reader."""
    wrong: Counter[str] = field(default_factory=Counter)
    """Proposed, and given by none."""
    wanted: Counter[str] = field(default_factory=Counter)
    """Given by both readers."""
    missed: Counter[str] = field(default_factory=Counter)
    """Given by both readers, and not proposed."""

    @property
    def precision(self) -> float:
        """From 0 to 1; 0 when nothing was proposed."""
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def recall(self) -> float:
        """From 0 to 1; 0 when nothing was wanted."""
        return 1 - self.missed.total() / self.wanted.total() if self.wanted else 0.0

    def count(self, proposed: set[str], must: set[str], may: set[str]) -> None:
        """Add one paper."""
        self.papers += 1
        self.right.update(proposed & (must | may))
        self.wrong.update(proposed - must - may)
        self.wanted.update(must)
        self.missed.update(must - proposed)


def examples() -> list[Mapping[str, str | list[str]]]:
    """Return the papers that readers tagged: `title`, `abstract`, `must`, `may`."""
    papers: list[Mapping[str, str | list[str]]]
    papers = json.loads(EXAMPLES.read_text(encoding="utf-8"))["papers"]
    return papers


def measure(taxonomy: Taxonomy, papers: Iterable[Mapping[str, str | list[str]]]) -> Score:
    """Compare what the rules propose with what the readers gave."""
    score = Score()
    for paper in papers:
        proposals = propose(str(paper["title"]), str(paper["abstract"]), taxonomy)
        score.count({each.tag for each in proposals}, set(paper["must"]), set(paper["may"]))
    return score


def held_out() -> list[Mapping[str, str | list[str]]]:
    """Return a fixed fifth of the papers that people tagged, which no rule was written from.

    The fifth is chosen by the hash of the key, so that it stays the same as the list grows.
    """
    known = store.load(ROOT / "content").reading_list
    return [
        {"title": paper.title, "abstract": paper.abstract, "must": by_person, "may": []}
        for key, paper in sorted(known.by_key.items())
        if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 5 == 0
        and (by_person := [tag for tag, origin in paper.tags.items() if origin == "person"])
    ]


def main() -> None:
    """Print the figures, and each tag that was missed or proposed wrongly."""
    taxonomy = store.load(ROOT / "content").reading_list.taxonomy
    _print(taxonomy, examples(), "papers tagged by two readers")
    _print(taxonomy, held_out(), "papers tagged by hand that the rules were not written from")


def _print(taxonomy: Taxonomy, papers: list[Mapping[str, str | list[str]]], what: str) -> None:
    start = time.perf_counter()
    score = measure(taxonomy, papers)
    each = (time.perf_counter() - start) / len(papers)
    print(f"tags proposed by rule, against {score.papers} {what}")
    print(f"  precision {score.precision:.2f}   recall {score.recall:.2f}")
    print(f"  {each * 1e3:.1f} ms a paper, the rules' compilation included")
    print(f"  {'tag':<24}{'wanted':>8}{'missed':>8}{'wrong':>8}")
    for tag in taxonomy.tags:
        if score.missed[tag] or score.wrong[tag]:
            counts = score.wanted[tag], score.missed[tag], score.wrong[tag]
            print(f"  {tag:<24}" + "".join(f"{count:>8}" for count in counts))


if __name__ == "__main__":
    main()
