from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.model.paper import Author
from generator.store import files, store
from tests.builders import (
    TAGS,
    abstract,
    import_files,
    make_capture,
    make_content,
    make_full_paper,
    make_paper,
    papers_of,
    tree,
    write_file,
)

PAPERS = [("Alpha: LoRA", abstract("We")), ("Bêta", abstract("They"))]


def run(content: Path, *arguments: str | Path, epoch: str = "1767312000") -> Result:
    """Run the command, on a machine that has no language model."""
    words = ["--content", str(content), *map(str, arguments)]
    nowhere = str(content / "no" / "cache")
    environment = {"SOURCE_DATE_EPOCH": epoch, "XDG_CACHE_HOME": nowhere}
    return CliRunner().invoke(main, words, env=environment)


def capture_in(folder: Path, day: str | None = None) -> Path:
    """Write a capture of two papers."""
    return write_file(folder / "c.txt", make_capture(PAPERS, day=day))


def test_an_import_prints_an_account(tmp_path: Path) -> None:
    """A line for each file, whose numbers add up, and one for the whole."""
    content, file = make_content(tmp_path), capture_in(tmp_path)
    result = run(content, "import", file)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            f"{file}: 2 records read: 2 new, 0 already known, 0 merged, 0 set aside",
            "2 papers in the list; 4 files changed.",
        ],
    )
    assert result.stderr == "2 papers without vectors: reading-list embed\n"
    assert str(papers_of(content)["alpha"].added) == "2026-01-02"


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    """And in the past tense of what might be."""
    content, file = make_content(tmp_path), capture_in(tmp_path)
    before = tree(content)
    result = run(content, "import", "--dry-run", file)
    assert result.output.splitlines()[-1] == "2 papers in the list; 4 files would change."
    assert tree(content) == before


def test_what_can_be_fetched_is_told_with_the_command(tmp_path: Path) -> None:
    """Beside the account, for people and for scripts alike."""
    content, file = make_content(tmp_path), write_file(tmp_path / "ids.txt", "2402.99002")
    hint = f"1 without an abstract can be fetched: reading-list fetch ids {file}"
    for arguments in ([], ["--json"]):
        result = run(content, "import", file, *arguments)
        assert (result.exit_code, result.stderr.splitlines()) == (0, [hint])
        assert hint not in result.stdout
    files.write(dict([store.paper_update(content, None, make_paper(arxiv="2401.00001"))]))
    entry = "@misc{x, title={Whales sing}, abstract={At night, in the sea.}, eprint={2401.00001}}"
    mistyped = write_file(tmp_path / "x.bib", entry)
    result = run(content, "import", mistyped)
    assert "1 set aside" in result.stdout
    assert "can be fetched" not in result.stderr


def test_an_account_for_scripts(tmp_path: Path) -> None:
    """The same numbers as JSON."""
    content, file = make_content(tmp_path), capture_in(tmp_path)
    answer = json.loads(run(content, "import", "--json", file).stdout)
    assert answer == {
        "files": [
            {
                "file": str(file),
                "read": 2,
                "new": 2,
                "known": 0,
                "merged": 0,
                "aside": 0,
                "notes": [],
                "fetchable": 0,
            }
        ],
        "questions": [],
        "papers": 2,
        "changed": 4,
        "dry_run": False,
    }


def test_a_capture_without_a_year_is_refused(tmp_path: Path) -> None:
    """The message says what to add, and why today's year is not taken."""
    content, file = make_content(tmp_path), capture_in(tmp_path, "Mar 17")
    before = tree(content)
    result = run(content, "import", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{file}:9: expected the year of “Mar 17”: add --year YYYY or --date YYYY-MM-DD (today's"
        " year would be a guess: a capture may be imported years after it was made), got a day"
        " without a year\n1 problem; nothing was written.\n"
    )
    assert tree(content) == before
    assert run(content, "import", file, "--date", "2025-03-17").exit_code == 0
    assert run(content, "import", file).stdout.endswith("2 papers in the list; 0 files changed.\n")


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "nowhere.txt"],
        ["import", "c.txt", "--date", "17 March"],
        ["import", "c.txt", "--date", "2025-02-30"],
        ["import", "c.txt", "c.txt", "--date", "2025-03-17"],
        ["import", "c.txt", "--year", "25"],
        ["import", "c.txt", "--year", "2025", "--date", "2025-03-17"],
        ["tag", "nobody"],
        ["dance"],
    ],
)
def test_wrong_use_exits_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """And writes nothing."""
    content = make_content(tmp_path)
    capture_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    assert run(content, *words).exit_code == 2
    assert tree(tmp_path) == before


def test_a_wrong_epoch_is_wrong_use(tmp_path: Path) -> None:
    """The day of an import is never made up."""
    content, file = make_content(tmp_path), capture_in(tmp_path)
    result = run(content, "import", file, epoch="today")
    assert (result.exit_code, "seconds since 1970" in result.stderr) == (2, True)


def test_check_prints_problems_and_exits_with_1(tmp_path: Path) -> None:
    """Each with file, line and place, so that editors jump to it."""
    content = make_content(tmp_path, [make_paper()])
    write_file(content / "papers" / "x.yml", "title: X\nabstract: Y\nrating: 9\n")
    result = run(content, "check")
    expected = f"{content}/papers/x.yml:3: rating: expected at most 5, got 9\n"
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(expected)
    answer = run(content, "check", "--json")
    assert answer.exit_code == 1
    assert [problem["line"] for problem in json.loads(answer.output)["problems"]] == [3]


def test_check_counts_what_there_is_to_do(tmp_path: Path) -> None:
    """Short lines, which `--report` spells out; what a person refused is not missed."""
    bare = make_paper("Bare", key="bare", refused=frozenset({"authors", "links.code"}))
    twin = make_paper("Twin", key="twin", arxiv="2401.10020", authors=(Author("A"),))
    content = make_content(tmp_path, [make_full_paper(), bare, twin])
    short, full = run(content, "check"), run(content, "check", "--report")
    assert (short.exit_code, short.output.splitlines()) == (
        0,
        [
            "3 papers, no problems.",
            "  2 papers without tags",
            "  2 papers without a summary",
            "  2 papers without a date of publication",
            "  1 paper without an identifier",
            "  1 paper without a link to code",
            "  2 papers of which no listing has a day",
            "  1 paper with author names of doubtful spelling",
            "  1 identifier that several papers have",
            "  1 link to look at",
            "  3 papers without vectors of their texts",
            "What they are: reading-list check --report",
        ],
    )
    assert "    c-sharp: Kai-wei Chang" in full.output.splitlines()
    assert "    arxiv 2401.10020: c-sharp, twin" in full.output.splitlines()
    todo = json.loads(run(content, "check", "--json").output)["todo"]
    assert todo["papers without an identifier"] == ["bare"]


def test_embedding_needs_a_model_and_known_papers(tmp_path: Path) -> None:
    """A dry run needs none; a folder without the model is named, and nothing is written."""
    content = make_content(tmp_path, [make_paper("A", key="a"), make_paper("B", key="b")])
    before = tree(content)
    would = run(content, "embed", "--dry-run", "b")
    assert (would.exit_code, would.stdout) == (0, "b\n1 paper would be embedded.\n")
    assert run(content, "embed", "c").exit_code == 2
    failed = run(content, "embed", "--model", tmp_path)
    assert failed.exit_code == 2
    assert f"{tmp_path / 'model.safetensors'}: expected" in failed.stderr
    assert tree(content) == before


def test_tags_are_given_again_when_the_rules_change(tmp_path: Path) -> None:
    """Only where no person changed them, on their own lines, and with reasons if asked."""
    content = make_content(tmp_path)
    import_files(content, capture_in(tmp_path))
    mine = write_file(
        content / "papers" / "mine.yml", "title: LoRA\nabstract: B\ntags: {rag: rule}\n"
    )
    files.write({content / "tags.yml": TAGS.replace("LoRA", "unheard").replace("retriev*", "LoRA")})
    before = tree(content)
    dry = run(content, "tag", "--dry-run")
    assert (dry.exit_code, tree(content)) == (0, before)
    assert dry.output.splitlines() == [
        "alpha: +rag -peft",
        "3 papers read; 1 file would change.",
    ]
    explained = run(content, "tag", "--explain", "alpha", "mine")
    assert explained.output.splitlines() == [
        "alpha: +rag -peft",
        "  rag: matched “LoRA” in the title",
        "mine: no change",
        "  a person gave the tags, and the rules leave them alone; they would say",
        "  rag: matched “LoRA” in the title",
        "2 papers read; 1 file changed.",
    ]
    assert dict(papers_of(content)["alpha"].tags) == {"rag": "rule"}
    assert mine.read_text(encoding="utf-8") == before["papers/mine.yml"].decode()
    again = json.loads(run(content, "tag", "--json").output)
    assert [(paper["gained"], paper["lost"]) for paper in again["papers"]] == [([], [])] * 3


def test_the_command_is_a_program(tmp_path: Path) -> None:
    """It runs from a shell, and says what went wrong on the error stream."""
    content = make_content(tmp_path)
    (content / "tags.yml").unlink()
    command = [sys.executable, "-m", "generator", "--content", str(content), "check"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{content}/tags.yml: expected a readable file")


@pytest.mark.parametrize("words", [["import", "2401.10020"], ["fetch", "ids", "10.1000/x.1"]])
def test_a_paper_where_a_file_is_expected_names_the_right_command(
    tmp_path: Path, words: list[str]
) -> None:
    """Ids and addresses are for `add`; what is neither is a file that is not there."""
    content = make_content(tmp_path)
    result = run(content, *words)
    assert (result.exit_code, f"reading-list add {words[-1]}" in result.stderr) == (2, True)
    assert "does not exist" in run(content, "import", "nowhere.bib").stderr


def test_a_file_where_a_paper_is_expected_names_the_right_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not searched for as if it were a title."""
    content, _ = make_content(tmp_path), write_file(tmp_path / "my library.bib", "")
    monkeypatch.chdir(tmp_path)
    result = run(content, "add", "my library.bib")
    assert result.exit_code == 2
    assert "reading-list import 'my library.bib'" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "words", [["check"], ["new", "Bats"], ["import", "c.txt"], ["add", "2401.10020"], ["merge"]]
)
def test_no_folder_is_made_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Whoever stands in the wrong place, or misspells it, is told so; help needs no folder."""
    capture_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run(tmp_path / "contemt", *words)
    assert (result.exit_code, "There is no folder" in result.stderr) == (2, True)
    assert [file.name for file in tmp_path.iterdir()] == ["c.txt"]
    assert run(tmp_path / "contemt", words[0], "--help").exit_code == 0


def test_check_does_not_say_that_nothing_was_written(tmp_path: Path) -> None:
    """For `--fix` may have mended one file when another has a problem."""
    content = make_content(tmp_path, [make_paper(key="a")])
    write_file(content / "papers" / "b.yml", "title: B\nabstract: C\narxiv: 2401.10020v2\n")
    write_file(content / "papers" / "c.yml", "title: C\nabstract:\n")
    result = run(content, "check", "--fix")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "1 mended.")
    assert result.stderr.endswith("\n1 problem.\n"), result.stderr


def test_an_interrupt_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a traceback, and with what helps."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.commands.tag.retagging.retag", interrupt)
    result = run(make_content(tmp_path), "tag")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "\nStopped. The same command again does the rest.\n"


def test_a_merged_key_is_told_where_its_paper_went(tmp_path: Path) -> None:
    """Also by `edit`, which names every key that no paper has."""
    content = make_content(tmp_path, [make_paper(key="alpha")])
    write_file(content / "redirects.yml", "gone: {to: alpha, date: 2026-01-02}\n")
    result = run(content, "edit", "--rating", "4", "gone", "alpa")
    said = " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert "'gone' any more: it is a part of alpha; there is no paper 'alpa' (did you" in said


def test_help_names_every_command_in_full() -> None:
    """No line of the overview is cut off."""
    lines = CliRunner().invoke(main, ["--help"]).output.splitlines()
    assert [line for line in lines if line.endswith("...") and "Usage" not in line] == []


def test_a_variable_that_is_no_address_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what it should be; nothing is asked."""
    monkeypatch.setenv("READING_LIST_ARXIV_URL", "mirror")
    result = run(make_content(tmp_path), "fetch", "arxiv", "2401.10020")
    expected = "expected READING_LIST_ARXIV_URL to be an address of http or https, got mirror"
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [f"arXiv: {expected}; nothing was written."],
    )
