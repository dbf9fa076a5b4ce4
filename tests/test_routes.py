"""Addresses: stable, without clashes, and honest about what is not known."""

from datetime import date
from typing import Any

import pytest

from generator.publish import routes
from tests.builders import make_paper


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.md", ""),
        ("papers/index.md", "papers/"),
        ("papers/fusechat.md", "papers/fusechat/"),
        ("papers/my-index.md", "papers/my-index/"),
        ("papers/fusechat.bib", "papers/fusechat.bib"),
        ("dates/2025/03/17.md", "dates/2025/03/17/"),
    ],
)
def test_address_of_a_source(path: str, address: str) -> None:
    """A page is read at a folder's address; another file at its own."""
    assert routes.address(path) == address


@pytest.mark.parametrize(
    ("path", "root"),
    [("index.md", ""), ("trending.md", "../"), ("papers/x.md", "../../"), ("papers.bib", "")],
)
def test_way_to_the_root(path: str, root: str) -> None:
    """From an address, as many steps up as it has folders."""
    assert routes.root(path) == root


def test_pages_of_dates_nest() -> None:
    """A day is under its month, and a month under its year, with leading zeros."""
    assert routes.day(date(2025, 3, 7)) == "dates/2025/03/07.md"
    assert routes.month(2025, 3) == "dates/2025/03/index.md"
    assert routes.year(2025) == "dates/2025/index.md"
    assert routes.published(None) == "published/unknown.md"


def links(**fields: Any) -> dict[str, str]:  # noqa: ANN401 - any field
    """Return a paper's links by label."""
    return {link.label: link.url for link in routes.web_links(make_paper(**fields))}


def test_arxiv_id_gives_its_four_places() -> None:
    """Abstract, PDF, HTML and Hugging Face, and no search."""
    assert links(arxiv="2402.16107") == {
        "arXiv": "https://arxiv.org/abs/2402.16107",
        "PDF": "https://arxiv.org/pdf/2402.16107",
        "HTML": "https://arxiv.org/html/2402.16107",
        "Hugging Face": "https://huggingface.co/papers/2402.16107",
    }


@pytest.mark.parametrize("old", ["2311.09677", "cs/0112017", "math.GT/0309136"])
def test_old_arxiv_paper_has_no_html(old: str) -> None:
    """Before December 2023 arXiv made none, so no button leads to it."""
    assert "HTML" not in links(arxiv=old)
    assert links(arxiv=old)["arXiv"] == f"https://arxiv.org/abs/{old}"


def test_paper_without_an_id_has_a_search_that_says_so() -> None:
    """The title is searched for in quotes, whatever is in it."""
    assert links(title='C# & "co"?') == {
        "Search for the title": "https://scholar.google.com/scholar?q=%22C%23+%26+%22co%22%3F%22"
    }


def test_other_ids_are_links_and_no_search() -> None:
    """A DOI with odd characters is quoted; the Anthology has an address of its own."""
    found = links(doi="10.1000/a<b>(c)#d", anthology="2024.acl-long.1", openreview="Pq-MR_CJT9t")
    assert found == {
        "ACL Anthology": "https://aclanthology.org/2024.acl-long.1/",
        "OpenReview": "https://openreview.net/forum?id=Pq-MR_CJT9t",
        "DOI": "https://doi.org/10.1000/a%3Cb%3E%28c%29%23d",
    }


def test_links_of_one_kind_are_numbered() -> None:
    """Two places with code are Code 1 and Code 2; one is Code."""
    urls = "https://x.org/1", "https://x.org/2"
    found = links(arxiv="2311.09677", links={"code": urls, "data": urls[:1], "other": urls[:1]})
    assert list(found)[3:] == ["Code 1", "Code 2", "Data", "Link"]
