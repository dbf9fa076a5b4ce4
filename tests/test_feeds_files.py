"""The files of feeds: which there are, and what they do not depend on."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from generator.model.collection import Collection, Step
from generator.model.reading_list import ReadingList
from generator.publish.build import build
from generator.publish.feeds.feed import feeds, groups
from generator.publish.site import Site
from tests.builders import make_full_paper, make_paper
from tests.feeding import ATOM, TAXONOMY, make_site, tree, written

LIST = (
    make_full_paper(key="full"),
    *(make_paper(key=f"p{n}", tags={"rag": "rule", "peft": "rule"}) for n in range(5)),
    make_paper(key="gone", status="removed", tags={"rag": "rule"}),
)


def test_every_selection_that_grows_is_followed(real_list: ReadingList) -> None:
    """In one group of the page, and nothing else but the days is."""
    site = Site(real_list, "A list", "Of papers.")
    growing = {page for page, selection in site.selections.items() if selection.grows}
    pages = [feed.page for feed in feeds(site)]
    assert set(pages) == {*growing, "dates/index.md"}
    assert len(set(pages)) == len(pages)
    assert list(groups(site)) == [
        "The list",
        "Topics",
        "Two topics at once",
        "Reading paths",
        "Days",
    ]


def test_group_of_nothing_is_left_out() -> None:
    """A list without reading paths has no heading for them."""
    assert list(groups(make_site())) == ["The list", "Topics", "Days"]


def test_title_names_the_site() -> None:
    """Which readers show among feeds of other sites; the site's own is just its name."""
    titles = {feed.page: feed.title for feed in feeds(make_site())}
    assert titles["index.md"] == "A <List>"
    assert titles["tags/peft.md"] == "PEFT · A <List>"


def test_feed_is_named_after_its_page() -> None:
    """Under the authority; all documents of the list's feed are one feed."""
    texts = written(make_site(*LIST))
    names = {
        path: tree(text).findtext(f"{ATOM}id") for path, text in texts.items() if "<feed" in text
    }
    mine = "tag:reading-list.example,2026:feeds"
    assert names["feed.xml"] == names["feeds/2026-01.xml"] == mine
    assert names["tags/rag/feed.xml"] == f"{mine}/tags/rag"
    assert names["tags/peft/rag/feed.xml"] == f"{mine}/tags/peft/rag"
    assert names["dates/feed.xml"] == f"{mine}/dates"


def test_removed_paper_is_in_no_feed() -> None:
    """Not even in that of a path which still names it."""
    path = Collection("path", "A path", "Why.", (Step("gone", "It was."), Step("full", "It is.")))
    known = ReadingList({paper.key: paper for paper in LIST}, TAXONOMY, (path,))
    texts = written(Site(known, "A list", "Of papers.", url="https://example.org/"))
    assert "papers/full<" in texts["collections/path/feed.xml"]
    assert not [path for path, text in texts.items() if "papers/gone" in text]


def test_topic_without_papers_has_an_empty_feed() -> None:
    """Dated by the day from which on its name is ours; one may follow it until a paper comes."""
    text = written(make_site())["tags/nobody/feed.xml"]
    assert "<entry>" not in text
    assert tree(text).findtext(f"{ATOM}updated") == "2026-01-01T00:00:00Z"


def test_site_without_an_address_says_nothing_false() -> None:
    """Feeds have their ids and papers, but no address of ours; RSS, which must have one, is not."""
    site = make_site(*LIST, url="")
    texts = written(site)
    assert not [path for path in texts if path.endswith("rss.xml")]
    for text in texts.values():
        assert not re.findall(r'(?:href|Url|url)="(?!https://|[./]*assets/)', text)
        assert "/papers/full/" not in text
    assert "papers/full<" in texts["feed.xml"]
    assert {*attributes(tree(texts["feeds.opml"]).iter("outline"))} == {"text"}
    assert build(site)  # in which every link leads somewhere


def attributes(elements: Iterator[ET.Element]) -> Iterator[str]:
    """Yield the names of all attributes."""
    for element in elements:
        yield from element.attrib


def test_site_that_moves_keeps_every_id() -> None:
    """Readers see nothing twice."""
    ids = re.compile(r"<id>.*?</id>|<guid.*?</guid>|\"id\": \".*?\"")
    here, there = (
        written(make_site(*LIST, url=url)) for url in ("https://a.org/", "https://b.org/x/")
    )
    assert {path: ids.findall(text) for path, text in here.items()} == {
        path: ids.findall(text) for path, text in there.items()
    }
    assert here["feed.xml"] != there["feed.xml"]
    assert ids.search(here["feed.xml"])


def test_bytes_depend_on_the_papers_alone() -> None:
    """Not on the order in which they were read, nor on what was built before."""
    assert written(make_site(*LIST)) == written(make_site(*LIST)) == written(make_site(*LIST[::-1]))
