"""What became of a list since an earlier copy: complete, in order, and safe to show."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.model.decisions import Decision
from generator.model.paper import Author
from generator.store import files, store
from tests import ROOT
from tests.builders import TODAY, make_content, make_paper, tree, write_file

ALPHA = make_paper(key="alpha", title="Alpha")
BETA = make_paper(key="beta", title="Beta")


def run(before: Path, after: Path, *words: str) -> Result:
    """Run `reading-list compare`."""
    return CliRunner().invoke(main, ["--content", str(after), "compare", str(before), *words])


def test_everything_that_changed_is_told(tmp_path: Path) -> None:
    """New, other and gone papers, and what is to be decided; the day of the update is no news."""
    before = make_content(tmp_path / "before", [ALPHA, BETA])
    new = make_paper(
        key="gamma",
        title="Gamma: $C^2$",
        arxiv="2401.10020",
        authors=tuple(Author(f"A{number} B") for number in range(7)),
        tags={"rag": "rule", "peft": "rejected"},
    )
    other = replace(ALPHA, venue="ACL 2024", updated=TODAY)
    after = make_content(tmp_path / "after", [other, new])
    asked = Decision(papers=("alpha", "gamma"), question="Same?", asked=TODAY)
    files.write(dict([store.decision_text(after, asked)]))
    shown = tree(after)
    assert run(before, after).stdout == (
        "1 new, 1 changed, 1 gone, 1 to decide.\n"
        "\n## New papers\n\n"
        "- **[Gamma\\: C²](https://arxiv.org/abs/2401.10020)**\\\n"
        "  A0 B, A1 B, A2 B, A3 B, A4 B and 2 more\\\n"
        "  gamma · rag\n"
        "\n## Changed papers\n\n- alpha: venue\n"
        "\n## Papers that are gone\n\n- beta\n"
        "\n## To decide\n\n- content/decisions/alpha\\-\\-gamma.yml: Same?\n"
    )
    answer = json.loads(run(before, after, "--json").stdout)
    assert answer == {
        "new": ["gamma"],
        "changed": {"alpha": ["venue"]},
        "gone": ["beta"],
        "questions": ["alpha--gamma"],
    }
    assert tree(after) == shown


def test_same_list_has_nothing_to_tell(tmp_path: Path) -> None:
    """Not even a line, so that a script sees it."""
    content = make_content(tmp_path, [ALPHA])
    assert run(content, content).stdout == ""


def test_papers_beyond_what_github_takes_are_counted(tmp_path: Path) -> None:
    """However long the titles are: 100 kB are cut, and 1,000 papers end in a word on the rest."""
    long = make_paper(key="long", title="x" * 100_000)
    many = [make_paper(key=f"p{number}", title=f"{number} {'*' * 200}") for number in range(1000)]
    said = run(make_content(tmp_path / "a"), make_content(tmp_path / "b", [long])).stdout
    assert len(said) < 500
    said = run(tmp_path / "a" / "content", make_content(tmp_path / "c", many)).stdout
    assert 40_000 < len(said) < 60_000
    assert said.startswith("1000 new.")
    assert said.endswith("The rest stands in the changed files.\n")


def test_lists_with_problems_can_be_compared(tmp_path: Path) -> None:
    """As far as they can be read: whoever approves a change wants to see it just then."""
    before = make_content(tmp_path / "before")
    after = make_content(tmp_path / "after", [ALPHA])
    write_file(after / "papers" / "broken.yml", "a: [")
    assert run(before, after).stdout.startswith("1 new.")
    assert run(ROOT / "tests" / "nowhere", after).exit_code == 2
