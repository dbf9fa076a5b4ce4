from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.merging.additions import added
from generator.intake.merging.merge import Merge, Outcome
from generator.intake.record import Fact, Record
from generator.model.dates import PartialDate
from generator.model.decisions import Decision
from generator.model.paper import Author, Listing, Paper
from generator.model.redirects import Redirect
from generator.store.merged import Merged
from tests.builders import TODAY, abstract, make_paper


def make_record(title: str, text: str, capture: str = "a.txt", position: int = 1) -> Record:
    """Return a record as a capture gives it."""
    facts = {"title": Fact(title, capture), "abstract": Fact(text, capture)}
    listing = Listing(capture, position)
    return Record(capture, position, title, text, facts=facts, listing=listing)


def merged(*records: Record) -> Merge:
    """Merge records into an empty list."""
    merge = Merge({}, {}, TODAY)
    merge.add(records)
    return merge


def outcomes(merge: Merge) -> list[Outcome]:
    """Return what became of the records, in order."""
    return [result.outcome for results in merge.results.values() for result in results]


LONG = abstract("We study at length what is alike") * 3


def test_one_paper_in_two_captures_has_two_listings() -> None:
    """Titles agree when case, accents and signs are folded; abstracts may differ a little."""
    merge = merged(
        make_record("Naïve C²: “a”", LONG), make_record("naive c2 – A", LONG + " Yes.", "b.txt", 7)
    )
    (paper,) = merge.papers.values()
    assert paper.abstract == LONG
    assert paper.listed == (Listing("a.txt", 1), Listing("b.txt", 7))
    assert outcomes(merge) == [Outcome.NEW, Outcome.MERGED]


def test_another_abstract_is_another_paper_until_the_curator_decides() -> None:
    """A doubtful pair becomes a question, never a silent merge."""
    merge = merged(make_record("FuseChat: A", LONG), make_record("FuseChat: A", "No.", "b.txt"))
    assert set(merge.papers) == {"fusechat", "fusechat-2"}
    assert set(merge.asked) == {"fusechat--fusechat-2"}
    assert outcomes(merge) == [Outcome.NEW, Outcome.NEW]


def test_one_capture_does_not_show_a_paper_twice() -> None:
    """There, the same title with an abstract that differs at all is two papers."""
    text = LONG + " Also: no."
    merge = merged(make_record("A", LONG), make_record("A", text, position=2))
    assert len(merge.papers) == 2
    merge = merged(make_record("A", LONG), make_record("A", LONG, position=2))
    assert len(merge.papers) == 1


def test_of_two_papers_with_one_title_the_likest_is_meant() -> None:
    """Both are near enough; the record belongs to the one with its very words."""
    near = LONG + " Also: no."
    merge = merged(make_record("A", near), make_record("A", LONG, position=2))
    merge.add([make_record("A", LONG, "b.txt")])
    owner = next(p for p in merge.papers.values() if Listing("b.txt", 1) in p.listed)
    assert owner.abstract == LONG


def test_a_paper_whose_words_a_person_changed_is_still_known() -> None:
    """By what was captured: its title and abstract have left their hashes."""
    merge = merged(make_record("A: b", LONG))
    (paper,) = merge.papers.values()
    edited = replace(paper, title="Ah, bee", abstract="In short.")
    again = Merge({paper.key: edited}, {}, TODAY)
    again.add([make_record("A: b", LONG, "b.txt")])
    assert outcomes(again) == [Outcome.MERGED]
    assert (again.papers[paper.key].title, len(again.papers)) == ("Ah, bee", 1)


def test_an_identifier_says_more_than_a_title() -> None:
    """Facts with a known identifier go to its paper, whatever title they carry."""
    paper = make_paper("Old title", arxiv="2401.10020")
    merge = Merge({paper.key: paper}, {}, TODAY)
    facts = {"arxiv": Fact("2401.10020", "x"), "venue": Fact("ACL", "x")}
    merge.add([Record("x", 1, "New title", facts=facts)])
    assert merge.papers["c-sharp"].venue == "ACL"


def test_a_question_that_was_asked_is_not_asked_again() -> None:
    """Whatever the curator answered."""
    records = [make_record("A", LONG), make_record("A", "No.", "b.txt")]
    first = merged(*records)
    again = Merge({}, first.asked, TODAY)
    again.add(records)
    assert again.asked == {}


ROWS = [("A", LONG, "a", 1), ("A", LONG, "b", 1), ("B: x", "1.", "a", 2), ("B: x", "2.", "b", 2)]
ROWS += [("B: y", "3.", "b", 3), ("C", "4.", "c", 1)]


@given(st.permutations(ROWS))
def test_the_order_of_the_records_does_not_matter(
    rows: Sequence[tuple[str, str, str, int]],
) -> None:
    """Records are sorted before they are merged."""
    records = [make_record(*row) for row in rows]
    expected = merged(*sorted(records, key=lambda record: (record.source, record.line)))
    assert merged(*records).papers == expected.papers


def test_a_link_is_one_however_it_is_spelled_and_wherever_it_is_found() -> None:
    """The abstract's link and the same in the metadata are one; a rejected link stays away."""
    text = "Code: https://GitHub.com/Ada/Repo.git. Page: http://www.x.org/a/."
    merge = merged(make_record("A", text))
    (paper,) = merge.papers.values()
    more = {
        "links.code": Fact(("https://github.com/ada/repo", "https://x.org/a"), "dblp"),
        "links.video": Fact(("https://v.org",), "dblp"),
    }
    record = Record("dblp", 1, "A", facts=more)
    assert dict(added(paper, record, TODAY).links) == {
        "code": ("https://GitHub.com/Ada/Repo.git",),
        "project": ("http://www.x.org/a/",),
        "video": ("https://v.org",),
    }
    no_video = make_paper(rejected={"links": ("http://v.org/",)})
    assert "video" not in added(no_video, record, TODAY).links
    no_code = make_paper(
        rejected={"links.code": ("https://x.org/a/", "https://github.com/ADA/repo")}
    )
    assert "code" not in added(no_code, record, TODAY).links


def test_a_day_that_is_learnt_later_is_filled_in() -> None:
    """The listing of an undated capture gets its day, and a known day is not lost again."""
    undated, dated = Listing("a.txt", 1), Listing("a.txt", 1, TODAY)
    merge = merged(make_record("A", LONG))
    (paper,) = merge.papers.values()
    after = added(paper, Record("a.txt", 1, "A", LONG, listing=dated), TODAY)
    assert after.listed == (dated,)
    assert added(after, Record("a.txt", 1, "A", LONG, listing=undated), TODAY) == after


def make_entry(
    title: str | None,
    text: str | None = None,
    *,
    line: int = 1,
    source: str = "l.bib",
    **said: object,
) -> Record:
    """Return a record as a reference gives it: not of a list, with facts."""
    told = {"title": title, "abstract": text, **said}
    facts = {name: Fact(value, source) for name, value in told.items() if value}
    return Record(source, line, title, text, facts=facts)


def known(
    *papers: Paper, decisions: Sequence[Decision] = (), merged: Merged | None = None
) -> Merge:
    """Return a merge into a list of these papers."""
    by_key = {paper.key: paper for paper in papers}
    return Merge(by_key, {each.name: each for each in decisions}, TODAY, merged or Merged())


def reasons(merge: Merge) -> list[str]:
    """Return why records were set aside."""
    results = (result for results in merge.results.values() for result in results)
    return [result.reason for result in results if result.reason]


X = make_paper("Learning to fold proteins", key="x", abstract=LONG, arxiv="2401.00001")
Y = make_paper("Cats and other pets", key="y", abstract=abstract("Cats"), doi="10.1000/Pets.1")


@pytest.mark.parametrize(
    ("key", "identifiers"),
    [
        ("y", {"doi": "10.1000/pets.1"}),
        ("x", {"arxiv": "2401.00001"}),
        ("z", {"openreview": "abcdefghij"}),
        ("z", {"anthology": "2024.ACL-long.1"}),
    ],
)
def test_identifiers_lead_to_their_paper(key: str, identifiers: dict[str, str]) -> None:
    """Of every kind, and in any case of letters."""
    z = make_paper("Z", key="z", openreview="abcdefghij", anthology="2024.acl-long.1")
    merge = known(X, Y, z)
    merge.add([make_entry(None, venue="ACL", **identifiers)])  # type: ignore[arg-type]
    assert [paper.key for paper in merge.papers.values() if paper.venue] == [key]


def test_another_doi_does_not_keep_one_paper_apart() -> None:
    """A preprint and what was published of it have identifiers of their own, and are one paper."""
    preprint = make_entry(X.title, LONG, arxiv="2401.00001", published=PartialDate(2024, 1, 5))
    proceedings = make_entry(
        X.title.upper(),
        LONG + " Yes.",
        line=9,
        source="acl.bib",
        doi="10.1000/acl.1",
        published=PartialDate(2024, 8),
    )
    other = make_entry(X.title, LONG, line=2, doi="10.1000/other", source="z.bib")
    for records in ([preprint, proceedings, other], [proceedings, other, preprint]):
        merge = merged(*records)
        (paper,) = merge.papers.values()
        assert (paper.arxiv, paper.doi) == ("2401.00001", "10.1000/acl.1")
        assert str(paper.published) == "2024-01-05"


def test_authors_help_to_know_a_paper_whose_abstract_was_reworded() -> None:
    """Half of the words are enough with half of the authors, and not without."""
    text = abstract("We study at length what is alike and what is not, and why that is so, ") * 2
    reworded = text[: len(text) * 3 // 4] + "It was accepted at a conference of some renown."
    who = (Author("Ada Lovelace"), Author("Kurt Gödel"))
    paper = make_paper("T", key="t", abstract=text, authors=who)
    merge = known(paper)
    merge.add([make_entry("T", reworded, authors=(Author("A. Lovelace"),), venue="ACL")])
    assert (outcomes(merge), merge.papers["t"].venue) == ([Outcome.MERGED], "ACL")
    merge = known(paper)
    merge.add([make_entry("T", reworded, authors=(Author("Alan Turing"),))])
    assert (outcomes(merge), list(merge.papers)) == ([Outcome.NEW], ["t", "t-2"])


@pytest.mark.parametrize("text", [abstract("Nothing of the kind: whales sing"), None])
def test_a_mistyped_identifier_changes_nothing(text: str | None) -> None:
    """Neither title nor abstract are those of its paper: the record is set aside, and why."""
    merge = known(X, Y)
    merge.add([make_entry("Whales sing at night", text, arxiv="2401.00001", venue="ACL")])
    assert merge.papers == {"x": X, "y": Y}
    assert reasons(merge) == [
        "has the arXiv 2401.00001 of x, and neither its title nor its abstract: mend the identifier"
    ]


@pytest.mark.parametrize(
    "record",
    [
        make_entry("AlphaFold: a new name", LONG, arxiv="2401.00001", venue="ACL"),
        make_entry("Learning how to fold", arxiv="2401.00001", venue="ACL"),
        make_entry("AlphaFold", arxiv="2401.00001", venue="ACL", authors=(Author("Ada Ørsted"),)),
    ],
    ids=["abstract", "half a title", "author"],
)
def test_a_paper_with_another_title_is_known_by_its_identifier(record: Record) -> None:
    """As long as its abstract, half of its title or an author speaks for it."""
    merge = known(replace(X, authors=(Author("Ada Ørsted"), Author("B C"))))
    merge.add([record])
    assert (outcomes(merge), merge.papers["x"].venue) == ([Outcome.MERGED], "ACL")


BOTH = make_entry(X.title, LONG, arxiv="2401.00001", doi="10.1000/pets.1", venue="ACL")


def test_identifiers_of_two_papers_are_a_question() -> None:
    """About these two; the record is set aside, and nothing changes."""
    y = replace(Y, title="Learning to fold a protein", abstract="Another.")
    merge = known(X, y)
    merge.add([BOTH])
    assert merge.papers == {"x": X, "y": y}
    assert merge.asked["x--y"].question == (
        "One record has the identifiers of both, arXiv 2401.00001, DOI 10.1000/pets.1:"
        " is it one paper?"
    )
    assert reasons(merge) == [
        "has identifiers of both x and y: decide, and import it again",
    ]


@pytest.mark.parametrize("answer", ["same", "different", None])
def test_two_papers_about_which_was_asked(answer: Literal["same", "different"] | None) -> None:
    """Those that are different stay apart: the likest gets the record, without what is not its."""
    y = replace(Y, title=X.title, abstract=LONG + " Almost the same, but not quite so.")
    asked = Decision(("x", "y"), "Is it?", TODAY, answer)
    merge = known(X, y, decisions=[asked])
    merge.add([BOTH])
    assert merge.asked == {}
    if answer == "different":
        assert (merge.papers["x"].venue, merge.papers["x"].doi) == ("ACL", None)
        assert merge.papers["y"] == y
    else:
        assert merge.papers == {"x": X, "y": y}
        assert ("reading-list merge" in reasons(merge)[0]) == (answer == "same")


def test_a_title_with_a_slip_is_a_question() -> None:
    """The record is a paper of its own until that is answered, and it is asked once."""
    merge = known(X)
    record = make_entry("Learning to fold protein", abstract("They"))
    merge.add([record])
    assert set(merge.papers) == {"x", "learning-fold-protein"}
    assert set(merge.asked) == {"learning-fold-protein--x"}
    assert reasons(merge) == ["is nearly x: a paper of its own until you decide"]
    again = known(*merge.papers.values(), decisions=list(merge.asked.values()))
    again.add([record, replace(record, title="Learning to fold a protein", line=2)])
    assert "learning-fold-protein--x" not in again.asked


def test_titles_with_other_numbers_are_other_papers() -> None:
    """`Qwen2`, `Qwen3`: no question, for there is nothing to answer."""
    merge = merged(
        make_entry("Qwen2 Technical Report", LONG),
        make_entry("Qwen3 Technical Report", abstract("They"), line=2),
    )
    assert (outcomes(merge), merge.asked) == ([Outcome.NEW, Outcome.NEW], {})


def test_what_is_in_no_list_is_set_aside_with_what_helps() -> None:
    """A title alone makes no paper; what it is nearly is told."""
    merge = known(X)
    merge.add(
        [
            make_entry("Learning to fold protein", line=1),
            make_entry("Whales", line=2, doi="10.1000/whales"),
        ]
    )
    assert reasons(merge) == [
        (
            "is not in the list (nearly the title of x), and has neither an abstract nor an"
            " identifier here"
        ),
        "is not in the list, and has no abstract here",
    ]


def test_a_source_is_heard_once_on_each_field_of_a_paper() -> None:
    """A library has a preprint and what was published of it: importing it again changes nothing."""
    records = [
        make_entry("T", LONG, line=1, venue="ACL", doi="10.1000/a"),
        make_entry("T!", LONG + " Yes.", line=2, venue="ICLR", doi="10.1000/b", category="cs.CL"),
    ]
    first = merged(*records)
    (paper,) = first.papers.values()
    assert (paper.title, paper.venue, paper.doi, paper.category) == (
        "T",
        "ACL",
        "10.1000/a",
        "cs.CL",
    )
    again = known(paper)
    again.add(reversed(records))
    assert outcomes(again) == [Outcome.KNOWN, Outcome.KNOWN]
    corrected = known(paper)
    corrected.add([make_entry("T", LONG, venue="ACL 2024"), records[1]])
    assert corrected.papers[paper.key].venue == "ACL 2024"


def test_another_lists_paper_is_taken_over_whole() -> None:
    """With its key, if that is free; a paper that is known only learns what it did not know."""
    whole = make_paper("Whole", key="Its-Key", note="Theirs.", abstract="Of its own.")
    record = replace(make_entry("Whole", "Of its own.", venue="ACL"), whole=whole)
    merge = known(X)
    merge.add([record])
    assert merge.papers["Its-Key"] == whole
    merge = known(replace(X, key="its-key"))
    merge.add([record])
    assert merge.papers["its-key-2"] == replace(whole, key="its-key-2")
    mine = make_paper("Whole", key="mine", abstract="Of its own.")
    merge = known(merged(make_entry("Whole", "Of its own.", doi="10.1000/x")).papers["whole"], mine)
    merge.add(
        [replace(make_entry("WHOLE", "Of its own.", doi="10.1000/x", venue="A"), whole=whole)]
    )
    assert (merge.papers["whole"].title, merge.papers["whole"].venue) == ("Whole", "A")
    assert merge.papers["whole"].note is None


def test_a_record_of_a_merged_paper_finds_where_it_went() -> None:
    """By what it had alone; it adds what is unknown and changes nothing that is said."""
    gone = make_paper("Folding", key="gone", abstract=LONG, doi="10.1000/g", arxiv="2401.00001")
    moved = Merged({"gone": Redirect("x", TODAY)}, {"gone": gone}, {"gone": X})
    x = merged(make_entry(X.title, LONG, arxiv="2401.00001", source="s")).papers
    paper = replace(next(iter(x.values())), key="x", doi="10.1000/g")
    merge = known(paper, merged=moved)
    merge.add(
        [
            make_entry("Folding", LONG + " Newer.", doi="10.1000/G", source="s", venue="ACL"),
            make_entry("Folding", LONG, source="s", line=2),
        ]
    )
    after = merge.papers["x"]
    assert set(merge.papers) == {"x"}
    assert (after.title, after.abstract, after.venue) == (X.title, LONG, "ACL")
    assert outcomes(merge) == [Outcome.MERGED, Outcome.KNOWN]
    refreshed = known(paper, merged=moved)
    refreshed.add([make_entry("Learning to fold proteins, again", arxiv="2401.00001", source="s")])
    assert refreshed.papers["x"].title == "Learning to fold proteins, again"


def test_the_key_of_a_merged_paper_is_not_given_away() -> None:
    """Its address leads to another paper for ever."""
    merge = known(X, merged=Merged({"whales": Redirect("x", TODAY)}))
    merge.add([make_entry("Whales", "They sing.")])
    assert set(merge.papers) == {"x", "whales-2"}


IDENTIFIED = {
    "Learning to fold proteins": "10.1000/a",
    "Learning to fold protein": "10.1000/b",
    "Cats": "10.1000/c",
}
RECORDS = st.lists(
    st.builds(
        lambda title, text, with_id, venue, source: make_entry(
            title,
            text,
            source=source,
            venue=venue,
            doi=IDENTIFIED[title] if with_id else None,
        ),
        st.sampled_from(sorted(IDENTIFIED)),
        st.sampled_from([LONG, LONG + " Yes.", abstract("They"), None]),
        st.booleans(),
        st.sampled_from([None, "ACL", "ICLR"]),
        st.sampled_from(["a.bib", "b.bib"]),
    ),
    max_size=8,
)


@given(RECORDS)
def test_the_same_records_again_change_nothing(records: list[Record]) -> None:
    """Every record is accounted for, and a second import of all knows what the first has done."""
    records = [replace(each, line=number) for number, each in enumerate(records, 1)]
    first = merged(*records)
    assert len(outcomes(first)) == len(records)
    made = itertools.chain.from_iterable(first.results.values())
    new = [each for each in made if each.outcome is Outcome.NEW]
    assert len(new) == len(first.papers)
    again = known(*first.papers.values(), decisions=list(first.asked.values()))
    again.add(reversed(records))
    assert again.papers == first.papers
    assert again.asked == {}
    assert set(outcomes(again)) <= {Outcome.KNOWN, Outcome.ASIDE}
