from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.importing import Import
from generator.model.paper import Paper
from generator.model.problems import ContentError
from generator.store import store
from tests import ROOT
from tests.builders import (
    Pair,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_paper,
    papers_of,
    tree,
    write_file,
)

A, B, C, D, E = (
    (f"{n}: the <i>{n}</i> of & in {n}", abstract(f"We study {n * 40} in https://x.org/{n}"))
    for n in ("Alpha", "Bêta", "C++", "delta", "Ex")
)
OTHER_A = (A[0], abstract("Nothing of the kind is shown in this other text"))
CAPTURES = {
    "one.txt": make_capture([A, B, C]),
    "two.txt": make_capture([B, D, OTHER_A], day="Mar 17"),
    "three.txt": make_capture([E, A], layout="glued"),
}


def captures_in(folder: Path) -> dict[str, Path]:
    """Write the captures of these tests."""
    return {name: write_file(folder / name, text) for name, text in CAPTURES.items()}


def shown(papers: Mapping[str, Paper]) -> set[tuple[str, str, frozenset[object]]]:
    """Return what counts of a list: titles, abstracts, and where they were listed."""
    return {(p.title, p.abstract, frozenset(p.listed)) for p in papers.values()}


def numbers(prepared: Import) -> dict[str, tuple[int, dict[str, int]]]:
    """Return the account as numbers."""
    return {
        each.file.name: (each.read, {o.name: n for o, n in each.outcomes.items()})
        for each in prepared.accounts
    }


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    """For each file: read = new + known + merged + set aside; a second run knows them all."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in").values()
    first = import_files(content, *files, year=2025)
    assert numbers(first) == {
        "two.txt": (3, {"NEW": 3}),
        "one.txt": (3, {"NEW": 1, "MERGED": 1, "ASIDE": 1}),
        "three.txt": (2, {"NEW": 1, "MERGED": 1}),
    }
    assert all(read == sum(counts.values()) for read, counts in numbers(first).values())
    before = tree(content)
    second = import_files(content, *files)
    assert numbers(second) == {
        "one.txt": (3, {"KNOWN": 3}),
        "two.txt": (3, {"KNOWN": 3}),
        "three.txt": (2, {"KNOWN": 2}),
    }
    assert (second.changed(), tree(content)) == ([], before)


@given(st.permutations(sorted(CAPTURES)), st.integers(0, 2))
def test_the_order_of_captures_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, names: Sequence[str], split: int
) -> None:
    """At once, the bytes are the same; one after another, the papers and listings are."""
    folder = tmp_path_factory.mktemp("order")
    files = captures_in(folder / "in")
    at_once, in_turn, sorted_ = (make_content(folder / name) for name in ("a", "b", "c"))
    import_files(at_once, *(files[name] for name in names), year=2025)
    import_files(sorted_, *(files[name] for name in sorted(names)), year=2025)
    for part in (names[:split], names[split:]):
        if part:
            import_files(in_turn, *(files[name] for name in part), year=2025)
    assert tree(at_once) == tree(sorted_)
    assert shown(papers_of(in_turn)) == shown(papers_of(sorted_))
    assert len(papers_of(sorted_)) == 6
    shutil.rmtree(folder)


def test_a_known_capture_needs_no_flag(tmp_path: Path) -> None:
    """The register remembers the day by the bytes, whatever the file is called now."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in")
    import_files(content, files["two.txt"], year=2025)
    before = tree(content)
    assert (content / "captures" / "two.txt").read_bytes() == files["two.txt"].read_bytes()
    renamed = files["two.txt"].rename(tmp_path / "elsewhere.txt")
    import_files(content, renamed)
    import_files(content, content / "captures" / "two.txt")
    assert tree(content) == before
    assert store.load(content).captures["two.txt"].said_by == "curator (--year 2025)"


def test_a_day_can_be_given_later_and_is_not_taken_back(tmp_path: Path) -> None:
    """An undated capture learns its day; another day than the one on record is refused."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in")
    import_files(content, files["one.txt"])
    assert {seen.date for p in papers_of(content).values() for seen in p.listed} == {None}
    day = date(2025, 3, 14)
    import_files(content, files["one.txt"], day=day)
    assert {seen.date for p in papers_of(content).values() for seen in p.listed} == {day}
    assert store.load(content).captures["one.txt"].date == day
    before = tree(content)
    import_files(content, files["one.txt"])
    with pytest.raises(
        ContentError, match=r"expected the day on record .*, 2025-03-14, got --date"
    ):
        import_files(content, files["one.txt"], day=date(2025, 3, 15))
    assert tree(content) == before


def test_a_name_stands_for_one_capture(tmp_path: Path) -> None:
    """The same name with other bytes is refused, and so are the same bytes twice at once."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in")
    import_files(content, files["one.txt"])
    before = tree(content)
    other = write_file(tmp_path / "x" / "one.txt", CAPTURES["three.txt"])
    register = write_file(tmp_path / "captures.yml", CAPTURES["three.txt"])
    copy = write_file(tmp_path / "y" / "three.txt", CAPTURES["three.txt"])
    for paths in ([other], [register], [files["three.txt"], copy], [copy, tmp_path / "in/two.txt"]):
        with pytest.raises(ContentError):
            import_files(content, *paths)
    assert tree(content) == before


def test_evidence_is_not_overwritten(tmp_path: Path) -> None:
    """A file that a curator put among the captures, and has not imported, is evidence too."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in")
    write_file(content / "captures" / "one.txt", "other")
    with pytest.raises(ContentError, match="or another name, got other bytes"):
        import_files(content, files["one.txt"])


def test_new_papers_have_tags_and_keys_that_are_free(tmp_path: Path) -> None:
    """Tags come from the rules, and the key of a paper is never that of another."""
    content = make_content(tmp_path, [make_paper("Alpha", key="alpha")])
    titles = [("Alpha: LoRA", abstract("We")), ("ALPHA: retrieving", abstract("They"))]
    import_files(content, write_file(tmp_path / "c.txt", make_capture(titles)))
    papers = papers_of(content)
    assert set(papers) == {"alpha", "alpha-2", "alpha-3"}
    assert dict(papers["alpha-2"].tags) == {"peft": "rule"}
    assert dict(papers["alpha-3"].tags) == {"rag": "rule"}


def test_the_curators_word_wins(tmp_path: Path) -> None:
    """Comments, changed, deleted and refused values survive imports of more and of the same."""
    content, files = make_content(tmp_path), captures_in(tmp_path / "in")
    import_files(content, files["one.txt"])
    file = content / "papers" / "beta.yml"
    text = file.read_text(encoding="utf-8")
    start = text.index("links:")
    end = text.index("listed:")
    text = text[:start] + "# no links: they are dead\n" + text[end:]
    text = text.replace("title: 'B", "venue: null # none\ntitle: 'My B", 1) + "# the end"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    import_files(content, *files.values(), year=2025)
    new = file.read_bytes().decode()
    paper = papers_of(content)["beta"]
    assert (paper.title[:3], len(paper.links), set(paper.refused)) == ("My ", 0, {"venue"})
    assert len(paper.listed) == 2
    assert len(papers_of(content)) == 6
    assert {"# no links: they are dead", "venue: null # none", "# the end"} < set(new.split("\r\n"))


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    """Nothing but the taxonomy has to be there."""
    content = make_content(tmp_path)
    (content / "store.yml").unlink()
    import_files(content, *captures_in(tmp_path / "in").values(), year=2025)
    assert len(papers_of(content)) == 6


def many(number: int) -> list[Pair]:
    """Return so many papers."""
    return [(f"Paper{n}: of <{n}>", abstract(f"We study {n} of all")) for n in range(number)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_import_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    """Whenever it is killed, the store can be read, and the next import completes to the same."""
    content = make_content(tmp_path)
    import_files(content, write_file(tmp_path / "a.txt", make_capture(many(40))))
    later = write_file(tmp_path / "b.txt", make_capture(many(80), day="Mar 17"))
    old = tree(content)
    done = make_content(tmp_path / "done")
    shutil.copytree(content, done, dirs_exist_ok=True)
    epoch = {**os.environ, "SOURCE_DATE_EPOCH": "1767312000"}
    run_import(done, later, epoch).wait(timeout=60)
    new = tree(done)
    assert len(new) > len(old)
    for changed in (1, 4, 30, 60):
        victim = tmp_path / f"killed-{changed}"
        shutil.copytree(content, victim)
        process = run_import(victim, later, epoch)
        while process.poll() is None and number_of_changes(victim, old) < changed:
            time.sleep(0.001)
        process.kill()
        process.wait()
        left = {name: data for name, data in tree(victim).items() if not name.endswith(".part")}
        assert all(data in (old.get(name), new.get(name)) for name, data in left.items())
        store.load(victim).checked()
        run_import(victim, later, epoch).wait(timeout=60)
        assert tree(victim) == new


def run_import(content: Path, file: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start an import as a process of its own."""
    command = [sys.executable, "-m", "generator", "--content", str(content), "import", str(file)]
    return subprocess.Popen([*command, "--year", "2025"], env=env, stdout=subprocess.DEVNULL)


def number_of_changes(content: Path, old: Mapping[str, bytes]) -> int:
    """Count files that are new; those that are only changed come in between."""
    return sum(1 for file in content.rglob("*.*") if file.is_file()) - len(old)


@pytest.mark.real
def test_the_real_captures_give_391_papers(tmp_path: Path) -> None:
    """463 records in any order of files, every one of them traceable, and the same bytes twice."""
    shutil.copy(ROOT / "content" / "tags.yml", tmp_path / "tags.yml")
    files = sorted((ROOT / "content" / "captures").glob("00*.txt"))
    first = import_files(tmp_path, *reversed(files), year=2025)
    counts = numbers(first)
    assert [counts[file.name][0] for file in files] == [69, 76, 74, 119, 125]
    assert sum(each[0] for each in counts.values()) == 463
    papers = papers_of(tmp_path)
    assert len(papers) == 391
    listed = set(itertools.chain.from_iterable(paper.listed for paper in papers.values()))
    assert len(listed) == 463
    before = tree(tmp_path)
    assert import_files(tmp_path, *files).changed() == []
    assert tree(tmp_path) == before
