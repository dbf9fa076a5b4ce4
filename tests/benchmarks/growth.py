"""What a build costs when the list is one, two and four times as long: it should grow alike.

The papers are made from the real ones, with new keys, other authors of as many papers each, and
their words in another order.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.model.paper import Author, Paper
from generator.store import store
from tests import ROOT
from tests.benchmarks.measure import Cost, mib, mkdocs_build, table
from tests.site import settings


def make_content(folder: Path, times: int) -> Path:
    """Copy the real content, and add to it until there are so many times as many papers."""
    content = Path(shutil.copytree(ROOT / "content", folder / "content"))
    papers = store.load(content).reading_list.by_key.values()
    texts = (store.paper_update(content, None, paper) for paper in _copies(papers, times))
    for file, text in texts:
        file.write_text(text, encoding="utf-8")
    return content


def _copies(papers: Iterable[Paper], times: int) -> Iterator[Paper]:
    mixed = random.Random(1)  # noqa: S311 - the same papers in every run
    for paper in papers:
        for number in range(1, times):
            yield replace(
                paper,
                key=f"{paper.key}-copy-{number}",
                title=_shuffled(paper.title, mixed),
                abstract=_shuffled(paper.abstract, mixed),
                authors=tuple(Author(f"{a.given} {number} {a.family}") for a in paper.authors),
                citation_key=None,
                summary=None,
                sources={},
            )


def _shuffled(text: str, mixed: random.Random) -> str:
    words = text.split()
    mixed.shuffle(words)
    return " ".join(words)


def main(times: Sequence[int] = (1, 2, 4)) -> None:
    """Build each list once, and print what it costs a paper."""
    costs: dict[int, tuple[int, Cost]] = {}
    for factor in times:
        with tempfile.TemporaryDirectory() as name:
            content = make_content(Path(name), factor)
            papers = len(list((content / "papers").glob("*.yml")))
            costs[factor] = papers, mkdocs_build(settings(content, Path(name, "site")))
    number, first = costs[times[0]]
    rows = [
        (
            f"{papers} papers",
            f"{cost.cpu:.2f}",
            f"{1000 * cost.cpu / papers:.1f}",
            f"{cost.cpu / first.cpu / (papers / number):.2f}",
            mib(cost.memory),
        )
        for papers, cost in costs.values()
    ]
    head = ("", "CPU seconds", "ms a paper", "growth", "memory")
    table("Longer lists; growth 1.00 is in proportion to the papers", head, rows)


if __name__ == "__main__":
    main()
