"""The generated Markdown, before MkDocs: golden files, and what every page holds to."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import pytest
import yaml

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.problems import ContentError
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish import build as building
from generator.publish.build import build
from generator.publish.citations.formats import FORMATS
from generator.publish.pages.paper import pages as paper_pages
from generator.publish.render import GIST_LENGTH, File, Page
from generator.publish.site import Site
from tests.builders import make_full_paper, make_paper
from tests.conftest import GOLDEN
from tests.ugly import LINES, LONG, MONDAY, TITLES, papers

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How it is made.")},
    {
        "rag": Tag("rag", "RAG", "method", "It reads *and* <b>writes</b>."),
        "peft": Tag("peft", "PEFT", "method", "Few weights."),
        "c": Tag("c", "C#", "method", "Unused."),
    },
)

ORDINARY = make_paper(
    "FuseBot: Fusion of Bots",
    key="fusebot",
    abstract="We fuse bots. The result is 4.2\\% better.\n\nCode: https://example.org/fusebot.",
    authors=(Author("Ada Lovelace"), Author("Laurens van der Maaten")),
    published=PartialDate(2024, 2, 5),
    arxiv="2402.00001",
    tags={"rag": "rule"},
    listed=(Listing("a.txt", 1, MONDAY),),
    added=date(2025, 3, 20),
)
SECOND = make_paper(
    "Bots that fuse",
    key="bots-that-fuse",
    abstract="Fusion of bots, again.",
    tags={"rag": "person", "peft": "rule"},
    listed=(Listing("a.txt", 2, MONDAY), Listing("b.txt", 9)),
)
FULL = make_full_paper(
    key="full",
    title="Everything that is known of C++",
    abstract="All of it, e.g. $O(n^2)$ steps.",
    status="withdrawn",
    summary="A line & more.",
    note="A note with `marks` and <b>marks</b>.",
    doi="10.1000/a(b)",
    anthology="2024.acl-long.1",
)
HOSTILE = make_paper(TITLES["markup"], key="hostile", abstract=LINES, summary="<b>{{ n*n }}</b>.")


def outputs(*some: Paper) -> Mapping[str, Page | File]:
    """Return everything that is made of a list, by its path."""
    known = ReadingList({paper.key: paper for paper in some}, TAXONOMY)
    return {output.uri: output for output in build(Site(known, "A List", "Papers & <more>"))}


def page(uri: str, *some: Paper) -> str:
    """Return the Markdown of one page."""
    found = outputs(*some)[uri]
    assert isinstance(found, Page)
    return found.text


def front_matter(text: str) -> dict[str, object]:
    """Return the fields at the head of a page."""
    fields = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(fields, dict)
    return fields


LIST = ORDINARY, SECOND, FULL


def references(ending: str) -> str:
    """Return the file of references, with the line ends that git leaves to golden files."""
    file = outputs(*LIST, HOSTILE)[f"papers.{ending}"]
    assert isinstance(file, File)
    assert isinstance(file.data, bytes)
    return file.data.decode().replace("\r\n", "\n")


GOLDENS: Mapping[str, Callable[[], str]] = {
    "ordinary-paper.md": lambda: page("papers/fusebot.md", *LIST),
    "full-paper.md": lambda: page("papers/full.md", *LIST),
    "hostile-paper.md": lambda: page("papers/hostile.md", HOSTILE),
    "tag.md": lambda: page("tags/rag.md", *LIST),
    "day.md": lambda: page("dates/2025/03/17.md", *LIST),
    "home.md": lambda: page("index.md", *LIST),
    **{f"papers.{form.ending}": partial(references, form.ending) for form in FORMATS},
}


@pytest.mark.parametrize("name", GOLDENS)
def test_generated_text_is_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    """A change of what is generated shows as a change of a file that a person reviews."""
    golden(name, GOLDENS[name]())


def test_every_golden_file_is_compared() -> None:
    """A file that nothing is compared with says nothing."""
    assert {file.name for file in GOLDEN.iterdir()} == GOLDENS.keys()


# ---- Every page ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ugly() -> Mapping[str, Page | File]:
    """Everything that is made of the ugly list."""
    return outputs(*papers())


def test_every_page_begins_with_its_title(ugly: Mapping[str, Page | File]) -> None:
    """Front matter that YAML can read, then one heading of the first level."""
    for output in ugly.values():
        if isinstance(output, Page):
            assert front_matter(output.text)["title"], output.uri
            body = output.text.split("---\n", 2)[2]
            assert body.startswith("\n# "), output.uri
            assert [line for line in body.splitlines()[2:] if line.startswith("# ")] == []


def test_titles_are_in_the_order_of_the_alphabet() -> None:
    """Under their letters, without case, accents and a leading article; all others come first."""
    given = ["On b", "The Zoo", "“An” apple", "étude", "a", "3D", "A way", "Anna", "On A", "大"]
    text = page("titles.md", *(make_paper(title, key=f"p{n}") for n, title in enumerate(given)))
    shown = re.findall(r'^(?:## (\S+)|<li .*/">(.*?)</a>)', text, re.MULTILINE)
    assert [letter or title for letter, title in shown] == [
        *("0–9", "3D", "大"),
        *("A", "a", "Anna", "“An” apple"),
        *("E", "étude"),
        *("O", "On A", "On b"),
        *("W", "A way"),
        *("Z", "The Zoo"),
    ]


def test_equal_titles_are_in_the_order_of_their_keys() -> None:
    """The index does not depend on anything else."""
    some = [make_paper("Same", key=key) for key in ("b", "c", "a")]
    for order in (some, some[::-1]):
        assert re.findall(r'data-paper="(.)"', page("titles.md", *order)) == ["a", "b", "c"]


def test_list_page_grows_with_its_papers_alone() -> None:
    """Twice the papers make a paper's page no longer, and the library about twice as long."""
    few = [make_paper(f"Paper {n}", key=f"p{n}", listed=()) for n in range(20)]
    many = [make_paper(f"Paper {n}", key=f"p{n}", listed=()) for n in range(40)]
    assert len(page("papers/p1.md", *many)) < 1.1 * len(page("papers/p1.md", *few))
    assert len(page("papers/index.md", *many)) < 2.1 * len(page("papers/index.md", *few))
    assert len(page("index.md", *many)) < 1.1 * len(page("index.md", *few))


@pytest.mark.parametrize(
    ("abstract", "gist"),
    [
        ("One. Two.", "One. Two."),
        (f"One. {'Word ' * GIST_LENGTH}.", "One."),
        ("", ""),
    ],
)
def test_gist_is_as_many_sentences_as_fit(abstract: str, gist: str) -> None:
    """A list shows whole sentences while there is room."""
    listed = page("dates/undated.md", make_paper(abstract=abstract or "\u200b"))
    assert f'<p class="gist cut">{gist}</p>' in listed


def test_gist_without_end_is_cut_and_says_so() -> None:
    """A first sentence of 100 kB does not fill a list."""
    listed = page("dates/undated.md", make_paper(abstract=LONG))
    assert len(listed) < 4000
    assert "…</p>" in listed


def test_summary_stands_in_for_the_abstract() -> None:
    """Where the curator wrote a line, lists and search engines show it."""
    paper = make_paper(summary="Mine & yours")
    assert '<p class="gist">Mine &amp; yours</p>' in page("dates/undated.md", paper)
    assert front_matter(page("papers/c-sharp.md", paper))["description"] == "Mine &amp; yours"


def test_description_ends_with_a_whole_word() -> None:
    """What search engines show of a long abstract is cut between words, and says so."""
    shown = str(
        front_matter(page("papers/c-sharp.md", make_paper(abstract="word " * 99)))["description"]
    )
    assert shown.endswith("word…")
    assert len(shown) <= 201


def test_tag_counts_every_year_between() -> None:
    """The bars of a tag have a row for a year without papers."""
    some = [
        make_paper(key=f"p{year}", published=PartialDate(year), tags={"rag": "rule"})
        for year in (2020, 2022)
    ]
    text = page("tags/rag.md", *some)
    rows = [f'<th scope="row">{year}</th>' for year in (2020, 2021, 2022)]
    assert [text.count(row) for row in rows] == [1, 1, 1]


def test_rejected_tag_is_shown_nowhere() -> None:
    """“Not this tag” keeps the paper off the tag's page, and the tag off the paper's."""
    paper = make_paper(tags={"rag": "rejected"})
    assert "c-sharp" not in page("tags/rag.md", paper)
    assert "tags/rag" not in page("papers/c-sharp.md", paper)


def test_author_of_one_paper_has_no_page() -> None:
    """Two papers make a page; equal slugs of different names make two."""
    one = make_paper(key="one", authors=(Author("Zoë Li"), Author("Zoe Li"), Author("Al One")))
    two = make_paper(key="two", authors=(Author("Zoë Li"), Author("Zoe Li")))
    made = {uri for uri in outputs(one, two) if uri.startswith("authors/")}
    assert made == {"authors/index.md", "authors/zoe-li.md", "authors/zoe-li-2.md"}


def test_two_pages_at_one_address_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when they differ only in case: one would replace the other in silence."""

    def twice(_: Site) -> list[Page]:
        return [Page("trending.md", {}, ""), Page("Trending/index.md", {}, "")]

    monkeypatch.setattr(building, "PAGES", (twice,))
    with pytest.raises(ContentError, match="an address of its own"):
        outputs()


def test_link_to_nothing_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link of a template to a page that nobody makes stops the build."""

    def linking(_: Site) -> list[Page]:
        return [Page("index.md", {}, "", links=frozenset({"gone.md"}))]

    monkeypatch.setattr(building, "PAGES", (linking,))
    with pytest.raises(ContentError, match=r"a link to a page that exists, got gone\.md"):
        outputs()


def test_page_leads_to_the_form_that_corrects_it() -> None:
    """With its key and address filled in, where the repository is at GitHub; nowhere else."""
    known = ReadingList({"fusebot": ORDINARY}, TAXONOMY)

    def body(repository: str) -> str:
        site = Site(known, "A list", "", url="https://a.org/l/", repository=repository)
        return next(page.body for page in paper_pages(site))

    form = "https://github.com/a/b/issues/new?template=wrong-paper.yml"
    filled = f"{form}&amp;key=fusebot&amp;url=https%3A%2F%2Fa.org%2Fl%2Fpapers%2Ffusebot%2F"
    assert f'href="{filled}"' in body("https://github.com/a/b/")
    for elsewhere in ("", "https://gitlab.com/a/b"):
        assert "wrong-paper" not in body(elsewhere)
