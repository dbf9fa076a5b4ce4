"""What changed in the list is read from git as it is, with its merges, gaps and mistakes."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.model.history import Change, History
from generator.store import git
from generator.store import history as histories
from generator.store.history import history
from tests.builders import TAGS, make_content, make_full_paper, write_file
from tests.repositories import Repository, make_repository

PAPER = "title: {title}\nabstract: Words.\n"
PATH = "title: A path\nintroduction: Begin.\npapers:\n- {paper: a, why: First.}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A list of two papers, committed on 13 March 2025."""
    repository = make_repository(tmp_path / "work", "a", "b")
    repository.commit()
    return repository


def last(repository: Repository) -> list[Change]:
    """Return what the last commit changed; it must be told."""
    found = history(repository.content).commits[0]
    assert found.revision == repository.git("rev-parse", "HEAD")
    return list(found.changes)


def test_every_commit_says_what_it_did_on_its_day(repository: Repository) -> None:
    """The newest comes first; one thing that happened to several papers is one change."""
    repository.commit({"papers/c.yml": PAPER.format(title="Third"), "papers/a.yml": None})
    found = history(repository.content)
    assert [(each.day, each.changes) for each in found.commits] == [
        (date(2025, 3, 14), (Change("removed", "paper", ("a",)), Change("added", "paper", ("c",)))),
        (
            date(2025, 3, 13),
            (Change("added", "paper", ("a", "b")), Change("added", "topic", ("rag", "peft"))),
        ),
    ]
    assert found.lack == ""
    assert found.names["paper", "a"] == "Title of a"
    assert found.names["paper", "c"] == "Third"


FIELDS = [
    ("title: Title of a", "title: Better title", [("corrected", "title")]),
    ("added:", "summary: One line.\nadded:", [("filled", "summary")]),
    ("added:", "authors: [Ada, Eve]\nyear: 1\nadded:", [("filled", "authors")]),
    ("added:", "tags: {rag: rule, peft: rejected}\nadded:", [("tagged", "rag")]),
    ("added:", "links: {code: 'https://x.org'}\nadded:", [("filled", "links.code")]),
    ("added:", "listed: [{capture: x, position: 1}]\nadded:", [("listed", "")]),
    ("added:", "status: withdrawn\nadded:", [("withdrawn", "")]),
    ("added:", "status: removed\nnote: Asked.\nadded:", [("removed", ""), ("filled", "note")]),
]


@pytest.mark.parametrize(("before", "after", "told"), FIELDS)
def test_change_of_a_paper_is_told_by_its_field(
    repository: Repository, before: str, after: str, told: list[tuple[str, str]]
) -> None:
    """What is refused is no tag; and a state takes its own words."""
    repository.commit(repository.changed("papers/a.yml", before, after))
    assert [(each.verb, each.detail) for each in last(repository)] == told
    assert {each.keys for each in last(repository)} == {("a",)}


def test_what_is_taken_away_is_told(repository: Repository) -> None:
    """A tag, a field, a link; a link that a person refuses is taken away too."""
    added = "tags: [rag, peft]\nvenue: ACL 2024\nlinks: {code: 'https://x.org', demo: 'https://y.org'}\n"
    repository.commit(repository.changed("papers/a.yml", "added:", f"{added}added:"))
    less = added.replace("[rag, peft]", "{peft: rule}").replace("venue: ACL 2024\n", "")
    less = less.replace("'https://x.org'", "null").replace("y.org", "z.org")
    repository.commit(repository.changed("papers/a.yml", added, less))
    assert [(each.verb, each.detail) for each in last(repository)] == [
        ("untagged", "rag"),
        ("emptied", "venue"),
        ("emptied", "links.code"),
        ("corrected", "links.demo"),
    ]


def test_another_form_of_the_same_is_no_change(repository: Repository) -> None:
    """Quotes, order, comments, line ends; nor are counts, sources, days and vectors."""
    file = "papers/a.yml"
    text = (repository.content / file).read_text(encoding="utf-8")
    head, _, rest = text.partition("title: Title of a\n")
    repository.commit({file: f"# mine\n{rest}title: >-\n  Title\n  of a\n{head}"})
    repository.commit({file: text.replace("\n", "\r\n")})
    repository.commit({file: text.replace("added: 2026-01-02", "updated: 2026-01-02")})
    repository.commit(
        {file: text + "counts: [{what: upvotes, value: 1, source: s, date: 2026-01-02}]\n"}
    )
    repository.commit({"vectors/a.vec": b"\0\1", "captures/c.txt": "x", "about.md": "# Us\n"})
    assert len(history(repository.content).commits) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "title: [\nabstract: x\n",
        "title: Title of a\ntitle: again: again\n",
        b"\xff\xfe\x00title",
        "- a list\n",
        "a: {}\ntags: {x: {facet: f}}\n",
        "links: a text\ntags: 3\nlisted: 5\ntitle: Title of a\n",
        "title: &a [*a]\n",
        "[" * 5000,
        "",
    ],
)
def test_mistakes_of_the_past_break_nothing(repository: Repository, broken: str | bytes) -> None:
    """What a commit broke and the next one mended is not told, and all else is."""
    good = (repository.content / "papers/a.yml").read_text(encoding="utf-8")
    repository.commit({"papers/a.yml": broken})
    repository.commit({"papers/a.yml": good, "papers/c.yml": PAPER.format(title="Third")})
    assert Change("added", "paper", ("c",)) in last(repository)
    for file in ("tags.yml", "redirects.yml", "decisions/a--b.yml", "collections/p.yml"):
        repository.commit({file: broken})
    repository.commit({"papers/d.yml": PAPER.format(title="Fourth"), "tags.yml": TAGS})
    assert Change("added", "paper", ("d",)) in last(repository)


def test_merge_of_papers_is_one_change(repository: Repository) -> None:
    """What the survivor gains by it is a part of it; taken apart again, the same."""
    kept = (repository.content / "papers/a.yml").read_text(encoding="utf-8")
    merged = {
        "papers/a.yml": None,
        "merged/a.yml": kept,
        "redirects.yml": "a: {to: b, date: 2026-01-02}\n",
    }
    survivor = repository.changed("papers/b.yml", "added:", "venue: ACL 2024\nadded:")
    repository.commit({**merged, **survivor})
    assert last(repository) == [Change("merged", "paper", ("a",), "b")]
    assert history(repository.content).names["paper", "a"] == "Title of a"

    repository.commit({"papers/a.yml": kept, "merged/a.yml": None, "redirects.yml": "{}\n"})
    assert last(repository) == [Change("split", "paper", ("a",), "b")]


def test_paper_under_another_key_has_moved(repository: Repository) -> None:
    """With a redirect from the old key, or without one."""
    text = (repository.content / "papers/a.yml").read_text(encoding="utf-8")
    repository.commit({"papers/a.yml": None, "papers/new.yml": text})
    assert last(repository) == [Change("moved", "paper", ("new",), "a")]
    redirects = "new: {to: newer, date: 2026-01-02}\n"
    repository.commit(
        {"papers/new.yml": None, "papers/newer.yml": text, "redirects.yml": redirects}
    )
    assert last(repository) == [Change("moved", "paper", ("newer",), "new")]


def test_paths_topics_and_answers_are_told(repository: Repository) -> None:
    """A rule that changes is not a topic that means something else."""
    repository.commit({"collections/p.yml": PATH})
    assert last(repository) == [Change("added", "path", ("p",))]
    repository.commit(repository.changed("collections/p.yml", "First.", "At first."))
    assert last(repository) == [Change("changed", "path", ("p",))]
    repository.commit({"collections/p.yml": None})
    assert last(repository) == [Change("removed", "path", ("p",))]
    assert history(repository.content).names["path", "p"] == "A path"

    tags = TAGS.replace("It reads.", "It looks up.").replace("LoRA]", "LoRA, adapter]")
    repository.commit({"tags.yml": f"{tags}  new: {{name: New, facet: method, description: N.}}\n"})
    assert last(repository) == [
        Change("changed", "topic", ("rag",)),
        Change("ruled", "topic", ("peft",)),
        Change("added", "topic", ("new",)),
    ]
    asked = "papers: [a, b]\nquestion: One?\nasked: 2026-01-02\nanswer: {}\n"
    repository.commit({"decisions/a--b.yml": asked.format("null"), "papers/c.yml": PAPER})
    assert {each.verb for each in last(repository)} == {"added"}
    repository.commit({"decisions/a--b.yml": asked.format("different")})
    assert last(repository) == [Change("answered", "pair", ("a--b",), "different")]
    field = "paper: a\nfield: venue\nquestion: Which?\nasked: 2026-01-02\nsaid: {}\nanswer: ours\n"
    repository.commit({"decisions/a.venue.yml": field})
    assert last(repository) == [Change("answered", "paper", ("a",), "venue")]


def test_merged_branch_is_told_once_on_the_day_of_its_merge(repository: Repository) -> None:
    """As readers saw it come; what is not committed is not told."""
    repository.git("switch", "--quiet", "--create", "branch")
    for key in ("c", "d"):
        repository.commit({f"papers/{key}.yml": PAPER.format(title=key)})
    repository.git("switch", "--quiet", "main")
    repository.commit({"papers/e.yml": PAPER.format(title="e")})
    repository.git("merge", "--quiet", "--no-ff", "--message", "Merge", "branch")
    write_file(repository.content / "papers" / "f.yml", PAPER.format(title="f"))
    found = [each.changes for each in history(repository.content).commits]
    assert found[:2] == [
        (Change("added", "paper", ("c", "d")),),
        (Change("added", "paper", ("e",)),),
    ]
    assert len(found) == 3


def clone(repository: Repository, folder: Path, *options: str) -> Path:
    """Clone a repository as a workflow does, over its protocol, and return its content folder."""
    repository.git("clone", "--quiet", *options, f"file://{repository.folder}", str(folder))
    return folder / "content"


@pytest.mark.parametrize(("depth", "told"), [(1, []), (2, ["c"])])
def test_shallow_clone_tells_what_it_has(
    repository: Repository, tmp_path: Path, depth: int, told: list[str]
) -> None:
    """Never that all papers were added by the commit at which it ends."""
    repository.commit({"papers/c.yml": PAPER.format(title="Third")})
    found = history(clone(repository, tmp_path / "clone", "--depth", str(depth)))
    assert [key for each in found.commits for change in each.changes for key in change.keys] == told
    assert found.lack == "shallow"


def test_missing_files_are_not_fetched(repository: Repository, tmp_path: Path) -> None:
    """A clone without old files says so, and tells what it can; no build reaches the network."""
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit(repository.changed("papers/a.yml", "Title of a", "Other title"))
    repository.commit({"papers/c.yml": PAPER.format(title="Third")})
    content = clone(repository, tmp_path / "clone", "--filter=blob:none")

    def missing() -> int:
        asked = ["git", "-C", str(content), "rev-list", "--objects", "--missing=print", "HEAD"]
        done = subprocess.run(asked, check=True, capture_output=True, encoding="utf-8")
        return sum(line.startswith("?") for line in done.stdout.splitlines())

    before = missing()
    found = history(content)
    assert found.lack == "unreadable"
    assert found.commits[0].changes == (Change("added", "paper", ("c",)),)
    assert missing() == before > 0


def test_without_git_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor in a repository without commits, nor on a machine without git."""
    assert history(make_content(tmp_path / "bare")) == History()
    repository = make_repository(tmp_path / "new", "a")
    assert history(repository.content).lack == "git"
    repository.commit()
    assert history(repository.content).lack == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert history(repository.content).lack == "git"


def test_settings_of_git_change_nothing(repository: Repository) -> None:
    """Colours, signatures, renames, merges, roots: each would be another text to read."""
    repository.commit({"papers/c.yml": PAPER.format(title="Third")})
    before = history(repository.content)
    histories._history.cache_clear()
    for name, value in {
        "color.ui": "always",
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.decorate": "full",
        "log.follow": "true",
        "log.diffMerges": "off",
        "diff.renames": "copies",
        "diff.relative": "false",
        "core.quotePath": "true",
        "core.abbrev": "5",
        "format.pretty": "%B",
    }.items():
        repository.git("config", name, value)
    assert history(repository.content) == before
    assert len(before.commits) == 2


def test_content_may_be_the_repository(tmp_path: Path) -> None:
    """Or a folder in a folder; what is beside it is nobody's change."""
    root = Repository(tmp_path / "content")
    make_content(tmp_path, [make_full_paper(key="a")])
    root.content = root.folder
    root.commit()
    assert Change("added", "paper", ("a",)) in last(root)

    deep = Repository(tmp_path / "deep")
    deep.content = make_content(deep.folder / "lists", [make_full_paper(key="a")])
    write_file(deep.folder / "papers" / "x.yml", PAPER)
    deep.commit()
    assert [each.keys for each in last(deep) if each.thing == "paper"] == [("a",)]


def test_links_and_odd_names_are_left_alone(repository: Repository) -> None:
    """A symbolic link is no paper, and a name may have a line end in it."""
    (repository.content / "papers" / "link.yml").symlink_to("a.yml")
    write_file(repository.content / "papers" / "o\n:d 'd\".yml", PAPER)
    repository.commit({"papers/deep/x.yml": PAPER, "papers/readme.txt": "x"})
    assert last(repository) == [Change("added", "paper", ("o\n:d 'd\"",))]


def test_same_commit_is_read_once(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that builds after every change of a file asks git only whether there is a commit."""
    asked: list[tuple[str, ...]] = []
    ask = git.ask

    def asking(folder: Path, *words: str) -> bytes | None:
        asked.append(words)
        return ask(folder, *words)

    monkeypatch.setattr(git, "ask", asking)
    first = history(repository.content)
    assert len(asked) == 2
    write_file(repository.content / "papers" / "c.yml", PAPER)
    assert history(repository.content) is first
    assert len(asked) == 3
    repository.commit()
    assert len(history(repository.content).commits) == 2


def test_no_more_is_told_than_readers_want(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many commits, and no older than a year before the newest of them."""
    for number in range(4):
        repository.commit({f"papers/n{number}.yml": PAPER.format(title=number)})
    with monkeypatch.context() as patch:
        patch.setattr(histories, "COMMITS", 3)
        histories._history.cache_clear()
        assert len(history(repository.content).commits) == 3
    histories._history.cache_clear()
    assert len(history(repository.content).commits) == 5
    repository.commits += 400
    repository.commit({"papers/late.yml": PAPER.format(title="Late")})
    assert len(history(repository.content).commits) == 1
