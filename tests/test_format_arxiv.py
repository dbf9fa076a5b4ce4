"""Answers of arXiv's API: what they say of a paper, and what they say instead."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.formats import arxiv
from generator.intake.record import Record, Source
from generator.model.problems import ContentError
from tests.answered import answer, check_storable, facts
from tests.builders import import_files, make_content, papers_of
from tests.cases import DATA

HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    "<id>http://arxiv.org/api/x</id>\n"
)
ENTRY = (
    "<id>http://arxiv.org/abs/2407.99001v1</id><title>On Ponds</title><summary>They are.</summary>"
)


def feed(*entries: str, asked: date | None = None) -> Source:
    """Return an answer with these entries, one a line from line 3."""
    text = HEAD + "".join(f"<entry>{entry}</entry>\n" for entry in entries) + "</feed>"
    return Source(Path("a.xml"), "a.xml", lambda: BytesIO(text.encode()), asked=asked)


def read(more: str) -> Record:
    """Return the record of an entry that has more than what it must have."""
    [record] = arxiv.read(feed(ENTRY + more)).records
    return record


def problems(source: Source) -> list[str]:
    """Return what is said of an answer that cannot be read."""
    with pytest.raises(ContentError) as caught:
        arxiv.read(source)
    return str(caught.value).split("\n")


def test_an_answer_of_today() -> None:
    """Versions go, days are in UTC, wrapped lines are one, and affiliations are no authors."""
    reading = arxiv.read(answer("arxiv/answer.xml"))
    first, second = reading.records
    assert (first.line, second.line) == (10, 37)
    assert facts(first) == {
        "title": "Tuning $k$-Pebbles: Why 96\\% of Them <Stay> & Roll",
        "abstract": "Pebbles roll where they are tuned.\nA second paragraph says so, too.",
        "authors": ["Ada Ørsted", "José María y Pebble"],
        "published": "2024-08-01",
        "venue": "Findings of ACL 2024",
        "category": "cs.CL",
        "arxiv": "2407.99001",
        "doi": "10.18653/v1/2024.findings-acl.9991",
        "anthology": "2024.findings-acl.9991",
        "links.code": ["https://github.com/pebbles/k-tuning"],
    }
    assert {fact.origin for fact in first.facts.values()} == {"arXiv"}
    assert (first.listing, reading.kept, reading.notes) == (None, False, ())
    check_storable(reading)


def test_an_answer_of_years_ago() -> None:
    """Prefixes were declared where they were used; arXiv's own DOI is no DOI of the paper."""
    [record] = arxiv.read(answer("arxiv/older.xml")).records
    assert facts(record) == {
        "title": "Multi-Pebble Production in Deep Ponds",
        "abstract": "The rate of pebbles is measured in ponds.",
        "authors": ["POND Collaboration"],
        "published": "1999-07-02",
        "category": "hep-ex",
        "arxiv": "hep-ex/9907999",
        "doi": "10.9999/s99991007",
    }


def test_an_import_makes_papers(tmp_path: Path) -> None:
    """Once; the second time they are known."""
    content = make_content(tmp_path)
    file = DATA / "intake" / "arxiv" / "answer.xml"
    import_files(content, file)
    paper = papers_of(content)["tuning-k-pebbles"]
    assert (paper.arxiv, paper.sources["published"].origin) == ("2407.99001", "arXiv")
    assert paper.citation_key == "orsted-maria-y-pebble-2024-tuning"
    assert import_files(content, file).changed() == []
    assert not (content / "captures" / "answer.xml").exists()


def test_an_error_comes_in_the_words_of_arxiv() -> None:
    """It has the status 200 and looks like a paper."""
    assert problems(answer("arxiv/error.xml")) == [
        (
            "error.xml:7: expected papers, got an error of the service:"
            " “incorrect id format for 2407.9900”"
        )
    ]


def test_no_papers_are_a_problem_in_a_file_and_an_answer_in_an_answer() -> None:
    """A service that is asked for what it does not know says just that."""
    assert problems(answer("arxiv/nothing.xml", asked=None)) == [
        "nothing.xml:1: expected papers, got none"
    ]
    assert arxiv.read(answer("arxiv/nothing.xml")).records == ()


def test_all_that_is_wrong_is_told_at_once() -> None:
    """By line and element, up to where the answer is cut off."""
    address = "<id>http://arxiv.org/abs/2407.99001v1</id>"
    source = feed(
        "<title>A</title>",
        "<id>https://example.org/1</id><title>A</title>",
        f"{address}<title> </title>",
        f"{address}<title>A</title><published>yesterday</published>",
        ENTRY + "<author><name>Ada</authors>",
    )
    assert problems(source) == [
        "a.xml:3: id: expected the address of a paper at arXiv, got nothing",
        "a.xml:4: id: expected the address of a paper at arXiv, got “https://example.org/1”",
        "a.xml:5: title: expected a title, got nothing",
        "a.xml:6: published: expected a time as 2024-05-17T08:00:00Z, got “yesterday”",
        "a.xml:7: expected XML, got mismatched tag",
    ]


@pytest.mark.parametrize(
    ("term", "category"),
    [("cs.CL", "cs.CL"), ("cond-mat.mes-hall", "cond-mat.mes-hall"), ("I.2.6", None), ("", None)],
)
def test_a_class_of_another_scheme_is_no_category(term: str, category: str | None) -> None:
    """The other categories of an entry count for nothing."""
    record = read(f'<category term="cs.AI"/><arxiv:primary_category term="{term}"/>')
    assert facts(record).get("category") == category


COMMENTS = {
    "Accepted at ACL 2024": "ACL 2024",
    "Accepted to the main conference of EMNLP 2023, 9 pages": "EMNLP 2023",
    "12 pages. Accepted as a long paper at NAACL 2024 (main).": "NAACL 2024",
    "To appear in TMLR 2025": "TMLR 2025",
    "Published at ICLR-2025 as a spotlight": "ICLR 2025",
    "Accepted by NeurIPS 2024 Oral": "NeurIPS 2024",
    "Accepted to Findings of the ACL 2024": "Findings of ACL 2024",
    "accepted to EMNLP 2022 findings": "Findings of EMNLP 2022",
    "Not accepted at ICLR 2024": None,
    "Submitted to ICML 2024": None,
    "Under review": None,
    "ACL 2024": None,
    "Accepted to the ICML 2024 Workshop on Ponds": None,
    "Accepted at a workshop of ICML 2024": None,
    "Accepted to NeurIPS 2024 Datasets and Benchmarks": None,
    "Accepted at PondConf 2024": None,
    "Accepted for publication": None,
    "Accepted" + " very" * 20_000: None,
}


@pytest.mark.parametrize("comment", COMMENTS, ids=lambda comment: comment[:40])
def test_a_comment_tells_a_venue_only_where_it_cannot_be_another(comment: str) -> None:
    """A workshop of a conference is not the conference, nor is a hope."""
    record = read(f"<arxiv:comment>{escape(comment)}</arxiv:comment>")
    assert facts(record).get("venue") == COMMENTS[comment]


@pytest.mark.parametrize(
    ("reference", "venue"),
    [
        ("Proceedings of ACL 2024, pages 1-10", "ACL 2024"),
        (
            "Findings of the Association for Computational Linguistics: EMNLP 2023, 1-9",
            "Findings of EMNLP 2023",
        ),
        ("Transactions on Machine Learning Research (2025)", "TMLR 2025"),
        ("NeurIPS 2023", "NeurIPS 2023"),
        ("Pond. Phys. J. C 8 (1999) 29-40", None),
        ("Nature Communications 12, 345 (2021)", None),
        ("arXiv preprint", None),
        ("", None),
    ],
)
def test_a_journal_reference_tells_a_venue_that_is_known(reference: str, venue: str) -> None:
    """Volumes and pages do not belong to its name."""
    record = read(f"<arxiv:journal_ref>{reference}</arxiv:journal_ref>")
    assert facts(record).get("venue") == venue


def test_links_of_a_comment_are_told_by_their_addresses() -> None:
    """The address of anybody's page, or of another paper, is none of them."""
    comment = (
        "Code: https://github.com/a/b, data https://huggingface.co/datasets/a/c; page"
        " https://ponds.org, also https://doi.org/10.1000/1 and http://["
    )
    found = facts(read(f"<arxiv:comment>{comment}</arxiv:comment>"))
    assert {name: urls for name, urls in found.items() if name.startswith("links")} == {
        "links.code": ["https://github.com/a/b"],
        "links.data": ["https://huggingface.co/datasets/a/c"],
    }


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=80))
def test_whatever_an_entry_says_can_be_stored(text: str) -> None:
    """As the text that it is."""
    said = escape(text.replace("\ufffe", "").replace("\uffff", ""))
    names = ("published", "arxiv:comment", "arxiv:journal_ref", "arxiv:doi")
    more = "".join(f"<{name}>{said}</{name}>" for name in names[1:])
    more += f"<author><name>{said}</name></author><arxiv:primary_category term={_quoted(said)}/>"
    check_storable(arxiv.read(feed(ENTRY + more)))


def _quoted(said: str) -> str:
    return '"' + said.replace('"', "&quot;") + '"'
