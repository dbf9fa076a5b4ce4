"""What is common to references of every format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading import references
from generator.intake.reading.references import Reference
from generator.model.identifiers import Identifier

CODE = "https://github.com/made-up/code"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("van der Maaten, Laurens", "Laurens van der Maaten"),
        ("King, Mary, Jr.", "Mary King Jr."),
        ("King, III, Mary", "Mary King III"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("王, 小明", "王 小明"),
        ("Made-Up, Inc.", "Made-Up, Inc."),
        ("Lovelace,", "Lovelace"),
        ("A. Smith, B. Jones, C. Wu", None),
    ],
)
def test_a_name_is_put_in_reading_order(written: str, name: str | None) -> None:
    """As people of its language read it; several names in one are none."""
    assert references.reordered(written) == name


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("arXiv:2311.09677v2 [cs.CL]", Identifier("arxiv", "2311.09677")),
        ("arXiv: 1810.04805", Identifier("arxiv", "1810.04805")),
        ("arXiv preprint arXiv:2311.09677", Identifier("arxiv", "2311.09677")),
        ("CoRR, abs/2311.09677", Identifier("arxiv", "2311.09677")),
        ("abs/math/0309136", Identifier("arxiv", "math/0309136")),
        ("https://doi.org/10.9999/a.b.", Identifier("doi", "10.9999/a.b")),
        ("doi:10.9999/a.b", Identifier("doi", "10.9999/a.b")),
        ("https://openreview.net/forum?id=AbCdEf1234", Identifier("openreview", "AbCdEf1234")),
        ("Extends arXiv:2311.09677", None),
        ("see https://arxiv.org/abs/2311.09677", None),
        ("WOS:000999999900001", None),
        (f"https://doi.org/10.9999/{'a' * 3000}", None),
    ],
)
def test_only_an_identifier_alone_identifies(written: str, identifier: Identifier | None) -> None:
    """Other words beside it may say that it is another paper's."""
    assert references.identified(written) == ((identifier,) if identifier else ())


def test_an_address_says_what_it_leads_to() -> None:
    """An identifier's is no link, a publisher's page is nobody's project, a code host has code."""
    entry = Reference(
        addresses=(
            "https://arxiv.org/abs/2311.09677",
            "https://press.example.org/a%20b#c",
            "https://made-up.github.io/x",
            "/home/x.pdf",
        ),
        remarks=(f"Code at {CODE}.\nSlides at https://example.org", "https://zenodo.org/records/1"),
    ).entry()
    assert entry.identifiers == (Identifier("arxiv", "2311.09677"),)
    assert dict(entry.links) == {
        "other": ("https://press.example.org/a%20b#c",),
        "project": ("https://made-up.github.io/x",),
        "data": ("https://zenodo.org/records/1",),
        "code": (CODE,),
    }


def test_a_link_stands_under_one_kind() -> None:
    """The field that tells what it is counts before the address."""
    entry = Reference(links={"project": (CODE,)}, addresses=(f"{CODE}/",)).entry()
    assert dict(entry.links) == {"project": (CODE,)}


def test_a_category_is_of_a_paper_at_arxiv() -> None:
    """It is told beside the id; another register's class is none of arXiv."""
    assert Reference(ids=("arXiv:2311.09677 [cs.CL]",)).entry().category == "cs.CL"
    assert Reference(ids=("arXiv:2311.09677 [cs]",)).entry().category is None
    assert Reference(ids=("10.9999/a",), category="cs.CL").entry().category is None
    assert Reference(ids=("2311.09677",), category="no class").entry().category is None


@pytest.mark.parametrize(
    ("written", "category"),
    [("cs.CL", "cs.CL"), (" hep-th ", "hep-th"), ("math-ph", "math-ph"), ("cs", None), ("", None)],
)
def test_an_archive_alone_is_no_category(written: str, category: str | None) -> None:
    """Zotero writes `cs` of all of computer science, and arXiv's own word would come too late."""
    assert Reference(ids=("2311.09677",), category=written).entry().category == category


@given(st.text(), st.text())
def test_any_text_is_taken(text: str, other: str) -> None:
    """No text raises, whatever field it is in, and every entry can be a record."""
    references.reordered(text)
    said = (text, other, f"https://{text}")
    Reference(
        title=text, containers=said, hints=said, ids=said, addresses=said, remarks=said
    ).entry()
