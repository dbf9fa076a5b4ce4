"""The vectors of the papers in `content/vectors/`: which there are, and which are still true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.meaning import vectors
from generator.meaning.vectors import Vectors, VectorsError, texts_of
from generator.model.paper import Paper
from generator.model.problems import Problem

ENDING = ".vec"


def file(content: Path, key: str) -> Path:
    """Return the file that holds a paper's vectors."""
    return content / "vectors" / f"{key}{ENDING}"


def files(content: Path) -> list[Path]:
    """Return the files of vectors that there are, also of papers that are gone."""
    return sorted((content / "vectors").glob(f"[!.]*{ENDING}"))


def read_all(content: Path) -> tuple[dict[str, Vectors], tuple[Problem, ...]]:
    """Return the vectors by the keys of their papers, and what is wrong with the other files."""
    found: dict[str, Vectors] = {}
    problems: list[Problem] = []
    for each in files(content):
        try:
            found[each.stem] = vectors.parse(each, each.read_bytes())
        except VectorsError as error:
            problems.append(Problem(each, 0, "", error.expected, error.got))
    return found, tuple(problems)


def wanting(papers: Iterable[Paper], known: Mapping[str, Vectors]) -> Iterator[Paper]:
    """Yield the papers that have no vectors, or those of another text or another model."""
    for paper in papers:
        has = known.get(paper.key)
        if not has or not has.are_of(texts_of(paper)):
            yield paper
