from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.intake.enriching.enrich import lacking
from generator.model.dates import PartialDate
from generator.model.decisions import Conflict
from generator.model.paper import Author, Paper
from generator.model.provenance import record
from generator.store import conflict_file, files, store
from tests import answering
from tests.answering import Answering, Told
from tests.builders import TODAY, abstract, make_content, make_paper, papers_of, tree, write_file

TEXT = abstract("We fuse models and see what comes of it") * 2
ACL = "Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics"
FUSE = Told(
    "Fuse: Many & Few Models in One",
    TEXT,
    ("Ada Ørsted", "Kai-Wei Chang"),
    arxiv="2402.16107",
    doi="10.18653/v1/2024.acl-long.7",
    anthology="2024.acl-long.7",
    venue=ACL,
    code="https://github.com/ada/fuse",
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Services that know one paper."""
    with answering.asked_here(monkeypatch, tmp_path / "cache") as state:
        state.knows(FUSE)
        yield state


def make_fuse(**fields: Any) -> Paper:  # noqa: ANN401 - any field's value
    """Return that paper as the list knows it: by its arXiv id alone, unless more is given."""
    some = {"key": "fuse", "abstract": TEXT, "arxiv": FUSE.arxiv}
    return make_paper(FUSE.title, **{**some, **fields})


def by_program(paper: Paper, *names: str, origin: str = "a.bib") -> Paper:
    """Return the paper with fields that a program wrote."""
    told = {name: record(paper, name, origin, TODAY) for name in names}
    return replace(paper, sources={**paper.sources, **told})


def run(content: Path, *words: str, day: int = 2) -> Result:
    """Run `enrich` on a day of January 2026, without progress."""
    environment = {"SOURCE_DATE_EPOCH": str(1767225600 + (day - 1) * 86400)}
    command = ["--content", str(content), "enrich", "--quiet", *words]
    return CliRunner().invoke(main, command, env=environment)


def test_unknown_fields_are_filled(tmp_path: Path, server: Answering) -> None:
    """Each from the service that is trusted most, also by ids that only an answer gave."""
    content = make_content(tmp_path, [make_fuse()])
    result = run(content)
    assert result.exit_code == 0, result.output
    paper = papers_of(content)["fuse"]
    assert (paper.published, paper.venue, paper.doi, paper.anthology, paper.category) == (
        PartialDate(2024, 5, 17),
        "ACL 2024",
        FUSE.doi,
        FUSE.anthology,
        "cs.CL",
    )
    assert [author.name for author in paper.authors] == ["Ada Ørsted", "Kai-Wei Chang"]
    assert paper.citation_key == "orsted-chang-2024-fuse"
    assert dict(paper.links) == {"code": ("https://github.com/ada/fuse",)}
    assert {(c.what, c.source) for c in paper.counts} >= {
        ("upvotes", "Hugging Face"),
        ("citations", "Crossref"),
    }
    origins = {name: source.origin for name, source in paper.sources.items()}
    assert (origins["authors"], origins["links.code"]) == ("arXiv", "Hugging Face")
    assert server.asked("anthology") != []
    assert str(paper.updated) == "2026-01-02"


def test_the_account_shows_what_becomes_of_each_field(tmp_path: Path, server: Answering) -> None:
    """With who says so, and nothing that acts on a terminal."""
    server.papers["crossref"] = [replace(FUSE, venue="\x1b[31mProceedings of Red\x1b[0m")]
    server.papers["openalex"] = server.papers["anthology"] = []
    content = make_content(tmp_path, [make_fuse(published=PartialDate(2024))])
    published = content / "papers" / "fuse.yml"
    files.write(
        dict(
            [
                store.paper_update(
                    content, None, by_program(make_fuse(published=PartialDate(2024)), "published")
                )
            ]
        )
    )
    before = published.read_bytes()
    result = run(content, "--dry-run")
    lines = result.output.splitlines()
    assert lines[0] == "fuse"
    assert "  published: - 2024 + 2024-05-17 (arXiv)" in lines
    assert "  authors: + Ada Ørsted, Kai-Wei Chang (arXiv)" in lines
    assert "  links.code: + https://github.com/ada/fuse (Hugging Face)" in lines
    assert any(line.startswith("  venue: + ") and "Proceedings of Red" in line for line in lines)
    assert lines[-1] == "1 paper asked about; 1 file would change."
    assert "\x1b" not in result.output
    assert published.read_bytes() == before


def test_the_curators_word_wins(tmp_path: Path, server: Answering) -> None:
    """What a person wrote, refused or rejected stays, byte by byte, comments and line ends too."""
    server.papers["crossref"] = [replace(FUSE, doi="10.1234/other")]
    paper = make_fuse(
        authors=(Author("A. Person", doubtful=True),),
        venue="My own",
        published=PartialDate(2020),
        refused=frozenset({"category", "links.code"}),
        rejected={"doi": ("10.18653/v1/2024.acl-long.7",)},
    )
    content = make_content(tmp_path, [paper])
    file = files.paper(content, "fuse")
    mine = file.read_text(encoding="utf-8").replace("venue:", "# mine\nvenue:") + "# end"
    file.write_bytes(mine.replace("\n", "\r\n").encode())
    result = run(content, "fuse")
    assert result.exit_code == 0
    now = papers_of(content)["fuse"]
    assert (now.venue, str(now.published), now.doi, now.category) == ("My own", "2020", None, None)
    assert (now.authors, dict(now.links)) == (paper.authors, {})
    assert now.anthology == FUSE.anthology
    left = file.read_bytes().decode().split("\r\n")
    assert {"# mine", "venue: My own", "# end", "category: null"} <= set(left)
    assert "\n" not in "".join(left)


def test_doubtful_names_of_a_program_are_spelt_rightly(tmp_path: Path, server: Answering) -> None:
    """When it is the same people."""
    unsure = (Author("Ada Orsted", doubtful=True), Author("Kai-wei Chang", doubtful=True))
    content = make_content(tmp_path, [by_program(make_fuse(authors=unsure), "authors")])
    run(content, "--field", "authors")
    now = papers_of(content)["fuse"]
    assert now.authors == (Author("Ada Ørsted"), Author("Kai-Wei Chang"))
    assert (now.published, now.venue, dict(now.links), now.counts) == (None, None, {}, ())
    assert now.sources["authors"].origin == "arXiv"
    assert server.asked("arxiv") != []


def test_a_dispute_is_asked_once_and_the_answer_carried_out(
    tmp_path: Path, server: Answering
) -> None:
    """Nothing is written until then, and nothing is asked again after it."""
    server.papers["crossref"] = [replace(FUSE, venue="Proceedings of EMNLP")]
    content = make_content(tmp_path, [make_fuse()])
    first = run(content)
    question = content / "decisions" / "fuse.venue.yml"
    assert f"decide: {question}: OpenAlex: ACL 2024; Crossref:" in first.output
    assert papers_of(content)["fuse"].venue is None
    before = tree(content)
    again = run(content)
    assert (again.exit_code, again.output.splitlines()[-1]) == (
        0,
        "1 paper asked about; 0 files changed.",
    )
    assert run(content, "--only", "openalex").output.endswith("0 files changed.\n")
    assert tree(content) == before
    text = question.read_text(encoding="utf-8")
    write_file(question, text.replace("answer: null", "answer: Crossref # of course"))
    third = run(content, day=3)
    now = papers_of(content)["fuse"]
    assert (str(now.venue), now.sources["venue"].origin) == ("EMNLP 2024", "Crossref")
    assert "  venue: + EMNLP 2024 (Crossref)" in third.output
    done = tree(content)
    assert run(content, day=3).output.splitlines()[-1].endswith("0 files changed.")
    assert tree(content) == done


def test_a_source_may_dispute_what_a_program_wrote(tmp_path: Path, server: Answering) -> None:
    """What stands there stays until the curator has answered."""
    server.papers["arxiv"] = [replace(FUSE, doi=None)]
    paper = by_program(
        make_fuse(venue="NAACL 2024", doi="10.18653/V1/2024.ACL-long.7"), "venue", "doi"
    )
    content = make_content(tmp_path, [paper])
    run(content)
    [asked] = store.load(content).checked().conflicts.values()
    assert list(asked.said) == ["a.bib", "OpenAlex", "Crossref", "ACL Anthology"]
    now = papers_of(content)["fuse"]
    assert (now.venue, now.doi) == ("NAACL 2024", "10.18653/V1/2024.ACL-long.7")


def test_a_paper_without_ids_is_found_by_its_title(tmp_path: Path, server: Answering) -> None:
    """When something beside the title agrees; how far stands in the origins."""
    server.papers["arxiv"] = []
    server.papers["hugging-face"] = []
    alone = make_fuse(key="alone", arxiv=None)
    twin = make_fuse(key="twin", arxiv=None, abstract=abstract("Other words than these") * 3)
    content = make_content(tmp_path, [alone, twin])
    result = run(content)
    papers = papers_of(content)
    assert papers["alone"].doi == FUSE.doi
    origin = papers["alone"].sources["doi"].origin
    assert origin == "OpenAlex (by title: title 100, abstract 100)"
    assert papers["alone"].sources["anthology"].origin.startswith("OpenAlex (by title: ")
    assert papers["alone"].sources["venue"].origin.startswith("OpenAlex (by title: ")
    assert (papers["twin"].doi, papers["twin"].sources) == (None, {})
    assert "twin" not in result.output


def test_an_id_of_another_paper_is_refused_and_reported(tmp_path: Path, server: Answering) -> None:
    """A mistyped id brings nothing in; a changed title does no harm while the text agrees."""
    server.knows(
        Told("Bats at night", abstract("They fly in the dark"), ("B. Wayne",), "2401.00009")
    )
    wrong = make_fuse(key="wrong", arxiv="2401.00009")
    renamed = replace(make_fuse(), title="What it was called at first")
    content = make_content(tmp_path, [wrong, renamed])
    before = files.paper(content, "wrong").read_bytes()
    result = run(content)
    assert files.paper(content, "wrong").read_bytes() == before
    assert (
        "wrong: arXiv has another paper under arXiv 2401.00009, “Bats at night” (title"
        in result.output
    )
    assert papers_of(content)["fuse"].venue == "ACL 2024"
    answer = json.loads(run(content, "--json").stdout)
    assert answer["refused"][0]["key"] == "wrong"


@pytest.mark.parametrize("fault", [answering.failing(500), answering.saying("<html>Hi</html>")])
def test_a_service_that_is_down_is_reported_and_the_others_count(
    tmp_path: Path, server: Answering, fault: answering.Fault
) -> None:
    """What it would have said comes the next time; exit code 1 says that something is missing."""
    server.broken["hugging-face"] = fault
    content = make_content(tmp_path, [make_fuse()])
    result = run(content)
    assert result.exit_code == 1
    assert "Hugging Face did not answer: " in result.stderr
    assert papers_of(content)["fuse"].venue == "ACL 2024"
    assert "code" not in papers_of(content)["fuse"].links
    failed = json.loads(run(content, "--json").stdout)["failed"]
    assert [each["service"] for each in failed] == ["Hugging Face"]
    del server.broken["hugging-face"]
    server.requests.clear()
    assert run(content).exit_code == 0
    assert "code" in papers_of(content)["fuse"].links
    assert {each.service for each in server.requests} == {"hugging-face"}  # the rest is at hand


def test_a_service_that_talks_nonsense_is_down_too(tmp_path: Path, server: Answering) -> None:
    """JSON of another shape is no answer."""
    server.broken["openalex"] = answering.saying('{"results": [{"id": 3}]}', "application/json")
    content = make_content(tmp_path, [make_fuse()])
    result = run(content)
    assert (result.exit_code, "OpenAlex did not answer" in result.stderr) == (1, True)
    assert papers_of(content)["fuse"].category == "cs.CL"


def test_all_papers_are_asked_about_at_once(tmp_path: Path, server: Answering) -> None:
    """In as few requests as a service allows."""
    told = [replace(FUSE, title=f"Paper {n}", arxiv=f"2401.{n:05}", doi=None) for n in range(20)]
    server.papers = {"arxiv": told, "openalex": told, "semantic-scholar": told}
    papers = [make_fuse(key=f"p{n}", arxiv=t.arxiv) for n, t in enumerate(told)]
    content = make_content(
        tmp_path, [replace(p, title=t.title) for p, t in zip(papers, told, strict=True)]
    )
    assert run(content).exit_code == 0
    asked = [len(server.asked(each)) for each in ("arxiv", "openalex", "semantic-scholar")]
    assert asked == [1, 1, 1]
    assert all(paper.authors for paper in papers_of(content).values())


@pytest.mark.usefixtures("server")
def test_an_id_that_another_paper_has_is_a_question_about_both(tmp_path: Path) -> None:
    """Asked once, with both side by side; until then each keeps the ids that it has."""
    preprint = make_fuse()
    proceedings = make_paper("Fuse!", key="other", doi=FUSE.doi, abstract="Short.")
    content = make_content(tmp_path, [preprint, proceedings])
    result = run(content)
    assert f"decide: {content}/decisions/fuse--other.yml: A service knows both by" in result.output
    papers = papers_of(content)
    assert (papers["fuse"].doi, papers["other"].arxiv) == (None, None)
    assert papers["fuse"].anthology == FUSE.anthology
    [asked] = store.load(content).checked().decisions.values()
    assert asked.papers == ("fuse", "other")
    assert "decide" not in run(content).output


def test_what_to_ask_and_whom_can_be_said(tmp_path: Path, server: Answering) -> None:
    """Papers by key, services and fields by name; others are neither asked nor changed."""
    other = make_paper(key="other", arxiv="2401.00001")
    content = make_content(tmp_path, [make_fuse(), other])
    run(content, "fuse", "--only", "hugging-face", "--field", "links", "--field", "counts")
    now = papers_of(content)
    assert {each.service for each in server.requests} == {"hugging-face"}
    assert len(server.requests) == 1
    assert now["fuse"].sources.keys() == {"links.code", "counts"}
    assert now["other"] == other
    for wrong in (["nobody"], ["--only", "google"], ["--field", "abstract"]):
        assert run(content, *wrong).exit_code == 2


def test_papers_that_lack_nothing_are_left_alone(tmp_path: Path) -> None:
    """Unless counts are wanted; what a person refused is not lacking, nor does a removed paper."""
    whole = make_fuse(
        key="whole",
        authors=(Author("A"),),
        published=PartialDate(2024, 5, 17),
        venue="ACL 2024",
        category="cs.CL",
        links={"code": ("https://x.org/",)},
    )
    vague = by_program(replace(whole, key="vague", published=PartialDate(2024)), "published")
    unsure = replace(whole, key="unsure", authors=(Author("A", doubtful=True),))
    papers = [
        whole,
        replace(whole, key="refusing", category=None, refused=frozenset({"category"})),
        replace(vague, key="removed", status="removed"),
        vague,
        by_program(unsure, "authors"),
        make_fuse(),
    ]
    content = make_content(tmp_path, papers)

    def keys(*fields: str) -> set[str]:
        known = store.load(content).checked()
        found = lacking(known, TODAY, fields) if fields else lacking(known, TODAY)
        return {paper.key for paper in found}

    assert keys() == {"vague", "unsure", "fuse"}
    assert keys("venue") == {"fuse"}
    assert keys("counts") == {"whole", "refusing", "vague", "unsure", "fuse"}
    asked = Conflict(
        paper="whole",
        field="doi",
        question="Which?",
        asked=TODAY,
        said={"arXiv": "10.1234/5"},
        answer="arXiv",
    )
    files.write(dict([conflict_file.update(content, None, asked)]))
    assert keys("venue") == {"fuse", "whole"}


def test_an_account_for_scripts(tmp_path: Path, server: Answering) -> None:
    """Every change with what was there before and who says so."""
    server.papers["crossref"] = [replace(FUSE, venue="Proceedings of EMNLP")]
    content = make_content(
        tmp_path, [by_program(make_fuse(published=PartialDate(2024, 8)), "published")]
    )
    answer = json.loads(run(content, "--json", "--dry-run").stdout)
    assert {
        name: answer[name] for name in ("asked", "refused", "failed", "changed", "dry_run")
    } == {
        "asked": 1,
        "refused": [],
        "failed": [],
        "changed": 2,
        "dry_run": True,
    }
    [paper] = answer["papers"]
    changes = {each["field"]: each for each in paper["changes"]}
    assert changes["published"] == {
        "field": "published",
        "before": "2024-08",
        "after": "2024-05-17",
        "origin": "arXiv",
    }
    assert changes["authors"]["after"] == ["Ada Ørsted", "Kai-Wei Chang"]
    assert changes["counts"]["after"][0]["value"] == 3
    assert paper["questions"]["fuse.venue"]["OpenAlex"] == "ACL 2024"


def test_a_list_with_problems_is_not_enriched(tmp_path: Path, server: Answering) -> None:
    """Nobody is asked before it is in order."""
    content = make_content(tmp_path, [make_fuse()])
    write_file(content / "papers" / "x.yml", "title: X\n")
    assert run(content).exit_code == 1
    assert server.requests == []
