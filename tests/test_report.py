"""The curator's to-do names each thing, its file and its papers, and nothing that is settled."""

from __future__ import annotations

from pathlib import Path

from generator.model.decisions import Conflict, Decision
from generator.model.paper import Paper
from generator.model.provenance import record
from generator.model.reading_list import ReadingList
from generator.model.report import Entry, Todo, todo
from generator.model.taxonomy import Facet, Rule, Tag, Taxonomy
from generator.store import store
from tests import ROOT
from tests.builders import TODAY, make_full_paper, make_paper

LORA = Tag("peft", "PEFT", "method", "Few.", rules=(Rule(("LoRA",)),))
TAXONOMY = Taxonomy({"method": Facet("method", "Method", "How.")}, {"peft": LORA})


def whole(key: str, **fields: object) -> Paper:
    """Return a paper of which nothing is to do but what the fields make."""
    known = {"tags": {"rag": "person"}, "links": {"code": ("https://x.org/" + key,)}}
    good = {"authors": make_full_paper().authors[:1], "arxiv": None, "doi": f"10.1000/{key}"}
    return make_full_paper(**{**known, **good, "key": key, **fields})


def found(
    *papers: Paper,
    decisions: tuple[Decision, ...] = (),
    conflicts: tuple[Conflict[str], ...] = (),
    redirects: dict[str, str] | None = None,
) -> dict[str, tuple[Entry, ...]]:
    """Return the entries of every kind there is."""
    by_key = {paper.key: paper for paper in papers}
    known = ReadingList(by_key, TAXONOMY, redirects=redirects or {})
    asked = {each.name: each for each in decisions}, {each.name: each for each in conflicts}
    return {each.what: each.entries for each in todo(known, asked[0], (), asked[1])}


def test_nothing_is_to_do_where_all_is_known() -> None:
    """And nothing for a paper that was removed."""
    assert found(whole("a"), whole("b"), make_paper(key="c", status="removed")) == {}


def test_every_gap_is_found_by_itself() -> None:
    """Each with the paper's file; what a person refused is none."""
    gaps: dict[str, dict[str, object]] = {
        "papers without tags": {"tags": {}},
        "papers without a summary": {"summary": None},
        "papers without authors": {"authors": ()},
        "papers without a date of publication": {"published": None},
        "papers without an identifier": {"doi": None},
        "papers without a link to code": {"links": {"demo": ("https://x.org",)}},
        "papers of which no listing has a day": {"listed": ()},
    }
    for what, fields in gaps.items():
        assert found(whole("a", **fields)) == {what: (Entry("a", "papers/a.yml", ("a",)),)}, what
    refused = frozenset({"summary", "links.code"})
    assert found(whole("a", summary=None, links={}, refused=refused)) == {}


def test_links_are_told_with_what_is_odd() -> None:
    """And those that two papers share; not those that one paper has twice."""
    twice = ("https://x.org/home", "https://www.x.org/home/")
    papers = whole("a", links={"code": twice}), whole("b", links={"code": ("http://t.co/x",)})
    odd = found(*papers)
    assert [str(each) for each in odd["links to look at"]] == [
        "b: http://t.co/x is a shortener: put the address to which it leads"
    ]
    assert "links that several papers have" not in odd
    shared = found(papers[0], whole("c", links={"code": twice[:1]}))
    assert shared["links that several papers have"] == (
        Entry("x.org/home", "papers/a.yml", ("a", "c"), "a, c"),
    )


def test_rules_that_say_something_else_now_are_told() -> None:
    """Unless a person has changed the tags, who has the last word."""
    paper = whole("a", title="LoRA", tags={"old": "rule", "mine": "person"}, sources={})
    said = record(paper, "tags", "tags.yml", TODAY)
    by_rule = whole("a", title="LoRA", tags=paper.tags, sources={"tags": said})
    assert [str(each) for each in found(by_rule)["papers to tag anew: reading-list tag"]] == [
        "a: +peft -old"
    ]
    assert found(paper) == {}


def test_open_questions_name_both_papers() -> None:
    """A paper that was merged since stands for where it went; an answered question is gone."""
    asked = Decision(("a", "gone"), "Is it one?", TODAY)
    entries = found(whole("a"), whole("b"), decisions=(asked,), redirects={"gone": "b"})
    assert entries == {
        "questions without an answer, in decisions/": (
            Entry("a--gone", "decisions/a--gone.yml", ("a", "b"), question="Is it one?"),
        )
    }
    same = Decision(("a", "b"), "Is it one?", TODAY, answer="same")
    merge = found(whole("a"), whole("b"), decisions=(same,))
    assert [each.name for each in merge["pairs to make one: reading-list merge"]] == ["a--b"]
    answered = Decision(("a", "b"), "Is it one?", TODAY, answer="different")
    assert found(whole("a"), whole("b"), decisions=(answered,)) == {}


def test_real_list_is_well_kept() -> None:
    """What it lacks is known; nothing is a doubt about its own facts."""
    known = store.load(Path(ROOT) / "content").checked()
    kinds: tuple[Todo, ...] = todo(known.reading_list, known.decisions)
    assert {"papers without tags", "papers without a summary"}.isdisjoint(k.what for k in kinds)
    assert all(kind.why for kind in kinds)
    assert all((known.content / e.file).exists() for kind in kinds for e in kind.entries)
