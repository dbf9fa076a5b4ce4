"""The list in Markdown: a file for each paper, and what leads language models to them."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import markdown  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.data import commonmark, llms, readable
from generator.publish.site import Site
from tests.builders import make_full_paper, make_paper
from tests.site import Built, one, words
from tests.test_reading_list import make_list
from tests.ugly import SEEN, papers

ELEMENTS = {"h1", "h2", "p", "ul", "li", "a", "blockquote"}
"""All that a paper's Markdown may become."""


class Shown(HTMLParser):
    """What a reader of rendered Markdown sees: the text and the elements."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: set[str] = set()
        self.feed(markdown.markdown(source))
        self.close()

    def handle_data(self, data: str) -> None:
        """Add to the text."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - not looked at
        """Add to the elements."""
        self.elements.add(tag)


signs = st.text("*_#<>&[]()!~$\\`-+.:|=1a b;/?\"'{}^é\n", max_size=30)
"""All signs that mean something; addresses apart."""


@given(signs)
def test_text_shows_as_itself_wherever_it_stands(text: str) -> None:
    """In a heading, an item of a list, a quote, a paragraph and a link."""
    for source, elements in {
        f"# {commonmark.line(text)}": {"h1"},
        f"- {commonmark.line(text)}": {"ul", "li"},
        f"> {commonmark.line(text)}": {"blockquote", "p"},
        f"a\n\n{commonmark.paragraph(text)}": {"p"},
        f"[{commonmark.line(text)}](x)": {"p", "a"},
    }.items():
        shown = Shown(source)
        assert words(shown.text).removeprefix("a" if source.startswith("a\n") else "").strip() == (
            words(text)
        )
        assert shown.elements <= elements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LoRA: less (much less) than x < 5 & $5, ~10%", None),
        ("snake_case, #3, R&D, a - b, 1.5", None),
        ("C# & <b>", r"C\# & &lt;b>"),
        ("1. first", r"1\. first"),
        ("- x", r"\- x"),
        ("*a* _b_ `c` [d](e)", r"\*a\* \_b\_ \`c\` \[d\](e)"),
        ("&amp; $a$ ~~b~~", "&amp;amp; &#36;a&#36; &#126;&#126;b&#126;&#126;"),
    ],
)
def test_little_is_escaped(text: str, expected: str | None) -> None:
    """People and language models read the file as it is."""
    assert commonmark.line(text) == (expected or text)


def test_addresses_in_a_text_are_links() -> None:
    """As they are, whatever signs are in them, and only those of the web."""
    found = commonmark.paragraph("See https://a.org/_b_(c)?d=*&e=1. Or javascript:x, *y*.")
    assert found == r"See <https://a.org/_b_(c)?d=*&e=1>. Or javascript:x, \*y\*."


def written(paper: Paper) -> str:
    """Return the Markdown of a paper."""
    return readable.markdown(paper, make_list(paper).taxonomy, "../")


def test_a_papers_markdown_says_what_its_page_says() -> None:
    """What is known and what is not; dates, topics, links, abstract, note, and how to cite it."""
    text = written(make_full_paper())
    for line in (
        "Ada Ørsted, Kai-wei Chang",
        "- Published: 2024-05, ICLR 2024",
        "- Listed: 2025-03-17",
        "- Added here: 2026-01-02",
        "- Topics: [Rag](../tags/rag/)",
        "- arXiv: <https://arxiv.org/abs/2401.10020>",
        "- Code 1: <https://github.com/a/b>",
        "> No.",
        "4 of 5",
    ):
        assert line in text.splitlines()
    assert re.findall("^## (.*)$", text, re.MULTILINE) == ["Abstract", "The curator's note", "Cite"]
    assert "(../papers/c-sharp.bib)" in text


def test_what_is_unknown_is_said_to_be() -> None:
    """Nothing is guessed, and nothing is left to guess."""
    text = written(Paper(key="k", title="T", abstract="A.", status="withdrawn"))
    assert "Authors unknown" in text
    assert "- Published: unknown" in text
    assert "- Listed: in no capture" in text
    assert "- This paper has been withdrawn." in text
    assert "note" not in text


def test_every_papers_markdown_is_what_it_should_be(ugly_site: Built) -> None:
    """Rendered, it is title, facts and abstract; hostile text is text, and every link is safe."""
    for paper in papers():
        if paper.status == "removed":
            continue
        source = ugly_site.text(f"papers/{paper.key}.md")
        tree = BeautifulSoup(markdown.markdown(source), "html.parser")
        assert {element.name for element in tree.find_all(True)} <= ELEMENTS
        assert words(one(tree, "h1")) == words(paper.shown_title.plain())
        abstract = words(" ".join(p.plain() for p in paper.shown_abstract.paragraphs()))
        shown = words(" ".join(p.get_text() for p in tree.find_all("p")))
        assert abstract in shown
        for link in tree.find_all("a"):
            assert urlsplit(str(link["href"])).scheme in {"http", "https"}
    assert SEEN in ugly_site.text("papers/unseen.md")


def test_every_real_paper_has_its_markdown(real_site: Built, real_list: ReadingList) -> None:
    """Its links to this site lead somewhere."""
    for paper in real_list.papers:
        source = real_site.text(f"papers/{paper.key}.md")
        for target in re.findall(rf"\({re.escape(real_site.url)}([^)\s]*)\)", source):
            path = f"{target}index.html" if target.endswith("/") else target
            assert path in real_site.files
        assert source.startswith("# ")


# ---- llms.txt ------------------------------------------------------------------------------------

ITEM = re.compile(r"- \[((?:[^\]\\]|\\.)+)\]\(([^\s()]+)\)(?:: .+)?")


def check_llms(site: Built, keys: set[str]) -> None:
    """Read a site's file as https://llmstxt.org has it, and follow its links."""
    first, *sections = re.split("^## ", site.text(routes.LLMS), flags=re.MULTILINE)
    assert re.match(r"# .+\n\n> .+\n\n", first)
    links: list[str] = []
    titles: list[str] = []
    for section in sections:
        title, *items = section.strip().splitlines()
        titles.append(title)
        found = [ITEM.fullmatch(item) for item in filter(None, items)]
        assert None not in found
        links += [item[2] for item in found if item]
    assert len(set(titles)) == len(titles)
    for link in links:
        place = site.place("", link)
        assert place
        assert place[0] in site.files
    mine = [link for link in links if link.endswith(".md")]
    assert sorted(mine) == sorted(f"{site.url}papers/{key}.md" for key in keys)


def test_language_models_find_every_real_paper_once(
    real_site: Built, real_list: ReadingList
) -> None:
    """Under the newest day that listed it."""
    check_llms(real_site, {paper.key for paper in real_list.papers})


def test_language_models_find_every_ugly_paper_once(ugly_site: Built) -> None:
    """Whatever its title; not the one that was removed."""
    check_llms(ugly_site, {paper.key for paper in papers()} - {"removed"})


def test_without_an_address_links_go_from_where_the_file_stands() -> None:
    """A site that is looked at on a disk is still linked."""
    site = Site(make_list(make_paper()), "A list", "Of papers.")
    assert "](papers/c-sharp.md)" in llms.write(site, ())
    assert "## Papers without a day of listing" in llms.write(site, ())
