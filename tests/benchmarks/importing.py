"""What an import costs: as many records as there are papers, half of them known, half of them new.

Of the new ones, every tenth has nearly the title of another paper. The texts are made of the words
of the real list. Run `python -m tests.benchmarks.importing`.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.store import store
from tests import ROOT
from tests.benchmarks.measure import Cost, mib, module, table
from tests.builders import Pair, make_capture

TITLE, ABSTRACT = 9, 170
"""Words."""


def pairs(number: int, seed: int) -> Iterator[Pair]:
    """Yield titles and abstracts of so many papers."""
    mixed = random.Random(seed)  # noqa: S311 - the same papers in every run
    papers = store.load(ROOT / "content").reading_list.papers
    words = [word for paper in papers for word in paper.abstract.split() if word.isalpha()]
    for _ in range(number):
        title = " ".join(mixed.choices(words, k=TITLE)).capitalize()
        yield title, " ".join(mixed.choices(words, k=ABSTRACT)).capitalize() + "."


def measured(number: int) -> tuple[Cost, Cost]:
    """Return the cost of an import of so many papers into an empty list, and of one after it."""
    known, new = list(pairs(number, 1)), list(pairs(number // 2, 2))
    near = [(f"{title} indeed", text) for title, text in known[1::20]]
    later = [*known[::2], *new[: number // 2 - len(near)], *near]
    with tempfile.TemporaryDirectory() as name:
        folder, content = Path(name), Path(name, "content")
        content.mkdir()
        shutil.copy(ROOT / "content" / "tags.yml", content)
        return tuple(  # type: ignore[return-value] # two
            _import(content, folder / file, papers)
            for file, papers in (("first.txt", known), ("second.txt", later))
        )


def _import(content: Path, file: Path, papers: Sequence[Pair]) -> Cost:
    file.write_text(make_capture(papers), encoding="utf-8")
    return module("generator", "--content", str(content), "import", "--quiet", str(file))


def main(papers: Sequence[int] = (2500, 5000, 10_000)) -> None:
    """Import into lists of each length, and print what it costs."""
    costs = {number: measured(number) for number in papers}
    head = ("", "seconds", "CPU seconds", "ms a record", "growth", "memory")
    for place, title in enumerate(("Records into an empty list", "Records into as many papers")):
        base = costs[papers[0]][place].cpu / papers[0]
        rows = [
            (
                f"{number} records",
                f"{cost.wall:.1f}",
                f"{cost.cpu:.1f}",
                f"{1000 * cost.cpu / number:.1f}",
                f"{cost.cpu / number / base:.2f}",
                mib(cost.memory),
            )
            for number, both in costs.items()
            for cost in both[place : place + 1]
        ]
        table(f"{title}; growth 1.00 is in proportion", head, rows)


if __name__ == "__main__":
    main()
