from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from generator.intake import formats
from generator.intake.formats import hugging_face
from generator.intake.merging.merge import Outcome
from generator.model.paper import Count, Listing
from generator.model.problems import ContentError
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
from tests.builders import import_files, make_content, papers_of, tree
from tests.cases import DATA

FRIDAY = date(2026, 3, 6)


def test_the_listing_of_a_day() -> None:
    """Of the three dates, the day is that of the list and `published` is arXiv's, both in UTC."""
    reading = hugging_face.read(answer("hugging_face/day.json", asked=None))
    assert (reading.day, reading.told, reading.kept) == (FRIDAY, False, True)
    first = reading.records[0]
    assert first.line == 2
    assert first.listing == Listing("day.json", 1, FRIDAY)
    assert facts(first) == {
        "title": "TinyLantern: Lighting Small Models, One Layer at a Time",
        "abstract": "We light small models layer by layer. It works in 96.4\\% of cases.\n"
        "Code is at https://github.com/lantern-lab/tiny-lantern.",
        "authors": ["Żofia Łącka", "Juan de la Cruz"],
        "published": "2026-02-26",
        "counts": ["10 upvotes"],
        "arxiv": "2602.23229",
        "links.code": ["https://github.com/lantern-lab/tiny-lantern"],
        "links.project": ["https://lantern-lab.github.io/tiny/"],
    }
    assert {fact.origin for fact in first.facts.values()} == {"captures/day.json"}
    check_storable(reading)


def test_hostile_texts_are_the_text_they_are() -> None:
    """Markup in a title or a name is kept, for `Text` to show it harmlessly."""
    second = hugging_face.read(answer("hugging_face/day.json")).records[1]
    assert facts(second)["title"] == "Is <script>alert(1)</script> a Title?"
    assert facts(second)["authors"] == ["Bo <b>Li</b>"]
    assert facts(second)["links.code"] == ["https://github.com/bo-li/title"]


def test_a_paper_that_is_not_at_arxiv() -> None:
    """It has no identifier, a link to its page, and no address that is none."""
    third = hugging_face.read(answer("hugging_face/day.json")).records[2]
    assert third.identifiers == ()
    assert facts(third)["links.other"] == ["https://huggingface.co/papers/report-on-lanterns"]
    assert facts(third)["links.code"] == ["https://gitlab.com/lanterns/report"]
    assert "links.project" not in facts(third)


def test_a_listing_of_several_days() -> None:
    """Each record has its own day, written as a time or as a day; the file has none."""
    reading = hugging_face.read(answer("hugging_face/week.json", asked=None))
    listed = [each.listing for each in reading.records]
    assert listed == [
        Listing("week.json", 1, date(2026, 3, 2)),
        Listing("week.json", 2, date(2026, 3, 3)),
    ]
    assert (reading.day, reading.kept) == (None, True)
    assert [facts(each)["published"] for each in reading.records] == ["2026-03-01", "2026-03-02"]


def test_listings_that_were_joined_are_one() -> None:
    """As `cat monday.json tuesday.json` joins them."""
    text = (DATA / "intake/hugging_face/week.json").read_text(encoding="utf-8")
    reading = hugging_face.read(answering(text + text, asked=None))
    assert [each.listing and each.listing.position for each in reading.records] == [1, 2, 3, 4]
    assert [each.line for each in reading.records] == [1, 2, 3, 4]


def test_the_page_of_a_paper() -> None:
    """A repository is known by its owner and name, however its address is written."""
    (only,) = hugging_face.read(answer("hugging_face/paper.json")).records
    assert facts(only) == {
        "title": "TinyLantern: Lighting Small Models, One Layer at a Time",
        "abstract": "We light small models layer by layer.",
        "authors": ["Żofia Łącka"],
        "published": "2026-02-26",
        "counts": ["12 upvotes"],
        "arxiv": "2602.23229",
        "links.code": ["https://github.com/lantern-lab/tiny-lantern"],
    }


@pytest.mark.parametrize("name", ["paper.json", "search.json"])
def test_what_is_no_listing_is_not_kept(name: str) -> None:
    """A page of one paper has a day too, and so do some of the papers that a search finds."""
    for asked in (None, ASKED):
        reading = hugging_face.read(answer(f"hugging_face/{name}", asked=asked))
        assert [each.listing for each in reading.records] == [None] * len(reading.records)
        assert (reading.day, reading.kept) == (None, False)
        origins = {fact.origin for each in reading.records for fact in each.facts.values()}
        assert origins == {"Hugging Face"}


def test_what_a_service_found_is_no_listing_though_all_have_days() -> None:
    """Only who asked for the list of a day can say that it is one."""
    assert not hugging_face.read(answer("hugging_face/day.json")).kept
    assert hugging_face.read(answer("hugging_face/day.json", day=FRIDAY)).kept


def test_papers_of_days_far_apart_are_no_listing() -> None:
    """No listing covers more than a month."""
    papers = json.loads((DATA / "intake/hugging_face/week.json").read_text(encoding="utf-8"))
    papers[1]["paper"]["submittedOnDailyAt"] = "2026-04-03"
    assert not hugging_face.read(answering(papers, asked=None)).kept


def test_upvotes_are_of_the_day_on_which_they_were_counted() -> None:
    """That is the day of the answer; of a file, the day of the list; unknown without either."""
    for asked, day, counted in ((ASKED, FRIDAY, ASKED), (None, None, FRIDAY)):
        first = hugging_face.read(answer("hugging_face/day.json", asked, day)).records[0]
        assert first.facts["counts"].value == (Count("upvotes", 10, "Hugging Face", counted),)
    assert "counts" not in facts(
        hugging_face.read(answer("hugging_face/paper.json", None)).records[0]
    )


def test_the_day_asked_for_is_the_day_of_the_list() -> None:
    """An entry may have come in the evening before in UTC; farther away, the file is another's."""
    saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
    reading = hugging_face.read(answer("hugging_face/day.json", day=saturday))
    assert {each.listing and each.listing.date for each in reading.records} == {saturday}
    assert reading.day == saturday
    with pytest.raises(ContentError) as error:
        hugging_face.read(answer("hugging_face/day.json", day=monday))
    assert [str(problem) for problem in error.value.problems] == [
        f"day.json:{line}: [{n}].paper.submittedOnDailyAt: expected the day given, 2026-03-09,"
        " got 2026-03-06"
        for n, line in enumerate((2, 33, 48))
    ]


def test_an_old_listing_needs_to_be_told_its_day() -> None:
    """Answers of earlier years say no day; without one they are papers, and a note says so."""
    old = [{"paper": {"id": "2403.03206", "title": "Old"}, "publishedAt": "2024-03-05T00:00:00Z"}]
    reading = hugging_face.read(answering(old, asked=None))
    assert (reading.kept, len(reading.notes)) == (False, 1)
    told = hugging_face.read(
        answer("hugging_face/day.json", asked=None, day=FRIDAY),
    )
    assert not told.told
    source = answering(old, asked=None)
    dated = hugging_face.read(type(source)(source.file, source.name, source.opened, day=FRIDAY))
    assert (dated.day, dated.told, dated.kept) == (FRIDAY, True, True)


def test_an_empty_list() -> None:
    """It is a problem in a file of which nobody knows the day; an answer may be empty."""
    assert problems(hugging_face, "[]", asked=None) == [
        "a.json:1: expected papers, got an empty list"
    ]
    assert hugging_face.read(answering("[]")).records == ()
    source = answering("[]", asked=None)
    assert formats.told(source) is hugging_face
    dated = hugging_face.read(type(source)(source.file, source.name, source.opened, day=FRIDAY))
    assert (dated.records, dated.day, dated.kept) == ((), FRIDAY, True)


def test_every_wrong_field_is_named() -> None:
    """By its path and its line, all at once."""
    text = """[{"paper": {"id": "2602.23229", "title": 5, "upvotes": -1,
      "authors": [{"name": []}], "publishedAt": "yesterday"}},
    {"paper": null},
    {"paper": {"title": "no id"}},
    "no object"]"""
    time = "a day as 2024-05-17, or a time as 2024-05-17T08:00:00Z"
    assert problems(hugging_face, text) == [
        "a.json:1: [0].paper.authors[0].name: expected text, got []",
        f"a.json:1: [0].paper.publishedAt: expected {time}, got “yesterday”",
        "a.json:1: [0].paper.title: expected text, got 5",
        "a.json:1: [0].paper.upvotes: expected at least 0, got -1",
        "a.json:3: [1].paper: expected an object, got nothing",
        "a.json:4: [2].paper.id: expected a value, got nothing",
        "a.json:5: [3]: expected an object, got “no object”",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"error": "Invalid date"}',
            "1: expected papers, got an error of the service: “Invalid date”",
        ),
        ("<!DOCTYPE html>", "1: expected a list or an object of JSON, got “<!DOCTYPE html>”"),
        ('[\n{"paper": {"id": "26', "2: expected JSON, got the end: the file is cut off"),
        ("", "1: expected a list or an object of JSON, got the end: the file is cut off"),
    ],
)
def test_what_is_no_answer(text: str, said: str) -> None:
    """An error, a page, and an answer that is cut off are told apart."""
    assert problems(hugging_face, text) == [f"a.json:{said}"]


def test_a_listing_is_kept_as_evidence_and_a_paper_is_not(tmp_path: Path) -> None:
    """Once imported, the copy in the content knows its day and changes nothing any more."""
    content, intake = make_content(tmp_path), DATA / "intake" / "hugging_face"
    import_files(content, intake / "day.json")
    import_files(content, intake / "paper.json")
    assert {file.name for file in (content / "captures").iterdir()} == {"captures.yml", "day.json"}
    assert (content / "captures/day.json").read_bytes() == (intake / "day.json").read_bytes()
    papers = papers_of(content)
    assert papers["tinylantern"].listed == (Listing("day.json", 1, FRIDAY),)
    assert len(papers) == 3
    before = tree(content)
    again = import_files(content, content / "captures" / "day.json")
    assert again.accounts[0].outcomes == {Outcome.KNOWN: 3}
    assert tree(content) == before


@given(mutated("hugging_face/day.json"))
def test_an_answer_with_any_other_value_is_read_or_refused(data: object) -> None:
    """Nothing but a `ContentError` is raised, and what is read can be stored."""
    check_any(hugging_face, data)


@given(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Also in the envelope of an answer."""
    for each in (data, [data], [{"paper": data}]):
        check_any(hugging_face, each)
