"""Feeds in Atom and RSS: ours say all but the curator's words, others point at papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.formats import atom, json_feed
from generator.intake.record import Reading, Record, Source
from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.problems import ContentError
from generator.text.text import Text, fold
from tests.answered import answer, check_storable, facts
from tests.builders import import_files, make_content, make_full_paper, make_paper, papers_of
from tests.cases import DATA
from tests.feeding import make_site, written
from tests.ugly import papers

NEXT = "the feed goes on in other documents, which are not read here"


def read(name: str) -> Reading:
    """Return the reading of a fixture, every record of which can be stored."""
    reading = atom.read(answer(f"atom/{name}"))
    check_storable(reading)
    return reading


def all_facts(reading: Reading) -> list[tuple[int, dict[str, Any]]]:
    """Return the line and the facts of every record."""
    return [(record.line, facts(record)) for record in reading.records]


PEBBLES = {
    "title": "Tuning k² Pebbles: a <b>study</b>",
    "abstract": "Pebbles roll where\nthey are tuned, at 96.4% & <i>more</i>.",
    "authors": ["Ada Ørsted", "Kai-wei Chang"],
    "published": "2024-05",
    "venue": "ICLR 2024",
    "arxiv": "2407.99001",
    "doi": "10.18653/v1/2024.findings-acl.9991",
    "anthology": "2024.findings-acl.9991",
}
NOTHING = {"title": "On Nothing", "abstract": "We find it."}


@pytest.mark.parametrize(("name", "lines"), [("list.xml", (12, 33)), ("list.rss", (10, 25))])
def test_a_feed_of_ours_says_what_it_knows_of_a_paper(name: str, lines: Sequence[int]) -> None:
    """But not what the curator says of it, nor the day of the entry as that of the paper."""
    reading = read(name)
    assert all_facts(reading) == [(lines[0], PEBBLES), (lines[1], NOTHING)]
    assert {each.origin for r in reading.records for each in r.facts.values()} == {name}
    assert reading.notes == ((NEXT,) if name == "list.xml" else ())


def test_an_entry_on_a_day_names_no_paper() -> None:
    """It is left out with a remark, and nothing is invented."""
    reading = read("days.xml")
    assert reading.records == ()
    assert reading.notes == ("1 entry names no paper, or more than one: left out (near line 11)",)


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("announced.xml", ["Ada {\\O}rsted", "Martin Pebble, Jr.", "Noor de Vries"]),
        ("announced.rss", ["Ada Ørsted", "Noor de Vries"]),
    ],
)
def test_what_arxiv_announces_has_an_abstract(name: str, authors: list[str]) -> None:
    """The day is that of the announcement, which may be one of a new version, and is not taken."""
    known = {"title": "Pebbles at Scale", "abstract": "We scale $n < 7$ pebbles."}
    expected = {**known, "authors": authors, "arxiv": "2603.99010"}
    reading = read(name)
    assert [said for _, said in all_facts(reading)] == [expected]
    assert {each.origin for each in reading.records[0].facts.values()} == {"arXiv"}


def test_an_entry_of_others_points_at_a_paper() -> None:
    """Its author may be who wrote it, and of its text only a single paper's id is sure."""
    reading = read("starred.xml")
    doi = {"doi": "10.18653/v1/2024.findings-acl.9991", "anthology": "2024.findings-acl.9991"}
    assert all_facts(reading) == [
        (8, {"title": "Tuning k-Pebbles", "arxiv": "2407.99001"}),
        (22, {"title": "A paper worth reading", **doi}),
    ]
    left_out = "2 entries name no paper, or more than one: left out (near lines 16, 28)"
    assert reading.notes == (NEXT, left_out)


def test_bookmarks_in_the_oldest_rss() -> None:
    """RSS 1.0 has a namespace of its own."""
    found = {"title": "Tuning k-Pebbles", "anthology": "2024.findings-acl.9991"}
    assert all_facts(read("bookmarks.rdf")) == [(8, found)]


def test_a_feed_adds_to_papers_that_are_known(tmp_path: Path) -> None:
    """What is not known here, and has no abstract there, is set aside."""
    content = make_content(
        tmp_path, [make_paper("Tuning k^2 Pebbles", key="ponds", arxiv="2407.99001")]
    )
    folder = DATA / "intake" / "atom"
    import_files(content, folder / "list.xml")
    known = papers_of(content)
    assert known.keys() == {"ponds", "nothing"}
    assert (known["ponds"].title, known["ponds"].doi) == ("Tuning k^2 Pebbles", PEBBLES["doi"])
    assert (known["ponds"].summary, known["ponds"].tags) == (None, {})
    assert import_files(content, folder / "list.xml").changed() == []


def source_of(text: str, name: str = "feed.xml") -> Source:
    """Return a feed as a file."""
    return Source(Path(name), name, lambda: BytesIO(text.encode()))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("[2407.99001] On Ponds", "On Ponds"),
        ("On Ponds. (arXiv:2407.99001v2 [cs.CL] UPDATED)", "On Ponds"),
        ("On Ponds (arXiv:hep-ex/9907999v1)", "On Ponds"),
        ("[RFC] On Ponds (part 2)", "[RFC] On Ponds (part 2)"),
        ("On Ponds (2024)", "On Ponds (2024)"),
    ],
)
def test_titles_lose_what_feeds_add_to_them(title: str, said: str) -> None:
    """As arXiv did for years."""
    item = f"<item><title>{title}</title><link>https://arxiv.org/abs/2407.99001</link></item>"
    [record] = atom.read(source_of(f"<rss><channel>{item}</channel></rss>")).records
    assert record.title == said


BROKEN = {
    "<rss><channel/></rss>": "feed.xml:1: expected entries, got none",
    "<rss>\n<item>": "feed.xml:2: expected XML, got the end: the file is cut off",
    "<!DOCTYPE rss>\n<rss/>": "feed.xml:1: expected a feed without a DTD, got <!DOCTYPE rss",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_feed_is_refused(text: str) -> None:
    """With the line; and it is known for a feed."""
    assert atom.recognises(text)
    with pytest.raises(ContentError) as caught:
        atom.read(source_of(text))
    assert str(caught.value) == BROKEN[text]


# ---- There and back ------------------------------------------------------------------------------


def back(paper: Paper) -> list[Record]:
    """Return the records of a paper in the three formats in which the list's feed is written."""
    texts = written(make_site(paper))
    made = {"feed.xml": atom, "rss.xml": atom, "feed.json": json_feed}
    found: list[Record] = []
    for name, format_ in made.items():
        source = source_of(texts[name], name)
        assert format_.recognises(source.head)
        found += format_.read(source).records
    return found


LETTERS = st.characters(codec="utf-8", exclude_categories=["C"])
texts = st.text(LETTERS, max_size=60).map(lambda text: f"x {text} y")
made_papers = st.builds(
    make_full_paper,
    title=texts,
    abstract=st.lists(texts, min_size=1, max_size=3).map("\n".join),
    authors=st.lists(texts.map(Author), max_size=3).map(tuple),
    published=st.none()
    | st.builds(PartialDate.of, st.dates(min_value=date(1000, 1, 1)))
    | st.builds(PartialDate, st.integers(1000, 2999), st.integers(0, 12)),
    arxiv=st.none() | st.sampled_from(["2407.99001", "hep-ex/9907999", "cs/0701001"]),
    doi=st.none() | st.just("10.1000/a;b(c)d"),
    anthology=st.none() | st.sampled_from(["2024.acl-long.1", "P19-1001"]),
    openreview=st.none() | st.just("PqvMRDCJT9t"),
    venue=st.none() | st.sampled_from(["ICLR 2024", "Ponds & <Lakes> 1999"]),
    status=st.sampled_from(["active", "withdrawn"]),
)


@given(made_papers)
def test_our_feeds_come_back(paper: Paper) -> None:
    """Texts as they read; what LaTeX there was is lost, as are venue and day in words of markup."""
    for record in back(paper):
        assert fold(record.title or "") == fold(paper.shown_title.plain())
        said = Text.of_lines(record.abstract or "").plain()
        assert fold(said) == fold(paper.shown_abstract.plain())
        names = [" ".join(author.name.split()) for author in paper.authors]
        assert [author.name for author in _told(record, "authors", ())] == names
        for name in ("published", "venue", "arxiv", "doi", "anthology", "openreview"):
            assert _told(record, name, None) == getattr(paper, name)


def _told(record: Record, name: str, unknown: Any) -> Any:  # noqa: ANN401 - any field's value
    return record.facts[name].value if name in record.facts else unknown


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.key)
def test_ugly_papers_come_back(paper: Paper) -> None:
    """Whatever has broken sites before."""
    if paper.status == "removed":
        return
    found = back(paper)
    assert len(found) == 3
    for record in found:
        assert fold(record.title or "") == fold(paper.shown_title.plain())
        if paper.key == "long":  # a feed has not the room for it, and a part is not the whole
            assert record.abstract is None
    check_storable(Reading(tuple(found)))


def test_a_list_of_authors_that_may_be_cut_is_not_taken() -> None:
    """Feeds name a hundred at most."""
    crowd = tuple(Author(f"Person {number}") for number in range(100))
    assert all("authors" not in each.facts for each in back(make_full_paper(authors=crowd)))
    assert all("authors" in each.facts for each in back(make_full_paper(authors=crowd[:99])))


@given(st.text(LETTERS))
def test_no_entry_is_too_strange(text: str) -> None:
    """A record of it can be stored, whatever is in it."""
    said = escape(text)
    entry = f"<item><title>{said}</title><guid>{said}</guid><link>{said} 10.1000/1</link>"
    entry += f"<description>{escape(said)} arXiv:2407.99001</description></item>"
    check_storable(atom.read(source_of(f"<rss>{entry}</rss>")))
