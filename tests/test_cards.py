"""What the search knows of papers besides their words, and of other pages."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from generator.model.collection import Collection, Step
from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish.search import cards
from generator.publish.search.lexical import WEIGHTS
from generator.publish.site import Site
from tests.builders import make_full_paper, make_paper
from tests.ugly import LONG, SEEN, TITLES, UNSEEN

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How it is made.")},
    {
        "peft": Tag("peft", "PEFT", "method", "Few weights."),
        "rag": Tag("rag", "RAG", "method", "It reads.", ("retrieval-augmented", "grounding")),
    },
)
MINIMAL = Paper(key="a", title="Only a title", abstract="And an abstract.")


def card(paper: Paper) -> cards.Card:
    """Return a paper's card, its tags as numbers of the taxonomy's."""
    return cards.card(paper, ReadingList({paper.key: paper}, TAXONOMY))


def found_by(paper: Paper) -> dict[str, set[str]]:
    """Return the words of each field of a paper."""
    return {
        name: {"-".join(word) for word in words}
        for name, words in cards.fields(paper, TAXONOMY).items()
    }


def test_card_says_nothing_of_what_is_unknown() -> None:
    """Of a paper that is a title and an abstract, its key and its title; null and empty are not."""
    assert card(MINIMAL) == {"key": "a", "title": "Only a title"}


def test_card_says_all_that_is_known() -> None:
    """What a result shows, and what a filter asks for."""
    paper = make_full_paper(
        title="C$^2$ \\& co", doi="10.1000/AB", anthology="2024.acl-long.1", key="full"
    )
    assert card(paper) == {
        "key": "full",
        "title": "C² & co",
        "authors": ["Ada Ørsted", "Kai-wei Chang"],
        "published": "2024-05",
        "date": "May 2024",
        "venue": "ICLR 2024",
        "listed": ["2025-03-17"],
        "added": "2026-01-02",
        "captures": 2,
        "tags": [1],
        "arxiv": "2401.10020",
        "doi": "10.1000/AB",
        "anthology": "2024.acl-long.1",
        "links": {
            "code": ["https://github.com/a/b", "https://github.com/a/c"],
            "video": ["http://v.org/"],
        },
        "rating": 4,
        "has": ["code", "video", "arxiv", "doi", "venue", "summary", "note", "rating", "date"],
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"published": PartialDate(1999)}, {"published": "1999", "date": "1999", "has": ["date"]}),
        (
            {"published": PartialDate(2024, 2, 5)},
            {"published": "2024-02-05", "date": "5 February 2024", "has": ["date"]},
        ),
        ({"listed": (Listing("a.txt", 1),)}, {}),
        (
            {
                "listed": tuple(
                    Listing("a.txt", n, date(2025, 3, day)) for n, day in ((1, 4), (2, 5))
                )
            },
            {"listed": ["2025-03-05", "2025-03-04"]},
        ),
        ({"tags": {"rag": "rejected"}}, {}),
        ({"tags": {"of-no-taxonomy": "person", "peft": "person"}}, {"tags": [0]}),
        ({"venue": "X"}, {"venue": "X", "has": ["venue"]}),
        ({"note": "N"}, {"has": ["note"]}),
        ({"summary": "S"}, {"has": ["summary"]}),
        ({"openreview": "aBc"}, {"openreview": "aBc"}),
        ({"refused": frozenset({"venue", "links.code"})}, {}),
    ],
)
def test_card_is_as_precise_as_the_paper(said: dict[str, Any], expected: dict[str, Any]) -> None:
    """Dates keep their precision, a listing without a day is none, a refused tag is not there."""
    paper = Paper(key="a", title="T", abstract="A.", **said)
    assert card(paper) == {"key": "a", "title": "T", **expected}


@pytest.mark.parametrize("title", [*TITLES.values(), UNSEEN])
def test_hostile_title_is_the_text_that_readers_see(title: str) -> None:
    """Nothing is escaped: scripts show it as text."""
    assert card(make_paper(title))["title"] == (SEEN if title == UNSEEN else title)


# ---- The words of a paper ------------------------------------------------------------------------


def test_paper_is_found_by_the_words_of_every_field() -> None:
    """Title, summary and note, abstract, venue, authors, and what its tags are called and are."""
    paper = make_full_paper(title='T\\"ulu', abstract="It is 96.4\\%.", summary="Short line.")
    assert found_by(paper) == {
        "title": {"tulu"},
        "summary": {"short", "line", "read", "twice", "really", "yes"},
        "abstract": {"it", "is", "96", "4"},
        "tags": {"rag", "retrieval-augmented", "grounding", "it", "reads"},
        "authors": {"ada", "orsted", "kai-wei", "chang"},
        "venue": {"iclr", "2024"},
    }


def test_fields_are_those_that_have_a_weight() -> None:
    """Each has one, and none is left out, of whatever paper."""
    for paper in (MINIMAL, make_full_paper()):
        assert cards.fields(paper, TAXONOMY).keys() == WEIGHTS.keys()
    assert not any(found_by(MINIMAL)[name] for name in ("summary", "tags", "authors", "venue"))


def test_sentences_are_those_of_the_abstract() -> None:
    """What a result quotes is the abstract as readers see it, sentence by sentence, whole."""
    paper = make_paper(abstract="It is 96.4\\% good. See <b>this</b>, e.g. that.\n\nThe end")
    assert cards.sentences(paper) == (
        "It is 96.4% good.",
        "See <b>this</b>, e.g. that.",
        "The end",
    )
    assert "".join(cards.sentences(make_paper(abstract=LONG))).count("{{ long }}") == 2000


# ---- Numbers -------------------------------------------------------------------------------------


def make_list(*papers: Paper, **fields: Any) -> ReadingList:  # noqa: ANN401
    """Return a list of papers with the small taxonomy."""
    return ReadingList({paper.key: paper for paper in papers}, TAXONOMY, **fields)


def test_papers_are_numbered_as_they_were_added() -> None:
    """By the day on which they came, those of a day by key, in whatever order they are read."""
    days = {"d": date(2025, 1, 1), "b": date(2025, 1, 1), "c": date(2024, 12, 31)}
    papers = [make_paper(key=key, added=day) for key, day in days.items()]
    for seed in range(5):
        random.Random(seed).shuffle(papers)  # noqa: S311 - the same orders in every run
        assert [paper.key for paper in cards.numbered(make_list(*papers))] == ["c", "b", "d"]


def test_paper_that_comes_later_gets_a_later_number() -> None:
    """Also when its key, its date of publication or its listing comes before those of others."""
    old = [make_paper(key=f"p{n}", added=date(2025, 1, 1)) for n in range(3)]
    new = make_full_paper(key="a", published=PartialDate(1999), added=date(2025, 1, 2))
    before, after = (cards.numbered(make_list(*some)) for some in (old, [new, *old]))
    assert after == (*before, new)


def test_removed_paper_has_no_number_and_an_undated_one_has() -> None:
    """Nobody finds what has been removed; nothing else is lost."""
    papers = [make_paper(key="removed", status="removed"), make_paper(key="undated", added=None)]
    papers += [make_paper(key="withdrawn", status="withdrawn")]
    assert {paper.key for paper in cards.numbered(make_list(*papers))} == {"undated", "withdrawn"}


# ---- Other pages ---------------------------------------------------------------------------------


def test_places_are_topics_paths_authors_and_pages_that_there_are() -> None:
    """A topic without papers and an author of one paper have no page, and are left out."""
    one = make_paper(key="one", tags={"rag": "rule"}, authors=(Author("Ada Li"), Author("Bo Wu")))
    two = make_paper(key="two", authors=(Author("Ada Li"),))
    path = Collection("start", "Start here", "Read these.", (Step("one", "Because."),))
    known = make_list(one, two, collections=(path,))
    site = Site(known, "A", "B", pages={"index.md": "Home", "about.md": "About"})
    assert list(cards.places(site)) == [
        {
            "kind": "Topic",
            "name": "RAG",
            "url": "tags/rag/",
            "also": "retrieval-augmented\ngrounding",
        },
        {"kind": "Path", "name": "Start here", "url": "collections/start/"},
        {"kind": "Author", "name": "Ada Li", "url": "authors/ada-li/"},
        {"kind": "Page", "name": "Home", "url": ""},
        {"kind": "Page", "name": "About", "url": "about/"},
    ]
