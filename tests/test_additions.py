from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.merging.additions import added, first_version, newest
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.paper import Count
from generator.model.provenance import record
from tests.builders import TODAY, make_paper

LATER = date(2026, 2, 3)


def told(origin: str = "arXiv", **values: object) -> Record:
    """Return a record that tells these fields."""
    return Record("x", 1, None, facts={name: Fact(value, origin) for name, value in values.items()})


def upvotes(value: int, day: date, source: str = "Hugging Face") -> Count:
    """Return a count of upvotes."""
    return Count("upvotes", value, source, day)


def test_a_count_is_kept_once_for_each_service() -> None:
    """The newest; a change of nothing else is no change that anybody follows."""
    paper = make_paper(counts=(upvotes(3, TODAY), upvotes(9, TODAY, "Other")), updated=TODAY)
    mine = added(paper, told(counts=(upvotes(5, LATER),)), LATER)
    assert mine == paper, "counts that a person wrote are a person's"
    paper = added(make_paper(updated=TODAY), told(counts=(upvotes(3, TODAY),)), LATER)
    after = added(paper, told("Hugging Face", counts=(upvotes(5, LATER),)), LATER)
    assert (after.counts, after.updated) == ((upvotes(5, LATER),), TODAY)
    assert after.sources["counts"].origin == "arXiv, Hugging Face"
    assert added(after, told(counts=(upvotes(9, TODAY),)), LATER) == after
    both = added(paper, told(counts=(upvotes(5, LATER),), venue="ACL"), LATER)
    assert both.updated == LATER


COUNTS = st.lists(
    st.builds(
        upvotes, st.integers(0, 3), st.sampled_from([TODAY, LATER]), st.sampled_from(["a", "b"])
    ),
    max_size=5,
)


@given(COUNTS, COUNTS)
def test_the_newest_counts_are_the_same_in_any_order(
    some: Sequence[Count], others: Sequence[Count]
) -> None:
    """And there is one of each kind from each service."""
    result = newest(some, others)
    assert set(result) == set(newest(others, some))
    assert len({each.source for each in result}) == len(result)
    assert newest(result, others) == result


@pytest.mark.parametrize(
    ("known", "other", "first"),
    [
        ("2024", "2024-05", "2024-05"),
        ("2024-05-17", "2024", "2024-05-17"),
        ("2024-05-17", "2023", "2023"),
        ("2024", "2023-12-30", "2023-12-30"),
        ("2024-06", "2024-05-17", "2024-05-17"),
        ("2024-05-17", "2024-05-18", "2024-05-17"),
    ],
)
def test_a_paper_was_published_when_its_first_version_was(
    known: str, other: str, first: str
) -> None:
    """The earlier date, or the more precise of two that agree; in either order."""
    one, two = PartialDate.parse(known), PartialDate.parse(other)
    assert first_version(one, two) == first_version(two, one) == PartialDate.parse(first)


def test_an_earlier_day_replaces_a_programs_and_not_a_persons() -> None:
    """Whoever tells it: a preprint came out before the proceedings."""
    earlier = told("acl.bib", published=PartialDate(2023, 11))
    mine = make_paper(published=PartialDate(2024, 8))
    assert added(mine, earlier, LATER) == mine
    theirs = replace(mine, sources={"published": record(mine, "published", "x", TODAY)})
    after = added(theirs, earlier, LATER)
    assert (after.published, after.sources["published"].origin) == (
        PartialDate(2023, 11),
        "acl.bib",
    )
    again = added(after, told("acl.bib", published=PartialDate(2024, 8)), LATER)
    assert again == after, "the same source tells of the proceedings too"


def test_what_is_settled_is_only_filled_in() -> None:
    """A source corrects itself, but not where it has been heard already."""
    paper = added(make_paper(), told(venue="ACL"), TODAY)
    assert added(paper, told(venue="ICLR"), LATER).venue == "ICLR"
    after = added(paper, told(venue="ICLR", category="cs.CL"), LATER, {"venue", "category"})
    assert (after.venue, after.category) == ("ACL", "cs.CL")
