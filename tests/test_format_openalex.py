from __future__ import annotations

from hypothesis import given

from generator.intake.formats import openalex
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


def test_a_list_of_works() -> None:
    """Words come back in their order, markup goes, names are those in the paper."""
    reading = openalex.read(answer("openalex/works.json"))
    first = reading.records[0]
    assert facts(first) == {
        "title": "Lanterns in vivo: How Bright & How Long?",
        "abstract": "How bright are lanterns? How long? C^{2}.",
        "authors": ["Boshi Wang", "Juan de la Cruz"],
        "published": "2023",
        "venue": "ACL 2023",
        "counts": ["77 citations"],
        "doi": "10.18653/v1/2023.acl-long.68",
        "anthology": "2023.acl-long.68",
        "arxiv": "2212.10001",
    }
    assert first.facts["counts"].value == (Count("citations", 77, "OpenAlex", ASKED),)
    assert [each.line for each in reading.records] == [4, 33]
    check_storable(reading)


def test_a_preprint_with_authors_cut_off() -> None:
    """A list that is cut off is not taken for the whole, and a repository is no venue."""
    second = openalex.read(answer("openalex/works.json")).records[1]
    assert facts(second) == {
        "published": "2022-05-04",
        "counts": ["3 citations"],
        "arxiv": "2205.01833",
    }


def test_a_single_work() -> None:
    """Without the names in the paper, those of the database are what there is."""
    (only,) = openalex.read(answer("openalex/work.json")).records
    assert facts(only) == {
        "title": "The State of Lanterns",
        "abstract": "Despite lanterns",
        "authors": ["Heather Łącka"],
        "published": "2018-02-13",
        "venue": "PeerJ 2018",
        "counts": ["1073 citations"],
        "doi": "10.7717/peerj.4375",
    }


def test_a_repository_is_no_venue() -> None:
    """A journal of the same name would be one."""
    assert [read_venue(kind) for kind in ("repository", "journal")] == [None, "Lanterns 2024"]


def read_venue(kind: str) -> str | None:
    """Return the venue of a work that lies in a place of this kind."""
    place = {"source": {"display_name": "Lanterns", "type": kind}}
    work = {"id": "W1", "publication_year": 2024, "primary_location": place}
    (only,) = openalex.read(answering(work)).records
    return facts(only).get("venue")


def test_a_hundred_authors_may_be_more() -> None:
    """Unless the last of them is said to be the last."""
    authors = [{"raw_author_name": f"A{n}", "author_position": "middle"} for n in range(100)]
    whole = [*authors[1:], {"raw_author_name": "Z", "author_position": "last"}]
    assert read_authors(authors) == 0
    assert read_authors(whole) == 100


def read_authors(authorships: object) -> int:
    """Return how many authors are read."""
    (only,) = openalex.read(answering({"id": "W1", "authorships": authorships})).records
    return len(facts(only).get("authors", ()))


def test_places_far_apart_cost_nothing() -> None:
    """An index may name any place; the words are put in order, not in their places."""
    index = {"far": [10**15], "near": [0]}
    (only,) = openalex.read(answering({"id": "W1", "abstract_inverted_index": index})).records
    assert only.abstract == "near far"


def test_every_wrong_field_is_named() -> None:
    """Also within the index of words."""
    wrong = {"id": "W1", "abstract_inverted_index": {"a": 5}, "locations": [{"source": "x"}]}
    assert problems(openalex, {"results": [wrong, {"doi": None}]}) == [
        "a.json:1: results[0].abstract_inverted_index.a: expected a list, got 5",
        "a.json:1: results[0].locations[0].source: expected an object, got “x”",
        "a.json:1: results[1].id: expected a value, got nothing",
    ]
    error = {"error": "A wrong filter.", "message": "ids is none."}
    assert problems(openalex, error) == [
        "a.json:1: expected papers, got an error of the service: “A wrong filter. ids is none.”"
    ]


@given(mutated("openalex/works.json"))
def test_an_answer_with_any_other_value_is_read_or_refused(data: object) -> None:
    """Nothing but a `ContentError` is raised, and what is read can be stored."""
    check_any(openalex, data)


@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Also in the envelope of an answer."""
    for each in (data, {"results": data}, {"results": [data]}):
        check_any(openalex, each)
