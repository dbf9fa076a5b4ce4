"""Merged papers: what is read of them, and what stands at their addresses."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator import exporting
from generator.model.reading_list import ReadingList
from generator.model.redirects import Redirect, end, ends
from generator.publish import redirects
from generator.publish.render import File
from generator.publish.site import Site
from generator.store import merged, store
from tests.builders import TODAY, make_content, make_paper, tree, write_file
from tests.cases import Case, bad_cases
from tests.site import SUB_PATH, Built, settings
from tests.ugly import TITLES

FILES = (".bib", ".ris", ".csl.json", ".json", ".md")


def led(**ways: str) -> dict[str, Redirect]:
    """Return redirects by key."""
    return {key: Redirect(to, TODAY) for key, to in ways.items()}


def test_a_way_leads_on_to_its_end() -> None:
    """A paper that was merged may be merged on; a circle, which only a person makes, ends."""
    known = led(a="b", b="c", x="y", y="x", z="y")
    assert [end(known, key) for key in ("a", "b", "c")] == ["c", "c", "c"]
    assert ends(known) == {"a": "c", "b": "c"}


@pytest.mark.parametrize("case", bad_cases("redirects"))
def test_problems_of_redirects(case: Case, tmp_path: Path) -> None:
    """They come with file and line, and the rest of the store is read all the same."""
    content = make_content(tmp_path, [make_paper(key="x"), make_paper("Y", key="y")])
    write_file(content / "redirects.yml", case.text)
    known = store.load(content)
    assert "\n".join(map(str, known.problems)).replace(f"{content}/", "") == case.problems
    assert set(known.reading_list.by_key) == {"x", "y"}


def test_a_merged_paper_without_a_way_is_a_problem(tmp_path: Path) -> None:
    """Its address would lead to nothing, and nobody would notice."""
    content = make_content(tmp_path, [make_paper(key="x")])
    write_file(content / "merged" / "gone.yml", "title: Gone\nabstract: G\n")
    (problem,) = store.load(content).problems
    assert str(problem).endswith(
        "merged/gone.yml: expected a line in redirects.yml that says where gone leads, got none"
    )


def test_a_paper_beside_its_redirect_is_left_over_only_with_the_same_bytes(tmp_path: Path) -> None:
    """A stopped merge leaves it so; with other bytes, somebody wrote it since."""
    content = make_content(tmp_path, [make_paper(key="x")])
    for folder in ("merged", "papers"):
        write_file(content / folder / "gone.yml", "title: Gone\nabstract: G\n")
    write_file(content / "redirects.yml", "gone: {to: x, date: 2026-01-02}\n")
    known = store.load(content).checked()
    assert set(known.reading_list.by_key) == {"x"}
    assert known.merged.unfinished == {"gone"}
    write_file(content / "papers" / "gone.yml", "title: Back\nabstract: G\n")
    assert len(store.load(content).problems) == 1


def test_many_redirects_are_read_once(tmp_path: Path) -> None:
    """Reading their file anew for each of them took 1,000 of them minutes."""
    content = make_content(tmp_path, [make_paper(key="a")])
    lines = (f"k{number}: {{to: a, date: 2026-01-02}}\n" for number in range(1000))
    write_file(content / "redirects.yml", "".join(lines))
    start = time.process_time()
    assert len(store.load(content).checked().reading_list.redirects) == 1000
    assert time.process_time() - start < 10


def test_steps_of_a_collection_lead_where_their_papers_went(tmp_path: Path) -> None:
    """No paper is passed twice, and the curator's file stays as it is."""
    content = make_content(tmp_path, [make_paper(key="x"), make_paper("Y", key="y")])
    steps = "".join(f"- {{paper: {key}, why: {key}}}\n" for key in ("gone", "y", "x"))
    path = f"title: T\nintroduction: I\npapers: # in this order\n{steps}"
    file = write_file(content / "collections" / "path.yml", path)
    write_file(content / "redirects.yml", "gone: {to: x, date: 2026-01-02}\n")
    (collection,) = store.load(content).checked().reading_list.collections
    assert [(step.paper, step.why) for step in collection.papers] == [("x", "gone"), ("y", "y")]
    assert file.read_text(encoding="utf-8") == path


@pytest.mark.parametrize("text", ["", "# Mine.\n", "# Mine.\na: {to: x, date: 2025-01-02} # ha\n"])
def test_the_file_of_redirects_keeps_its_comments(text: str, tmp_path: Path) -> None:
    """A line comes and goes, and the rest of the file is as it was; an empty file goes."""
    content = make_content(tmp_path, [make_paper(key="x")])
    file = write_file(content / "redirects.yml", text)
    before = dict(merged.read(content))
    _, new = merged.redirects_text(content, {**before, **led(b="x")})
    assert new == f"{text}b: {{to: x, date: {TODAY}}}\n"
    write_file(file, new)
    assert merged.redirects_text(content, before) == (file, text or None)


def test_a_merged_papers_page_leads_to_the_other(ugly_site: Built) -> None:
    """Without scripts; to the end of the way at once; no search engine keeps it."""
    assert {address for address in ugly_site.redirects if address.startswith("papers/")} == {
        f"papers/{key}/" for key in ("merged", "merged-before", "led-to-removed")
    }
    for address in ("papers/merged/", "papers/merged-before/"):
        page = ugly_site.redirects[address]
        told = [attributes for tag, attributes in page.all if tag in {"meta", "link"}]
        assert {"http-equiv": "refresh", "content": "0; url=../../papers/markup/"} in told
        assert {"rel": "canonical", "href": f"{SUB_PATH}papers/markup/"} in told
        assert {"name": "robots", "content": "noindex"} in told
        (link,) = (attributes["href"] for tag, attributes in page.all if tag == "a")
        assert ugly_site.place(address, link) == ("papers/markup/index.html", "")
        assert "papers/markup/index.html" in ugly_site.files
        assert "script" not in {tag for tag, _ in page.all}
    text = ugly_site.soup("papers/merged/").get_text()
    assert text.count(TITLES["markup"]) == 2


def test_a_merged_papers_files_have_the_others_bytes(ugly_site: Built) -> None:
    """Whoever cites or reads it by program gets what is known of it now; of a removed one none."""
    for ending in FILES:
        there = ugly_site.files[f"papers/markup{ending}"].read_bytes()
        assert ugly_site.files[f"papers/merged{ending}"].read_bytes() == there
        assert ugly_site.files[f"papers/merged-before{ending}"].read_bytes() == there
        assert f"papers/led-to-removed{ending}" not in ugly_site.files


def test_a_merged_papers_card_is_the_others() -> None:
    """Where there are cards; the files of pages with a like name are not touched."""
    paper = make_paper(key="x")
    site = Site(ReadingList({"x": paper}, redirects={"gone": "x"}), "N", "D")
    outputs = [File("papers/x.png", b"png"), File("papers/x-2.bib", "no"), File("x.png", b"no")]
    made = {file.uri: file.data for file in redirects.files(site, outputs)}
    assert made.pop("papers/gone/index.html")
    assert made == {"papers/gone.png": b"png"}


def test_a_merged_paper_is_in_no_list(ugly_site: Built) -> None:
    """No page, feed, sitemap, record or index names it: they all name the other."""
    own = {f"papers/{key}" for key in ("merged", "led-to-removed")}
    named = [
        path
        for path, file in ugly_site.files.items()
        if not path.startswith(tuple(own))
        and any(f"{each}/".encode() in file.read_bytes() for each in own)
    ]
    assert named == []


def test_without_an_address_there_is_no_canonical_one() -> None:
    """Nobody has said where the site is."""
    site = Site(ReadingList({"x": make_paper(key="x")}, redirects={"gone": "x"}), "N", "D")
    (page,) = redirects.files(site, [])
    assert "canonical" not in str(page.data)


def test_the_export_has_them_too(ugly_content: Path, ugly_site: Built, tmp_path: Path) -> None:
    """Other builders publish the page and the files as they are."""
    exporting.export(settings(ugly_content, tmp_path / "site"), tmp_path / "out")
    out = tree(tmp_path / "out" / "docs" / "papers")
    for name in ("merged/index.html", "merged.bib", "merged-before.json"):
        assert out[name] == ugly_site.files[f"papers/{name}"].read_bytes()
    readable = tree(tmp_path / "out" / "data" / "papers")
    assert readable["merged.md"] == readable["markup.md"]
