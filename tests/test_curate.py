"""The curator's page shows what there is to do and where it is done, and stays at home if told."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree as ET

import pytest

from generator.exporting import export
from generator.model.decisions import Decision
from generator.model.reading_list import ReadingList
from generator.model.report import Entry, Todo
from generator.model.taxonomy import Taxonomy
from generator.publish.pages import curate
from generator.publish.site import Site
from generator.store import files, store
from tests.builders import TODAY, make_content, make_full_paper, make_paper, write_file
from tests.site import Built, build_site, one, settings, words

HOSTILE = "</title><script>hacked = 1</script> {{ 7*7 }} **b** {: #x }"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list with much to do, in the order of nothing."""
    many = [make_paper(f"Bare {number}", key=f"bare-{number}") for number in range(15)]
    odd = make_full_paper(key="full", links={"code": ("http://v.org/a'b",)})
    twin = make_paper(HOSTILE, key="twin", arxiv="2401.10020", tags={"rag": "person"})
    content = make_content(tmp_path_factory.mktemp("curated"), [*many, odd, twin])
    asked = Decision(("full", "twin"), "Is it <b>one</b>?", TODAY)
    files.write(dict([store.decision_text(content, asked)]))
    for name in ("about", "contribute"):
        write_file(content / f"{name}.md", f"# {name.title()}\n")
    return content


@pytest.fixture(scope="module")
def built(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of it, with a repository."""
    site = tmp_path_factory.mktemp("built") / "site"
    repository = "https://github.com/me/list"
    return build_site(settings(content, site, repo_url=repository, edit_uri="edit/main/content/"))


def section(built: Built, anchor: str) -> list[str]:
    """Return the entries under a heading, as a reader sees them."""
    heading = one(built.main("curate/"), f"#{anchor}")
    listed = heading.find_next("ul")
    assert listed
    return [words(item) for item in listed.find_all("li", recursive=False)]


def test_kinds_stand_with_their_count_reason_and_command(built: Built) -> None:
    """Questions first, then untagged papers; long kinds are folded."""
    main = built.main("curate/")
    kinds = [words(link) for link in main.select(".month a")]
    assert kinds[:3] == [
        "Questions without an answer",
        "Papers without tags",
        "Papers without a summary",
    ]
    assert [str(link["href"]) for link in main.select(".month a")] == [
        f"#{heading['id']}" for heading in main.select("h2")
    ]
    heading = one(main, "#papers-without-tags")
    why = heading.find_next_sibling("p")
    assert why
    assert words(one(why, "code")) == "reading-list tag --explain"
    fold = heading.find_next("details")
    assert fold
    assert words(one(fold, "summary")) == "All 15"
    assert len(section(built, "papers-without-tags")) == 15
    short = one(main, "#links-to-look-at ~ ul")
    assert short.find_previous("h2") == one(main, "#links-to-look-at")


def test_entry_leads_to_its_paper_and_names_its_file(built: Built, ugly_site: Built) -> None:
    """A file that can be copied, where no repository is known."""
    assert section(built, "papers-without-tags")[0] == "Bare 0 edit papers/bare-0.yml"
    assert section(built, "links-to-look-at") == [
        "C# & co: a <b>study</b> http://v.org/a'b is http: try https edit papers/full.yml"
    ]
    file = "content/papers/second.yml"
    assert f"Second {file}" in section(ugly_site, "papers-without-a-summary")
    assert "Kai-wei Chang" in section(built, "papers-with-author-names-of-doubtful-spelling")[0]


def test_very_many_entries_are_not_all_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone could not load those of 10,000 papers; the page says what names them."""
    monkeypatch.setattr(curate, "MOST", 20)
    entries = tuple(Entry(f"p{n}", f"papers/p{n}.yml", (f"p{n}",)) for n in range(21))
    of = ReadingList({}, Taxonomy({}, {}))
    (page,) = curate.pages(Site(of, "A List", "", todo=(Todo("papers to read", entries),)))
    assert page.body.count("data-paper=") == 20
    assert "All 21" in page.body
    assert "the first 20" in page.body


def test_pair_stands_side_by_side(built: Built) -> None:
    """With what tells the two apart, and the file that asks."""
    (asked,) = section(built, "questions-without-an-answer")
    assert asked.startswith("Is it <b>one</b>? edit decisions/full--twin.yml")
    assert "ICLR 2024 · arXiv 2401.10020" in asked
    (shared,) = section(built, "identifiers-that-several-papers-have")
    assert shared.count("edit papers/") == 3
    assert HOSTILE in shared
    assert built.main("curate/").select("script, b, #x") == []


def test_entry_opens_its_file_where_the_repository_is_known(built: Built) -> None:
    """As the pencil of the paper's own page does."""
    edits = [str(link["href"]) for link in built.main("curate/").select("a.edit")]
    start = "https://github.com/me/list/edit/main/content"
    assert f"{start}/papers/bare-0.yml" in edits
    assert f"{start}/decisions/full--twin.yml" in edits
    assert one(built.soup("papers/bare-0/"), "a[rel=edit]")["href"] in edits


@pytest.fixture(scope="module")
def hidden(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site without the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURATE", "false")
        return build_site(settings(content, tmp_path_factory.mktemp("hidden") / "site"))


def test_page_is_not_published_where_it_is_not_wanted(built: Built, hidden: Built) -> None:
    """Nor does the navigation, the sitemap or the search know of it; and nothing is warned of."""
    assert (built.warnings, hidden.warnings) == ((), ())
    assert "curate/index.html" in built.files
    assert built.pages.keys() - hidden.pages.keys() == {"curate/"}
    for each, known in ((built, True), (hidden, False)):
        sitemap = [str(loc.text) for loc in ET.fromstring(each.text("sitemap.xml")).iter()]  # noqa: S314
        assert any(loc.endswith("/curate/") for loc in sitemap) is known
        assert any("curate/" in link["href"] for link in each.soup("").select("a[href]")) is known


def test_page_of_the_curators_own_hand_stays(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not what is made here, whatever the setting."""
    monkeypatch.setenv("CURATE", "false")
    own = copytree(content, tmp_path / "content")
    write_file(own / "curate.md", "# What I do next\n")
    made = build_site(settings(own, tmp_path / "site"))
    assert words(one(made.main("curate/"), "h1")) == "What I do next"
    assert made.warnings == ()


def test_export_has_no_way_to_a_page_that_is_not_made(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another builder would warn of it."""
    monkeypatch.setenv("CURATE", "false")
    export(settings(content, tmp_path / "site"), tmp_path / "out")
    said = (tmp_path / "out" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "changes.md" in said
    assert "curate.md" not in said
