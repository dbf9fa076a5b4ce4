"""Citations as readers paste them into a text."""

from typing import Any

import pytest
from hypothesis import given

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.publish.citations import plain, reference
from tests.builders import make_paper
from tests.citing import papers

ADA, AL, MARY = Author("Ada Lovelace"), Author("van der Maaten, Al"), Author("King, Jr., Mary")


def cited(title: str = "Of bots", **fields: Any) -> str:  # noqa: ANN401
    """Return a paper's citation."""
    return plain.citation(reference.of(make_paper(title, **fields)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"arxiv": "2401.10020"}, "Ada Lovelace. 2023. Of bots. Preprint, arXiv:2401.10020."),
        ({"venue": "ACL 2024 (Demo)"}, "Ada Lovelace. 2024. Of bots. In ACL (Demo)."),
        (
            {"venue": "TACL 2024", "doi": "10.1162/tacl_a"},
            "Ada Lovelace. 2024. Of bots. TACL. https://doi.org/10.1162/tacl_a",
        ),
        ({"venue": "Somewhere"}, "Ada Lovelace. 2023. Of bots. Somewhere."),
        ({"published": None}, "Ada Lovelace. Of bots."),
        ({"authors": ()}, "Of bots. 2023."),
    ],
)
def test_citation_says_what_is_known(fields: dict[str, Any], said: str) -> None:
    """Who, when, what and where, in the style of the ACL; what is unknown is left out."""
    defaults = {"authors": (ADA,), "published": PartialDate(2023, 5)}
    assert cited(**{**defaults, **fields}) == said


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        ((ADA, AL), "Ada Lovelace and Al van der Maaten."),
        ((ADA, AL, MARY), "Ada Lovelace, Al van der Maaten, and Mary King, Jr."),
        ((Author("Gemma Team"), ADA), "Gemma Team and Ada Lovelace."),
        ((ADA,) * 20, f"{'Ada Lovelace, ' * 19}and Ada Lovelace."),
        ((ADA,) * 21, f"{'Ada Lovelace, ' * 19}and 2 others."),
    ],
)
def test_authors_are_named_in_their_natural_order(authors: tuple[Author, ...], said: str) -> None:
    """All of them, up to twenty; of more, the first nineteen."""
    assert cited(authors=authors) == f"{said} Of bots."


def test_question_is_ended_by_its_mark() -> None:
    """No full stop is added to a title that ends a sentence itself."""
    assert cited("Why bots?") == "Why bots?"
    assert cited("Bots etc.") == "Bots etc."


@given(papers())
def test_citation_is_one_line_that_holds_the_title(paper: Paper) -> None:
    """Whatever the paper, in plain text."""
    citation = plain.citation(reference.of(paper))
    assert len(citation.splitlines()) <= 1
    assert " ".join(paper.shown_title.plain().split()) in citation
