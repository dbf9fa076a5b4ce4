"""What a summary must be: one line that says what was found, in words that are not the paper's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model.paper import Paper
from generator.model.problems import Problem
from generator.store import document, files

LONGEST = 160
"""Characters: what a list shows without cutting it."""
COPIED_WORDS = 7
"""So many words in a row that also stand in the title or the abstract are a copied sentence."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")


def problems(content: Path, papers: Mapping[str, Paper]) -> Iterator[Problem]:
    """Yield the summaries that are too long, unfinished, copied, or know more than the abstract."""
    for paper in papers.values():
        if not paper.summary:
            continue
        for expected in _wanting(paper.summary, paper):
            found = document.read(files.paper(content, paper.key))
            yield found.problem(("summary",), expected, paper.summary)


def _wanting(summary: str, paper: Paper) -> Iterator[str]:
    """Yield what a summary should be and is not."""
    told = f"{paper.shown_title.plain()} {paper.shown_abstract.plain()}"
    if len(summary) > LONGEST:
        yield f"at most {LONGEST} characters, not {len(summary)}"
    if not summary.endswith((".", "!", "?")):
        yield "a sentence with a full stop"
    numbers = set(_NUMBER.findall(told))
    for number in _NUMBER.findall(summary):
        if number not in numbers:
            yield f"numbers that stand in the abstract, not {number}"
    if copied := _copied(_words(summary), " ".join(_words(told))):
        yield f"words of your own, not “{copied}”"


def _copied(words: list[str], told: str) -> str:
    runs = (" ".join(words[at : at + COPIED_WORDS]) for at in range(len(words) - COPIED_WORDS + 1))
    return next((run for run in runs if f" {run} " in f" {told} "), "")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
