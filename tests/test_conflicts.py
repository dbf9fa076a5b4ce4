from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.intake.enriching import conflicts
from generator.model.dates import PartialDate
from generator.model.decisions import Conflict
from generator.model.paper import Author, Paper, Source
from generator.model.problems import ContentError
from generator.model.provenance import may_write, record
from generator.model.report import todo
from generator.store import conflict_file, files, store
from tests.builders import TODAY, make_content, make_paper, papers_of, tree, write_file
from tests.cases import Case, bad_cases

LATER = date(2026, 2, 3)
SAID: Mapping[str, Any] = {"OpenAlex": "ACL 2024", "Crossref": "EMNLP 2024"}


def make_conflict(**fields: Any) -> Conflict[Any]:  # noqa: ANN401 - any field's value
    """Return a question about the venue of a paper."""
    some = {"paper": "k", "field": "venue", "question": "Where?", "asked": TODAY, "said": SAID}
    return Conflict(**{**some, **fields})


def by_program(paper: Paper, field: str, origin: str) -> Paper:
    """Return the paper with a field that a program wrote."""
    return replace(paper, sources={**paper.sources, field: record(paper, field, origin, TODAY)})


def content_with(folder: Path, paper: Paper, *asked: Conflict[Any]) -> Path:
    """Make a content folder with a paper and questions about it."""
    content = make_content(folder, [paper])
    files.write(dict(conflict_file.update(content, None, each) for each in asked))
    return content


QUESTIONS = [
    make_conflict(),
    make_conflict(said={"a: b": "# ACL", "monologg/list, HuggingAGI/x": "no"}, answer="ours"),
    make_conflict(field="published", said={"arXiv": PartialDate(2024), "x": PartialDate(2023, 5)}),
    make_conflict(field="doi", said={"arXiv": "10.1234/5", "x": "10.1234/6"}, reason="It is."),
    make_conflict(field="authors", said={"arXiv": (Author("Ø"), Author("B", doubtful=True))}),
    make_conflict(field="arxiv", said={"arXiv": "2401.00010", "x": "2401.00001"}, answer="x"),
]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda each: each.field)
def test_a_question_survives_its_file(tmp_path: Path, asked: Conflict[Any]) -> None:
    """Whatever the field, and when more is said later, with the curator's comments."""
    content = content_with(tmp_path, make_paper(key="k"), asked)
    assert dict(store.load(content).checked().conflicts) == {asked.name: asked}
    file = files.decision(content, asked.name)
    mine = file.read_text(encoding="utf-8").replace("said:", "said: # really?")
    write_file(file, mine)
    more = replace(asked, said={**asked.said, "Late": next(iter(asked.said.values()))})
    files.write(dict([conflict_file.update(content, asked, more)]))
    assert store.load(content).checked().conflicts[asked.name] == more
    assert "said: # really?" in file.read_text(encoding="utf-8")


def test_a_question_reads_well(tmp_path: Path) -> None:
    """It says what to write where, and who says what."""
    _, text = conflict_file.update(tmp_path, None, make_conflict())
    assert text == (
        "# Write after “answer:” whose word holds: one of the names under “said”, or ours: what\n"
        "# ../papers/k.yml says. Then: reading-list enrich\n"
        "paper: k\nfield: venue\nquestion: Where?\nasked: 2026-01-02\n"
        "said:\n  OpenAlex: ACL 2024\n  Crossref: EMNLP 2024\nanswer: null\nreason: null\n"
    )


@pytest.mark.parametrize("case", bad_cases("conflicts"))
def test_what_is_wrong_is_named_by_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """All problems of a file at once."""
    monkeypatch.chdir(tmp_path)
    file = Path(case.options.get("name", "k.venue.yml"))
    file.write_text(case.text, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        conflict_file.load(file)
    assert str(raised.value) == case.problems


def test_a_file_in_a_form_of_its_own_is_not_touched(tmp_path: Path) -> None:
    """The message says which file, and what would help."""
    content = content_with(tmp_path, make_paper(key="k"))
    text = "{paper: k, field: venue, question: W, asked: 2026-01-02, said: {a: b}}\n"
    file = write_file(files.decision(content, "k.venue"), text)
    [known] = store.load(content).conflicts.values()
    with pytest.raises(ContentError, match=r"k\.venue\.yml:1: said: expected fields in lines"):
        conflict_file.update(content, known, replace(known, said=SAID))
    assert file.read_text(encoding="utf-8") == text


def test_what_was_said_is_asked_once() -> None:
    """By whomever, in whatever spelling; what nobody had said before is added to the question."""
    paper, asked = make_paper("A <b>", key="k"), make_conflict()
    new = conflicts.question(paper, "venue", SAID, None, TODAY)
    assert new == make_conflict(question="Where was “A <b>” published?")
    assert conflicts.question(paper, "venue", SAID, asked, LATER) is None
    same = {"Semantic Scholar": "Annual Meeting of the ACL", "Crossref": "emnlp 2024"}
    assert conflicts.question(paper, "venue", same, asked, LATER) is None
    answered = make_conflict(answer="OpenAlex", reason="I was there.")
    more = conflicts.question(paper, "venue", {"ACL Anthology": "TACL 2024"}, answered, LATER)
    assert more == replace(answered, said={**SAID, "ACL Anthology": "TACL 2024"})


def test_an_answer_is_carried_out_once(tmp_path: Path) -> None:
    """With its origin; what that source corrects later, and what a person writes, stays."""
    paper = by_program(make_paper(key="k", venue="TACL 2024"), "venue", "a.bib")
    content = content_with(tmp_path, paper, make_conflict(answer="Crossref"))
    assert files.write(conflicts.carried_out(store.load(content), LATER)) != []
    done = papers_of(content)["k"]
    assert (done.venue, done.sources["venue"].origin, done.updated) == (
        "EMNLP 2024",
        "Crossref",
        LATER,
    )
    before = tree(content)
    assert conflicts.carried_out(store.load(content), LATER) == {}
    corrected = by_program(replace(done, venue="EMNLP 2025"), "venue", "Crossref (by title: 99)")
    assert conflicts.settled(corrected, [make_conflict(answer="Crossref")], LATER) == corrected
    mine = replace(done, venue="My venue")
    assert conflicts.settled(mine, [make_conflict(answer="OpenAlex")], LATER) is mine
    assert conflicts.settled(done, [make_conflict()], LATER) is done
    assert tree(content) == before


def test_ours_makes_the_field_the_curators() -> None:
    """What it says holds from then on; if it says nothing, nothing is to be filled in."""
    paper = by_program(make_paper(key="k", venue="TACL 2024"), "venue", "a.bib")
    kept = conflicts.settled(paper, [make_conflict(answer="ours")], LATER)
    assert (kept.venue, "venue" in kept.sources, may_write(kept, "venue")) == (
        "TACL 2024",
        False,
        False,
    )
    nothing = conflicts.settled(make_paper(key="k"), [make_conflict(answer="ours")], LATER)
    assert nothing.venue is None
    assert nothing.refused == {"venue"}
    assert conflicts.settled(nothing, [make_conflict(answer="ours")], LATER) is nothing


def test_an_authors_answer_is_a_list_of_people() -> None:
    """As they are written in the question."""
    said = {"arXiv": (Author("A"), Author("B")), "Crossref": (Author("A"),)}
    asked = make_conflict(field="authors", said=said, answer="arXiv")
    assert conflicts.settled(make_paper(key="k"), [asked], TODAY).authors == said["arXiv"]


def test_what_waits_for_an_answer_is_to_do(tmp_path: Path) -> None:
    """Until it has one, or a person writes the field, or the paper is gone."""
    paper = by_program(make_paper(key="k", venue="ACL 2024"), "venue", "a.bib")
    gone = make_conflict(paper="gone")
    content = content_with(tmp_path, paper, make_conflict(), gone)

    def waiting() -> dict[str, list[str]]:
        known = store.load(content).checked()
        found = todo(known.reading_list, known.decisions, conflicts=known.conflicts)
        return {each.what: [str(entry) for entry in each.entries] for each in found}

    what = "fields of which sources say different things, in decisions/"
    assert waiting()[what] == ["k.venue"]
    file = files.paper(content, "k")
    text = file.read_text(encoding="utf-8")
    write_file(file, text.replace("venue: ACL 2024", "venue: My own"))
    assert what not in waiting()
    write_file(file, text)
    question = files.decision(content, "k.venue")
    answer = question.read_text(encoding="utf-8").replace("answer: null", "answer: ours")
    write_file(question, answer)
    assert what not in waiting()


def test_questions_about_pairs_and_about_fields_are_told_apart(tmp_path: Path) -> None:
    """By the names of their files; a stray file is a problem with its name."""
    content = content_with(tmp_path, make_paper(key="k"), make_conflict())
    write_file(content / "decisions" / "k.yml", "a: b\n")
    write_file(content / "decisions" / "k.venues.yml", "a: b\n")
    known = store.load(content)
    assert list(known.conflicts) == ["k.venue"]
    assert {problem.file.name for problem in known.problems} == {"k.yml", "k.venues.yml"}


def test_sources_are_named_in_a_paper() -> None:
    """A source that is no origin of the field answers too: the file may have changed since."""
    paper = make_paper(key="k", sources={"venue": Source("x", TODAY, "00000000")})
    assert conflicts.settled(paper, [make_conflict(answer="OpenAlex")], TODAY) is paper
