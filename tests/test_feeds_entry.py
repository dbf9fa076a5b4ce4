"""What feeds say of a paper and of a day: what is known, in little space, under a lasting name."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Tag, Taxonomy
from generator.publish.feeds.entry import added, of_day, since
from generator.publish.site import Site
from tests.builders import make_full_paper, make_paper
from tests.feeding import ATOM, BYTES, TAXONOMY, make_site, tree, written
from tests.site import SUB_PATH, words

MONDAY, FRIDAY = date(2025, 3, 17), date(2025, 3, 14)


def item(paper: Paper, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the only item of the JSON Feed of a list of one paper."""
    (found,) = json.loads(written(make_site(paper, **changes))["feed.json"])["items"]
    assert isinstance(found, dict)
    return found


def text(html: str) -> str:
    """Return what a reader reads of HTML."""
    return words(BeautifulSoup(html.replace("<br>", " "), "html.parser"))


# ---- A paper -------------------------------------------------------------------------------------


def test_entry_has_all_that_is_known() -> None:
    """Our page and the paper itself, who wrote it, when, where, about what, and its text."""
    paper = make_full_paper(
        key="full",
        title="On $C^2$",
        abstract="First $x_1$.\nSecond, https://x.org/.",
        doi="10.1000/a(b)",
        anthology="2024.acl-long.1",
        updated=date(2026, 5, 6),
    )
    found = item(paper)
    html = found.pop("content_html")
    assert found == {
        "id": "tag:reading-list.example,2026:papers/full",
        "url": f"{SUB_PATH}papers/full/",
        "external_url": "https://arxiv.org/abs/2401.10020",
        "title": "On C²",
        "summary": "No.",
        "date_published": "2026-01-02T00:00:00Z",
        "date_modified": "2026-05-06T00:00:00Z",
        "authors": [{"name": "Ada Ørsted"}, {"name": "Kai-wei Chang"}],
        "tags": ["R & A <G>"],
        "attachments": [
            {"url": "https://arxiv.org/pdf/2401.10020", "mime_type": "application/pdf"}
        ],
        "_paper": {
            "key": "full",
            "arxiv": "2401.10020",
            "doi": "10.1000/a(b)",
            "anthology": "2024.acl-long.1",
            "openreview": None,
            "citation_key": "orsted-chang-2024-c",
        },
    }
    assert text(html) == (
        "Ada Ørsted, Kai-wei Chang ICLR 2024 · published May 2024 · listed on 17 March 2025 · "
        "R & A <G> No. First x1. Second, https://x.org/. arXiv · PDF · ACL Anthology · DOI"
    )
    links = [str(link["href"]) for link in BeautifulSoup(html, "html.parser").select("a")]
    assert links == [
        f"{SUB_PATH}tags/rag/",
        "https://x.org/",
        "https://arxiv.org/abs/2401.10020",
        "https://arxiv.org/pdf/2401.10020",
        "https://aclanthology.org/2024.acl-long.1/",
        "https://doi.org/10.1000/a%28b%29",
    ]


def test_atom_says_the_same() -> None:
    """Its words for it are links, categories and stamps."""
    paper = make_full_paper(key="full", doi="10.1000/a(b)", anthology="2024.acl-long.1")
    (entry,) = tree(written(make_site(paper))["feed.xml"]).iter(f"{ATOM}entry")
    links = [(link.attrib["rel"], link.attrib["href"]) for link in entry.findall(f"{ATOM}link")]
    assert links == [
        ("alternate", f"{SUB_PATH}papers/full/"),
        ("related", "https://arxiv.org/abs/2401.10020"),
        ("related", "https://doi.org/10.1000/a%28b%29"),
        ("related", "https://aclanthology.org/2024.acl-long.1/"),
        ("enclosure", "https://arxiv.org/pdf/2401.10020"),
    ]
    (category,) = entry.findall(f"{ATOM}category")
    scheme = "tag:reading-list.example,2026:tags"
    assert category.attrib == {"term": "rag", "scheme": scheme, "label": "R & A <G>"}
    authors = [author.text for author in entry.findall(f"{ATOM}author/{ATOM}name")]
    assert authors == ["Ada Ørsted", "Kai-wei Chang"]
    assert entry.findtext(f"{ATOM}content") == item(paper)["content_html"]
    assert entry.findtext(f"{ATOM}summary") == "No."


def test_rss_says_what_it_can() -> None:
    """Our page, the day, who, about what, and the whole content."""
    paper = make_full_paper(key="full")
    (entry,) = tree(written(make_site(paper))["rss.xml"]).iter("item")
    said = [(each.tag.partition("}")[2] or each.tag, each.text) for each in entry]
    assert said == [
        ("title", "C# & co: a <b>study</b>"),
        ("link", f"{SUB_PATH}papers/full/"),
        ("guid", "tag:reading-list.example,2026:papers/full"),
        ("pubDate", "Fri, 02 Jan 2026 00:00:00 GMT"),
        ("creator", "Ada Ørsted"),
        ("creator", "Kai-wei Chang"),
        ("category", "R & A <G>"),
        ("description", item(paper)["content_html"]),
    ]


def test_entry_invents_nothing() -> None:
    """What is unknown is absent, and in our extension null."""
    found = item(Paper(key="only", title="Only", abstract="Nothing else."))
    assert found.pop("_paper") == {
        "key": "only",
        **dict.fromkeys(("arxiv", "doi", "anthology", "openreview", "citation_key")),
    }
    assert text(found.pop("content_html")) == "publication date unknown Nothing else."
    assert found == {
        "id": "tag:reading-list.example,2026:papers/only",
        "url": f"{SUB_PATH}papers/only/",
        "title": "Only",
        "date_published": "2026-01-01T00:00:00Z",
        "date_modified": "2026-01-01T00:00:00Z",
    }


def test_withdrawn_paper_says_so() -> None:
    """A reader who never opens its page must know."""
    assert "This paper has been withdrawn." in item(make_paper(status="withdrawn"))["content_html"]


def test_tags_that_are_rejected_or_unknown_are_not_told() -> None:
    """Those that the taxonomy does not have would lead nowhere."""
    assert "tags" not in item(make_paper(tags={"peft": "rejected", "gone": "person"}))


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"added": MONDAY, "listed": (Listing("a.txt", 1, FRIDAY),)}, MONDAY),
        ({"listed": (Listing("a.txt", 1, FRIDAY), Listing("b.txt", 1, MONDAY))}, MONDAY),
        ({"listed": (Listing("a.txt", 1),), "published": PartialDate(2024, 5, 6)}, "2024-05-06"),
        ({"published": PartialDate(2024, 5)}, "2024-05-01"),
        ({"published": PartialDate(2024)}, "2024-01-01"),
        ({}, "2026-05-01"),
    ],
)
def test_paper_without_a_day_of_coming_is_dated_by_the_next_best(
    fields: dict[str, Any], day: date | str
) -> None:
    """The newest listing, the publication, and at last the day from which on names are ours."""
    paper = Paper(key="a", title="A", abstract="B", **fields)
    assert str(added(paper, since("me@example.org,2026-05"))) == str(day)


@pytest.mark.parametrize(
    ("authority", "day"),
    [("a.org,2026", "2026-01-01"), ("a.org,2026-05", "2026-05-01"), ("a.org,2026-05-06",) * 2],
)
def test_authority_has_a_day(authority: str, day: str) -> None:
    """RFC 4151 lets a year or a month stand for its first day."""
    assert str(since(authority)) == day.removeprefix("a.org,")


# ---- Length --------------------------------------------------------------------------------------

HUGE = {
    "plain": "word " * 20_000,
    "escaped": "&" * 100_000,
    "scripts": "a_{1}" * 20_000,
    "links": "http://a.b/c " * 8_000,
    "paragraphs": "A.\n" * 30_000,
    "astral": "𝔸" * 30_000,
    "quotes": "\"'" * 50_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_paper_is_cut_and_the_feed_fits(kind: str) -> None:
    """A title, names, a summary, a venue and an abstract of 100 kB leave room for an entry."""
    text = HUGE[kind]
    line = " ".join(text.split())
    paper = make_paper(
        text,
        abstract=text,
        summary=text,
        venue=line,
        authors=tuple(Author(f"{number} {line}") for number in range(3_000)),
        tags={"rag": "rule"},
        listed=(Listing("a.txt", 1, MONDAY),),
    )
    texts = written(make_site(paper, *(make_paper(key=f"p{n}") for n in range(9))))
    for path, made in texts.items():
        assert len(made.encode()) <= BYTES, path
        if path.endswith(("feed.xml", "feed.json", "rss.xml")):
            empty = path.startswith(("trending/", "tags/peft/", "tags/nobody/"))
            assert ("/papers/c-sharp/" in made) != empty, path
    html = next(i for i in json.loads(texts["feed.json"])["items"] if "c-sharp" in i["id"])
    assert "The abstract goes on <a href=" in html["content_html"]
    assert "and 2,990 more" in html["content_html"]


def test_abstract_of_usual_length_is_whole() -> None:
    """Nothing says that it goes on."""
    abstract = "A sentence of an abstract. " * 100
    html = item(make_paper(abstract=abstract))["content_html"]
    assert abstract.strip() in html
    assert "goes on" not in html


def test_feed_of_long_abstracts_has_fewer_entries() -> None:
    """The newest that fit, and Atom's archive has the others."""
    papers = [make_paper(key=f"p{n:02}", abstract="& " * 9_000) for n in range(40)]
    texts = written(make_site(*papers))
    assert 3 < texts["feed.xml"].count("<entry>") < 40
    assert texts["feeds/2026-01.xml"].count("<entry>") > 3
    assert all(len(text.encode()) <= BYTES for text in texts.values())


# ---- A day ---------------------------------------------------------------------------------------


def test_day_lists_its_papers() -> None:
    """With their pages, their authors and when they came out, as far as that is known."""
    some = make_full_paper(key="a", title="A <b>"), Paper(key="b", title="B", abstract="C")
    day = of_day(make_site(*some), MONDAY, some)
    assert (day.title, day.published, day.updated) == ("17 March 2025: 2 papers", MONDAY, MONDAY)
    assert day.id == "tag:reading-list.example,2026:days/2025-03-17"
    assert day.page == f"{SUB_PATH}dates/2025/03/17/"
    assert text(day.content) == "A <b> Ada Ørsted, Kai-wei Chang · May 2024 B"
    assert f'<a href="{SUB_PATH}papers/a/">A &lt;b&gt;</a>' in day.content
    assert of_day(make_site(*some), MONDAY, some[:1]).title == "17 March 2025: 1 paper"


def test_day_of_many_papers_says_how_many_are_left_out() -> None:
    """And where they are."""
    some = tuple(make_paper(f"{'Long ' * 80}{n}", key=f"p{n:03}") for n in range(200))
    day = of_day(make_site(*some), MONDAY, some)
    shown = day.content.count("<li>")
    assert 50 < shown < 200
    more = f'<p>And {200 - shown} more <a href="{SUB_PATH}dates/2025/03/17/">on the page of the day'
    assert more in day.content
    assert "on the page of the day" not in of_day(make_site(*some), MONDAY, some[:50]).content


# ---- Names ---------------------------------------------------------------------------------------


def test_names_depend_on_the_authority_alone() -> None:
    """A site that moves keeps them; another authority gives others."""
    paper = make_paper()
    elsewhere = item(paper, url="https://example.org/")
    assert elsewhere["id"] == item(paper)["id"]
    assert elsewhere["url"] == "https://example.org/papers/c-sharp/"
    mine = item(paper, authority="me@example.org,2026-05-01")
    assert mine["id"] == "tag:me@example.org,2026-05-01:papers/c-sharp"


def test_control_characters_are_nowhere() -> None:
    """Not in names either, which are not texts that a source marked up."""
    bad = "a\x00b\x0bc\x1bd\ufffee"
    tags = {"rag": Tag("rag", bad, "method", bad)}
    paper = make_paper(
        bad,
        abstract=bad,
        venue=bad,
        summary=bad,
        authors=(Author(bad),),
        tags={"rag": "rule"},
        listed=(Listing("a.txt", 1, MONDAY),),
    )
    known = ReadingList({paper.key: paper}, Taxonomy(TAXONOMY.facets, tags))
    for path, text in written(Site(known, bad, bad, url=SUB_PATH)).items():
        assert not {"\x00", "\x0b", "\x1b", "\ufffe"} & set(text), path
        assert "\\u00" not in text
        assert "abcde" in text
