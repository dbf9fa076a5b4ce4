from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.provenance import may_write
from generator.store import document, paper_text
from tests import ROOT
from tests.builders import make_full_paper, make_paper

GOLDEN = ROOT / "tests" / "golden" / "store"
SIGNS = r"""a:b|a: b|# a|a #b|'|"| a |- a|? a|{a}|%a|@a|`a|!!int 3|&a *a|<<|---|...|\|~|no|1.10"""
HOSTILE = [
    *(
        *SIGNS.split("|"),
        "2025-03-17",
        "<script>",
        "{{ a }}",
        "𝒟",
        "\ud7ff",
        "\ufeff",
        "\x00\x07\x1b",
    ),
    *("\n", "a\n\n b", "\t", "\r\n", "\x85", "\u2028\u2029", "\N{RIGHT-TO-LEFT OVERRIDE}a"),
    *("a" * 5000, "ab " * 1000, "a\n" * 60, "word " * 30 + "\nx"),
]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map("".join),
    st.lists(
        st.sampled_from([*HOSTILE[:30], "word ", "long words "]), min_size=20, max_size=60
    ).map("".join),
)
days = st.dates(min_value=date(1000, 1, 1))
papers = st.builds(
    make_paper,
    title=texts,
    abstract=texts,
    authors=st.lists(st.builds(Author, texts, st.booleans()), max_size=3).map(tuple),
    published=st.none()
    | days.map(PartialDate.of)
    | st.builds(PartialDate, st.integers(1000, 9999)),
    venue=st.none() | texts,
    note=st.none() | texts,
    anthology=st.none() | texts,
    tags=st.dictionaries(texts, st.sampled_from(["rule", "person", "rejected"]), max_size=3),
    listed=st.lists(
        st.builds(Listing, texts, st.integers(1, 999), st.none() | days), max_size=3
    ).map(tuple),
    rejected=st.dictionaries(texts, st.lists(texts, min_size=1, max_size=2).map(tuple), max_size=2),
)


def read(text: str) -> Paper:
    """Read a paper's text."""
    return paper_text.read(document.parse(text, Path("papers/c-sharp.yml")))


@given(papers)
def test_what_is_written_is_read_again(paper: Paper) -> None:
    """No text, however hostile, is changed by being kept in a file."""
    text = paper_text.write(paper)
    assert read(text.encode().decode()) == paper


@given(texts)
@example("x" * 100_000)
@example("long words " * 10_000)
def test_text_of_any_length_is_read_again(text: str) -> None:
    """Nor is a text of 100 kB, in one word or in many."""
    assert read(paper_text.write(make_paper(abstract=text))).abstract == text


def test_a_full_paper_is_pleasant_to_read() -> None:
    """The file of a paper that has nearly everything; ids are quoted, long text is folded."""
    paper = make_full_paper(abstract="Large models are large. " * 12 + "They stay so.")
    expected = (GOLDEN / "full.yml").read_text(encoding="utf-8")
    assert paper_text.write(paper) == expected
    assert read(expected) == paper


def test_a_small_paper_takes_few_lines() -> None:
    """What is not known is not mentioned."""
    text = paper_text.write(make_paper("A: b", abstract="C.", added=None))
    assert text == f"{paper_text.HEADER}title: 'A: b'\nabstract: C.\n"


def test_null_means_no() -> None:
    """A field or a kind of link that is null is unknown, is refused, and is written as null."""
    text = "title: A\nabstract: B.\nvenue: null\nlinks: {code: null}\ntags: ~\n"
    paper = read(text)
    assert (paper.venue, dict(paper.links), dict(paper.tags)) == (None, {}, {})
    assert paper.refused == {"venue", "links.code", "tags"}
    assert not may_write(paper, "venue")
    assert not may_write(paper, "links.code")
    assert may_write(paper, "links.video")
    assert read(paper_text.write(paper)) == paper


def test_editors_can_check_papers(tmp_path: Path) -> None:
    """The schema takes what the store takes, nulls and all, and refuses what it refuses."""
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(paper_text.schema()), encoding="utf-8")
    good = tmp_path / "good.yml"
    good.write_text(
        paper_text.write(make_full_paper()).replace("venue: ICLR 2024", "venue: null"),
        encoding="utf-8",
    )
    bad = tmp_path / "bad.yml"
    bad.write_text("title: A\nabstract: B.\nvenu: C\n", encoding="utf-8")
    check = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    assert subprocess.run([*check, str(good)], check=False, capture_output=True).returncode == 0
    assert subprocess.run([*check, str(bad)], check=False, capture_output=True).returncode == 1


@pytest.mark.real
def test_every_real_paper_survives_being_written() -> None:
    """Whatever hands have made of its file."""
    for file in sorted((ROOT / "content" / "papers").glob("*.yml")):
        paper = paper_text.read(document.read(file))
        again = paper_text.read(document.parse(paper_text.write(paper), file))
        assert again == paper
