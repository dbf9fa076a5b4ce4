"""What only shows when the files of the store are seen together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from generator.model.collection import Collection
from generator.model.decisions import Decision
from generator.model.keys import RESERVED
from generator.model.paper import Paper
from generator.model.problems import Problem, one_of
from generator.model.taxonomy import Taxonomy
from generator.store import document, files

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def of_papers(content: Path, papers: Mapping[str, Paper]) -> Iterator[Problem]:
    """Yield names that cannot be addresses or differ too little, and citation keys used twice."""
    names: dict[str, str] = {}
    cited: dict[str, str] = {}
    for key, paper in papers.items():
        file = files.paper(content, key)
        if is_no_key(key):
            expected = "a name of a-z, 0-9 and hyphens that no system reserves"
            yield Problem(file, 0, "", expected, f"“{file.name}”")
        twin = names.setdefault(key.casefold(), key)
        if twin != key:
            yield Problem(file, 0, "", "a name that differs in more than case", f"{twin}.yml too")
        owner = cited.setdefault(paper.citation_key.casefold(), key) if paper.citation_key else key
        if owner != key:
            expected = f"a citation key that is not {owner}’s"
            yield document.read(file).problem(("citation_key",), expected, paper.citation_key)


def is_no_key(key: str) -> bool:
    """Whether a name cannot be that of a paper, since it would be no address or no file."""
    return not _KEY.fullmatch(key) or key.lower() in RESERVED


def of_tags(content: Path, papers: Mapping[str, Paper], taxonomy: Taxonomy) -> Iterator[Problem]:
    """Yield tags that the taxonomy does not have."""
    for key, paper in papers.items():
        for tag in paper.tags.keys() - taxonomy.tags.keys():
            found = document.read(files.paper(content, key))
            yield found.problem(("tags", tag), one_of(taxonomy.tags, tag), tag)


def of_decisions(
    content: Path, decisions: Mapping[str, Decision], keys: Container[str]
) -> Iterator[Problem]:
    """Yield open questions about papers that are not there (any more)."""
    for name, decision in decisions.items():
        for key in decision.papers:
            if decision.answer is None and key not in keys:
                file = files.decision(content, name)
                yield document.read(file).problem(("papers",), "papers of the list", key)


def of_collections(
    content: Path, collections: Iterable[Collection], keys: Container[str]
) -> Iterator[Problem]:
    """Yield steps to papers that are not there, and papers that a path passes twice."""
    for collection in collections:
        passed: set[str] = set()
        for place, step in enumerate(collection.papers):
            wrong = step.paper not in keys or step.paper in passed
            passed.add(step.paper)
            if wrong:
                expected = "the key of a paper" if step.paper not in keys else "each paper once"
                file = files.collection(content, collection.name)
                yield document.read(file).problem(("papers", place, "paper"), expected, step.paper)


def of_captures(register: Path, digests: Mapping[str, str]) -> Iterator[Problem]:
    """Yield captures that are no longer as they were captured."""
    for name, digest in digests.items():
        file = register.parent / name
        if not file.exists():
            yield Problem(file, 0, "", f"a capture, which {register.name} names", "no file")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            yield Problem(file, 0, "", f"the bytes on record in {register.name}", "other bytes")
