from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.merging.additions import added, written
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.provenance import fingerprint, may_write, value_of
from tests.builders import TODAY, make_paper

VALUES: dict[str, list[Any]] = {
    "venue": ["ICLR 2024", "ACL 2025", None],
    "published": [PartialDate(2023), PartialDate(2023, 5), PartialDate(2023, 5, 12), None],
    "arxiv": ["2401.10020", "2401.10021", None],
    "authors": [(Author("A"),), (Author("A", doubtful=True),), (Author("A"), Author("B")), ()],
    "links.code": [("https://x.org/a",), ("https://x.org/a", "https://x.org/b"), ()],
    "listed": [(Listing("a", 1),), (Listing("a", 1), Listing("b", 2)), ()],
    "tags": [{"rag": "rule"}, {"peft": "rule", "rag": "rule"}, {}],
}
some_field = st.sampled_from(sorted(VALUES))


def with_value(paper: Paper, name: str, value: object) -> Paper:
    """Return the paper as if a person had written the value, or deleted it."""
    field, _, kind = name.partition(".")
    if not kind:
        changes: dict[str, Any] = {field: value}
        return replace(paper, **changes)
    links = {k: v for k, v in paper.links.items() if k != kind}
    return replace(paper, links={**links, kind: value} if value else links)  # type: ignore[dict-item]


def fact_for(name: str, value: object, origin: str) -> Record:
    """Return a record that says one thing."""
    return Record("s", 1, "t", facts={name: Fact(value, origin)})


@given(st.data(), some_field)
def test_a_persons_value_is_never_changed(data: st.DataObject, name: str) -> None:
    """Whoever said what before, what a person made of it stays, absent values too."""
    first, person, second = (data.draw(st.sampled_from(VALUES[name])) for _ in range(3))
    paper = make_paper()
    if first:
        paper = written(paper, name, Fact(first, "a program"), TODAY)
    edited = with_value(paper, name, person)
    changed_by_person = value_of(edited, name) != value_of(paper, name)
    if changed_by_person and second and name not in ("listed", "tags"):
        after = added(edited, fact_for(name, second, "a program"), TODAY)
        assert value_of(after, name) == value_of(edited, name)
    assert may_write(edited, name) == (not changed_by_person)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_null_means_no(name: str) -> None:
    """A refused field is not filled, whether or not a program wrote it before."""
    paper = make_paper(refused=frozenset({name}))
    assert not may_write(paper, name)
    value = VALUES[name][0]
    if name not in ("listed", "tags"):
        assert added(paper, fact_for(name, value, "a"), TODAY) == paper


def test_a_refused_day_of_update_stays_refused() -> None:
    """A program changes the paper, and does not say when."""
    paper = make_paper(refused=frozenset({"updated"}))
    after = added(paper, fact_for("venue", "ICLR", "a"), TODAY)
    assert (after.venue, after.updated) == ("ICLR", None)


def test_tags_of_a_person_leave_the_others_to_the_rules() -> None:
    """Adding or refusing a tag is no claim on the rest; deleting one that a rule gave is."""
    paper = written(make_paper(), "tags", Fact({"rag": "rule", "peft": "rule"}, "r"), TODAY)
    assert may_write(replace(paper, tags={**paper.tags, "mine": "person"}), "tags")
    assert may_write(replace(paper, tags={**paper.tags, "not": "rejected"}), "tags")
    assert not may_write(replace(paper, tags={"rag": "rule"}), "tags")
    assert not may_write(replace(paper, tags={"rag": "person", "peft": "rule"}), "tags")


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("2023", "2023-05", "2023-05"),
        ("2023-05", "2023-05-12", "2023-05-12"),
        ("2023", "2023-05-12", "2023-05-12"),
        ("2023-05-12", "2023-05", "2023-05-12"),
        ("2023-05", "2023-06-01", "2023-05"),
        ("2023", "2024-01", "2023"),
    ],
)
def test_a_program_may_only_refine_the_date_of_another(old: str, new: str, after: str) -> None:
    """A more precise date replaces the vaguer one that it is in, unless a person wrote that."""
    before, better = PartialDate.parse(old), PartialDate.parse(new)
    paper = written(make_paper(), "published", Fact(before, "a"), TODAY)
    by_person = make_paper(published=before)
    record = fact_for("published", better, "b")
    assert str(added(paper, record, TODAY).published) == after
    assert str(added(by_person, record, TODAY).published) == old


def test_the_fingerprint_is_that_of_the_value() -> None:
    """It is short, and the same on every machine and in every year."""
    assert fingerprint("ICLR 2024") == "69d4baa2"
    assert fingerprint(None) != fingerprint("")
