"""Text in which papers are named: each paper once, by whatever names it."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.formats import ids
from generator.intake.merging.merge import Outcome
from generator.intake.record import Reading, Source
from generator.model.identifiers import found
from generator.model.problems import ContentError
from tests.answered import answer, check_storable, facts
from tests.builders import import_files, make_content, make_paper, make_source
from tests.cases import DATA

DOI = {"doi": "10.18653/v1/2024.findings-acl.9991", "anthology": "2024.findings-acl.9991"}


def told(reading: Reading) -> list[tuple[int, dict[str, str]]]:
    """Return the line and the identifiers of every record."""
    return [(each.line, facts(each)) for each in reading.records]


def test_identifiers_are_found_in_a_chat() -> None:
    """Anywhere in a line; versions, dates and numbers are none; each paper is there once."""
    reading = ids.read(answer("ids/chat.txt"))
    assert told(reading) == [
        (3, {"arxiv": "2407.99001"}),
        (3, {"arxiv": "2402.99002"}),
        (4, DOI),
        (6, {"arxiv": "hep-ex/9907999"}),
        (7, {"openreview": "PqvMRDCJT9t"}),
    ]
    assert reading.notes == ("identifiers in a comment, left out (line 1)",)


def test_identifiers_are_found_in_a_list_in_markdown() -> None:
    """In links, also in those of a heading; the text of a link is nobody's title here."""
    assert told(ids.read(answer("ids/awesome.md"))) == [
        (3, {"arxiv": "2407.99001"}),
        (4, {"arxiv": "2402.99002"}),
        (6, {"doi": "10.9999/s99991007"}),
    ]


def test_identifiers_may_have_a_line_each() -> None:
    """With the line ends of Windows, too."""
    assert told(ids.read(answer("ids/ids.txt"))) == [
        (1, {"arxiv": "2407.99001"}),
        (2, {"arxiv": "2402.99002"}),
    ]


def test_what_is_not_in_the_list_is_set_aside_with_what_helps(tmp_path: Path) -> None:
    """An id alone makes no paper."""
    content = make_content(tmp_path, [make_paper(arxiv="2407.99001")])
    [account] = import_files(content, DATA / "intake" / "ids" / "ids.txt").accounts
    assert account.outcomes == {Outcome.KNOWN: 1, Outcome.ASIDE: 1}
    assert "line 2: set aside: arXiv 2402.99002" in account.notes[0]
    assert account.fetchable == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{DOI['doi']} {DOI['anthology']}",
        f"{DOI['anthology']} {DOI['doi']}",
        f"{DOI['anthology']}\n{DOI['doi'].upper()}",
        f"https://doi.org/{DOI['doi']} and https://aclanthology.org/{DOI['anthology']}/",
    ],
)
def test_two_names_of_one_paper_are_one_record(text: str) -> None:
    """A DOI of the ACL Anthology holds the id there, in whichever order they come."""
    [(line, names)] = told(ids.read(make_source(text)))
    assert (line, names.keys(), names["anthology"]) == (1, DOI.keys(), DOI["anthology"])
    assert names["doi"].lower() == DOI["doi"]


def test_openreview_tells_ids_apart_by_their_case() -> None:
    """As its forums do."""
    address = "https://openreview.net/forum?id="
    text = f"{address}PqvMRDCJT9t {address}pqvmrdcjt9t {address}PqvMRDCJT9t"
    assert len(ids.read(make_source(text)).records) == 2


def test_a_text_without_any_is_refused() -> None:
    """Also when somebody insists on the format."""
    for text in ("", "# 2407.99001", "nothing"):
        with pytest.raises(ContentError, match=r"some\.txt:1: expected identifiers of papers"):
            ids.read(make_source(text))
    assert not ids.recognises("version 1.2.3 of 2026.03.09")


def test_a_line_without_an_end_is_read_in_pieces() -> None:
    """No identifier is cut where a piece ends, and the line stays the same."""
    numbers = [f"2407.{number:05}" for number in range(20_000)]
    text = "first\n" + " ".join(numbers) + "\n2408.00001"
    records = ids.read(make_source(text)).records
    assert [each.identifiers[0].value for each in records] == [*numbers, "2408.00001"]
    assert {each.line for each in records[:-1]} == {2}
    assert records[-1].line == 3
    endless = "x" * 300_000 + " 2407.00001"
    assert told(ids.read(make_source(endless))) == [(1, {"arxiv": "2407.00001"})]


WORDS = st.sampled_from(
    (
        *("2407.99001", "2407.99001v2", "hep-ex/9907999", "https://arxiv.org/abs/2402.99002"),
        *(*DOI.values(), "10.1000/a(b)c", "https://openreview.net/forum?id=PqvMRDCJT9t", "#", "-"),
    )
)


@given(
    st.lists(WORDS | st.text(max_size=8), min_size=1).flatmap(
        lambda words: st.sampled_from([" ", "\n", "\t", ", ", ")("]).map(
            lambda end: end.join(words)
        )
    )
)
def test_every_identifier_of_a_text_is_in_one_record(text: str) -> None:
    """Or in a comment; and no record has another."""
    source = Source(Path("a"), "a", lambda: BytesIO(text.encode("utf-8", "replace")))
    lines = [line for line in text.split("\n") if not line.strip().startswith("#")]
    named = {(i.kind, i.value.lower()) for line in lines for i in found(line)}
    try:
        reading = ids.read(source)
    except ContentError:
        reading = Reading(())
    told = [(i.kind, i.value.lower()) for each in reading.records for i in each.identifiers]
    assert named <= set(told)
    assert len(set(told)) == len(told)
    check_storable(reading)
