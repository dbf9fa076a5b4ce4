"""Feeds as published: valid for every reader, on the real list and an ugly one."""

import json
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # its stubs are a package

from generator.model.reading_list import ReadingList
from generator.publish import routes
from tests import ROOT
from tests.feeding import ATOM, BYTES, entries, links, tree, wrong_in_atom, wrong_in_html
from tests.site import Built, one, words
from tests.test_site import SHOWN, SITES
from tests.ugly import LONG

SCHEMA = json.loads((Path(__file__).parent / "data/json-feed.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    """Either site, by name."""
    built = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(built, Built)
    return built


@cache
def feeds(site: Built, file: str) -> Mapping[str, str]:
    """Return the texts of all feeds of a file's name, those of the archive with Atom's."""
    own = [path for path in site.files if Path(path).name == file]
    own += [path for path in site.files if file == "feed.xml" and path.startswith("feeds/2")]
    return {path: site.text(path) for path in own}


def followed(site: Built, start: str) -> Iterator[str]:
    """Yield the texts of a feed and of all documents behind it, as RFC 5005 has a client go."""
    text = site.text(start)
    yield text
    while behind := links(text, "next") or links(text, "prev-archive"):
        place = site.place("", behind[0])
        assert place, behind
        text = site.text(place[0])
        yield text


# ---- Every feed ----------------------------------------------------------------------------------


@SITES
def test_every_feed_is_read_by_feedparser(site: Built) -> None:
    """Without one complaint, each with its title, its page and its entries."""
    texts = {**feeds(site, "feed.xml"), **feeds(site, "rss.xml")}
    assert len(texts) > 10
    for path, text in texts.items():
        read = feedparser.parse(text.encode(), sanitize_html=False)
        assert not read.bozo, f"{path}: {read.get('bozo_exception')}"
        assert read.version == ("rss20" if path.endswith("rss.xml") else "atom10")
        assert read.feed.title
        assert site.place("", read.feed.link), path
        assert len(read.entries) == text.count("<entry>") + text.count("<item>")
        assert all(each.title and each.id and each.published_parsed for each in read.entries), path


@SITES
def test_every_atom_document_keeps_its_rules(site: Built) -> None:
    """RFC 4287 and RFC 5005: ids, stamps, links, and no address that is not whole."""
    for path, text in feeds(site, "feed.xml").items():
        assert list(wrong_in_atom(text, site.url + path)) == [], path


@SITES
def test_every_json_feed_fits_the_schema(site: Built) -> None:
    """It says what Atom says beside it, in the same order."""
    for path, text in feeds(site, "feed.json").items():
        read = json.loads(text)
        assert [error.message for error in VALID.iter_errors(read)] == [], path
        assert read["feed_url"] == site.url + path
        assert not [said for item in read["items"] for said in wrong_in_html(item["content_html"])]
        beside = list(entries(site.text(path.replace("feed.json", "feed.xml"))))
        ids = [item["id"] for item in read["items"]]
        assert ids[: len(beside)] == beside, path  # Atom takes more bytes, and may end earlier


@SITES
def test_every_rss_feed_keeps_its_rules(site: Built) -> None:
    """RSS 2.0 has a link, dates of RFC 822, and names that are no addresses."""
    for path, text in feeds(site, "rss.xml").items():
        channel = one_of(tree(text), "channel")
        assert channel.findtext("link") == site.url + path.removesuffix("rss.xml")
        assert one_of(channel, f"{ATOM}link").attrib["href"] == site.url + path
        ids = [item.findtext("guid") for item in channel.iter("item")]
        assert len(set(ids)) == len(ids)
        for item in channel.iter("item"):
            assert parsedate_to_datetime(item.findtext("pubDate", "")).tzinfo
            assert one_of(item, "guid").attrib == {"isPermaLink": "false"}
            assert list(wrong_in_html(item.findtext("description", ""))) == [], path


def one_of(tree: ET.Element, tag: str) -> ET.Element:
    """Return the one element of a kind right under another."""
    found = tree.findall(tag)
    assert len(found) == 1, f"{len(found)} {tag}"
    return found[0]


@SITES
def test_no_feed_is_too_large_and_none_has_too_many(site: Built) -> None:
    """However long an abstract is, the file stays below what readers take."""
    for file in ("feed.xml", "feed.json", "rss.xml"):
        for path in feeds(site, file):
            assert site.files[path].stat().st_size <= BYTES, path
            if not path.startswith("feeds/"):
                marks = "<entry>", "<item>", '"content_html": '
                assert sum(site.text(path).count(mark) for mark in marks) <= 50, path


@SITES
def test_everything_that_is_followed_has_its_feeds(site: Built) -> None:
    """The list, each topic, path, pair of topics, what is trending, and the days."""
    for path in feeds(site, "feed.xml"):
        if not path.startswith("feeds/"):
            folder = path.removesuffix("feed.xml")
            assert f"{folder}feed.json" in site.files
            assert f"{folder}index.html" in site.files
            topic = folder.startswith("tags/") and folder.count("/") == 2
            assert (f"{folder}rss.xml" in site.files) == (topic or not folder), path
    for page in ("", "trending/", "dates/", "tags/rag/"):
        assert f"{page}feed.xml" in site.files


@SITES
def test_whole_list_can_be_followed_back(site: Built) -> None:
    """Nobody who comes late has missed a paper: pages and archives lead to every one of them."""
    found = {key for text in followed(site, "feed.xml") for key in entries(text)}
    papers = {card["key"] for card in site.search.cards}
    assert {key.rpartition("/")[2] for key in found} == papers


def test_feed_of_a_topic_has_its_newest_papers(real_site: Built, real_list: ReadingList) -> None:
    """Those that came last, and of one day those that the page shows first."""
    for slug, papers in real_list.by_tag.items():
        ordered = sorted(papers, key=lambda paper: str(paper.added), reverse=True)
        keys = [key.rpartition("/")[2] for key in entries(real_site.text(f"tags/{slug}/feed.xml"))]
        assert keys == [paper.key for paper in ordered[:50]]


def test_feed_of_days_lists_the_papers_of_each(real_site: Built, real_list: ReadingList) -> None:
    """One entry a day, dated by the day, with a link to every paper in the order of the list."""
    shown = entries(real_site.text("dates/feed.xml"))
    assert len(shown) == len(real_list.by_day)
    for (key, text), (day, papers) in zip(shown.items(), real_list.by_day.items(), strict=True):
        assert key.endswith(f":days/{day}")
        assert text.count(f"{day}T00:00:00Z") == 2
        found = tree(text.replace("<entry>", f'<entry xmlns="{ATOM[1:-1]}">'))
        html = found.findtext(f"{ATOM}content", "")
        assert html.count("<li>") == len(papers)
        assert all(f"/papers/{paper.key}/" in html for paper in papers)


# ---- Hostile text --------------------------------------------------------------------------------


def titles(site: Built, key: str) -> Iterator[str]:
    """Yield the titles of a paper in every feed of the list."""
    for item in json.loads(site.text("feed.json"))["items"]:
        if item["id"].endswith(f"/{key}"):
            yield item["title"]
    for text in followed(site, "feed.xml"):
        for entry in tree(text).iter(f"{ATOM}entry"):
            if str(entry.findtext(f"{ATOM}id")).endswith(f"/{key}"):
                yield str(entry.findtext(f"{ATOM}title"))
    for item in tree(site.text("rss.xml")).iter("item"):
        if str(item.findtext("guid")).endswith(f"/{key}"):
            yield str(item.findtext("title"))


@pytest.mark.parametrize("key", SHOWN)
def test_hostile_title_is_the_text_that_it_is(ugly_site: Built, key: str) -> None:
    """In every format, none of which has markup in a title."""
    found = list(titles(ugly_site, key))
    assert len(found) == 4  # one in the pages of the month
    assert {words(title) for title in found} == {SHOWN[key]}


def test_long_abstract_is_cut_and_says_where_it_goes_on(ugly_site: Built) -> None:
    """Of 100 kB a reader gets the beginning, and the page that has the rest."""
    items = json.loads(ugly_site.text("tags/c/feed.json"))["items"]
    html = next(item["content_html"] for item in items if item["id"].endswith("/long"))
    assert len(html) < len(LONG) / 2
    assert "&lt;b&gt;{{ long }}" in html
    assert html.count(f'<a href="{ugly_site.url}papers/long/">on the page of the paper</a>') == 1


# ---- The page, and all feeds at once -------------------------------------------------------------


@SITES
def test_opml_has_every_feed_with_its_page(site: Built) -> None:
    """It groups them as the page does, and no feed is left out."""
    body = one_of(tree(site.text(routes.OPML)), "body")
    outlines = [outline for group in body for outline in group]
    assert {outline.attrib["type"] for outline in outlines} == {"rss"}
    known = {site.url + path for path in feeds(site, "feed.xml") if not path.startswith("feeds/")}
    assert [outline.attrib["xmlUrl"] for outline in outlines] == listed(site)
    assert {outline.attrib["xmlUrl"] for outline in outlines} == known
    for outline in outlines:
        assert outline.attrib["xmlUrl"] == f"{outline.attrib['htmlUrl']}feed.xml"
        assert outline.attrib["text"] == outline.attrib["title"]
    groups = [words(heading) for heading in site.main("feeds/").select("h2")]
    assert [group.attrib["text"] for group in body] == groups


def listed(site: Built) -> list[str]:
    """Return the addresses of the Atom feeds on the page, in their order."""
    found = site.main("feeds/").select("[data-title] .formats a:first-child")
    return [site.url + (site.place("feeds/", str(link["href"])) or ("", ""))[0] for link in found]


@SITES
def test_page_names_every_feed_beside_the_page_that_it_is_of(site: Built) -> None:
    """By a link to that page, and one to each format, which says what it is."""
    for row in site.main("feeds/").select("[data-title]"):
        page, *formats = [str(link["href"]) for link in row.select("a")]
        folder = (site.place("feeds/", page) or ("", ""))[0].removesuffix("index.html")
        files = [(site.place("feeds/", path) or ("", ""))[0] for path in formats]
        assert files[:2] == [f"{folder}feed.xml", f"{folder}feed.json"]
        assert files[2:] == [f"{folder}rss.xml"] * (f"{folder}rss.xml" in site.files)
        assert words(one(row, "a[id]")) in str(row["data-title"])
        types = [str(link["type"]) for link in row.select(".formats a")]
        assert types[:2] == ["application/atom+xml", "application/feed+json"]


def test_page_offers_nothing_that_needs_a_script(ugly_site: Built) -> None:
    """Boxes and buttons are hidden until the script runs; the file of all is a plain link."""
    page = ugly_site.main("feeds/")
    assert page.select("input, .choose, .chosen")
    assert page.select(":is(input, .choose, .chosen):not([hidden])") == []
    assert one(page, "a[download]")["href"] == "../feeds.opml"


@SITES
def test_style_of_every_feed_is_where_it_is_said_to_be(site: Built) -> None:
    """From the feed's own folder; without it a browser shows a tree of elements."""
    for file in ("feed.xml", "rss.xml"):
        for path, text in feeds(site, file).items():
            said = re.findall(r'<\?xml-stylesheet type="text/css" href="([^"]+)"\?>', text)
            assert [site.place(path, href) for href in said] == [(routes.FEED_STYLE, "")], path


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_feed_in_a_browser_has_the_colours_of_the_pages(scheme: int) -> None:
    """In the light scheme and in the dark; a change of the pages' is made there, too."""
    styles = ROOT / "overrides" / "assets" / "stylesheets"
    pages = (styles / "reading-list.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", pages)
    rules = (styles / "feed.css").read_text(encoding="utf-8").split(":root {")[1:]
    ours = dict(re.findall(r"--([\w-]+): (#\w+);", rules[scheme].partition("}")[0]))
    assert len(ours) == 5
    assert ours.items() <= {(name, colours[scheme]) for name, *colours in pairs}
