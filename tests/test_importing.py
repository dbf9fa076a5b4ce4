from __future__ import annotations

import itertools
import os
import random
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import main
from generator.commands import import_
from generator.intake import account, importing
from generator.intake.importing import Import
from generator.intake.merging.merge import Outcome
from generator.intake.record import Reading, Record
from generator.intake.sources import Read, Said
from generator.model.paper import Paper
from generator.model.problems import ContentError
from generator.store import files, store
from tests import ROOT
from tests.builders import (
    TODAY,
    Pair,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_paper,
    make_source,
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
        "one.txt": (3, {"NEW": 2, "MERGED": 1}),
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


def test_a_paper_of_another_list_stays_as_it_is(tmp_path: Path) -> None:
    """With its tags, though the rules here would give others; but no citation key comes twice."""
    mine = make_paper("Mine", key="mine", citation_key="wan-2024", abstract="Of mine.")
    known = store.load(make_content(tmp_path, [mine]))
    texts = (("Theirs: LoRA", "Wan-2024"), ("Others: LoRA", "li-2024"))
    wholes = [
        make_paper(title, key=title[:6], abstract=f"{title}.", citation_key=cited)
        for title, cited in texts
    ]
    records = tuple(Record("p.json", 1, p.title, p.abstract, whole=p) for p in wholes)
    read = Read(make_source(""), Reading(records), "digest")
    read = replace(read, source=replace(read.source, name="p.json"))
    files.write(importing.of_readings(known, [read], Said(), TODAY).texts)
    theirs, others = wholes
    assert papers_of(known.content) == {
        "mine": mine,
        "Theirs": replace(theirs, citation_key=None),
        "Others": others,
    }


def many(number: int) -> list[Pair]:
    """Return so many papers."""
    return [(f"Paper{n}: of <{n}>", abstract(f"We study {n} of all")) for n in range(number)]


def answered(content: Path) -> None:
    """Make a question of every paper and its twin, answered that they are the same."""
    for number in range(0, 16, 2):
        first, second = sorted((f"paper{number}", f"paper{number + 1}"))
        text = f"papers: [{first}, {second}]\nquestion: Is it?\nasked: 2026-01-02\nanswer: same\n"
        write_file(content / "decisions" / f"{first}--{second}.yml", text)


MIXED = random.Random(12)  # noqa: S311 - the same moments in every run


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("command", ["import", "merge"])
def test_a_killed_command_leaves_each_file_old_or_new(tmp_path: Path, command: str) -> None:
    """Whenever it is killed, the store can be read, and the same command completes to the same."""
    content = make_content(tmp_path)
    import_files(content, write_file(tmp_path / "a.txt", make_capture(many(16))))
    answered(content)
    later = write_file(tmp_path / "b.txt", make_capture(many(32), day="Mar 17"))
    arguments = ["import", str(later), "--year", "2025"] if command == "import" else ["merge"]
    old = tree(content)
    done = shutil.copytree(content, tmp_path / "done")
    complete(done, arguments)
    new = tree(done)
    assert new.keys() != old.keys()
    moments = [*MIXED.sample(range(1, 24), 2), None]
    for moment in moments:
        victim = shutil.copytree(content, tmp_path / f"killed-{moment}")
        process = start(victim, arguments)
        while process.poll() is None and not is_time(victim, old, moment):
            time.sleep(0.0005)
        process.kill()
        process.wait()
        left = {name: data for name, data in tree(victim).items() if not name.endswith(".part")}
        assert all(data in (old.get(name), new.get(name)) for name, data in left.items())
        store.load(victim).checked()
        complete(victim, arguments)
        assert tree(victim) == new, f"killed at {moment}"


def start(content: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command as a process of its own."""
    command = [sys.executable, "-m", "generator", "--content", str(content), *arguments]
    return subprocess.Popen(command, env={**os.environ, **EPOCH}, stdout=subprocess.DEVNULL)


EPOCH = {"SOURCE_DATE_EPOCH": "1767312000", "XDG_CACHE_HOME": "/nowhere"}


def complete(content: Path, arguments: Sequence[str]) -> None:
    """Run a command to its end."""
    done = CliRunner(env=EPOCH).invoke(main, ["--content", str(content), *arguments])
    assert done.exit_code == 0, done.output


def is_time(content: Path, old: Mapping[str, bytes], moment: int | None) -> bool:
    """Whether so many files are under way, or the first one (`None`) has come to its place."""
    files = [file for file in content.rglob("*.*") if file.is_file()]
    if moment is None:
        return sum(not file.name.startswith(".") for file in files) > len(old)
    return sum(file.name.endswith(".part") for file in files) >= moment


CROWDED = abstract("We fill disks at length, and") * 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
@pytest.mark.parametrize("limit", ["a file's size", "the disk's"])
def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path, limit: str) -> None:
    """The command says what was in its way, and writes nothing."""
    disk = tmp_path / "disk"
    content = make_content(disk, [make_paper()])
    papers = [*many(8), ("Crowded: a paper", CROWDED)]
    capture = write_file(tmp_path / "b.txt", make_capture(papers))
    before = tree(content)
    command = [sys.executable, "-m", "generator", "--content", str(content), "import", str(capture)]
    script = f"ulimit -f 64; exec {shlex.join(command)}"
    if limit == "the disk's":
        kept, said = tmp_path / "kept", shlex.quote(str(disk))
        shutil.copytree(disk, kept)
        script = f"mount -t tmpfs -o size=96k none {said} && cp -r {kept}/. {said} || exit 77\n"
        script += f"{shlex.join(command)}; code=$?; rm -rf {kept}; cp -r {said} {kept}; exit $code"
    unshare = ["unshare", "--user", "--map-root-user", "--mount"] if "mount" in script else []
    done = run_script([*unshare, "bash", "-c", script])
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr}")
    assert done.returncode == 1, done.stderr
    assert ("File too large" if limit == "a file's size" else "No space left") in done.stderr
    assert done.stderr.endswith("nothing was written.\n")
    after = tree(tmp_path / "kept" / "content" if unshare else content)
    assert after == before


def run_script(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command, if there is such a program."""
    try:
        return subprocess.run(
            command,
            env={**os.environ, **EPOCH},
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError as error:
        return subprocess.CompletedProcess(command, 77, "", str(error))


def test_a_large_file_that_is_not_kept_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is worked out names the files to write, and a library is none of them.

    Nor does anybody read ten thousand remarks.
    """
    content = make_content(tmp_path)
    entries = (f"@misc{{k{n}, title={{Paper {n} of it}}, doi={{10.1000/{n}}}}}" for n in range(9))
    prepared = import_files(content, write_file(tmp_path / "library.bib", "\n".join(entries)))
    assert [each.outcomes for each in prepared.accounts] == [{Outcome.ASIDE: 9}]
    monkeypatch.setattr(account, "NOTES", 7)
    lines = account.of_import(prepared, 0, content, dry_run=False).splitlines()
    assert (len(lines), lines[-2]) == (10, "  and 2 more: --json names them all")
    assert not (content / "captures" / "library.bib").exists()
    assert "library.bib" not in {file.name for file in prepared.texts}


def test_long_work_shows_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it merges and as it writes; what is quick or to be quiet says nothing."""
    content = make_content(tmp_path)
    capture = str(write_file(tmp_path / "a.txt", make_capture(many(3))))
    told = {}
    for name, few, more in (("long", 2, []), ("quick", 500, []), ("quiet", 0, ["--quiet"])):
        monkeypatch.setattr(import_, "FEW", few)
        copy = shutil.copytree(content, tmp_path / name)
        arguments = ["--content", str(copy), "import", capture, *more]
        lines = CliRunner(env=EPOCH).invoke(main, arguments).stderr.splitlines()
        told[name] = [line for line in lines if " of " in line]
    # Three papers, the capture and the register.
    assert told["long"] == ["records merged: 3 of 3", "files written: 5 of 5"]
    assert told["quick"] == told["quiet"] == []


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


def test_files_that_cannot_be_told_apart_are_named(tmp_path: Path) -> None:
    """Two of one name have different bytes, or the same bytes: that is not the same mistake."""
    content = make_content(tmp_path)
    one = write_file(tmp_path / "one" / "library.bib", "@misc{a, title={A}}")
    other = write_file(tmp_path / "other" / "library.bib", "@misc{b, title={B}}")
    twin = write_file(tmp_path / "twin.bib", "@misc{a, title={A}}")
    for both, said in (((one, other), "another name"), ((one, twin), "each file once")):
        with pytest.raises(ContentError, match=f"expected {said}, got .*one/library.bib as well"):
            import_files(content, *both)


def test_a_file_that_is_not_in_utf_8_is_told_what_to_do(tmp_path: Path) -> None:
    """With the line at which it shows."""
    file = tmp_path / "latin.bib"
    file.write_bytes("@misc{a,\n title={Größe}}".encode("latin-1"))
    with pytest.raises(ContentError, match=r"latin.bib:2: .* 0xf6, as in Latin-1: save it as UTF"):
        import_files(make_content(tmp_path), file)


def test_a_title_is_told_as_one_short_line_of_text(tmp_path: Path) -> None:
    """Nothing in it acts on a terminal, and nobody reads a title of 100 kB."""
    title = "Red \x1b[31m \u202e" + "and long " * 10_000
    file = write_file(tmp_path / "a.bib", f"@misc{{a, title={{{title}}}}}")
    [note] = import_files(make_content(tmp_path), file).accounts[0].notes
    assert note.startswith("line 1: set aside: “Red [31m and long")
    assert len(note) < 200
