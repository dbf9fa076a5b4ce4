from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given

from generator.intake.formats import openreview
from tests.answered import (
    JSON,
    answer,
    answering,
    check_any,
    check_storable,
    facts,
    mutated,
    problems,
)


def test_the_papers_among_notes() -> None:
    """Reviews and deleted notes are left out, and counted; a paper came out when it was public."""
    reading = openreview.read(answer("openreview/notes.json"))
    first, withdrawn = map(facts, reading.records)
    assert first == {
        "title": "Lanterns for Flows: $\\alpha$-Bright",
        "abstract": "We introduce lanterns for flows.\nCode: https://github.com/lantern-lab/flows.",
        "authors": ["Yaron Łącka", "Bo Li"],
        "published": "2023-10-13",
        "venue": "ICLR 2024",
        "openreview": "PqvMRDCJT9t",
        "links.code": ["https://github.com/lantern-lab/flows"],
    }
    assert "venue" not in withdrawn
    assert reading.notes == ("left out: 2 reviews, comments and deleted notes",)
    assert [each.line for each in reading.records] == [3, 38]
    assert {fact.origin for fact in reading.records[0].facts.values()} == {"OpenReview"}
    check_storable(reading)


def test_notes_of_version_1() -> None:
    """Their fields are values; a record of another register names the paper by its address."""
    paper, brought = map(facts, openreview.read(answer("openreview/version-1.json")).records)
    assert paper == {
        "title": "Spectral Lanterns",
        "abstract": "One of the challenges is light.",
        "authors": ["Takeru Ørsted", "Bo Li"],
        "venue": "ICLR 2018",
        "openreview": "B1QRgziT-",
    }
    assert brought == {
        "title": "Brought from a Register",
        "published": "2023",
        "openreview": "zzzzzzzzZ1",
        "arxiv": "2301.00001",
    }


@pytest.mark.parametrize(
    ("written", "venue"),
    [
        ("ICLR 2024 poster", "ICLR 2024"),
        ("ICLR 2023 notable top 25%", "ICLR 2023"),
        ("ICML 2023 OralPoster", "ICML 2023"),
        ("NeurIPS 2022 Accept", "NeurIPS 2022"),
        ("ICML 2026 regular", "ICML 2026"),
        ("CoRL 2023 Oral", "CoRL 2023"),
        ("EMNLP 2023 Main", "EMNLP 2023"),
        ("EMNLP 2023 Findings", "Findings of EMNLP 2023"),
        (
            "NeurIPS 2024 Track Datasets and Benchmarks Poster",
            "NeurIPS 2024 (Datasets and Benchmarks)",
        ),
        ("Accepted by TMLR", "TMLR 2024"),
        ("ICLR 2024 Workshop ME-FoMo Poster", "ICLR 2024 Workshop ME-FoMo"),
        ("Submitted to ICLR 2024", None),
        ("Under review for TMLR", None),
        ("ICLR 2024 Conference Withdrawn Submission", None),
        ("ICLR 2018 Conference Blind Submission", None),
        ("NeurIPS 2025 Conference Desk Rejected Submission", None),
        ("CoRR 2024", None),
        ("", None),
    ],
)
def test_venues(written: str, venue: str | None) -> None:
    """How a paper was presented is left out; what was not accepted has no venue."""
    assert read_note(venue={"value": written}).get("venue") == venue


def test_a_rejected_paper_is_told_by_the_venues_id() -> None:
    """Its `venue` may still name the conference."""
    id_ = "ICLR.cc/2024/Conference/Rejected_Submission"
    assert "venue" not in read_note(venue={"value": "ICLR 2024"}, venueid={"value": id_})


def test_anonymous_authors_are_unknown() -> None:
    """As in a review that is blind."""
    assert "authors" not in read_note(authors={"value": ["Anonymous"]})
    assert read_note(authors="Ada Ørsted, Bo Li")["authors"] == ["Ada Ørsted", "Bo Li"]


def read_note(**content: object) -> dict[str, Any]:
    """Return what is read of an accepted note with this content."""
    note = {"id": "abcdefgh", "pdate": 1705411200000, "content": {"title": "A", **content}}
    (only,) = openreview.read(answering({"notes": [note]})).records
    return facts(only)


def test_every_wrong_field_is_named() -> None:
    """By its path; what stands around a value in version 2 is a part of it."""
    wrong = {"id": "abcdefgh", "odate": "2023", "content": {"title": {"value": 5}, "authors": [1]}}
    said = problems(openreview, {"notes": [wrong, {"id": "abcdefgh"}]})
    assert said == [
        "a.json:1: notes[0].content.authors[0]: expected text, got 1",
        "a.json:1: notes[0].content.title: expected text, got 5",
        "a.json:1: notes[0].odate: expected a time in milliseconds since 1970, got “2023”",
        "a.json:1: notes[1].content: expected a value, got nothing",
    ]
    gone = {"name": "NotFoundError", "message": "The Note x was not found", "status": 404}
    assert problems(openreview, gone) == [
        "a.json:1: expected papers, got an error of the service: “The Note x was not found”"
    ]


def test_reviews_take_no_memory() -> None:
    """A venue's notes are mostly reviews: they are counted and not kept."""
    review = {"id": "a", "forum": "b", "content": {"title": "Review", "abstract": "x" * 8000}}
    data = json.dumps({"notes": [review] * 1000}).encode()
    source = replace(answering(""), opened=lambda: BytesIO(data))
    tracemalloc.start()
    reading = openreview.read(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.notes == ("left out: 1000 reviews, comments and deleted notes",)
    assert peak < 6_000_000


@given(mutated("openreview/notes.json") | mutated("openreview/version-1.json"))
def test_an_answer_with_any_other_value_is_read_or_refused(data: object) -> None:
    """Nothing but a `ContentError` is raised, and what is read can be stored."""
    check_any(openreview, data)


@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Also in the envelope of an answer."""
    for each in (
        data,
        {"notes": data},
        {"notes": [data]},
        {"notes": [{"id": "a", "content": data}]},
    ):
        check_any(openreview, each)
