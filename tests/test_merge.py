from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.intake.additions import added
from generator.intake.merge import Merge, Outcome
from generator.intake.record import Fact, Record
from generator.model.paper import Listing
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
    assert outcomes(merge) == [Outcome.NEW, Outcome.ASIDE]


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
