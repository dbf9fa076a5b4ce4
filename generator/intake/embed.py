"""Embedding papers: the vectors of their texts, made once by the model and kept in the content.

A file is written anew only when the paper's texts or the model have changed, so that the last bits
of another machine's arithmetic change nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from generator.meaning import encoder
from generator.meaning.encoder import Encoder, EncoderError
from generator.meaning.vectors import MODEL, Vectors, digest, dump, letters, texts_of
from generator.model.paper import Paper
from generator.model.problems import ContentError
from generator.store import files, vectors
from generator.store.store import Store

HUB = "hub"
ADDRESS = f"https://huggingface.co/{encoder.NAME}/resolve/{encoder.REVISION}/{{}}"
"""Where the hub has a file of the model, at the revision whose hashes are known."""
PAPERS_AT_ONCE = 16
"""Written together, so that an embedding that was stopped goes on where it was."""

Say = Callable[[int, int], None]
"""Is told how many papers are done, and of how many."""


@dataclass(frozen=True)
class Plan:
    """What an embedding would do."""

    papers: tuple[Paper, ...]
    """Those to embed."""
    gone: tuple[Path, ...]
    """Files of papers that are no longer there."""


def model_folder(model: str) -> Path:
    """Return the folder of a model: the one that is named, or for `hub` one that is fetched once.

    Raises `EncoderError` when it cannot be fetched. What was fetched is checked when it is loaded.
    """
    if model != HUB:
        return Path(model)
    folder = _kept()
    for name in encoder.FILES:
        if not (folder / name).exists():
            files.write({folder / name: _fetched(ADDRESS.format(name))})
    return folder


def at_hand() -> bool:
    """Return whether the model was fetched already, so that embedding needs no network."""
    return all((_kept() / name).exists() for name in encoder.FILES)


def _kept() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "reading-list" / encoder.REVISION


def _fetched(address: str) -> bytes:
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - the hub's address, over https
            data: bytes = answer.read()
    except OSError as error:
        instead = "--model names a folder that holds the model"
        raise EncoderError(f"{address} cannot be fetched ({error}); {instead}") from error
    return data


def plan(known: Store, keys: Iterable[str] = ()) -> Plan:
    """Return what there is to do for these papers, or for all and the gone when none is named.

    Raises `ContentError` when the store has problems other than vectors that cannot be read, for
    those are made anew; `KeyError` for a key that it does not have.
    """
    if problems := [each for each in known.problems if each.file.suffix != vectors.ENDING]:
        raise ContentError(problems)
    by_key = known.reading_list.by_key
    chosen = [by_key[key] for key in dict.fromkeys(keys)]
    every = vectors.files(known.content)
    gone = () if chosen else tuple(file for file in every if file.stem not in by_key)
    return Plan(tuple(vectors.wanting(chosen or by_key.values(), known.vectors)), gone)


def carry_out(content: Path, to_do: Plan, load: Callable[[], Encoder], say: Say) -> None:
    """Write what is wanting and remove what is gone; the encoder is loaded only when needed."""
    for file in to_do.gone:
        file.unlink()
    if not to_do.papers:
        return
    loaded = load()
    done = 0
    for papers in _groups(to_do.papers):
        files.write(_written(content, papers, loaded))
        done += len(papers)
        say(done, len(to_do.papers))


def _groups(papers: Sequence[Paper]) -> Iterable[Sequence[Paper]]:
    for first in range(0, len(papers), PAPERS_AT_ONCE):
        yield papers[first : first + PAPERS_AT_ONCE]


def _written(content: Path, papers: Sequence[Paper], loaded: Encoder) -> dict[Path, bytes]:
    texts = [texts_of(paper) for paper in papers]
    points = loaded.encode([row.text for rows in texts for row in rows])
    written: dict[Path, bytes] = {}
    for paper, rows in zip(papers, texts, strict=True):
        own, points = points[: len(rows)], points[len(rows) :]
        made = Vectors(MODEL, digest(rows), letters(rows), own)
        written[vectors.file(content, paper.key)] = dump(made)
    return written
