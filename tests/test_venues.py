"""What is known of a venue from how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.reading_list import ReadingList
from generator.model.venues import Venue, parse


@pytest.mark.parametrize(
    ("written", "name", "year"),
    [
        ("ICLR 2024", "ICLR", 2024),
        ("ACL 2024 (System Demonstrations)", "ACL (System Demonstrations)", 2024),
        ("Findings of ACL 2024", "Findings of ACL", 2024),
        ("GEM 2023 (workshop)", "GEM (workshop)", 2023),
        ("2023 IEEE MLSP", "IEEE MLSP", 2023),
        ("TACL (2024)", "TACL", 2024),
        ("ACL-2024", "ACL", 2024),
        ("ACL 2024, 2024", "ACL", 2024),
        ("A workshop", "A workshop", None),
        ("ICLR 2023 and ICLR 2024", "ICLR 2023 and ICLR 2024", None),
        ("ECCV 20244", "ECCV 20244", None),
        ("2024", "2024", None),
    ],
)
def test_year_leaves_the_name(written: str, name: str, year: int | None) -> None:
    """Styles print it on their own; where it is not sure which year, none is known."""
    assert parse(written) == Venue(name, year, parse(written).kind)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("NAACL 2024 (Industry)", "conference"),
        ("LREC-COLING 2024", "conference"),
        ("CVPR Workshop 2021", "conference"),
        ("A Symposium on Journal Reviews", "conference"),
        ("Proceedings of Something 2024", "conference"),
        ("TACL 2024", "journal"),
        ("IEEE Transactions on Things 2024", "journal"),
        ("Proceedings of the VLDB Endowment 2024", "journal"),
        ("Neural Networks 2025", "journal"),
        ("Nature Machine Intelligence 2024", "journal"),
        ("Some Networks 2025", "other"),
        ("Parallel Problem Solving from Nature 2024", "other"),
        ("XYZW 2026", "other"),
        ("iclr of mine 2024", "other"),
        ("2024", "other"),
    ],
)
def test_kind_is_claimed_only_of_known_venues(written: str, kind: str) -> None:
    """A conference or a journal is one that is known, or that says so itself."""
    assert parse(written).kind == kind


def test_kind_of_every_venue_of_the_list_is_known(real_list: ReadingList) -> None:
    """No paper of the repository's own list is cited as a thing of an unknown kind."""
    unknown = {paper.venue for paper in real_list.papers if paper.venue} - {
        paper.venue
        for paper in real_list.papers
        if paper.venue and parse(paper.venue).kind != "other"
    }
    assert unknown == set()


@given(st.text(alphabet="AC L-(),.2014\n\u2028é"))
def test_nothing_else_leaves_a_venue(written: str) -> None:
    """Whatever is written, the name has its letters, in their order."""
    assert [c for c in parse(written).name if c.isalpha()] == [c for c in written if c.isalpha()]
