"""The command that trains a table of meanings; what it needs is in `generator/meaning/TABLE.md`."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np

from generator.intake.embed import model_folder
from generator.meaning import encoder, table
from generator.meaning.encoder import Encoder, Floats
from generator.meaning.vectors import texts_of
from generator.store import files, store
from generator.training.learning import learn, words
from generator.training.texts import corpus


@click.command()
@click.option("--model", required=True, help="The model's folder, or the word “hub”.")
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"))
@click.option("--wordnet", type=click.Path(path_type=Path), default=Path("/usr/share/wordnet"))
@click.option("--packages", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--points", type=click.Path(path_type=Path), help="Kept for another try.")
@click.option("--out", type=click.Path(path_type=Path), default=table.FILE)
def main(  # noqa: PLR0913, PLR0917 - every option is an argument
    model: str, content: Path, wordnet: Path, packages: Path, points: Path | None, out: Path
) -> None:
    """Train a table so that its sums of token vectors land where the model puts the texts."""
    papers = store.load(content).checked().reading_list.papers
    rows = [texts_of(paper) for paper in papers]
    say(f"reading texts for {len(rows)} papers")
    texts = corpus(rows, wordnet, packages)
    say(f"{len(texts)} texts")
    loaded = encoder.load(model_folder(model))
    texts += words(loaded.tokens)
    made = learn(texts, kept(points, texts, loaded), loaded.tokens, say)
    files.write({out: table.dump(made)})
    say(f"{out}: {len(made.tokens)} tokens, {out.stat().st_size} bytes")


def kept(file: Path | None, texts: Sequence[str], loaded: Encoder) -> Floats:
    """Return the points of the texts, from the file when it holds those of just these texts."""
    digest = hashlib.sha256(json.dumps(texts).encode()).hexdigest()
    if file and file.exists():
        with np.load(file) as held:
            if str(held["texts"]) == digest:
                return np.asarray(held["points"], np.float32)
    points = loaded.encode(texts, progress()).astype(np.float16)
    if file:
        np.savez(file, points=points, texts=digest)
    return points.astype(np.float32)


def progress() -> Callable[[int, int], None]:
    """Return what says, every ten seconds, how much is done."""
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() > last + 10 or done == of:
            last = time.monotonic()
            say(f"{done} of {of} texts embedded")

    return tell


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a command's progress


if __name__ == "__main__":
    main()
