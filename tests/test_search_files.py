"""The files of the search: a manifest, and what it names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish import routes
from generator.publish.search import cards
from generator.publish.search.files import TEXTS_PER_FILE, files
from generator.publish.search.words import STOP_WORDS
from generator.publish.site import Site
from tests.builders import TODAY, make_full_paper, make_paper
from tests.packed import Search, papers_by_stem, unpacked
from tests.site import Built

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How it is made.")},
    {
        "peft": Tag("peft", "PEFT", "method", "Few weights."),
        "rag": Tag("rag", "RAG", "method", "It reads.", ("grounding",)),
    },
)


def made(*papers: Paper) -> Search:
    """Make the search of some papers."""
    known = ReadingList({paper.key: paper for paper in papers}, TAXONOMY)
    found: dict[str, bytes] = {}
    for file in files(Site(known, "A", "B")):
        assert file.uri.startswith("search/")
        assert file.uri not in found
        data = file.data.encode() if isinstance(file.data, str) else file.data
        found[file.uri.removeprefix("search/")] = data
    return Search(found)


def many(count: int) -> list[Paper]:
    """Return papers that came one a day, the last letters of the alphabet first."""
    return [
        make_paper(f"Title {n}", key=f"p{999 - n}", abstract=f"Of {n}.", added=TODAY + timedelta(n))
        for n in range(count)
    ]


@pytest.fixture(params=[pytest.param("real", marks=pytest.mark.real), "ugly"])
def search(request: pytest.FixtureRequest) -> Search:
    """The search of either site."""
    built = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(built, Built)
    return built.search


def test_every_file_is_named_and_nothing_else_is_there(search: Search) -> None:
    """The folder holds the manifest and what it names."""
    assert set(search.files) == {"manifest.json", *search.named}


def test_manifest_says_how_to_read_the_rest(search: Search) -> None:
    """Its version, and how many papers each file of texts has."""
    assert search.manifest["version"] == 2
    per_file = search.manifest["texts_per_file"]
    sizes = [len(search.text_file(name)) for name in search.manifest["texts"]]
    assert sizes[:-1] == [per_file] * (len(sizes) - 1)
    assert 0 < sizes[-1] <= per_file
    assert sum(sizes) == len(search.cards)


def test_index_is_of_the_papers_that_have_cards(search: Search) -> None:
    """Every number of a paper, a tag and a form is that of one that there is."""
    header = search.words.header
    of_form, postings = papers_by_stem(search.words.numbers())
    forms = header["forms"].split("\n")
    assert len(forms) == len(of_form) == len(set(forms))
    assert max(max(papers) for papers in postings) < len(search.cards)
    assert set(header["compounds"]) <= set(forms)
    assert not set(header["stop"]) & set(forms)
    for card in search.cards:
        assert all(0 <= tag < len(search.shown.header["tags"]) for tag in card.get("tags", ()))


@pytest.mark.real
def test_every_real_paper_has_its_card_and_its_sentences(
    real_site: Built, real_list: ReadingList
) -> None:
    """In the order of their numbers, each paper once, its abstract whole."""
    search = real_site.search
    papers = cards.numbered(real_list)
    assert {paper.key for paper in papers} == set(real_list.by_key)
    assert [card["key"] for card in search.cards] == [p.key for p in papers]
    assert [" ".join(text) for text in search.texts] == [
        " ".join(paper.shown_abstract.plain().split()) for paper in papers
    ]


def test_every_place_is_a_page(real_site: Built, ugly_site: Built) -> None:
    """What the search offers besides papers is there to be opened."""
    for site in (real_site, ugly_site):
        places = site.search.words.header["places"]
        assert {place["kind"] for place in places} == {"Topic", "Path", "Author", "Page"}
        for place in places:
            assert f"{place['url']}index.html" in site.files, place


def test_tags_come_with_all_their_names() -> None:
    """In the order of the taxonomy, by which cards number them, with their facets and aliases."""
    search = made(make_paper(tags={"rag": "rule"}))
    header = search.words.header
    assert search.shown.header["tags"] == [
        {
            "slug": "peft",
            "name": "PEFT",
            "facet": "method",
            "about": "Few weights.",
            "also": [],
        },
        {
            "slug": "rag",
            "name": "RAG",
            "facet": "method",
            "about": "It reads.",
            "also": ["grounding"],
        },
    ]
    assert search.cards[0]["tags"] == [1]
    assert header["stop"] == sorted(STOP_WORDS)


REMOVED = make_full_paper(
    title="Zyxgone",
    key="zyxkey",
    abstract="Zyxabstract.",
    note="Zyxnote",
    summary="Zyxsummary",
    authors=(Author("Ada Zyxauthor"),),
    venue="Zyxvenue",
    citation_key="zyxcite",
    status="removed",
)


def test_removed_paper_is_nowhere_in_it() -> None:
    """Not in a card, not in an index, not in a text, not among the authors."""
    both = [REMOVED, replace(REMOVED, key="zyxother")]
    search = made(*both, *many(TEXTS_PER_FILE))
    said = [json.dumps(unpacked(search.files[name]).header) for name in search.named]
    assert [text for text in said if "zyx" in text.casefold()] == []
    active = made(*(replace(paper, status="active") for paper in both))
    for word in ("gone", "key", "abstract", "author", "venue"):
        assert any(
            f"zyx{word}" in json.dumps(unpacked(data).header).casefold()
            for name, data in active.files.items()
            if name in active.named
        )


def test_removed_paper_takes_no_number() -> None:
    """The search is the same as if it had never been there."""
    papers = many(3)
    assert made(*papers, replace(REMOVED, added=date(2000, 1, 1))).files == made(*papers).files


def test_later_paper_leaves_earlier_full_parts_as_they_are() -> None:
    """A browser has them already: the same names for all texts but the last."""
    papers = many(2 * TEXTS_PER_FILE + 5)
    before, after = (made(*some).manifest["texts"] for some in (papers[:-1], papers))
    assert before[:2] == after[:2]
    assert before[2] != after[2]
    full = made(*papers[: 2 * TEXTS_PER_FILE]).manifest["texts"]
    assert full == after[:2]


def test_changed_abstract_changes_its_own_part_alone() -> None:
    """The texts of other papers keep their names, and the index gets another."""
    papers = many(3 * TEXTS_PER_FILE)
    changed = [*papers]
    changed[TEXTS_PER_FILE] = replace(papers[TEXTS_PER_FILE], abstract="Otherwise.")
    before, after = made(*papers).manifest, made(*changed).manifest
    same = [one == other for one, other in zip(before["texts"], after["texts"], strict=True)]
    assert same == [True, False, True]
    assert before["words"] != after["words"]


def test_order_of_the_list_does_not_matter() -> None:
    """The same papers, read in another order, give the same files."""
    papers = [*many(5), make_full_paper()]
    assert made(*papers).files == made(*reversed(papers)).files


def test_equal_parts_are_one_file() -> None:
    """Papers with the very same sentences, enough for two parts, are no clash."""
    papers = [make_paper(key=f"p{n:02}", abstract="Same.") for n in range(2 * TEXTS_PER_FILE)]
    names = made(*papers).manifest["texts"]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_empty_list_has_a_search() -> None:
    """Before the first import there is a manifest, and an index of nothing."""
    search = made()
    assert search.manifest["texts"] == []
    assert search.cards == []
    assert search.words.header["forms"] == ""
    assert list(search.words.arrays.values()) == [[]] * 4


def test_files_lie_where_the_browser_looks() -> None:
    """`files.js` knows the manifest's address, and all others from there."""
    assert routes.SEARCH == "search/manifest.json"
    assert routes.search_part("words-1.bin") == "search/words-1.bin"
