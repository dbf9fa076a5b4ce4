"""What a paper's page says of where each fact is from."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model.dates import PartialDate
from generator.model.decisions import Conflict
from generator.model.paper import Author, Paper
from generator.model.provenance import record
from generator.model.reading_list import ReadingList
from generator.publish import provenance
from generator.publish.pages.paper import pages
from generator.publish.provenance import Said
from generator.publish.site import Site
from tests.builders import TODAY, make_full_paper, make_paper
from tests.ugly import TITLES

ASKED = date(2025, 12, 24)


def written(paper: Paper, **origins: str) -> Paper:
    """Return a paper some of whose fields a program has written; `_` stands for a full stop."""
    fields = {name.replace("_", "."): origin for name, origin in origins.items()}
    return replace(paper, sources={n: record(paper, n, o, ASKED) for n, o in fields.items()})


def told(paper: Paper, fact: str) -> list[tuple[str, str, date | None]]:
    """Return what is said of one fact: its value, by whom, when."""
    return [(said.value, said.by, said.when) for said in provenance.of(paper) if said.fact == fact]


def test_field_that_a_program_wrote_names_its_source_and_day() -> None:
    """In words: the capture, the service, the abstract that has the link."""
    paper = written(
        make_full_paper(links={"code": ("https://github.com/a/b",)}),
        title="captures/a.txt",
        published="arXiv",
        links_code="abstract",
        venue="OpenAlex (by title: 98)",
        arxiv="merged/older",
    )
    assert told(paper, "Title") == [("C# & co: a <b>study</b>", "capture a.txt", ASKED)]
    assert told(paper, "Published") == [("May 2024, the day unknown", "arXiv", ASKED)]
    assert told(paper, "Link: code") == [
        ("https://github.com/a/b", "a link in the abstract", ASKED)
    ]
    assert told(paper, "Venue") == [("ICLR 2024", "OpenAlex, asked for the title", ASKED)]
    assert told(paper, "arXiv id") == [
        ("2401.10020", "older, which was merged into this paper", ASKED)
    ]


def test_field_that_a_person_wrote_or_changed_is_the_curators() -> None:
    """A record that is there no more fits what stands there: the word is a person's."""
    paper = written(make_full_paper(), venue="OpenAlex")
    changed = replace(paper, venue="ACL 2024")
    assert told(changed, "Venue") == [("ACL 2024", "the curator", None)]
    assert told(paper, "Rating") == [("4", "the curator", None)]
    assert told(paper, "Summary") == [("No.", "the curator", None)]


def test_what_the_curator_refused_says_so() -> None:
    """A field to be left open, a value that is not to come again, a topic that is not its."""
    paper = make_full_paper(
        venue=None, refused=frozenset({"venue", "links.demo"}), tags={"peft": "rejected"}
    )
    no = "the curator said no"
    assert told(paper, "Venue") == [("to be left open", no, None)]
    assert told(paper, "Link: demo") == [("to be left open", no, None)]
    assert told(paper, "Links") == [("not https://github.com/x/y", no, None)]
    assert told(paper, "Topics") == [("not peft", no, None)]
    assert all(said.refused for said in provenance.of(paper) if said.by == no)


def test_topics_are_told_by_who_gave_them() -> None:
    """The rules with their day, the curator without."""
    paper = make_paper(tags={"rag": "rule", "peft": "person", "c": "rule"})
    paper = written(paper, tags="tags.yml")
    assert told(paper, "Topics") == [
        ("peft", "the curator", None),
        ("rag, c", "the list's rules", ASKED),
    ]


def test_doubtful_names_are_named() -> None:
    """After the authors, who are told in short."""
    facts = provenance.of(make_full_paper())
    place = [said.fact for said in facts].index("Authors")
    assert facts[place].value == "Ada Ørsted and 1 other"
    assert facts[place + 1].fact == "Spelling in doubt"
    assert facts[place + 1].value == "Kai-wei Chang"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (PartialDate(2024), "2024, the month unknown"),
        (PartialDate(2024, 5), "May 2024, the day unknown"),
        (PartialDate(2024, 5, 7), "7 May 2024"),
    ],
)
def test_date_says_how_precise_it_is(day: PartialDate, words: str) -> None:
    """A year is not the first of January."""
    assert told(make_paper(published=day), "Published") == [(words, "the curator", None)]


def test_day_of_the_last_change_is_told_when_it_is_another() -> None:
    """Two equal days are one fact."""
    same = make_paper(updated=TODAY)
    assert told(same, "Added here") == [("2 January 2026", "this list's own record", None)]
    assert told(same, "Changed here") == []
    later = make_paper(updated=date(2026, 2, 3))
    assert [value for value, *_ in told(later, "Changed here")] == ["3 February 2026"]


def test_long_texts_are_cut() -> None:
    """They stand on the page already, in full; a table of them would be twice the page."""
    paper = make_paper("word " * 500, abstract="word " * 5000, note="word " * 500)
    assert max(len(said.value) for said in provenance.of(paper)) <= provenance.SHORT + 1


def body(paper: Paper, **site: object) -> str:
    """Return a paper's page."""
    known = ReadingList({paper.key: paper}, redirects={"older": paper.key})
    return next(pages(Site(known, "A list", "", **site))).body  # type: ignore[arg-type]


def test_page_tells_open_questions_and_merged_papers() -> None:
    """A question that is answered, by the file or in the paper itself, is told no more."""
    question: Conflict[object] = Conflict(
        paper="c-sharp",
        field="authors",
        question="Who?",
        asked=ASKED,
        said={"arXiv": (Author("Ada L"),), "DBLP (by title: 97)": (Author("Bo"), Author("C"))},
    )
    claims = "Ada L: arXiv; Bo and 1 other: DBLP, asked for the title"
    row = f'<td dir="auto">{claims}</td><td>sources disagree</td><td>24 December 2025</td>'
    assert row in body(make_paper(), conflicts=(question,))
    assert '<td dir="auto">older</td>' in body(make_paper())
    for settled in (
        body(make_paper(), conflicts=(replace(question, answer="arXiv"),)),
        body(make_paper(authors=(Author("Ada"),)), conflicts=(question,)),
        body(make_paper(), conflicts=(replace(question, paper="gone"),)),
    ):
        assert "sources disagree" not in settled


def test_hostile_origins_and_values_are_text() -> None:
    """Whatever a source is called, it is escaped like everything else."""
    hostile = TITLES["markup"]
    paper = make_paper(venue=hostile, rejected={"venue": (hostile,)})
    paper = replace(paper, sources={"venue": record(paper, "venue", hostile, ASKED)})
    shown = body(paper)
    assert "<script>hacked" not in shown
    assert "<img" not in shown
    assert shown.count("&lt;/title&gt;") >= 4


def test_every_row_has_a_speaker() -> None:
    """No fact stands on nobody's word."""
    rows = provenance.of(make_full_paper(), merged=["x"])
    assert Said("Merged", "x", "the same paper, once listed twice") in rows
    assert all(said.fact and said.value and said.by for said in rows)
