from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.intake.formats import bibliography
from generator.intake.merging.merge import Outcome
from generator.model.paper import Author
from generator.model.problems import ContentError
from tests.builders import (
    abstract,
    import_files,
    make_content,
    make_paper,
    make_source,
    papers_of,
    tree,
    write_file,
)


def make_bibliography(*papers: dict[str, Any], **options: Any) -> str:  # noqa: ANN401
    """Return a bibliography as a program writes one."""
    whole = {"format": bibliography.FORMAT, "version": 1, "papers": papers}
    return json.dumps(whole, indent=1, **options)


def said(value: object, *sources: str) -> dict[str, object]:
    """Return a fact as the format has it."""
    return {"value": value, "sources": sources or ("somebody",)}


def test_every_fact_keeps_who_says_so(tmp_path: Path) -> None:
    """The origins of a field are named in its record, and doubtful names are marked."""
    content = make_content(tmp_path, [make_paper("C#: a study")])
    entry = {
        "title": "c# A Study",
        "arxiv": said("2401.10020", "one", "two"),
        "authors": said(["Ada", {"name": "Kai-wei Chang", "doubtful": True}], "dblp"),
        "published": said("2024-01"),
        "code": said("https://github.com/a/b"),
    }
    import_files(content, write_file(tmp_path / "b.json", make_bibliography(entry)))
    paper = papers_of(content)["c-sharp"]
    assert paper.authors == (Author("Ada"), Author("Kai-wei Chang", doubtful=True))
    assert dict(paper.links) == {"code": ("https://github.com/a/b",)}
    assert {name: source.origin for name, source in paper.sources.items()} == {
        "arxiv": "one, two",
        "authors": "dblp",
        "published": "somebody",
        "links.code": "somebody",
    }
    assert paper.citation_key == "ada-chang-2024-c"


def test_what_fits_no_paper_is_set_aside_with_the_reason(tmp_path: Path) -> None:
    """An unknown title, and one of two papers that nothing tells apart."""
    twins = [make_paper("Twin", key="a"), make_paper("Twin", key="b", abstract=abstract("Other"))]
    content = make_content(tmp_path, twins)
    before = tree(content / "papers")
    entries = [
        {"title": "Unknown: so far", "venue": said("ACL")},
        {"title": "Twin", "venue": said("ACL")},
        {"title": "Twin", "abstract_has": "nowhere", "venue": said("ACL")},
    ]
    file = write_file(tmp_path / "b.json", make_bibliography(*entries))
    (account,) = import_files(content, file).accounts
    assert (account.read, account.outcomes) == (3, {Outcome.ASIDE: 3})
    assert account.notes == (
        (
            "line 5: set aside: “Unknown: so far” is not in the list, and has neither an abstract"
            " nor an identifier here"
        ),
        "line 14: set aside: “Twin” is the title of several papers",
        "line 23: set aside: “Twin” is the title of several papers",
    )
    assert tree(content / "papers") == before


def test_a_part_of_the_abstract_tells_twins_apart(tmp_path: Path) -> None:
    """The facts go to the paper whose abstract holds the words."""
    twins = [make_paper("Twin", key="a"), make_paper("Twin", key="b", abstract=abstract("Other"))]
    content = make_content(tmp_path, twins)
    entry = {"title": "Twin", "abstract_has": abstract("Other")[:9], "venue": said("ACL")}
    import_files(content, write_file(tmp_path / "b.json", make_bibliography(entry)))
    assert [paper.venue for paper in papers_of(content).values()] == [None, "ACL"]


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_json_is_read_however_it_is_escaped(ensure_ascii: bool) -> None:
    """A character beyond U+FFFF is two escapes in JSON, and a backslash may come before."""
    title = "𝒟 \\ud83d \U0001f600/\t\\ é\u2028"
    text = make_bibliography({"title": title}, ensure_ascii=ensure_ascii)
    (record,) = bibliography.read(make_source(text)).records
    assert record.title == title


def test_all_problems_come_at_once_with_their_lines() -> None:
    """A bibliography is checked as strictly as a paper."""
    entries = [
        {"title": "A", "arxiv": said("2401.10020v2"), "code": said("javascript:x")},
        {"title": "", "venu": said("ACL"), "published": {"value": "2024-13"}},
    ]
    with pytest.raises(ContentError) as caught:
        bibliography.read(make_source(make_bibliography(*entries)))
    assert str(caught.value).replace("expected ", "\n").splitlines() == [
        "some.txt:8: papers[0].arxiv.value: ",
        "an arXiv id without a version, as 2311.09677, got “2401.10020v2”",
        "some.txt:14: papers[0].code.value: ",
        "a link that starts with https:// or http://, got “javascript:x”",
        "some.txt:21: papers[1].title: ",
        "some text, got “”",
        "some.txt:22: papers[1].venu: ",
        "a field that exists, got “venu”",
        "some.txt:28: papers[1].published.sources: ",
        "a value, got nothing",
        "some.txt:29: papers[1].published.value: ",
        "a date as 2024, 2024-05 or 2024-05-17, got “2024-13”",
    ]
