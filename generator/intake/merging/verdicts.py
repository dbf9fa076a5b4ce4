"""The questions about pairs that are answered as papers are merged, or taken apart again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from generator.intake.merging.evidence import with_evidence
from generator.model.decisions import Decision
from generator.model.paper import Paper
from generator.model.problems import ContentError, Problem
from generator.model.redirects import Redirect, end
from generator.store import document, files, pair_file
from generator.store.store import Store


def asked(one: Paper, other: Paper, words: str, today: date) -> Decision:
    """Return the question that nobody had to ask, for the answer to stand somewhere."""
    first, second = sorted((one.key, other.key))
    blank = Decision(papers=(first, second), question=words, asked=today)
    return with_evidence(blank, one, other)


def together(
    known: Store, redirects: Mapping[str, Redirect], decisions: Iterable[Decision]
) -> dict[Path, str]:
    """Return the questions that are answered when papers become one.

    Raises `ContentError` where a curator said that two of them are different.
    """
    texts, problems = dict[Path, str](), list[Problem]()
    for each in known.decisions.values():
        one, other = (end(redirects, key) for key in each.papers)
        if one != other or one is None:
            continue
        if each.answer == "different":
            file = files.decision(known.content, each.name)
            expected = f"“same”, for both are to be {one}"
            problems.append(document.read(file).problem(("answer",), expected, each.answer))
        texts |= [pair_file.update(known.content, each, replace(each, answer="same"))]
    if problems:
        raise ContentError(problems)
    return texts | _new(known, decisions, "same")


def apart(known: Store, redirects: Mapping[str, Redirect], decision: Decision) -> dict[Path, str]:
    """Return the questions about two papers, which are answered when they are taken apart."""
    texts = dict[Path, str]()
    for each in known.decisions.values():
        if {end(redirects, key) for key in each.papers} == set(decision.papers):
            after = replace(each, answer="different")
            texts |= [pair_file.update(known.content, each, after)]
    return texts | _new(known, [decision], "different")


def _new(
    known: Store, decisions: Iterable[Decision], answer: Literal["same", "different"]
) -> dict[Path, str]:
    new = (replace(each, answer=answer) for each in decisions if each.name not in known.decisions)
    return dict(pair_file.update(known.content, None, each) for each in new)
