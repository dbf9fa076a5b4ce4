"""BibTeX that other programs read back as it was meant."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pybtex.database
import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.model import Entry
from hypothesis import assume, given

from generator.model.dates import PartialDate
from generator.model.names import Name
from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.publish.citations import bibtex, reference
from generator.publish.citations.formats import FORMATS
from generator.publish.citations.reference import Reference
from tests import ugly
from tests.builders import make_full_paper, make_paper
from tests.citing import papers, read_latex


def entry(paper: Paper) -> str:
    """Return the paper's entry."""
    return bibtex.entry(reference.of(paper))


def parsed(text: str) -> Sequence[Entry]:
    """Read BibTeX back; nothing in it may be anything but a readable entry."""
    library = parse_string(text)
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    return library.entries


def parsed_entry(paper: Paper) -> Entry:
    """Return the one entry of a paper."""
    (found,) = parsed(entry(paper))
    return found


def authors(text: str) -> list[list[Name]]:
    """Return the authors of every entry as another program takes their names apart."""
    entries = pybtex.database.parse_string(text, "bibtex").entries.values()
    return [[_parts(person) for person in each.persons.get("author", ())] for each in entries]


def _parts(person: pybtex.database.Person) -> Name:
    given = [*person.first_names, *person.middle_names]
    parts = (person.last_names, given, person.prelast_names, person.lineage_names)
    return Name(*(read_latex(" ".join(part)) for part in parts))


def same(text: str) -> str:
    """Return a text as LaTeX has it: on one line, its accents composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def assert_read_back(text: str, references: Sequence[Reference]) -> None:
    """Each entry has the key, the title, the authors' parts and the year of its reference."""
    entries = parsed(text)
    assert [found.key for found in entries] == [cited.key for cited in references]
    for found, people, cited in zip(entries, authors(text), references, strict=True):
        assert read_latex(found["title"]) == same(cited.title.plain())
        parts = [(each.family, each.given, each.particle, each.suffix) for each in cited.authors]
        assert people == [Name(*map(same, each)) for each in parts]
        year = found.fields_dict.get("year")
        assert (int(year.value) if year else None) == (cited.date.year if cited.date else None)


def test_ugly_papers_are_read_back() -> None:
    """Braces, quotes, percent signs and other scripts break no entry and change no text."""
    references = [reference.of(paper) for paper in ugly.papers()]
    assert_read_back(FORMATS[0].file(map(bibtex.entry, references)), references)


def test_real_papers_are_read_back(real_list: ReadingList) -> None:
    """All entries are whole, and no key occurs twice, for BibTeX not even in another case."""
    references = [reference.of(paper) for paper in real_list.papers]
    assert_read_back(FORMATS[0].file(map(bibtex.entry, references)), references)
    assert len({cited.key.casefold() for cited in references}) == len(references)


@given(papers())
def test_any_paper_is_read_back(paper: Paper) -> None:
    """Whatever titles and names hold."""
    cited = reference.of(paper)
    assume(cited.title.plain().strip())
    assert_read_back(bibtex.entry(cited), [cited])


@given(papers())
def test_fields_are_those_that_bibtex_knows(paper: Paper) -> None:
    """No field is empty, and none of a title's text opens one."""
    found = parsed_entry(paper)
    known = "title author key booktitle journal howpublished year doi eprint archivePrefix url"
    assert {field.key for field in found.fields} <= set(known.split())
    assert all(field.value for field in found.fields)


def test_unknown_fields_are_absent() -> None:
    """Nothing is made up for a paper that is only a title and an abstract."""
    found = parsed_entry(make_paper("Of bots"))
    assert {field.key: field.value for field in found.fields} == {
        "title": "Of bots",
        "key": "Of bots",
    }


@pytest.mark.parametrize(
    ("venue", "kind", "field", "name"),
    [
        ("ACL 2024 (Demo)", "inproceedings", "booktitle", "ACL (Demo)"),
        ("TACL 2024", "article", "journal", "TACL"),
        ("Somewhere & more 2024", "misc", "howpublished", r"Somewhere \& more"),
    ],
)
def test_type_of_an_entry_follows_the_venue(venue: str, kind: str, field: str, name: str) -> None:
    """A journal's is an article, a conference's in proceedings, of an unclear one neither."""
    found = parsed_entry(make_full_paper(venue=venue))
    assert (found.entry_type, found[field], found["year"]) == (kind, name, "2024")


@pytest.mark.parametrize("missing", [{"authors": ()}, {"venue": "ICLR", "published": None}])
def test_entry_that_lacks_what_its_type_must_have_is_of_another(missing: dict[str, Any]) -> None:
    """BibTeX would warn of a paper in proceedings without its authors or its year."""
    found = parsed_entry(make_full_paper(**missing))
    assert (found.entry_type, found["howpublished"]) == ("misc", "ICLR")


def test_preprint_is_cited_as_arxiv_does() -> None:
    """By its id and the class that arXiv gave it, which is not made up where it is unknown."""
    preprint = make_paper("Bots", arxiv="2401.10020", published=PartialDate(2024, 1))
    classified = parsed_entry(replace(preprint, category="cs.CL"))
    assert classified["primaryClass"] == "cs.CL"
    found = parsed_entry(preprint)
    assert found.entry_type == "misc"
    assert {field.key: field.value for field in found.fields} == {
        "title": "Bots",
        "key": "Bots",
        "year": "2024",
        "eprint": "2401.10020",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/2401.10020",
    }


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("Mary King Jr.", "King, Jr., Mary"),
        ("José Ortega y Gasset", "{Ortega y Gasset}, José"),
        ("王小明", "{王小明}"),
        ("Ed and Al, Inc.", "{Ed and Al, Inc.}"),
        ("others", "{others}"),
        ("Ada {x}_1", r"{\textbraceleft{}x\textbraceright{}\_1}, Ada"),
    ],
)
def test_name_is_written_family_first(name: str, written: str) -> None:
    """With particles where BibTeX wants them; a name that it would take apart is in braces."""
    assert parsed_entry(make_paper(authors=(Author(name),)))["author"] == written


def test_entry_without_authors_is_sorted_by_words_of_its_title() -> None:
    """Without signs, which styles cannot put into a label; by its key when there are no words."""
    assert parsed_entry(make_paper("C# & co: a study"))["key"] == "C co"
    assert parsed_entry(make_paper("On the size of all bots"))["key"] == "On the size"
    assert parsed_entry(make_paper("?!"))["key"] == "c-sharp"


def test_capitals_of_a_title_are_protected() -> None:
    """Styles that lower the case of titles leave abbreviations and names as they are."""
    paper = make_paper("FuseChat: LoRA of α-BERT for Llamas", abstract="We feed Llamas well.")
    assert parsed_entry(paper)["title"] == r"{FuseChat}: {LoRA} of $\alpha$-{BERT} for {Llamas}"


def test_identifiers_are_written_as_they_are() -> None:
    """In LaTeX they are read without escaping; what would end the field is percent-encoded."""
    found = parsed_entry(make_full_paper(doi="10.1000/a_b%{c}\\"))
    assert found["doi"] == "10.1000/a_b%%7Bc%7D%5C"
    assert (found["eprint"], found["archivePrefix"]) == ("2401.10020", "arXiv")


def test_hostile_title_opens_no_field() -> None:
    """A title that closes the field and states a year states none."""
    found = parsed_entry(make_paper(ugly.TITLES["braces"]))
    assert [field.key for field in found.fields] == ["title", "key"]
