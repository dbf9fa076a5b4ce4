from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.model.paper import Author
from generator.store import document, files, paper_text, store
from tests.builders import make_content, make_paper, papers_of, tree, write_file


def run(content: Path, *words: str) -> Result:
    """Run a command on the second of January 2026."""
    command = ["--content", str(content), *words]
    return CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": "1767312000"})


def test_a_file_with_every_field_waits_for_its_words(tmp_path: Path) -> None:
    """The path is all that scripts read; each field is there, in a comment."""
    content = make_content(tmp_path)
    result = run(content, "new", "On <b>Bats</b>: & owls")
    file = content / "papers" / "b-bats-b.yml"
    [file] = (content / "papers").glob("*.yml")
    assert (result.exit_code, result.stdout) == (0, f"{file}\n")
    assert result.stderr.startswith("Fill in what it lacks, or delete it")
    text = file.read_text(encoding="utf-8")
    for name in paper_text.schema()["properties"]:
        assert name in text, name
    assert "title: 'On <b>Bats</b>: & owls'\n" in text
    assert "added: 2026-01-02\n" in text


def test_check_names_what_is_missing_by_its_line(tmp_path: Path) -> None:
    """The abstract; and the title, when none was given."""
    content = make_content(tmp_path)
    run(content, "new")
    run(content, "new")
    run(content, "new", "Bats")
    problems = run(content, "check").stderr.splitlines()
    named, nameless = content / "papers" / "bats.yml", content / "papers" / "new-paper.yml"
    lines = {file: file.read_text(encoding="utf-8").splitlines() for file in (named, nameless)}
    title, abstract = lines[nameless].index("title:") + 1, lines[nameless].index("abstract: >-") + 1
    assert f"{named}:{abstract}: abstract: expected some text, got “”" in problems
    assert f"{nameless}:{title}: title: expected text, got nothing" in problems
    assert f"{nameless}:{abstract}: abstract: expected some text, got “”" in problems
    assert any("new-paper-2.yml" in problem for problem in problems)


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    """The abstract under its line, and every example without its sign."""
    content = make_content(tmp_path)
    run(content, "new", "Bats")
    file = files.paper(content, "bats")
    text = file.read_text(encoding="utf-8").replace("abstract: >-\n", "abstract: >-\n  They fly.\n")
    write_file(file, text)
    assert papers_of(content)["bats"].abstract == "They fly."
    head, _, examples = text.partition("added: 2026-01-02\n")
    parts = [part.splitlines() for part in examples.strip().split("\n\n")]
    plain = [line.removeprefix("# ") for part in parts for line in part if _is_yaml(part, line)]
    full = paper_text.read(document.parse("\n".join([head, *plain]) + "\n", file))
    assert full.authors == (Author("Ada Lovelace"), Author("Kurt Gödel"))
    assert (str(full.published), full.arxiv, full.rating) == ("2024-05-17", "2311.09677", 4)
    assert set(full.links) == {"code"}


def _is_yaml(part: list[str], line: str) -> bool:
    """Whether a line is of the example below the words on a field."""
    starts = [
        n for n, each in enumerate(part) if each.removeprefix("# ").split(":")[0].isidentifier()
    ]
    return bool(starts) and part.index(line) >= starts[0]


def test_a_known_title_is_not_written_again(tmp_path: Path) -> None:
    """The file that has it is named."""
    content = make_content(tmp_path, [make_paper("Bats & owls", key="bats")])
    before = tree(content)
    result = run(content, "new", "BATS and  owls".replace("and", "&"))
    assert result.exit_code == 1
    assert f"{files.paper(content, 'bats')} has this title" in result.output
    assert tree(content) == before


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "a\nb: c\x1b", "{{ x }}", "東京", "x" * 5000]
)
def test_any_title_makes_a_file_of_the_list(tmp_path: Path, title: str) -> None:
    """Never one elsewhere, and never broken YAML."""
    content = make_content(tmp_path)
    result = run(content, "new", title)
    assert result.exit_code == 0
    [file] = (content / "papers").iterdir()
    assert str(file) == result.stdout.strip()
    assert [problem.where for problem in store.load(content).problems] == ["abstract"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """And a list that has problems can have one more file."""
    content = make_content(tmp_path)
    before = tree(content)
    assert run(content, "new", "--dry-run", "Bats").output == f"{files.paper(content, 'bats')}\n"
    assert tree(content) == before
    write_file(content / "papers" / "bats.yml", "no paper")
    assert run(content, "new", "Bats").stdout == f"{files.paper(content, 'bats-2')}\n"
