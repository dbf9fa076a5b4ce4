from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.reading_list import PAIR_PAPERS, ReadingList, newest_first
from generator.model.taxonomy import Facet, Tag, Taxonomy
from tests.builders import make_paper

MONDAY, FRIDAY = date(2025, 3, 17), date(2025, 3, 14)


def make_list(*papers: Paper) -> ReadingList:
    """Return a list of papers, with two tags."""
    facets = {"f": Facet("f", "F", "F.")}
    tags = {slug: Tag(slug, slug.title(), "f", "T.") for slug in ("rag", "peft")}
    return ReadingList({paper.key: paper for paper in papers}, Taxonomy(facets, tags))


def paper(key: str, day: date | None = None, **fields: Any) -> Paper:  # noqa: ANN401
    """Return a paper that was listed on the day, or on a day that nobody knows."""
    return make_paper(key=key, listed=(Listing("c", 1, day),), **fields)


def keys(papers: Sequence[Paper]) -> list[str]:
    """Return their keys."""
    return [paper.key for paper in papers]


def test_the_newest_come_first_and_no_undated_paper_is_lost() -> None:
    """By day of listing, then by publication, then by key; unknown dates come last."""
    papers = [
        paper("none"),
        paper("friday", FRIDAY, published=PartialDate(2025)),
        paper("monday-new", MONDAY, published=PartialDate(2025, 3)),
        paper("monday-b", MONDAY),
        paper("monday-a", MONDAY),
        paper("year", published=PartialDate(2024)),
    ]
    expected = ["monday-new", "monday-a", "monday-b", "friday", "year", "none"]
    assert keys(make_list(*papers).papers) == expected
    assert keys(make_list(*papers).undated) == ["year", "none"]


@given(st.permutations([paper("a"), paper("b", MONDAY), paper("c", FRIDAY), paper("d", MONDAY)]))
def test_the_order_depends_on_nothing_else(papers: Sequence[Paper]) -> None:
    """Not on the order in which the papers were read."""
    assert keys(newest_first(papers)) == ["b", "d", "c", "a"]


def test_papers_by_tag_are_in_the_order_of_the_taxonomy() -> None:
    """A tag may have none; a rejected tag is none."""
    listed = make_list(
        paper("a", tags={"rag": "person"}), paper("b", tags={"rag": "rejected", "peft": "rule"})
    )
    assert {tag: keys(papers) for tag, papers in listed.by_tag.items()} == {
        "rag": ["a"],
        "peft": ["b"],
    }
    assert make_list().by_tag == {"rag": (), "peft": ()}


def test_a_day_is_in_the_order_of_its_list() -> None:
    """And a paper's neighbours are those of the newest day that listed it."""
    first = make_paper(key="z", listed=(Listing("c", 1, MONDAY), Listing("b", 9, FRIDAY)))
    second = make_paper(key="a", listed=(Listing("c", 2, MONDAY),))
    third = make_paper(key="m", listed=(Listing("c", 3, MONDAY),))
    listed = make_list(second, third, first, paper("undated"))
    assert {day: keys(papers) for day, papers in listed.by_day.items()} == {
        MONDAY: ["z", "a", "m"],
        FRIDAY: ["z"],
    }
    assert listed.neighbours(second) == ((first,), (third,))
    assert listed.neighbours(first) == ((), (second,))
    assert listed.neighbours(first, 3) == ((), (second, third))
    assert listed.neighbours(third, 3) == ((first, second), ())
    assert listed.neighbours(listed.by_key["undated"], 3) == ((), ())


def test_years_end_with_the_unknown_one() -> None:
    """By year of publication, the newest first, and so are the papers of a year."""
    listed = make_list(
        paper("a", published=PartialDate(2023)),
        paper("b"),
        paper("c", published=PartialDate(2025, 1)),
        paper("d", published=PartialDate(2025, 2)),
    )
    years = {year: keys(papers) for year, papers in listed.by_year.items()}
    assert list(years.items()) == [(2025, ["d", "c"]), (2023, ["a"]), (None, ["b"])]


def test_a_removed_paper_is_known_and_not_listed() -> None:
    """Its page says what became of it; a withdrawn one is still listed."""
    listed = make_list(paper("a", status="removed"), paper("b", status="withdrawn"))
    assert (keys(listed.papers), set(listed.by_key)) == (["b"], {"a", "b"})


def test_trending_is_what_several_captures_showed() -> None:
    """One capture twice is one capture; the most captures, then the newest paper, come first."""
    twice = (Listing("a", 1), Listing("a", 2))
    both = (Listing("a", 1), Listing("b", 2))
    listed = make_list(
        make_paper(key="once", listed=twice),
        make_paper(key="old", listed=both, published=PartialDate(2023)),
        make_paper(key="new", listed=both, published=PartialDate(2024)),
        make_paper(key="unknown", listed=both),
        make_paper(key="thrice", listed=(*both, Listing("c", 1)), published=PartialDate(2022)),
    )
    assert keys(listed.trending) == ["thrice", "new", "old", "unknown"]


def test_authors_with_two_papers_have_an_address() -> None:
    """By family name; names that give one address get numbers, and a paper counts once."""
    jose, other = Author("José Núñez"), Author("Jose Nunez")
    listed = make_list(
        paper("a", authors=(jose, other, Author("李"), Author("Solo"), Author("Solo"))),
        paper("b", authors=(jose, other, Author("李"))),
    )
    assert [(page.name, page.slug, len(page.papers)) for page in listed.authors.values()] == [
        ("李", "author", 2),
        ("Jose Nunez", "jose-nunez", 2),
        ("José Núñez", "jose-nunez-2", 2),
    ]


def test_two_tags_are_a_pair_when_many_papers_carry_both() -> None:
    """A rejected tag is not carried, and a tag that the taxonomy does not have pairs with none."""
    both = {"rag": "rule", "peft": "person", "strange": "person"}
    papers = [paper(f"p{number}", tags=both) for number in range(PAIR_PAPERS)]
    assert list(make_list(*papers).by_pair) == [("peft", "rag")]
    refused = paper("p0", tags={**both, "rag": "rejected"})
    assert make_list(refused, *papers[1:]).by_pair == {}
