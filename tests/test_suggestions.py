"""What readers ask for in forms: done when it is clear, answered in our words, never believed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import main
from generator.intake.curating import suggestions
from generator.intake.curating.suggestions import RefusedError
from generator.model.paper import Paper
from generator.store import document, files, paper_text
from tests import ROOT
from tests.actions import Repository, Run
from tests.answering import Answering, Told, answering, failing
from tests.builders import make_content, make_full_paper, make_paper, papers_of, tree, write_file
from tests.cases import DATA
from tests.forked import forking

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
CASES = sorted((DATA / "issues").glob("*.yml"))
FUSION = make_full_paper(key="fusion", title="Fusion", doi=None)


def form(name: str) -> list[dict[str, Any]]:
    """Return the questions of a form."""
    text = (FORMS / f"{name}.yml").read_text("utf-8")
    questions: list[dict[str, Any]] = yaml.safe_load(text)["body"]
    return questions


def body_of(name: str, answers: Mapping[str, object]) -> str:
    """Return the text that GitHub makes of a form's answers."""
    known = {question["id"] for question in form(name)}
    assert answers.keys() <= known, "an answer to no question"
    return "\n\n".join(
        f"### {question['attributes']['label']}\n\n{answers.get(question['id']) or '_No response_'}"
        for question in form(name)
    )


def event(folder: Path, body: str | None) -> Path:
    """Write the event of an issue, as GitHub does."""
    issue = {"number": 12, "title": "$(touch pwned)", "body": body, "state": "open"}
    return write_file(folder / "event.json", json.dumps({"action": "opened", "issue": issue}))


def run(content: Path, body: str | None, *words: str, **environment: str) -> Result:
    """Run `reading-list issue`."""
    own = {"SOURCE_DATE_EPOCH": "1800000000", "XDG_CACHE_HOME": str(content.parent / "cache")}
    arguments = ["--content", str(content), "issue", str(event(content.parent, body)), *words]
    return CliRunner().invoke(main, arguments, env={**own, **environment})


@pytest.fixture
def services() -> Iterator[Answering]:
    """The services, on this machine."""
    with answering() as services:
        services.knows(Told("Alpha: a study", arxiv="2602.00001"))
        services.papers["crossref"].append(Told("Bare", abstract=None, doi="10.1234/without"))
        yield services


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_issue_is_answered(tmp_path: Path, services: Answering, file: Path) -> None:
    """As its case says; only what is asked for changes, in one file, and nothing ever runs."""
    case = yaml.safe_load(file.read_text("utf-8"))
    answers = dict(case.get("answers", {}))
    if "times" in case:
        answers["right"] *= case["times"]
    body = case["body"] if "body" in case else body_of(case["form"], answers)
    content = make_content(tmp_path, [FUSION])
    before = tree(content)
    result = run(content, body, **services.environment())
    assert result.exit_code == 0, result.output
    said, wanted = result.stdout.rstrip("\n"), case["says"]
    assert said == wanted or fnmatchcase(said, escaped(wanted)), said
    papers = papers_of(content)
    assert list(papers) == [*([case["adds"]] if "adds" in case else []), "fusion"]
    changed = {each.name for each in fields(Paper) if field_of(papers, each.name)}
    assert changed - {"updated"} == case.get("becomes", {}).keys()
    becomes = paper_text.fields_of(papers["fusion"])
    for name, value in case.get("becomes", {}).items():
        if name == "links":
            assert becomes["links"]["code"] == value["code"]
        else:
            assert str(becomes[name]) == str(value)
    if not changed and "adds" not in case:
        assert tree(content) == before
    assert not list(tmp_path.rglob("pwned"))


def field_of(papers: Mapping[str, Paper], name: str) -> bool:
    """Whether a field of the paper has changed."""
    return bool(getattr(papers["fusion"], name) != getattr(FUSION, name))


def escaped(pattern: str) -> str:
    """Return a pattern in which only `*` is more than itself."""
    return "".join(f"[{c}]" if c in "?[" else c for c in pattern)


def test_correction_is_a_persons_and_moves_one_line(tmp_path: Path) -> None:
    """No program writes the field again, and comments stay."""
    content = make_content(tmp_path, [FUSION])
    file = content / "papers" / "fusion.yml"
    text = files.read_text(file).replace("venue: ICLR 2024", "venue: ICLR 2024   # sure?")
    file.write_bytes(text.encode())
    answers = {"key": "fusion", "field": "Venue", "right": "ACL 2024"}
    assert run(content, body_of("wrong-paper", answers), "--dry-run").exit_code == 0
    assert files.read_text(file) == text
    run(content, body_of("wrong-paper", answers))
    moved = [
        new
        for old, new in zip(text.splitlines(), files.read_text(file).splitlines(), strict=True)
        if old != new
    ]
    assert moved == ["venue: ACL 2024   # sure?", "updated: 2027-01-15"]


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    """Browsers send them."""
    content = make_content(tmp_path, [FUSION])
    body = body_of("wrong-paper", {"key": "fusion", "field": "Venue", "right": "ACL 2024"})
    assert "From now on: ACL 2024" in run(content, body.replace("\n", "\r\n")).stdout


def test_service_that_is_down_is_no_answer(tmp_path: Path, services: Answering) -> None:
    """The run fails, so that a curator repeats it; the reader is told nothing wrong."""
    content = make_content(tmp_path)
    services.broken = dict.fromkeys(["arxiv"], failing(404))
    body = body_of("suggest-a-paper", {"link": "2602.00099"})
    result = run(content, body, **services.environment())
    assert (result.exit_code, result.stdout) == (1, "")
    assert "arXiv did not answer" in result.stderr


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"issue": null}', '{"issue": {"body": 7}}'])
def test_what_is_no_event_is_wrong_use(tmp_path: Path, text: str) -> None:
    """And changes nothing."""
    content = make_content(tmp_path)
    file = write_file(tmp_path / "event.json", text)
    result = CliRunner().invoke(main, ["--content", str(content), "issue", str(file)])
    assert (result.exit_code, "an event of an issue" in result.stderr) == (2, True)


@given(st.text(), st.sampled_from(sorted(suggestions.FIELDS)), st.text())
def test_any_answer_is_read_or_refused(key: str, field: str, right: str) -> None:
    """And what is read makes a paper whose file holds just that."""
    body = body_of("wrong-paper", {"key": key, "field": field, "right": right})
    try:
        asked = suggestions.of_body(body)
        assert isinstance(asked, suggestions.Correction)
        paper = make_paper()
        after = suggestions.corrected(paper, asked, FUSION.added or paper.added)  # type: ignore[arg-type]
    except RefusedError:
        return
    text = paper_text.write(after)
    assert paper_text.read(document.parse(text, Path("c-sharp.yml"))) == after


def test_forms_ask_what_the_program_reads() -> None:
    """In the same words and order; only the last answer may take more than a line."""
    for name, questions in (
        ("suggest-a-paper", suggestions.PAPER),
        ("wrong-paper", suggestions.CORRECTION),
    ):
        asked = form(name)
        assert tuple(each["attributes"]["label"] for each in asked) == questions
        assert [each["type"] for each in asked].index("textarea") == len(asked) - 1
    [field] = [each for each in form("wrong-paper") if each["id"] == "field"]
    assert field["attributes"]["options"] == list(suggestions.FIELDS)
    assert [each["id"] for each in form("wrong-paper")][:2] == ["key", "url"]


# ---- The workflow --------------------------------------------------------------------------------

BRANCH = "suggestion/12"


def edited(repository: Repository, services: Answering, body: str) -> Run:
    """Run the workflow on an issue that says this."""
    issue = {"number": 12, "title": "$(touch pwned)", "body": body, "state": "open"}
    repository.events = {"action": "edited", "issue": issue, "sender": {"type": "User"}}
    return repository.run("suggestions.yml", services.environment())


def test_issue_becomes_a_pull_request(tmp_path: Path, services: Answering) -> None:
    """One for an issue, which follows its edits until a person takes it over; one comment."""
    with forking(tmp_path / "program") as program:
        _follow_an_issue(Repository(tmp_path, program, [FUSION]), services)
    assert not list(tmp_path.rglob("pwned"))


def _follow_an_issue(repository: Repository, services: Answering) -> None:
    done = edited(repository, services, body_of("suggest-a-paper", {"link": "`touch pwned`"}))
    assert done.failed == "", done.log
    assert repository.pulls == []
    [comment] = repository.kept("comments")
    assert comment["body"].startswith("The link names no paper.")

    link = {"link": "2602.00001", "why": "$(touch pwned) @torvalds"}
    done = edited(repository, services, body_of("suggest-a-paper", link))
    assert done.failed == "", done.log
    [pull] = repository.pulls
    assert (pull["head"], pull["title"]) == (BRANCH, "Suggestion of #12")
    assert pull["body"].startswith("Closes #12.\n\nA reader suggests a paper.\n")
    assert "1 new." in pull["body"]
    assert "@torvalds" not in pull["body"]
    assert "alpha" in repository.files(BRANCH)
    [comment] = repository.kept("comments")
    assert comment["body"].startswith("Thank you. #100 proposes it")

    right = {"key": "fusion", "field": "Venue", "right": "ACL 2024"}
    done = edited(repository, services, body_of("wrong-paper", right))
    assert done.failed == "", done.log
    assert "alpha" not in repository.files(BRANCH)
    assert [each["number"] for each in repository.pulls] == [100]
    assert "From now on: ACL 2024" in repository.pulls[0]["body"]

    # A commit made anew keeps its author; the one who made it is a person all the same.
    work = repository.folder / "work"
    repository.git(work, "fetch", "--quiet", "origin", BRANCH)
    repository.git(work, "switch", "--quiet", "--detach", "FETCH_HEAD")
    repository.git(work, "commit", "--quiet", "--amend", "--message", "Better words")
    repository.git(work, "push", "--quiet", "--force", "origin", f"HEAD:refs/heads/{BRANCH}")
    repository.git(work, "switch", "--quiet", "main")
    done = edited(repository, services, body_of("suggest-a-paper", link))
    assert (done.done, "left to them" in done.log) == (["prepare"], True)

    repository.push(BRANCH, "I know better", **{"content/papers/fusion.yml": "title: mine\n"})
    done = edited(repository, services, body_of("suggest-a-paper", link))
    assert (done.done, "left to them" in done.log) == (["prepare"], True)
    assert repository.files(BRANCH)["fusion"] == "title: mine\n"


def test_other_issues_start_nothing(tmp_path: Path, services: Answering) -> None:
    """Nor do closed ones."""
    repository = Repository(tmp_path, tmp_path / "none")
    assert edited(repository, services, "It does not work.").done == []
    body = body_of("suggest-a-paper", {"link": "2602.00001"})
    repository.events = {"issue": {"number": 12, "body": body, "state": "closed"}}
    assert repository.run("suggestions.yml", {}).done == []
