from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from generator.intake.formats import crossref
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


def test_a_single_work() -> None:
    """Markup becomes text, the subtitle a part of the title, the preprint's DOI the arXiv id."""
    reading = crossref.read(answer("crossref/work.json"))
    (work,) = reading.records
    assert facts(work) == {
        "title": "Lanterns of H_{2}O & Light: A Study",
        "abstract": "We study lanterns in water, where p < 0.05 & C^{2} holds.\n"
        "The formula is $$x_1$$.",
        "authors": ["Martin Luther van der Ørsted Jr.", "The Lantern Team", "Plato"],
        "published": "2024",
        "venue": "ACL 2024",
        "counts": ["12 citations"],
        "doi": "10.18653/v1/2024.acl-long.510",
        "anthology": "2024.acl-long.510",
        "arxiv": "2402.00510",
    }
    assert work.facts["counts"].value == (Count("citations", 12, "Crossref", ASKED),)
    assert (work.line, reading.kept) == (5, False)
    check_storable(reading)


def test_a_list_of_works() -> None:
    """A preprint has no venue, and keeps its own DOI; parts of an abstract keep their headings."""
    reading = crossref.read(answer("crossref/works.json"))
    preprint, paper, untitled = map(facts, reading.records)
    assert preprint == {
        "title": "Lanterns of the Cell",
        "abstract": "MOTIVATION\nCells glow.\nRESULTS\nThey do.",
        "authors": ["Ada Ørsted"],
        "published": "2024-01-02",
        "counts": ["0 citations"],
        "doi": "10.1101/2024.01.02.573857",
    }
    assert (paper["venue"], paper["published"]) == ("CIKM 2023", "2023-10-21")
    assert untitled == {"venue": "Journal of Lanterns", "doi": "10.5555/12345678"}
    assert [each.line for each in reading.records] == [2, 3, 4]


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2024, 5]]}, "2024-05"),
        ({"date-parts": [["2024", "5", "7"]]}, "2024-05-07"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": []}, None),
        (None, None),
    ],
)
def test_dates_are_as_precise_as_they_are_known(issued: object, published: str | None) -> None:
    """A work without a day of publication says so in several ways."""
    assert read_work(issued=issued).get("published") == published


@pytest.mark.parametrize(
    "issued", [{"date-parts": [[2024, 13]]}, {"date-parts": [[0]]}, {"date-parts": [[True]]}, 2024]
)
def test_a_day_on_no_calendar_is_a_problem(issued: object) -> None:
    """It is not taken for unknown."""
    said = problems(crossref, {"message": {"DOI": "10.5555/1", "issued": issued}})
    assert len(said) == 1
    assert said[0].startswith("a.json:1: message.issued: expected a date as")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ({"family": "王", "given": "小明"}, "王 小明"),
        ({"family": "King", "given": "Mary", "suffix": "Jr."}, "Mary King Jr."),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Plato"}, "Plato"),
        ({"name": "The Lantern Team"}, "The Lantern Team"),
    ],
)
def test_a_name_is_in_reading_order(author: dict[str, str], name: str) -> None:
    """That of its language, as in references of every other format."""
    assert read_work(author=[author])["authors"] == [name]


def test_a_preprint_is_not_what_it_became() -> None:
    """Neither the server nor the venue of the paper is its venue; only arXiv tells an id."""
    later = {"is-preprint-of": [{"id": "10.18653/v1/2024.acl-long.9", "id-type": "doi"}]}
    server = {"type": "posted-content", "container-title": ["Lantern Server"]}
    assert read_work(relation=later, **server) == {"doi": "10.5555/1"}


def read_work(**fields: object) -> dict[str, Any]:
    """Return what is read of a work with these fields."""
    (only,) = crossref.read(answering({"message": {"DOI": "10.5555/1", **fields}})).records
    return facts(only)


def test_every_wrong_field_is_named() -> None:
    """By its path in the envelope."""
    wrong = {
        "DOI": "10.5555/1",
        "title": 5,
        "author": [{"given": 1}],
        "relation": {"has-preprint": 0},
    }
    assert problems(crossref, {"message": {"items": [wrong]}}) == [
        "a.json:1: message.items[0].author[0].given: expected text, got 1",
        "a.json:1: message.items[0].relation.has-preprint: expected a list, got 0",
        "a.json:1: message.items[0].title: expected a list, got 5",
    ]


def test_errors_are_the_services_own_words() -> None:
    """Crossref puts them where the work would be, and answers some questions without JSON."""
    gone = {"status": "error", "message-type": "route-not-found", "message": "Resource not found."}
    assert problems(crossref, gone) == [
        "a.json:1: expected papers, got an error of the service: “Resource not found.”"
    ]
    failed = {"status": "failed", "message": [{"type": "x", "message": "Filter is not known"}]}
    assert problems(crossref, failed) == [
        "a.json:1: message[0]: expected papers, got an error of the service: “Filter is not known”"
    ]
    assert problems(crossref, "Resource not found.") == [
        "a.json:1: expected a list or an object of JSON, got “Resource not found.”"
    ]


@given(mutated("crossref/work.json") | mutated("crossref/works.json"))
def test_an_answer_with_any_other_value_is_read_or_refused(data: object) -> None:
    """Nothing but a `ContentError` is raised, and what is read can be stored."""
    check_any(crossref, data)


@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Also in the envelope of an answer."""
    for each in (data, {"message": data}, {"message": {"items": [data]}}):
        check_any(crossref, each)
