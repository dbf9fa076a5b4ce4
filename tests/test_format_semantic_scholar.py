from __future__ import annotations

import pytest
from hypothesis import given

from generator.intake.formats import semantic_scholar
from generator.model.paper import Count
from tests.answered import (
    ASKED,
    JSON,
    answer,
    answering,
    check_any,
    check_storable,
    facts,
    mutated,
    problems,
)


def test_a_batch_of_papers() -> None:
    """An id that is not known there is `null`, and no record; a machine's summary is not taken."""
    reading = semantic_scholar.read(answer("semantic_scholar/batch.json"))
    first = reading.records[0]
    assert facts(first) == {
        "title": "Lanterns That Say “I Don't Know”",
        "abstract": "Lanterns are often sure. We teach them doubt.",
        "authors": ["Hanning Zhang", "S. Diao"],
        "published": "2023-11-16",
        "venue": "NAACL 2024",
        "counts": ["107 citations"],
        "arxiv": "2311.09677",
        "doi": "10.18653/v1/2024.naacl-long.394",
        "anthology": "2024.naacl-long.394",
    }
    assert first.facts["counts"].value == (Count("citations", 107, "Semantic Scholar", ASKED),)
    assert {fact.origin for fact in first.facts.values()} == {"Semantic Scholar"}
    assert [each.line for each in reading.records] == [3, 20, 33, 47]
    assert not reading.kept
    check_storable(reading)


def test_a_preprint_has_no_venue() -> None:
    """Such is arXiv, and the DOI that arXiv gives is its id once more."""
    preprint = semantic_scholar.read(answer("semantic_scholar/batch.json")).records[1]
    assert facts(preprint) == {
        "title": "A Preprint and No More",
        "published": "2024",
        "counts": ["0 citations"],
        "arxiv": "2401.00007",
    }


def test_the_first_of_a_month_is_the_month() -> None:
    """The database fills up what it does not know; without a preprint, the year is the venue's."""
    third = facts(semantic_scholar.read(answer("semantic_scholar/batch.json")).records[2])
    assert (third["published"], third["venue"]) == ("1993-06", "SIGMOD 1993")


def test_a_venue_whose_year_is_the_preprints_is_not_claimed() -> None:
    """A paper of autumn 2023 at ICLR came out there in 2024, which the answer does not say."""
    last = facts(semantic_scholar.read(answer("semantic_scholar/batch.json")).records[3])
    assert last["published"] == "2023"
    assert "venue" not in last


@pytest.mark.parametrize(("name", "count"), [("search.json", 1), ("references.json", 2)])
def test_other_answers_hold_papers_too(name: str, count: int) -> None:
    """What a search found, and what a paper cites."""
    reading = semantic_scholar.read(answer(f"semantic_scholar/{name}"))
    assert [each.title is not None for each in reading.records] == [True] * count


def test_citations_of_an_unknown_day_are_left_out() -> None:
    """A file does not say when it was asked for."""
    first = semantic_scholar.read(answer("semantic_scholar/batch.json", asked=None)).records[0]
    assert "counts" not in facts(first)


def test_every_wrong_field_is_named() -> None:
    """By its path, also below the field in which the papers are."""
    wrong = {
        "paperId": "1",
        "externalIds": {"ArXiv": 2311.09677},
        "year": "2023",
        "publicationDate": "2023-02-30",
        "citationCount": 1.5,
        "authors": {"name": "one"},
    }
    day = "a day as 2024-05-17, or a time as 2024-05-17T08:00:00Z"
    assert problems(semantic_scholar, {"data": [wrong]}) == [
        "a.json:1: data[0].authors: expected a list, got {'name': 'one'}",
        "a.json:1: data[0].citationCount: expected a whole number, got 1.5",
        "a.json:1: data[0].externalIds.ArXiv: expected text, got 2311.09677",
        f"a.json:1: data[0].publicationDate: expected {day}, got “2023-02-30”",
        "a.json:1: data[0].year: expected a whole number, got “2023”",
    ]


def test_errors_are_the_services_own_words() -> None:
    """As they come for a paper that is not there, and when too much was asked."""
    assert problems(semantic_scholar, {"error": "Paper with id 1 not found"}) == [
        "a.json:1: expected papers, got an error of the service: “Paper with id 1 not found”"
    ]
    assert problems(semantic_scholar, {"message": "Too Many Requests", "code": "429"}) == [
        "a.json:1: expected papers, got an error of the service: “Too Many Requests”"
    ]


def test_nothing_found() -> None:
    """An answer may hold no papers; a file that holds none was given by mistake."""
    assert semantic_scholar.read(answering({"total": 0, "data": []})).records == ()
    assert problems(semantic_scholar, {"total": 0, "data": []}, asked=None) == [
        "a.json:1: expected papers, got an empty list"
    ]


@given(mutated("semantic_scholar/batch.json"))
def test_an_answer_with_any_other_value_is_read_or_refused(data: object) -> None:
    """Nothing but a `ContentError` is raised, and what is read can be stored."""
    check_any(semantic_scholar, data)


@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Also in the envelope of an answer."""
    for each in (data, {"data": data}, {"data": [data]}):
        check_any(semantic_scholar, each)
