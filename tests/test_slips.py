"""Remarks on what was read though it was not as it should be."""

from __future__ import annotations

from generator.intake.reading.slips import Slips


def test_a_remark_names_its_lines() -> None:
    """The first ten of them, and how many more there are."""
    slips = Slips()
    slips.note("a slip", 3)
    for line in range(1, 13):
        slips.note("another", line)
    assert slips.notes == (
        "a slip (line 3)",
        "another (lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more)",
    )


def test_without_a_slip_there_is_no_remark() -> None:
    """A file without any says nothing."""
    assert Slips().notes == ()
