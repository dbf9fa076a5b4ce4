from __future__ import annotations

from pathlib import Path

import pytest

from generator.store import files
from tests.builders import tree, write_file


def test_what_is_to_be_gone_goes_in_its_turn(tmp_path: Path) -> None:
    """After the files that come before it; one that is gone already is no change."""
    old, new = write_file(tmp_path / "old", "x"), tmp_path / "new" / "file"
    assert files.write({new: "x", old: None}) == [new, old]
    assert tree(tmp_path) == {"new/file": b"x"}
    assert files.write({new: "x", old: None}) == []


def test_a_failed_write_changes_nothing(tmp_path: Path) -> None:
    """Not even the files before it, and nothing unfinished is left."""
    first, gone = write_file(tmp_path / "first", "old"), write_file(tmp_path / "gone", "old")
    wall = write_file(tmp_path / "wall", "a file, where a folder should be")
    with pytest.raises(OSError, match="wall"):
        files.write({first: "new", gone: None, wall / "second": "new"})
    assert tree(tmp_path) == {"first": b"old", "gone": b"old", "wall": wall.read_bytes()}


def test_whoever_waits_is_told_how_far_it_is(tmp_path: Path) -> None:
    """Of the files that change, and of no others."""
    same = write_file(tmp_path / "same", "x")
    told: list[tuple[int, int]] = []
    files.write({same: "x", tmp_path / "a": "a", tmp_path / "b": "b"}, lambda *so: told.append(so))
    assert told == [(1, 2), (2, 2)]
