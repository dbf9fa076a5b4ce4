from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.intake.fetching.wishes import wanted
from generator.model.identifiers import Identifier
from generator.model.paper import Paper
from generator.store import files
from tests import answering
from tests.answering import Answering, Told
from tests.builders import abstract, make_content, make_paper, papers_of, tree, write_file

TEXT = " ".join(abstract("We fuse models by retrieving them and see what comes of it").split())
FUSE = Told(
    "Fuse: Many Models in One, with <LoRA>",
    TEXT,
    ("Ada Ørsted", "Kai-Wei Chang"),
    arxiv="2402.16107",
    doi="10.18653/v1/2024.acl-long.7",
    anthology="2024.acl-long.7",
    venue="Annual Meeting of the Association for Computational Linguistics",
    code="https://github.com/ada/fuse",
)
BATS = Told("Bats at night", abstract("They fly in the dark") * 3, ("B. Wayne",), "2401.00009")
ADDRESSES = [
    "2402.16107",
    "arXiv:2402.16107v2 [cs.CL]",
    "https://arxiv.org/pdf/2402.16107v1",
    "https://huggingface.co/papers/2402.16107",
    "10.48550/arXiv.2402.16107",
    "https://doi.org/10.18653/v1/2024.acl-long.7",
    "doi:10.18653/V1/2024.ACL-long.7",
    "2024.acl-long.7",
    "https://aclanthology.org/2024.acl-long.7.pdf",
]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Services that know two papers."""
    with answering.asked_here(monkeypatch, tmp_path / "cache") as state:
        state.knows(FUSE, BATS)
        yield state


def run(content: Path, *words: str) -> Result:
    """Run `add` on the second of January 2026, without progress."""
    command = ["--content", str(content), "add", "--quiet", *words]
    return CliRunner().invoke(main, command, env={"SOURCE_DATE_EPOCH": "1767312000"})


def fuse_of(content: Path) -> Paper:
    """Return the paper that was added."""
    return papers_of(content)["fuse"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2402.16107", [Identifier("arxiv", "2402.16107")]),
        (" arXiv:2402.16107v2 [cs.CL] 3 Mar ", [Identifier("arxiv", "2402.16107")]),
        ("https://openreview.net/forum?id=PqvMRDCJT9t", [Identifier("openreview", "PqvMRDCJT9t")]),
        ("https://example.org/a-paper", []),
        ("HTTP://[", []),
        ("Attention is all you need", "Attention is all you need"),
        ("What 2402.16107 got wrong about models and their scale", ...),
        ("", ""),
    ],
)
def test_what_is_wanted_is_told_by_its_form(said: str, meant: object) -> None:
    """An identifier, also in an address or with little around it; else a title."""
    found = wanted(said)
    assert found == (said if meant is ... else meant if isinstance(meant, str) else tuple(meant))  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ADDRESSES)
def test_a_paper_comes_by_any_of_its_names(tmp_path: Path, server: Answering, said: str) -> None:
    """With all that the services know of it, in the words of the most trusted."""
    content = make_content(tmp_path)
    result = run(content, said)
    assert result.exit_code == 0, result.output
    paper = fuse_of(content)
    assert (paper.title, paper.abstract) == (FUSE.title, TEXT)
    assert (paper.arxiv, paper.doi, paper.anthology, paper.venue, paper.category) == (
        FUSE.arxiv,
        FUSE.doi,
        FUSE.anthology,
        "ACL 2024",
        "cs.CL",
    )
    assert (str(paper.published), paper.citation_key) == ("2024-05-17", "orsted-chang-2024-fuse")
    assert dict(paper.links) == {"code": ("https://github.com/ada/fuse",)}
    assert {count.what for count in paper.counts} == {"upvotes", "citations"}
    assert {paper.sources[name].origin for name in ("title", "authors", "abstract")} == {"arXiv"}
    assert dict(paper.tags) == {"rag": "rule", "peft": "rule"}
    assert len(server.requests) < 10


@pytest.mark.usefixtures("server")
def test_the_file_is_shown_and_why_it_has_its_tags(tmp_path: Path) -> None:
    """A dry run says the same and writes nothing."""
    content = make_content(tmp_path)
    before = tree(content)
    dry = run(content, "--dry-run", "2402.16107", "--tag", "PEFT")
    assert tree(content) == before
    done = run(content, "2402.16107", "--tag", "PEFT")
    assert (dry.exit_code, dry.stdout) == (0, done.stdout)
    file = files.paper(content, "fuse")
    lines = done.stdout.splitlines()
    assert lines[0] == f"new: {file}"
    text = file.read_text(encoding="utf-8").splitlines()
    assert lines[1 : len(text) + 1] == [f"  {line}" for line in text]
    assert lines[len(text) + 1 :] == [
        "tag rag: matched “retrieving” in the abstract",
        "tag peft: matched “LoRA” in the title",
    ]
    assert dict(fuse_of(content).tags) == {"rag": "rule", "peft": "person"}
    assert run(content, "2402.16107", "--tag", "nosuch").exit_code == 2


@pytest.mark.usefixtures("server")
def test_a_known_paper_stays_as_it_is(tmp_path: Path) -> None:
    """By whatever name it is wished for, also by one that only a service knows."""
    content = make_content(tmp_path, [make_paper(FUSE.title, key="mine", arxiv=FUSE.arxiv)])
    before = tree(content)
    for said in (*ADDRESSES, "fuse, many models in one with lora"):
        result = run(content, said)
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith(f"already known: {files.paper(content, 'mine')}\n")
        assert "reading-list enrich mine" in result.stdout
    assert tree(content) == before


@pytest.mark.usefixtures("server")
def test_a_known_paper_without_ids_learns_them(tmp_path: Path) -> None:
    """Its title and abstract are those of the paper that was wished for."""
    content = make_content(tmp_path, [make_paper(FUSE.title, key="mine", abstract=TEXT)])
    result = run(content, "2402.16107", "--tag", "peft")
    assert result.stdout.startswith("already known, and fuller now: ")
    [paper] = papers_of(content).values()
    assert (paper.key, paper.arxiv, paper.doi, dict(paper.tags)) == (
        "mine",
        FUSE.arxiv,
        FUSE.doi,
        {},
    )


@pytest.mark.usefixtures("server")
def test_several_at_once(tmp_path: Path) -> None:
    """Those that can be added are, each once, and the exit code tells of the others."""
    content = make_content(tmp_path)
    result = run(content, "2402.16107", "2401.00009", FUSE.doi or "", "2401.99999", "https://x.org")
    assert result.exit_code == 1
    assert set(papers_of(content)) == {"fuse", "bats-night"}
    assert "2401.99999: no service knows it\n" in result.stdout
    assert "reading-list new 'Its title'" in result.stdout
    assert "https://x.org: an address in which no paper is named\n" in result.stdout


@pytest.mark.usefixtures("server")
def test_a_title_adds_the_one_paper_that_has_it(tmp_path: Path) -> None:
    """Case and signs do not count."""
    content = make_content(tmp_path)
    assert run(content, "fuse: many models in one with LoRA").exit_code == 0
    assert fuse_of(content).arxiv == FUSE.arxiv
    assert fuse_of(content).sources["arxiv"].origin == "arXiv"


def test_a_paper_of_just_this_title_is_meant(tmp_path: Path, server: Answering) -> None:
    """Not another whose title has a word more."""
    longer = replace(FUSE, title=f"{FUSE.title} again", arxiv="2402.16108", abstract=BATS.abstract)
    server.knows(replace(longer, doi=None, anthology=None))
    content = make_content(tmp_path)
    assert run(content, FUSE.title).exit_code == 0
    assert [paper.arxiv for paper in papers_of(content).values()] == [FUSE.arxiv]


@pytest.mark.usefixtures("server")
def test_a_title_longer_than_any_file_name_is_a_title(tmp_path: Path) -> None:
    """It is searched for as others are."""
    assert "no service knows" in run(make_content(tmp_path), "bats and owls " * 400).stdout


def test_a_title_that_is_not_clear_lists_who_may_be_meant(
    tmp_path: Path, server: Answering
) -> None:
    """With the ids to say which; nothing is added."""
    content = make_content(tmp_path)
    before = tree(content)
    vague = run(content, "many models")
    ids = "arXiv 2402.16107, DOI 10.18653/v1/2024.acl-long.7, ACL Anthology 2024.acl-long.7"
    assert (vague.exit_code, vague.stdout.splitlines()) == (
        1,
        [
            "“many models”: no paper has just this title; add the one you mean by its id",
            f"  {ids}: {FUSE.title} — Ada Ørsted, Kai-Wei Chang (50 % alike)",
        ],
    )
    server.knows(replace(BATS, abstract=abstract("No bats here") * 3, arxiv="2401.00010"))
    twins = run(content, BATS.title)
    assert twins.exit_code == 1
    assert "several papers have this title" in twins.stdout
    assert {"arXiv 2401.00009", "arXiv 2401.00010"} <= {
        line.strip().partition(":")[0] for line in twins.stdout.splitlines()
    }
    assert run(content, "unheard of").stdout.splitlines() == [
        "unheard of: no service knows a paper of this title",
        "  to write it by hand: reading-list new 'unheard of'",
    ]
    assert tree(content) == before


def test_a_paper_without_an_abstract_is_not_made(tmp_path: Path, server: Answering) -> None:
    """The way to write it by hand is told, with its title."""
    server.papers = {"crossref": [replace(FUSE, title="It’s $(rm -rf ~) 'it' \x1b[31m")]}
    content = make_content(tmp_path)
    result = run(content, FUSE.doi or "")
    assert result.exit_code == 1
    assert f"{FUSE.doi}: no service has its abstract\n" in result.stdout
    hint = result.stdout.splitlines()[-1].partition("reading-list new ")[2]
    assert shlex.split(hint) == ["It’s $(rm -rf ~) 'it' [31m"]
    assert "\x1b" not in result.stdout
    assert papers_of(content) == {}


def test_a_service_that_is_down_is_told(tmp_path: Path, server: Answering) -> None:
    """Who else knows the paper is enough; if nobody does, it may be the one that is down."""
    server.broken["arxiv"] = answering.failing(500)
    content = make_content(tmp_path)
    result = run(content, "2402.16107")
    assert (result.exit_code, "arXiv did not answer: " in result.stderr) == (0, True)
    assert fuse_of(content).sources["title"].origin == "Hugging Face"
    server.papers = {"arxiv": [BATS]}
    failed = run(content, "2401.00009")
    assert (failed.exit_code, "arXiv did not answer: " in failed.stderr) == (1, True)
    unsure = "not found, and not all services answered: try again later"
    assert failed.stdout == f"2401.00009: {unsure}\n"
    assert run(content, BATS.title).stdout == f"{BATS.title}: {unsure}\n"


def test_disputed_fields_are_asked(tmp_path: Path, server: Answering) -> None:
    """And stay unknown in the new paper."""
    server.papers["crossref"] = [replace(FUSE, venue="Proceedings of EMNLP")]
    content = make_content(tmp_path)
    result = run(content, "2402.16107")
    assert f"decide: {content}/decisions/fuse.venue.yml\n" in result.stdout
    assert fuse_of(content).venue is None


def test_a_namesake_with_another_abstract_is_a_paper_of_its_own(
    tmp_path: Path, server: Answering
) -> None:
    """Until the curator has decided."""
    content = make_content(tmp_path, [make_paper(BATS.title, key="bats-night")])
    result = run(content, "2401.00009")
    assert result.stdout.startswith(f"new: {files.paper(content, 'bats-night-2')}\n")
    assert (content / "decisions" / "bats-night--bats-night-2.yml").exists()
    assert server.asked("arxiv") != []


@pytest.mark.usefixtures("server")
def test_an_account_for_scripts(tmp_path: Path) -> None:
    """In the order of the wishes."""
    content = make_content(tmp_path)
    answer = json.loads(run(content, "--json", "2402.16107", "many models").stdout)
    assert [each["outcome"] for each in answer["added"]] == ["new", "several"]
    first, second = answer["added"]
    assert (first["key"], first["title"], set(first["tags"])) == (
        "fuse",
        FUSE.title,
        {"rag", "peft"},
    )
    assert second["candidates"][0]["identifiers"]["arxiv"] == FUSE.arxiv
    assert (answer["failed"], answer["dry_run"]) == ([], False)


def test_hostile_words_come_in_as_text(tmp_path: Path, server: Answering) -> None:
    """Whatever a service sends as a title or an abstract."""
    title = "{{ 7*7 }} <script>alert(1)</script> [x](javascript:y) !!python/object: \u202eevil"
    text = f"# {title}\n--- {{% raw %}} &amp; " + "very long " * 9_000
    server.papers = {"hugging-face": [replace(FUSE, title=title, abstract=text)]}
    content = make_content(tmp_path)
    result = run(content, "2402.16107")
    assert result.exit_code == 0, result.output[-500:]
    [paper] = papers_of(content).values()
    assert (paper.title, paper.abstract) == (title, " ".join(text.split()))
    assert "\u202e" not in result.output.split("title: ")[0]


def test_a_list_with_problems_is_not_added_to(tmp_path: Path, server: Answering) -> None:
    """Nobody is asked before it is in order."""
    content = make_content(tmp_path)
    write_file(content / "papers" / "x.yml", "title: X\n")
    assert run(content, "2402.16107").exit_code == 1
    assert server.requests == []
