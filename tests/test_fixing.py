"""`check --fix`: what can be meant in one way is mended, and no other byte moves."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.__main__ import main
from generator.intake.curating import fixing
from generator.intake.curating.spelling import respelt, spellings
from generator.model.dates import PartialDate
from generator.model.decisions import Conflict, Decision
from generator.model.paper import Author, Listing
from generator.model.provenance import may_write, record
from generator.store import conflict_file, document, files, paper_text, store
from tests import ROOT
from tests.builders import make_content, make_paper, papers_of, tree, write_file
from tests.ugly import TITLES

TODAY = date(2026, 1, 2)


def run(content: Path, *words: str) -> Result:
    """Run `reading-list check`."""
    return CliRunner().invoke(main, ["--content", str(content), "check", *words])


def mend(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    """Mend one paper's file; return its text, and what was said to be mended."""
    content = make_content(tmp_path)
    file = write_file(content / "papers" / "x.yml", text)
    fixes = fixing.prepare(store.load(content))
    files.write(fixes.texts)
    said = [f"{each.line} {each.where}: {each.what}" for each in fixes.mended]
    return files.read_text(file), said


HEAD = "title: X\nabstract: Y\n"


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("arxiv: https://arxiv.org/abs/2311.09677v2", "arxiv: '2311.09677'"),
        ("arxiv: 2401.10020", "arxiv: '2401.10020'"),
        ("arxiv: '2401.10020v3' # the third", "arxiv: '2401.10020' # the third"),
        ('arxiv: "arXiv:2401.10020"', "arxiv: '2401.10020'"),
        ("arxiv:    http://www.arxiv.org/pdf/hep-th/9901001v1", "arxiv:    'hep-th/9901001'"),
        ("arxiv: https://huggingface.co/papers/2401.10020", "arxiv: '2401.10020'"),
        ("doi: https://doi.org/10.1162/x_1%2B", "doi: '10.1162/x_1+'"),
        ("doi: doi:10.1162/x_1", "doi: '10.1162/x_1'"),
        ("doi: https://doi.org/10.18653/v1/2024.acl-long.1", "doi: '10.18653/v1/2024.acl-long.1'"),
        ("anthology: https://aclanthology.org/2024.acl-long.1.pdf", "anthology: '2024.acl-long.1'"),
        ("openreview: https://openreview.net/forum?id=aBcDeFgHiJ", "openreview: 'aBcDeFgHiJ'"),
        ("published: 2024/5/17", "published: 2024-05-17"),
        ("published: 2024-5-17", "published: 2024-05-17"),
        ("published: '2024/5'", "published: 2024-05"),
        ("added: 2024/05/17", "added: 2024-05-17"),
        ("listed:\n- {capture: a, position: 1, date: 2024/5/1}", "…date: 2024-05-01}"),
        ("tags: {RAG: person, Peft: rejected}", "tags: {rag: person, peft: rejected}"),
        ("tags:\n  RAG: person  # why", "tags:\n  rag: person  # why"),
        ("venue: 2024", "venue: '2024'"),
        ("note: true", "note: 'true'"),
    ],
)
def test_is_mended_in_its_place(tmp_path: Path, written: str, becomes: str) -> None:
    """What is before and after it on the line stays too, and the file is right afterwards."""
    if becomes.startswith("…"):
        becomes = written[: written.index("date:")] + becomes[1:]
    text, said = mend(tmp_path, f"{HEAD}{written}\n# the end\n")
    assert text == f"{HEAD}{becomes}\n# the end\n"
    assert len(said) == becomes.count(": rejected") + 1
    assert "x" in papers_of(tmp_path / "content")


@pytest.mark.parametrize(
    "written",
    [
        "arxiv: '2401.10020'",
        "arxiv: https://doi.org/10.1162/x_1",
        "arxiv: see the note",
        "arxiv: null",
        "arxiv: >-\n  https://arxiv.org/abs/2401.10020",
        "arxiv: [https://arxiv.org/abs/2401.10020]",
        "doi: 10.48550/arXiv.2401.10020",
        "doi: 10.1162/X_1",
        "published: 5/6/2024",
        "published: 2024-13-01",
        "published: 2024/0/1",
        "published: 2024-02-30",
        "published: 2024.05",
        "tags: {dance: person}",
        "tags: {rag: person, RAG: rejected}",
        "tags: [RAG]",
        "title: again",
        "rating: '4'",
    ],
)
def test_is_left_to_a_person(tmp_path: Path, written: str) -> None:
    """What is right, what could mean something else, and what nobody can read."""
    assert mend(tmp_path, f"{HEAD}{written}\n") == (f"{HEAD}{written}\n", [])


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n", "\tx", "a: &b 1\nc: *b\n", "\ud800"])
def test_file_that_cannot_be_read_stays(tmp_path: Path, text: str) -> None:
    """And does not keep the others from being mended."""
    content = make_content(tmp_path)
    broken = write_file(content / "papers" / "a.yml", text.encode("utf-8", "surrogatepass"))
    before = broken.read_bytes()
    good = write_file(content / "papers" / "b.yml", f"{HEAD}arxiv: 2401.10020\n")
    result = run(content, "--fix")
    assert result.exit_code == 1
    assert result.stdout == f"{good}:3: arxiv: 2401.10020 → '2401.10020'\n1 mended.\n"
    assert f"{broken}:" in result.stderr
    assert broken.read_bytes() == before


def test_line_ends_and_marks_stay(tmp_path: Path) -> None:
    """Of Windows and of older editors, and a last line without an end."""
    text = "\ufefftitle: X\r\nabstract: Y\r\narxiv: 2401.10020 # no\r\nvenue: 7"
    assert mend(tmp_path, text)[0] == text.replace("2401.10020", "'2401.10020'").replace("7", "'7'")


@given(st.sampled_from(sorted(TITLES.values())), st.sampled_from(["\n", "\r\n"]))
def test_other_bytes_never_move(said: str, end: str) -> None:
    """Whatever stands in the other fields and comments."""
    quoted = json.dumps(said)
    comment = "".join(c for c in said if c.isprintable())
    lines = [f"title: {quoted} # {comment}", "arxiv: 2401.10020 #é", f"abstract: {quoted}", ""]
    text = end.join(lines)
    found = document.parse(text, Path("x.yml"))
    taxonomy = store.load(ROOT / "tests" / "nowhere").reading_list.taxonomy
    new = respelt(text, spellings(found, taxonomy))
    assert new == text.replace("2401.10020 #é", "'2401.10020' #é")


def test_doubled_listing_goes(tmp_path: Path) -> None:
    """The one with the day stays, and the field stays a program's."""
    twice = (Listing("a", 1), Listing("b", 2), Listing("a", 1, TODAY), Listing("b", 2))
    paper = make_paper(listed=twice)
    paper = replace(paper, sources={"listed": record(paper, "listed", "captures/a", TODAY)})
    content = make_content(tmp_path, [paper])
    result = run(content, "--fix")
    assert "listed[2]: said twice: removed\n1 mended." in result.stdout
    after = papers_of(content)["c-sharp"]
    assert after.listed == (Listing("a", 1, TODAY), Listing("b", 2))
    assert may_write(after, "listed")


def test_listings_of_other_days_are_for_a_person(tmp_path: Path) -> None:
    """One of the two is wrong, and the file does not say which."""
    twice = (Listing("a", 1, TODAY), Listing("a", 1, date(2025, 1, 1)))
    content = make_content(tmp_path, [make_paper(listed=twice)])
    assert "0 mended." in run(content, "--fix").stdout


def test_missing_citation_keys_are_made(tmp_path: Path) -> None:
    """Where authors and year are known, each its own; a refused one stays refused."""
    known: dict[str, Any] = {
        "authors": (Author("Ada Ørsted"),),
        "published": PartialDate(2024),
    }
    papers = [make_paper(key=key, **known) for key in ("a", "b")]
    papers += [make_paper(key="c", **known, refused=frozenset({"citation_key"}))]
    papers += [make_paper(key="d")]
    content = make_content(tmp_path, papers)
    said = run(content, "--fix").stdout
    assert f"{content}/papers/a.yml:" in said
    keys = [paper.citation_key for paper in papers_of(content).values()]
    assert keys == ["orsted-2024-c", "orsted-2024-c-co", None, None]


def test_what_nothing_needs_is_removed(tmp_path: Path) -> None:
    """Half-written files, an old schema, vectors and unanswered questions of what is gone."""
    content = make_content(tmp_path, [make_paper(key="a")])
    left = write_file(content / "papers" / ".a.yml.part", "half")
    vector = write_file(content / "vectors" / "z.vec", b"?")
    write_file(content / "paper.schema.json", "{}\n")
    asked = Decision(papers=("a", "z"), question="Same?", asked=TODAY)
    thought = Decision(papers=("a", "y"), question="Same?", asked=TODAY, reason="I think so")
    answered = Decision(papers=("a", "x"), question="Same?", asked=TODAY, answer="same")
    for each in (asked, thought, answered):
        file, text = store.decision_text(content, each)
        text = re.sub("^answer:.*", f"answer: {each.answer or 'null'}", text, flags=re.MULTILINE)
        text = re.sub("^reason:.*", f"reason: {each.reason or 'null'}", text, flags=re.MULTILINE)
        write_file(file, text)
    result = run(content, "--fix")
    assert "4 mended." in result.stdout
    assert not left.exists()
    assert not vector.exists()
    assert {file.stem for file in (content / "decisions").iterdir()} == {"a--x", "a--y"}
    assert files.holds(
        content / "paper.schema.json", store.frame(content)[content / "paper.schema.json"]
    )
    assert (result.exit_code, "a--y" in result.stderr) == (1, True)


def test_question_with_a_remark_stays(tmp_path: Path) -> None:
    """Its paper is gone, and what a person noted beside it is not a program's to delete."""
    content = make_content(tmp_path, [make_paper(key="a")])
    asked = Decision(papers=("a", "z"), question="Same?", asked=TODAY)
    file, text = store.decision_text(content, asked)
    write_file(file, f"{text}# z is the one with the errata\n")
    assert "0 mended." in run(content, "--fix").stdout
    assert file.exists()


def test_citation_key_that_was_somebodys_is_not_given(tmp_path: Path) -> None:
    """Neither one that a merged paper had, which may come back, nor one in other letters."""
    known: dict[str, Any] = {"authors": (Author("Ada Ørsted"),), "published": PartialDate(2024)}
    cited = make_paper(key="b", citation_key="Orsted-2024-C-co", **known)
    content = make_content(tmp_path, [cited, make_paper(key="a", **known)])
    merged = make_paper(key="z", citation_key="orsted-2024-c", **known)
    write_file(content / "merged" / "z.yml", paper_text.write(merged))
    write_file(content / "redirects.yml", "z: {to: b, date: 2026-01-02}\n")
    assert run(content, "--fix").exit_code == 0
    assert papers_of(content)["a"].citation_key == "orsted-2024-c-co-b"


def test_question_about_a_merged_paper_stays(tmp_path: Path) -> None:
    """It is about the paper that it went into."""
    content = make_content(tmp_path, [make_paper(key="a"), make_paper(key="b")])
    write_file(content / "redirects.yml", "z: {to: a, date: 2026-01-02}\n")
    asked = Decision(papers=("b", "z"), question="Same?", asked=TODAY)
    files.write(dict([store.decision_text(content, asked)]))
    assert "0 mended." in run(content, "--fix").stdout


def test_answers_are_carried_out(tmp_path: Path) -> None:
    """Those about one field, once; nothing is left to say the second time."""
    content = make_content(tmp_path, [make_paper(key="a")])
    said = {"arXiv": "ICLR 2024", "Crossref": "ACL 2024"}
    asked: Conflict[str] = Conflict(
        paper="a", field="venue", question="Which?", asked=TODAY, said=said, answer="Crossref"
    )
    files.write(dict([conflict_file.update(content, None, asked)]))
    assert "1 would be mended." in run(content, "--fix", "--dry-run").stdout
    line = f"{content}/papers/a.yml: an answer of decisions/ carried out\n1 mended.\n"
    assert run(content, "--fix").stdout.startswith(line)
    assert papers_of(content)["a"].venue == "ACL 2024"
    assert "0 mended." in run(content, "--fix").stdout


def test_fix_twice_is_fix_once(tmp_path: Path) -> None:
    """And a dry run of it writes nothing, and says the same."""
    content = make_content(tmp_path)
    write_file(content / "papers" / "x.yml", f"{HEAD}arxiv: 2401.10020v2\ntags: {{RAG: person}}\n")
    before = tree(content)
    would = run(content, "--fix", "--dry-run")
    assert tree(content) == before
    did = run(content, "--fix")
    assert did.stdout.splitlines()[:2] == would.stdout.splitlines()[:2]
    assert (would.exit_code, did.exit_code) == (1, 0)
    assert "2 would be mended." in would.stdout
    assert run(content, "--fix").stdout.startswith("0 mended.\n")


def test_as_json(tmp_path: Path) -> None:
    """What was mended stands beside the problems and the to-do."""
    content = make_content(tmp_path)
    file = write_file(content / "papers" / "x.yml", f"{HEAD}arxiv: 2401.10020\n")
    answer = json.loads(run(content, "--fix", "--json").stdout)
    said = {"file": str(file), "line": 3, "where": "arxiv", "what": "2401.10020 → '2401.10020'"}
    assert (answer["mended"], answer["problems"]) == ([said], [])
    assert run(content, "--dry-run").exit_code == 2


@pytest.mark.real
def test_the_list_needs_no_mending() -> None:
    """What programs write is right at once."""
    assert fixing.prepare(store.load(ROOT / "content")).mended == ()
