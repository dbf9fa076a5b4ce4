from __future__ import annotations

from pathlib import Path

from generator.intake.merging.evidence import with_evidence
from generator.model.decisions import Decision
from generator.store import files, store
from tests.builders import TODAY, make_content, make_full_paper, make_paper, write_file

ASKED = Decision(("a", "b"), "Is it?", TODAY)


def test_a_question_shows_both_papers_side_by_side(tmp_path: Path) -> None:
    """In the words that a reader reads, short enough to be seen at once."""
    one = make_full_paper(title="{\\sc Fuse}: $C^2$ of it", key="a", abstract="We use it. " * 40)
    two = make_paper("Fuse: C² of them", key="b", abstract="We use it. " * 39 + "Not.")
    content = make_content(tmp_path, [one, two])
    file, text = store.decision_text(content, with_evidence(ASKED, one, two))
    assert text == (Path(__file__).parent / "golden" / "store" / "question.yml").read_text(
        encoding="utf-8"
    )
    files.write({file: text})
    known = store.load(content).checked().decisions["a--b"]
    assert known == with_evidence(ASKED, one, two)
    answered = text.replace("answer: null", "answer: different # surely")
    write_file(file, answered)
    assert store.load(content).checked().decisions["a--b"].answer == "different"


def test_hostile_papers_are_shown_as_the_text_they_are(tmp_path: Path) -> None:
    """Whatever they hold, the file says it and can be read again."""
    hostile = (
        '\'- key: &a *a !!python/object [1, "2"] # no',
        "\u202eevil",
        "a: b\n\n- c",
        "x" * 99999,
    )
    for text in hostile:
        papers = [make_paper(text, key="a", abstract=text), make_paper("b", key="b", abstract="b")]
        content = make_content(tmp_path, papers)
        asked = with_evidence(ASKED, *papers)
        files.write(dict([store.decision_text(content, asked)]))
        assert store.load(content).checked().decisions["a--b"] == asked
