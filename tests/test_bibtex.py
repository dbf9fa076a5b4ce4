"""BibTeX that other programs read back as it was meant."""

import re
from collections import Counter
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import SeparateCoAuthors
from bibtexparser.model import Entry

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.publish.exports.bibtex import entry, files
from generator.publish.site import Site
from generator.text.text import Text
from tests.builders import make_full_paper, make_paper
from tests.ugly import TITLES, papers

PROTECTED = re.compile(r"(?<![\w^_}])\{([\w-]+)\}")
"""A word in braces, which keep its capitals; after a command or `^` they mean something else."""


def parsed(text: str, number: int) -> Library:
    """Read BibTeX back; every one of so many entries must be readable."""
    library = parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.failed_blocks == []
    assert len(library.entries) == number
    assert len(library.blocks) == number
    return library


def parsed_entry(paper: Paper) -> Entry:
    """Return the one entry of a paper."""
    return parsed(entry(paper), 1).entries[0]


def text(value: str) -> str:
    """Return what a field's LaTeX reads as, without the braces that protect capitals."""
    return " ".join(Text(PROTECTED.sub(r"\1", value)).plain().split())


def assert_same(found: Entry, paper: Paper) -> None:
    """The title and the authors are those of the paper, and the year is one that it states."""
    assert text(found["title"]) == " ".join(paper.shown_title.plain().split())
    authors = found.fields_dict.get("author")
    assert len(authors.value if authors else ()) == len(paper.authors)
    if "year" in found:
        assert found["year"] in f"{paper.published} {paper.venue}"
    else:
        assert paper.published is None


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.key)
def test_entry_of_an_ugly_paper_is_read_back(paper: Paper) -> None:
    """Braces, quotes, percent signs and other scripts break no entry and change no title."""
    assert_same(parsed_entry(paper), paper)


def test_file_of_all_real_papers_is_read_back(real_list: ReadingList) -> None:
    """All entries are whole, no key occurs twice, and each has its paper's title and authors."""
    outputs = {file.uri: str(file.data) for file in files(Site(real_list, "List", ""))}
    library = parsed(outputs.pop("papers.bib"), len(real_list.papers))
    by_key = {paper.citation_key or paper.key: paper for paper in real_list.papers}
    assert library.entries_dict.keys() == by_key.keys()
    for key, paper in by_key.items():
        assert_same(library.entries_dict[key], paper)
    assert len(outputs) == len(real_list.papers)
    assert set("\n".join(outputs.values()).split("\n@")) == set(
        "\n".join(map(entry, real_list.papers)).split("\n@")
    )


def test_keys_of_all_ugly_papers_differ() -> None:
    """A paper without a citation key is cited under its own."""
    keys = Counter(parsed_entry(paper).key for paper in papers())
    assert max(keys.values()) == 1
    assert {"only-required", "orsted-chang-2024-c"} <= keys.keys()


def test_unknown_fields_are_absent() -> None:
    """Nothing is made up for a paper that is only a title and an abstract."""
    assert [field.key for field in parsed_entry(make_paper()).fields] == ["title"]


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"published": PartialDate(2023, 12)}, "2023"),
        ({"published": PartialDate(2023, 12), "venue": "ECCV 2024"}, "2024"),
        ({"venue": "A workshop"}, None),
        ({"added": None}, None),
    ],
)
def test_year_is_that_of_what_is_cited(fields: dict[str, Any], year: str | None) -> None:
    """The venue's, else that of the first version; the day of listing or adding never stands in."""
    found = parsed_entry(make_paper(**fields)).fields_dict.get("year")
    assert (found.value if found else None) == year


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        (None, "misc", None),
        ("ICLR 2024", "inproceedings", "booktitle"),
        ("TACL 2024", "article", "journal"),
    ],
)
def test_type_of_an_entry_follows_the_venue(
    venue: str | None, kind: str, field: str | None
) -> None:
    """A journal's is an article, a conference's in proceedings, and without either misc."""
    found = parsed_entry(make_paper(venue=venue))
    assert found.entry_type == kind
    assert field is None or found[field] == venue


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("王小明", "{王小明}"),
        ("Ed and Al, Inc.", "{Ed and Al, Inc.}"),
        ("Ngũgĩ wa Thiong'o", "Thiong'o, Ngũgĩ wa"),
    ],
)
def test_name_is_written_family_first(name: str, written: str) -> None:
    """With particles where BibTeX wants them; a name that it would take apart is in braces."""
    assert parsed_entry(make_paper(authors=(Author(name),)))["author"] == [written]


def test_capitals_of_a_title_are_protected() -> None:
    """Styles that lower the case of titles leave names of methods as they are."""
    assert parsed_entry(make_paper("FuseChat: LoRA of a Model"))["title"] == (
        "{FuseChat}: {LoRA} of a Model"
    )


def test_entry_has_every_identifier() -> None:
    """DOI and arXiv id stand in the fields that styles read."""
    found = parsed_entry(make_full_paper(doi="10.1000/a_b"))
    assert found["doi"] == "10.1000/a_b"
    assert (found["eprint"], found["archivePrefix"]) == ("2401.10020", "arXiv")
    assert found["url"] == "https://arxiv.org/abs/2401.10020"


def test_hostile_title_opens_no_field() -> None:
    """A title that closes the field and states a year states none."""
    found = parsed_entry(make_paper(TITLES["braces"]))
    assert [field.key for field in found.fields] == ["title"]
