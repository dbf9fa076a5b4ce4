"""JSON Feed: ours say all but the curator's words, others point at papers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from generator.intake.formats import json_feed
from tests.answered import answer, answering, check_any, check_storable, facts, mutated, problems

VERSION = "https://jsonfeed.org/version/1.1"


def test_a_feed_of_ours_says_what_it_knows_of_a_paper() -> None:
    """But not what the curator says of it, nor the day of the entry as that of the paper."""
    reading = json_feed.read(answer("json_feed/list.json"))
    assert [(each.line, facts(each)) for each in reading.records] == [
        (
            2,
            {
                "title": "Tuning k² Pebbles: a <b>study</b>",
                "abstract": "Pebbles roll where\nthey are tuned, at 96.4% & <i>more</i>.",
                "authors": ["Ada Ørsted", "Kai-wei Chang"],
                "published": "2024-05",
                "venue": "ICLR 2024",
                "arxiv": "2407.99001",
                "doi": "10.18653/v1/2024.findings-acl.9991",
                "anthology": "2024.findings-acl.9991",
            },
        ),
        (3, {"title": "On Nothing", "abstract": "We find it."}),
    ]
    check_storable(reading)


def test_an_entry_of_others_points_at_a_paper() -> None:
    """By its address, by the only paper in its text, or by an extension of ours."""
    reading = json_feed.read(answer("json_feed/links.json"))
    assert [(each.line, facts(each)) for each in reading.records] == [
        (7, {"title": "Tuning k-Pebbles", "arxiv": "2407.99001"}),
        (
            16,
            {
                "doi": "10.18653/v1/2024.findings-acl.9991",
                "anthology": "2024.findings-acl.9991",
            },
        ),
        (21, {"title": "On Nothing", "arxiv": "2402.99002"}),
    ]
    assert reading.notes == (
        "the feed goes on at its “next_url”, which is not read here",
        "1 entry names no paper, or more than one: left out (near line 27)",
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """By line and place; fields that nobody knows are left alone."""
    items = [{"id": "1", "title": 2, "_x": 1}, {"id": True, "authors": {}}, "paper"]
    found = problems(json_feed, {"version": VERSION, "items": items})
    assert found == [
        "a.json:1: items[0].title: expected text, got 2",
        "a.json:1: items[1].authors: expected a list, got {}",
        "a.json:1: items[1].id: expected text, got True",
        "a.json:1: items[2]: expected an object, got “paper”",
    ]


@pytest.mark.parametrize("said", ["x", 7, None, {"arxiv": "no"}, {"arxiv": ["2407.99001"]}])
def test_an_extension_of_others_is_not_trusted(said: object) -> None:
    """Another may call something else `_paper`."""
    item = {"id": "1", "title": "On Ponds", "content_text": "2402.99002", "_paper": said}
    [record] = json_feed.read(answering({"version": VERSION, "items": [item]})).records
    assert facts(record) == {"title": "On Ponds", "arxiv": "2402.99002"}


@given(mutated("json_feed/links.json"))
def test_any_feed_is_read_or_refused(data: object) -> None:
    """And what is read can be stored."""
    check_any(json_feed, data)


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (json.dumps({"title": "A", "version": VERSION}), True),
        ('\n{"version":"http:\\/\\/www.jsonfeed.org\\/version\\/1"', True),
        (json.dumps({"version": "1.1"}), False),
        (f"# {VERSION}", False),
    ],
)
def test_a_feed_is_known_by_its_version(head: str, is_one: bool) -> None:
    """Which must be there, and names the specification."""
    assert json_feed.recognises(head) is is_one
