"""The browser puts a query where Python puts it, and finds the same papers near it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from generator.meaning import table
from generator.meaning.encoder import Floats
from generator.meaning.table import rounded_rows
from generator.meaning.vectors import MODEL, Vectors, digest, letters, texts_of
from generator.publish.points import Points, points
from generator.publish.search import meaning
from tests import ROOT
from tests.builders import make_paper, write_file
from tests.meanings import make_encoder
from tests.served import served

QUERIES = [
    "teach models to say I don't know",
    "Fine-tuning: “making it cheaper”, on memory?!",
    "naïve ÉCOLE İstanbul x^2 a_b $5 soft\u00adhyphen \ufffd\x07",
    "你好 models 한국어 Ελληνικά",
    "a\tb\nc\u00a0d\u2028e\u200bf",
    "supercalifragilisticexpialidocious " + "x" * 101,
    "",
]
PAPERS = (
    make_paper("Merging weights", key="a", abstract="We merge. It reads.", summary="Text."),
    make_paper("Long texts", key="b", abstract="We read a text. It is long. Nobody minds."),
    make_paper("Untold", key="c", abstract="."),
)
PROGRAM = """async ([parts, queries]) => {
    const { unpack } = await import("./packed.js")
    const { Meaning } = await import("./meaning.js")
    const read = async (name) => unpack(await (await fetch(name)).arrayBuffer())
    const meaning = new Meaning(...(await Promise.all(parts.map(read))))
    return queries.map((query) => {
        const { scores, sentences } = meaning.compare(query)
        return [meaning.encode(query), scores, sentences].map((numbers) => [...numbers])
    })
}"""


def places() -> list[Points]:
    """Return the points of the papers: vectors are known of the first only."""
    rows = texts_of(PAPERS[0])
    made = make_encoder().encode([row.text for row in rows])
    known = {"a": Vectors(MODEL, digest(rows), letters(rows), made)}
    return list(points(table.shipped(), PAPERS, known).values())


@pytest.fixture
def found(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """What the browser says of each query: its vector, the scores and the nearest sentences."""
    monkeypatch.setattr(meaning, "PAPERS_PER_FILE", 2)
    parts = meaning.files(table.shipped(), places())
    names = [f"{number}.bin" for number, _ in enumerate(parts)]
    for name, data in zip(names, parts, strict=True):
        write_file(tmp_path / name, data)
    for script in ("meaning.js", "packed.js"):
        shutil.copy(ROOT / "overrides/assets/javascripts/search" / script, tmp_path)
    write_file(tmp_path / "index.html", "<!doctype html><title>Meaning</title>")
    with served(tmp_path) as url:
        page = browser.new_page()
        page.goto(url)
        yield page.evaluate(PROGRAM, [names, QUERIES])
        page.close()


def test_query_means_the_same_in_the_browser(found: Any) -> None:  # noqa: ANN401
    """Its vector is the same, whatever it is made of."""
    expected = table.shipped().encode(QUERIES)
    assert np.allclose([vector for vector, _, _ in found], expected, atol=1e-3)


def test_papers_are_as_near_in_the_browser(found: Any) -> None:  # noqa: ANN401
    """The mean of the whole and of the nearest other row; and which sentence is nearest."""
    queries = table.shipped().encode(QUERIES)
    for number, paper in enumerate(places()):
        cosines = queries @ restored(paper.rows).T
        what = [row.what for row in paper.texts]
        expected = (cosines[:, what.index("whole")] + best(cosines, what)) / 2
        assert np.allclose([scores[number] for _, scores, _ in found], expected, atol=1e-3)
        inside = cosines[:, [at for at, each in enumerate(what) if each == "sentence"]]
        nearest = [sentences[number] for _, _, sentences in found]
        for query, at in enumerate(nearest):
            assert inside[query, at] >= inside[query].max() - 1e-3


def best(cosines: Floats, what: Sequence[str]) -> Floats:
    """Return the nearest of the rows that are not the whole."""
    others = [at for at, each in enumerate(what) if each != "whole"]
    nearest: Floats = cosines[:, others].max(axis=1)
    return nearest


def restored(rows: Floats) -> Floats:
    """Return rows as the browser has them."""
    numbers, scales = rounded_rows(rows)
    return numbers * scales[:, None]
