"""Papers that were merged into others: `redirects.yml`, and their files in `merged/`.

`merged/<key>.yml` holds the bytes that `papers/<key>.yml` had; `merged/<key>.into.yml` the paper
into which it went, as that was before, so that the two can be taken apart again. Vectors are moved
there too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.paper import Paper
from generator.model.problems import ContentError, Problem
from generator.model.redirects import Redirect, end
from generator.store import (
    consistency,
    document,
    files,
    paper_text,
    vectors,
    yaml_edit,
    yaml_text,
)
from generator.store.document import Document

REDIRECTS = "redirects.yml"
FOLDER = "merged"
_INTO = ".into"
_REDIRECTS = TypeAdapter(Mapping[str, Redirect])


@dataclass(frozen=True)
class Merged:
    """The merged papers of a store."""

    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    """As they were, by key; one whose redirect a person wrote by hand need not be here."""
    into: Mapping[str, Paper] = field(default_factory=dict)
    """What each was merged into, as that was before, by the key of the one that was merged."""
    unfinished: frozenset[str] = frozenset()
    """Keys whose papers are still among the others: a program was stopped as it merged them."""


def load(content: Path, problems: list[Problem]) -> Merged:
    """Read the redirects and the merged papers, and add what is wrong with them to the problems."""
    redirects: Mapping[str, Redirect] = {}
    papers: dict[str, Paper] = {}
    into: dict[str, Paper] = {}
    try:
        redirects = read(content)
    except ContentError as error:
        problems += error.problems
    for kept in sorted((content / FOLDER).glob("[!.]*.yml")):
        try:
            paper = paper_text.read(document.read(kept))
        except ContentError as error:
            problems += error.problems
            continue
        key = paper.key.removesuffix(_INTO)
        if key == paper.key:
            papers[key] = paper
        elif key in redirects:
            into[key] = replace(paper, key=redirects[key].to)
    unfinished = frozenset(key for key in redirects if _is_left_over(content, key))
    return Merged(redirects, papers, into, unfinished)


def read(content: Path) -> Mapping[str, Redirect]:
    """Read the redirects. Raises `ContentError`."""
    file = content / REDIRECTS
    if not file.exists():
        return {}
    found = document.read(file)
    return {} if found.data is None else document.validate(_REDIRECTS, found)


def redirects_text(content: Path, after: Mapping[str, Redirect]) -> tuple[Path, str | None]:
    """Return the file of the redirects and its text, with a curator's comments kept.

    Raises `ContentError` when the file has a form that no program can edit without harm.
    """
    file = content / REDIRECTS
    text = files.read_text(file) if file.exists() else ""
    before = read(content)
    try:
        new = yaml_edit.revise(text, _plain(before), _plain(after)) if before else text
    except ValueError as error:
        problem = Problem(file, 1, "", "fields in lines of their own", str(error))
        raise ContentError([problem]) from None
    if not before and after:
        new = "\n".join(filter(None, [text.removesuffix("\n"), yaml_text.write(_plain(after))]))
    return file, new if new.strip() else None


def file(content: Path, key: str) -> Path:
    """Return the file that holds a merged paper."""
    return content / FOLDER / f"{key}.yml"


def file_of_into(content: Path, key: str) -> Path:
    """Return the file that holds what it was merged into, as that was before."""
    return content / FOLDER / f"{key}{_INTO}.yml"


def file_of_vectors(content: Path, key: str) -> Path:
    """Return the file that holds the vectors of a merged paper."""
    return content / FOLDER / f"{key}{vectors.ENDING}"


def problems(content: Path, merged: Merged, keys: Collection[str]) -> Iterator[Problem]:
    """Yield ways that lead nowhere, keys that are a paper's too, and merged papers without a way.

    `keys` are those of all papers.
    """
    if merged.redirects:
        yield from _problems_of_redirects(document.read(content / REDIRECTS), merged, keys)
    for key in sorted(merged.papers.keys() - merged.redirects.keys() - set(keys)):
        expected = f"a line in {REDIRECTS} that says where {key} leads"
        yield Problem(file(content, key), 0, "", expected, "none")


def _problems_of_redirects(
    found: Document, merged: Merged, keys: Collection[str]
) -> Iterator[Problem]:
    names = {key.casefold(): key for key in keys}
    for key, redirect in merged.redirects.items():
        last = end(merged.redirects, key)
        if consistency.is_no_key(key):
            yield found.problem((key,), "the key of a paper", key)
        if (twin := names.setdefault(key.casefold(), key)) != key:
            yield found.problem((key,), "a name that differs in more than case", twin)
        if last is None:
            yield found.problem((key, "to"), "a way to a paper", f"a circle by {redirect.to}")
        elif last not in keys:
            yield found.problem((key, "to"), "a way to a paper", last)
        if key in keys and key not in merged.unfinished:
            expected = "a key that no paper has, or no line for it"
            yield found.problem((key,), expected, f"papers/{key}.yml")


def _is_left_over(content: Path, key: str) -> bool:
    """Whether a paper's file is there still, with just the bytes that were put away."""
    paper, kept = files.paper(content, key), file(content, key)
    return paper.exists() and kept.exists() and paper.read_bytes() == kept.read_bytes()


def _plain(redirects: Mapping[str, Redirect]) -> dict[str, Any]:
    return {key: paper_text.plain(redirect) for key, redirect in redirects.items()}
