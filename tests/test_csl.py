"""CSL-JSON as its schema has it, and as the paper is."""

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # its stubs are a package

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.publish.citations import csl, reference
from generator.publish.citations.formats import FORMATS
from tests import ugly
from tests.builders import make_full_paper, make_paper
from tests.citing import papers

TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "oneOf": [{"required": ["literal"], "maxProperties": 1}, {"required": ["family", "given"]}],
    "properties": dict.fromkeys(
        ("family", "given", "non-dropping-particle", "suffix", "literal"), TEXT
    ),
    "additionalProperties": False,
}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "integer", "minimum": 1},
            },
        }
    },
    "additionalProperties": False,
}
TEXTS = (
    *("id", "citation-key", "title", "container-title", "publisher", "number"),
    *("DOI", "URL", "abstract", "keyword", "note"),
)
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            **dict.fromkeys(TEXTS, TEXT),
            "type": {"enum": ["article", "article-journal", "paper-conference", "document"]},
            "author": {"type": "array", "minItems": 1, "items": NAME},
            "issued": DATE,
        },
        "additionalProperties": False,
    },
}
"""What csl-data.json, version 1.0.2, asks of the fields that we write, and no other field.

It asks less: here no value is empty, a date is of integers, and a name has parts or is literal
(https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json).
"""

CSL = next(form for form in FORMATS if form.ending == "csl.json")
VALIDATOR = Draft7Validator(SCHEMA)


def parsed(*some: Paper) -> list[dict[str, Any]]:
    """Read the file of some papers back; it is as the schema says."""
    items = json.loads(CSL.file(csl.entry(reference.of(paper)) for paper in some))
    VALIDATOR.validate(items)
    assert isinstance(items, list)
    return items


def assert_same(item: dict[str, Any], paper: Paper) -> None:
    """The item says of the paper what is known."""
    assert item.get("title", "") == paper.shown_title.plain()
    assert item.get("abstract", "") == paper.shown_abstract.plain()
    assert item.get("keyword", "") == ", ".join(paper.shown_tags)
    assert item.get("DOI") == paper.doi
    ours = f"arXiv:{paper.arxiv}" if paper.arxiv else None
    assert (item.get("number"), item.get("note")) == ((None, ours) if paper.venue else (ours, None))
    assert len(item.get("author", ())) == sum(bool(author.parts.family) for author in paper.authors)


def test_real_papers_are_read_back(real_list: ReadingList) -> None:
    """All of them, by their keys."""
    items = parsed(*real_list.papers)
    for item, paper in zip(items, real_list.papers, strict=True):
        assert item["id"] == (paper.citation_key or paper.key)
        assert_same(item, paper)


@pytest.mark.parametrize("paper", ugly.papers(), ids=lambda paper: paper.key)
def test_ugly_paper_is_read_back(paper: Paper) -> None:
    """Quotes, control characters and 100 kB of markup are the text that they are."""
    (item,) = parsed(paper)
    assert_same(item, paper)


@given(papers())
def test_any_paper_is_read_back(paper: Paper) -> None:
    """Whatever it holds."""
    (item,) = parsed(paper)
    assert_same(item, paper)


def test_file_of_no_papers_is_an_empty_list() -> None:
    """A page without papers has a file that programs can read."""
    assert parsed() == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"venue": "ICLR 2024"}, "paper-conference"),
        ({"venue": "TACL 2024"}, "article-journal"),
        ({"venue": "Somewhere 2024"}, "document"),
        ({"venue": None}, "article"),
    ],
)
def test_type_is_that_of_what_is_cited(fields: dict[str, Any], kind: str) -> None:
    """Only a preprint, an article for CSL, is published by arXiv."""
    (item,) = parsed(make_full_paper(**fields))
    assert item["type"] == kind
    assert ("publisher" in item) == (kind == "article")


def test_name_is_in_its_parts() -> None:
    """Particle and suffix have their own; a whole name is literal."""
    names = ("Laurens van der Maaten", "Mary King Jr.", "Gemma Team")
    (item,) = parsed(make_paper(authors=tuple(map(Author, names))))
    assert item["author"] == [
        {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
        {"family": "King", "given": "Mary", "suffix": "Jr."},
        {"literal": "Gemma Team"},
    ]


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        (PartialDate(2024), [2024]),
        (PartialDate(2024, 2), [2024, 2]),
        (PartialDate(2024, 2, 5), [2024, 2, 5]),
    ],
)
def test_date_is_as_precise_as_it_is_known(date: PartialDate, parts: list[int]) -> None:
    """No month and no day are made up."""
    (item,) = parsed(make_paper(published=date))
    assert item["issued"] == {"date-parts": [parts]}


def test_unknown_fields_are_absent() -> None:
    """Nothing is null or empty."""
    (item,) = parsed(make_paper("Of bots", abstract="All."))
    assert item == {
        "id": "c-sharp",
        "citation-key": "c-sharp",
        "type": "document",
        "title": "Of bots",
        "abstract": "All.",
    }
