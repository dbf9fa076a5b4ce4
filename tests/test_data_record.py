"""The record of a paper as open data: it loses nothing, and the schema tells what it is."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its stubs are a package
from pydantic import ValidationError

from generator.model.dates import PartialDate
from generator.model.paper import Author, Count, Listing, Paper, Source
from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.data.record import Record, encode, record
from generator.publish.data.schema import schema
from tests.builders import make_full_paper, make_paper
from tests.site import Built
from tests.ugly import SEEN, UNSEEN, papers

URL = "https://example.org/papers/c-sharp/"


def recorded(paper: Paper) -> dict[str, Any]:
    """Return a paper's record as whoever reads the file has it."""
    found: dict[str, Any] = json.loads(encode(record(paper, URL)))
    return found


def restored(found: Mapping[str, Any]) -> Paper:
    """Return the paper of which a record was made."""
    captured = found["captured"]
    return Paper(
        key=found["key"],
        title=found["title"] if captured["title"] is None else captured["title"],
        abstract=found["abstract"] if captured["abstract"] is None else captured["abstract"],
        authors=tuple(Author(each["name"], each["doubtful"]) for each in found["authors"]),
        tags=found["tag_origins"],
        links={kind: tuple(urls) for kind, urls in found["links"].items()},
        listed=tuple(Listing(**each) for each in found["listed"]),
        counts=tuple(Count(**each) for each in found["counts"]),
        rejected={field: tuple(values) for field, values in found["rejected"].items()},
        sources={field: Source(**each) for field, each in found["sources"].items()},
        refused=frozenset(found["refused"]),
        **{name: found[name] for name in _AS_THEY_ARE},
    )


_AS_THEY_ARE = (
    *(
        "published",
        "venue",
        "arxiv",
        "doi",
        "anthology",
        "openreview",
        "category",
        "citation_key",
        "summary",
        "note",
    ),
    *("rating", "status", "added", "updated"),
)

texts = st.text(min_size=1, max_size=30)
urls = st.sampled_from(["https://github.com/a/b", "http://v.org/?a=1&b='2'", "https://ü.example/"])
days = st.dates()
partial = st.builds(PartialDate.of, days) | st.builds(PartialDate, st.integers(1, 9999))
made_papers = st.builds(
    Paper,
    key=st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    title=texts,
    abstract=texts,
    authors=st.lists(st.builds(Author, texts, st.booleans()), max_size=3).map(tuple),
    published=st.none() | partial,
    venue=st.none() | texts,
    arxiv=st.none() | st.sampled_from(["2401.10020", "cs.CL/0701001"]),
    doi=st.none() | st.just("10.1000/a<b>&c(d)"),
    anthology=st.none() | texts,
    openreview=st.none() | st.just("PqvMRDCJT9t"),
    category=st.none() | st.sampled_from(["cs.CL", "math-ph", "q-bio.NC"]),
    citation_key=st.none() | st.just("wan-etal-2024-fusechat"),
    tags=st.dictionaries(texts, st.sampled_from(["rule", "person", "rejected"]), max_size=4),
    summary=st.none() | texts,
    note=st.none() | texts,
    rating=st.none() | st.integers(1, 5),
    links=st.dictionaries(
        st.sampled_from(["code", "video", "other"]),
        st.lists(urls, min_size=1, max_size=2).map(tuple),
    ),
    listed=st.lists(
        st.builds(Listing, texts, st.integers(1, 200), st.none() | days), max_size=3
    ).map(tuple),
    counts=st.lists(
        st.builds(Count, what=texts, value=st.integers(0, 10**9), source=texts, date=days),
        max_size=2,
    ).map(tuple),
    status=st.sampled_from(["active", "withdrawn"]),
    added=st.none() | days,
    updated=st.none() | days,
    rejected=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=2),
    sources=st.dictionaries(
        texts, st.builds(Source, origin=texts, date=days, hash=texts), max_size=2
    ),
    refused=st.frozensets(st.sampled_from(["venue", "links.code", "note"])),
)


@given(made_papers)
def test_every_paper_can_be_made_again_from_its_record(paper: Paper) -> None:
    """With the order of its tags, which is the order on its page."""
    again = restored(recorded(paper))
    assert again == paper
    assert list(again.tags) == list(paper.tags)


@given(made_papers)
@example(make_paper(note="One\x85two\u2028three\u2029four"))
def test_a_record_is_one_line_whoever_reads_lines(paper: Paper) -> None:
    """Unicode has ends of lines that JSON need not escape, and some readers stop at them."""
    assert len(encode(record(paper, URL)).decode().splitlines()) == 1


def test_papers_of_both_lists_can_be_made_again(real_list: ReadingList) -> None:
    """From what a curator really has, and from what breaks sites."""
    for paper in (*real_list.papers, *papers(), make_full_paper()):
        if paper.status != "removed":
            assert restored(recorded(paper)) == paper


def test_no_field_of_a_paper_is_left_out() -> None:
    """A new field of the model is missed here."""
    assert {field.name for field in fields(Paper)} <= {field.name for field in fields(Record)}


def test_text_is_plain_and_what_was_captured_is_kept() -> None:
    """Readers of the data need no LaTeX, and an import of it loses none."""
    found = recorded(make_paper(r"On $C^2$ and \emph{more}", abstract="One.\nTwo is 96.4\\%."))
    assert (found["title"], found["abstract"]) == ("On C² and more", "One.\nTwo is 96.4%.")
    assert found["captured"]["title"] == r"On $C^2$ and \emph{more}"
    plain = recorded(make_paper("Plain", abstract="One.\nTwo."))
    assert plain["captured"] == {"title": None, "abstract": None}
    assert recorded(make_paper(UNSEEN))["title"] == SEEN


def test_what_is_unknown_is_null_and_there() -> None:
    """Programs need not ask whether a field exists."""
    found = recorded(Paper(key="k", title="T", abstract="A"))
    assert found.keys() == {field.name for field in fields(Record)}
    unknown = {name for name, value in found.items() if value is None}
    assert unknown == {*_AS_THEY_ARE} - {"status"}
    assert [name for name, value in found.items() if value == []] == [
        *("authors", "listed", "tags", "counts", "refused")
    ]


def test_a_record_has_what_programs_ask_for() -> None:
    """Names in parts, days, addresses, and who gave which tag."""
    found = recorded(make_full_paper())
    assert found["authors"] == [
        {"name": "Ada Ørsted", "family": "Ørsted", "given": "Ada", "doubtful": False},
        {"name": "Kai-wei Chang", "family": "Chang", "given": "Kai-wei", "doubtful": True},
    ]
    assert (found["published"], found["added"], found["url"]) == ("2024-05", "2026-01-02", URL)
    assert found["listed"][0] == {"date": "2025-03-17", "capture": "a.txt", "position": 3}
    assert found["links"]["video"] == ["http://v.org/"]
    assert (found["tags"], found["tag_origins"]) == (["rag"], {"rag": "rule", "peft": "rejected"})
    assert record(make_paper(), None).url is None
    assert recorded(make_paper(authors=(Author("Plato"),)))["authors"][0]["given"] is None


def test_a_removed_paper_has_no_record() -> None:
    """It is in no file of the list; whoever asks for one has made a mistake."""
    with pytest.raises(ValidationError, match="status"):
        record(make_paper(status="removed"), URL)


# ---- The schema ----------------------------------------------------------------------------------


def whole(*found: dict[str, Any]) -> dict[str, Any]:
    """Return `papers.json` of these records."""
    return {"version": 1, "generated_from": None, "papers": list(found)}


VALID = Draft202012Validator(schema("https://example.org/papers.schema.json"))


def test_the_schema_is_one_and_every_field_is_described() -> None:
    """JSON Schema 2020-12; an editor or a page can show what a field means."""
    said = schema("https://example.org/papers.schema.json")
    Draft202012Validator.check_schema(said)
    assert said["$id"] == "https://example.org/papers.schema.json"
    assert "$id" not in schema(None)
    described = said["$defs"]["Record"]["properties"]
    assert described.keys() == {field.name for field in fields(Record)}
    assert all(rule["description"] for rule in described.values())


@given(made_papers)
def test_the_schema_knows_every_record(paper: Paper) -> None:
    """Whatever the paper."""
    VALID.validate(whole(recorded(paper)))


BREAKAGES: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "a field less": lambda paper: paper.pop("venue"),
    "a field more": lambda paper: paper.update(upvotes=3),
    "an unknown date in words": lambda paper: paper.update(published="unknown"),
    "a date in words": lambda paper: paper.update(published="May 2024"),
    "a day that is a number": lambda paper: paper.update(added=20260102),
    "a rating beyond 5": lambda paper: paper.update(rating=6),
    "an author as a name": lambda paper: paper["authors"].append("Ada"),
    "an author without a family name": lambda paper: paper["authors"][0].pop("family"),
    "a listing without its day": lambda paper: paper["listed"][1].pop("date"),
    "a place before the first": lambda paper: paper["listed"][0].update(position=0),
    "a kind of link that there is not": lambda paper: paper["links"].update(blogs=[]),
    "a link outside a list": lambda paper: paper["links"].update(code="https://a.b"),
    "a tag from nobody": lambda paper: paper["tag_origins"].update(rag="who"),
    "a status that there is not": lambda paper: paper.update(status="removed"),
    "no title": lambda paper: paper.update(title=None),
}


@pytest.mark.parametrize("broken", BREAKAGES)
def test_the_schema_refuses_what_is_no_record(broken: str) -> None:
    """Each of these is wrong in one place only."""
    found = recorded(make_full_paper())
    assert VALID.is_valid(whole(found))
    BREAKAGES[broken](found)
    assert not VALID.is_valid(whole(found))


def test_the_schema_refuses_another_version() -> None:
    """Programs that know version 1 learn that this is not it."""
    assert not VALID.is_valid({**whole(), "version": 2})
    assert not VALID.is_valid({"version": 1, "papers": []})


# ---- The built files -----------------------------------------------------------------------------


def check_files(site: Built, expected: list[str]) -> None:
    """Compare the files of a site with each other, with the schema, and with the papers."""
    published = json.loads(site.text(routes.RECORDS))
    said = json.loads(site.text(routes.RECORD_SCHEMA))
    assert said["$id"] == site.url + routes.RECORD_SCHEMA
    Draft202012Validator(said).validate(published)
    assert [paper["key"] for paper in published["papers"]] == expected
    lines = site.text(routes.RECORD_LINES).splitlines()
    assert [json.loads(line) for line in lines] == published["papers"]
    frame = pd.read_json(site.files[routes.RECORD_LINES], lines=True, dtype=False)
    for paper, row in zip(published["papers"], frame.to_dict("records"), strict=True):
        known = {name: value for name, value in paper.items() if value is not None}
        assert {name: row[name] for name in known} == known
        assert json.loads(site.text(f"papers/{paper['key']}.json")) == paper
        assert paper["url"] == f"{site.url}papers/{paper['key']}/"
        assert f"papers/{paper['key']}/index.html" in site.files


def test_files_of_the_real_list_agree(real_site: Built, real_list: ReadingList) -> None:
    """The whole list, its lines and a paper's own file say the same, and the schema knows it."""
    check_files(real_site, [paper.key for paper in real_list.papers])


def test_files_of_the_ugly_list_agree(ugly_site: Built) -> None:
    """A removed paper is in none of them; a withdrawn one is, and says so."""
    shown = ReadingList({paper.key: paper for paper in papers()}).papers
    check_files(ugly_site, [paper.key for paper in shown])
    assert "papers/removed/index.html" in ugly_site.files
    assert not {"papers/removed.json", "papers/removed.md"} & ugly_site.files.keys()
    assert json.loads(ugly_site.text("papers/withdrawn.json"))["status"] == "withdrawn"
    assert json.loads(ugly_site.text(routes.RECORDS))["generated_from"] is None


def test_dates_sort_as_text() -> None:
    """As every program would sort them."""
    early, late = PartialDate(987, 5), PartialDate.of(date(2024, 1, 1))
    texts = [recorded(make_paper(published=each))["published"] for each in (early, late)]
    assert texts == sorted(texts) == ["0987-05", "2024-01-01"]
