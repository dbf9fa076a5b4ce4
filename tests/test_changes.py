"""The page of changes says in sentences what commits did, and leads to what there still is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from generator.model.collection import Collection, Step
from generator.model.history import Change, Commit, History, Lack, Thing
from generator.model.reading_list import ReadingList
from generator.publish import routes, sentences
from generator.publish.pages import changes
from generator.publish.render import Page
from generator.publish.site import Site
from generator.store.history import history
from tests import ROOT
from tests.builders import make_paper
from tests.repositories import make_repository
from tests.site import Built, build_site, settings, words
from tests.test_pages import TAXONOMY
from tests.ugly import TITLES

PATH = Collection("path", "A path", "Why.", (Step("a", "First."),))
DAY = date(2025, 3, 17)
REVISION = "0123456789" * 4


def site(*commits: tuple[Change, ...], repository: str = "") -> Site:
    """Return a site of which every commit made some changes, the newest first."""
    papers = {key: make_paper(f"Paper {key}", key=key) for key in "abcdef"}
    known = ReadingList(papers, TAXONOMY, (PATH,), redirects={"gone": "b"})
    names: dict[tuple[Thing, str], str] = {
        ("paper", "gone"): "Gone",
        ("path", "old"): "Old path",
        ("topic", "was"): "Was",
    }
    some = tuple(Commit(REVISION, DAY, each) for each in commits)
    heard = History(some, names, "")
    return Site(known, "A List", "Papers.", history=heard, repository=repository)


def page(of: Site) -> Page:
    """Return the page."""
    (found,) = changes.pages(of)
    return found


def tree_of(html: str) -> BeautifulSoup:
    """Return the tree of a page's source, for its sentences are HTML."""
    return BeautifulSoup(html, "html.parser")


def told(*some: Change) -> list[str]:
    """Return the sentences on the page, one for each change."""
    found = tree_of(page(site(some)).body)
    return [words(each) for each in found.select(".commit > ul > li")]


SENTENCES = [
    (Change("added", "paper", ("a",)), "Paper a was added."),
    (Change("removed", "paper", ("never",)), "never was removed."),
    (Change("merged", "paper", ("gone",), "b"), "Gone was merged into Paper b."),
    (Change("split", "paper", ("c",), "b"), "Paper c was taken out of Paper b again."),
    (
        Change("moved", "paper", ("a",), "old-key"),
        "Paper a was given a new key; before, it was “old-key”.",
    ),
    (Change("listed", "paper", ("a",)), "Paper a was on the list again."),
    (Change("withdrawn", "paper", ("a",)), "Paper a was marked as withdrawn."),
    (Change("corrected", "paper", ("a",), "title"), "The title of Paper a was corrected."),
    (Change("corrected", "paper", ("a",), "authors"), "The authors of Paper a were corrected."),
    (Change("filled", "paper", ("a",), "arxiv"), "Paper a has an arXiv id now."),
    (Change("filled", "paper", ("a",), "links.code"), "Paper a has a link to the code now."),
    (Change("emptied", "paper", ("a",), "note"), "The note of Paper a was taken away."),
    (Change("tagged", "paper", ("a",), "peft"), "PEFT was given to Paper a."),
    (Change("untagged", "paper", ("a",), "was"), "Was was taken from Paper a."),
    (
        Change("answered", "paper", ("a",), "published"),
        "What sources say of the date of publication of Paper a was decided.",
    ),
    (
        Change("answered", "pair", ("a--gone",), "different"),
        "Paper a and Gone were found to be two papers.",
    ),
    (
        Change("answered", "pair", ("a--b",), "same"),
        "Paper a and Paper b were found to be one paper.",
    ),
    (Change("added", "path", ("path",)), "The reading path A path was added."),
    (Change("removed", "path", ("old",)), "The reading path Old path was removed."),
    (Change("changed", "topic", ("rag",)), "The topic RAG was changed."),
    (Change("ruled", "topic", ("was",)), "The rules of the topic Was were changed."),
]


@pytest.mark.parametrize(("change", "sentence"), SENTENCES)
def test_one_thing_is_named_in_its_sentence(change: Change, sentence: str) -> None:
    """By its name of today; what is gone by the name that it had."""
    assert told(change) == [sentence]


def test_what_came_stands_first() -> None:
    """Then what else happened to papers, to paths and to topics."""
    some = [
        Change("ruled", "topic", ("rag",)),
        Change("answered", "pair", ("a--b",), "same"),
        Change("added", "path", ("path",)),
        Change("corrected", "paper", ("a",), "title"),
        Change("merged", "paper", ("gone",), "b"),
        Change("added", "paper", ("c",)),
    ]
    assert told(*some) == [told(each)[0] for each in (*some[:1:-1], some[0], some[1])]


def test_several_things_follow_their_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many are folded behind it, and very many are counted."""
    monkeypatch.setattr(sentences, "NAMED", 4)
    few, many = Change("added", "paper", ("a", "b")), Change("removed", "paper", tuple("abcdef"))
    assert told(few) == ["2 papers were added: Paper a, Paper b."]
    folded = tree_of(page(site((many,))).body).select("details")
    assert [words(each.select("summary")[0]) for each in folded] == ["6 papers were removed."]
    items = [words(item) for item in folded[0].select("li")]
    assert items == ["Paper a", "Paper b", "Paper c", "Paper d", "and 2 more"]


def test_every_kind_of_change_has_its_sentence() -> None:
    """Of one thing and of several, without a place that is left open."""
    for verb in sentences._SENTENCES:
        for keys in (("a",), ("a", "b")):
            change = Change(verb, "paper", keys, "b")
            assert not re.search(r"[{}]", " ".join(told(change))), verb


def test_links_lead_to_what_there_is() -> None:
    """To a merged paper's survivor, a topic, a path; to nothing where there is nothing."""
    made = page(
        site(
            (
                Change("merged", "paper", ("gone",), "b"),
                Change("tagged", "paper", ("a",), "peft"),
                Change("untagged", "paper", ("a",), "was"),
                Change("changed", "path", ("path",)),
                Change("removed", "paper", ("never",)),
            )
        )
    )
    assert made.links == {
        routes.paper("a"),
        routes.paper("b"),
        routes.tag("peft"),
        routes.collection("path"),
    }


def test_many_topics_of_one_commit_are_folded() -> None:
    """Or a day on which the rules changed would be a page long."""
    some = [Change("tagged", "paper", ("a", "b"), f"t{number}") for number in range(6)]
    assert len(told(*some[:5])) == 5
    (folded,) = told(*some, Change("added", "paper", ("c",)))[1:]
    assert folded.startswith("The topics of 2 papers were changed.")


def test_days_stand_newest_first_though_clocks_differ() -> None:
    """Each day once, also where a commit is older than the one before it."""
    of = site((Change("added", "paper", ("a",)),))
    commits = [replace(of.history.commits[0], day=date(2025, 3, d)) for d in (17, 12, 17)]
    made = page(replace(of, history=History(tuple(commits), lack="")))
    headings = [line for line in made.body.splitlines() if line.startswith("## ")]
    assert headings == ["## 17 March 2025 {: #2025-03-17 }", "## 12 March 2025 {: #2025-03-12 }"]


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://github.com/me/list/", f"https://github.com/me/list/commit/{REVISION}"),
        ("https://gitlab.com/me/list", f"https://gitlab.com/me/list/-/commit/{REVISION}"),
        ("https://codeberg.org/me/list", f"https://codeberg.org/me/list/commit/{REVISION}"),
        ("https://bitbucket.org/me/list", f"https://bitbucket.org/me/list/commits/{REVISION}"),
        ("", None),
        ("javascript:alert(1)", None),
    ],
)
def test_commit_is_linked_where_the_repository_is_known(
    repository: str, address: str | None
) -> None:
    """Elsewhere it is named all the same."""
    change = (Change("added", "paper", ("a",)),)
    found = tree_of(page(site(change, repository=repository)).body).select_one(".revision")
    assert found
    assert words(found) == "Commit 0123456"
    link = found.select_one("a")
    assert (link["href"] if link else None) == address


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        ("git", "knows no history"),
        ("shallow", "fetch-depth: 0"),
        ("unreadable", "--filter"),
        ("", "Nothing has changed yet"),
    ],
)
def test_history_that_is_not_whole_says_so(lack: Lack, said: str) -> None:
    """And how to mend it."""
    of = replace(site(), history=History(lack=lack))
    assert said in page(of).body


# ---- Built sites ---------------------------------------------------------------------------------


def test_hostile_names_show_as_text_and_nobody_is_named(tmp_path: Path) -> None:
    """Also of a paper that is gone, a path and a topic; no author of a commit stands anywhere.

    What is not committed is not told.
    """
    repository = make_repository(tmp_path / "work", *("a", "b"))
    hostile = TITLES["markup"] + " {{ 7*7 }} **bold** {: #stolen }"
    quoted = hostile.replace("'", "''")
    path = f"title: '{quoted}'\nintroduction: X\npapers:\n- {{paper: a, why: Y}}\n"
    repository.commit()
    repository.commit(
        {"papers/x.yml": f"title: '{quoted}'\nabstract: W.\n", "collections/p.yml": path}
    )
    repository.commit({"papers/x.yml": None, "collections/p.yml": None})
    (repository.content / "papers" / "a.yml").unlink()
    made = build_site(settings(repository.content, tmp_path / "site"))
    assert made.warnings == ()
    main = made.main("changes/")
    assert "2 papers were added: Title of a, Title of b." in words(main)
    assert "Title of a was removed" not in words(main)
    names = [words(each) for each in main.select(".named")]
    assert sum(name.startswith("</title><script>hacked = 1</script>") for name in names) == 4
    assert any("**bold** {: #stolen }" in name for name in names)
    assert main.select("script, img, #stolen, strong") == []
    assert "Private" not in made.text("changes/index.html")


def test_real_history_is_told(real_site: Built) -> None:
    """Commit by commit, and no more than a phone loads in a moment."""
    found = history(ROOT / "content")
    sections = real_site.main("changes/").select(".commit .revision")
    assert len(sections) == len(found.commits)
    assert len(real_site.text("changes/index.html")) < 400_000
