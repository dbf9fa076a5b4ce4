"""What programs find on the pages: references, linked data, cards, feeds, and nothing hostile."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Taxonomy
from generator.publish import routes
from generator.publish.citations import reference
from generator.publish.metadata import highwire, linked_data
from generator.publish.metadata.head import told
from generator.publish.render import Page
from generator.publish.site import Site
from tests import citing
from tests.builders import make_content, make_full_paper, make_paper, write_file
from tests.site import STAND_INS, Built, Elements, Server, build_site, entries, settings
from tests.ugly import SEEN, TITLES
from tests.zotero import saved

SITES = pytest.mark.parametrize(
    "site", [pytest.param("real", marks=pytest.mark.real), "ugly"], indirect=True
)
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script', re.DOTALL)
MANY = {"citation_author"}
"""Tags of which a page may have several."""
ITEM_TYPES = {
    "preprint": "preprint",
    "conference": "conferencePaper",
    "journal": "journalArticle",
    "other": "document",
}
FEEDS = ["feed.xml", "feed.json", "rss.xml"]


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    """Either site, by name."""
    built = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(built, Built)
    return built


def metas(page: Elements) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of every `<meta>` that has both."""
    for tag, attributes in page.all:
        name = attributes.get("name") or attributes.get("property")
        if tag == "meta" and name:
            yield name, attributes.get("content", "")


def links(page: Elements, rel: str) -> list[str]:
    """Return the addresses of the links of a relation, in their order."""
    found = (attributes for tag, attributes in page.all if tag == "link")
    return [attributes["href"] for attributes in found if attributes.get("rel") == rel]


def linked(site: Built, address: str) -> list[dict[str, Any]]:
    """Return the things that a page speaks of."""
    return [json.loads(data) for data in DATA.findall(site.text(f"{address}index.html"))]


def of_a_paper(site: Built) -> list[str]:
    """Return the addresses of the pages of papers."""
    own = re.compile(r"papers/[^/]+/")
    return [each for each in site.pages if own.fullmatch(each) and linked(site, each)]


def tags(paper: Paper) -> list[highwire.Tag]:
    """Return a paper's tags, of no taxonomy."""
    return list(highwire.tags(paper, Taxonomy({}, {})))


def make_site(*papers: Paper, **fields: Any) -> Site:  # noqa: ANN401
    """Return a site of papers that has an address."""
    known = ReadingList({paper.key: paper for paper in papers})
    return Site(known, "A list", "Of papers", **{"url": "https://x.org/list/", **fields})


# ---- What Zotero saves ---------------------------------------------------------------------------


def test_zotero_saves_every_real_paper_as_it_is(real_site: Built, real_list: ReadingList) -> None:
    """One click gives the right type, title, people, date, places and full text."""
    for paper in real_list.papers:
        item, cited = saved(real_site.pages[f"papers/{paper.key}/"]), reference.of(paper)
        assert item.type == ITEM_TYPES[cited.kind], paper.key
        assert item.fields["title"] == paper.shown_title.plain()
        assert item.fields["abstractNote"] == " ".join(paper.shown_abstract.plain().split())
        assert item.fields["date"] == str(cited.date).replace("-", "/")
        assert item.fields.get("DOI") == paper.doi
        assert item.fields["url"] == cited.url
        assert item.attachments == [f"https://arxiv.org/pdf/{paper.arxiv}"]
        assert len(item.creators) == len(paper.authors)
        for (family, given_names), author in zip(item.creators, paper.authors, strict=True):
            assert f"{given_names} {family}".strip() == " ".join(author.name.split())


def test_zotero_saves_where_a_real_paper_was_published(
    real_site: Built, real_list: ReadingList
) -> None:
    """A journal, a conference with its proceedings, or arXiv, which numbers its preprints."""
    kinds = Counter()  # type: ignore[var-annotated]
    for paper in real_list.papers:
        fields, cited = saved(real_site.pages[f"papers/{paper.key}/"]).fields, reference.of(paper)
        kinds[cited.kind] += 1
        published_in = cited.container if cited.kind in {"journal", "conference"} else None
        assert fields.get("publicationTitle") == published_in
        assert fields.get("conferenceName") == (
            cited.container if cited.kind == "conference" else None
        )
        preprint = cited.kind == "preprint"
        assert fields.get("publisher") == ("arXiv" if preprint else None)
        assert fields.get("number") == (f"arXiv:{paper.arxiv}" if preprint else None)
    assert min(kinds[kind] for kind in ("preprint", "conference", "journal")) > 5


def test_other_pages_are_web_pages(real_site: Built) -> None:
    """A list of papers is not saved as if it were one."""
    for address in ("", "papers/", "tags/rag/", "about/"):
        assert saved(real_site.pages[address]).type == "webpage"


def test_date_that_is_not_known_is_not_told() -> None:
    """No day of the list, or of an addition, takes its place."""
    paper = make_full_paper(published=None, venue=None)
    assert [name for name, _ in tags(paper) if "date" in name] == []


@pytest.mark.parametrize(
    ("published", "venue", "expected"),
    [
        (PartialDate(2024), None, {"publication": "2024"}),
        (PartialDate(2024, 5), None, {"publication": "2024/05"}),
        (PartialDate(2024, 5, 7), None, {"publication": "2024/05/07"}),
        (PartialDate(2023, 5, 7), "ICLR 2024", {"publication": "2024", "online": "2023/05/07"}),
        (None, "ICLR 2024", {"publication": "2024"}),
    ],
)
def test_date_is_the_one_that_is_cited(
    published: PartialDate | None, venue: str | None, expected: dict[str, str]
) -> None:
    """As precise as it is known; a venue's year, and the first version beside it."""
    told_dates = dict(tags(make_full_paper(published=published, venue=venue)))
    found = {name: told_dates.get(f"citation_{name}_date") for name in ("publication", "online")}
    assert {name: said for name, said in found.items() if said} == expected


@pytest.mark.parametrize(
    ("names", "creators"),
    [
        (["Ali van der Maaten", "Ada King"], [("van der Maaten", "Ali"), ("King", "Ada")]),
        (["Laurens J. van der Maaten"], [("Maaten", "Laurens J. van der")]),
        (["Martin L. King Jr.", "Ada King"], [("King", "Martin L. Jr."), ("King", "Ada")]),
        (["OpenAI"], [("OpenAI", "")]),
    ],
)  # fmt: skip
def test_names_keep_their_parts(names: list[str], creators: list[tuple[str, str]]) -> None:
    """Particles stay with the family name; an only author is never taken for two."""
    paper = make_paper(authors=tuple(map(Author, names)))
    page = told(make_site(paper), Page(routes.paper(paper.key), {}, ""))
    assert saved(Elements(page.meta["head"])).creators == creators


# ---- Linked data ---------------------------------------------------------------------------------


@SITES
def test_every_paper_is_a_scholarly_article(site: Built) -> None:
    """With a name, an address that is the page's, and the people who wrote it."""
    addresses = of_a_paper(site)
    assert len(addresses) > 15
    for address in addresses:
        (thing,) = linked(site, address)
        assert thing["@context"] == "https://schema.org"
        assert thing["@type"] == "ScholarlyArticle"
        assert thing["url"] == thing["@id"] == site.url + address
        assert thing["name"] == thing["headline"] != ""
        authors = [name for name, _ in metas(site.pages[address]) if name == "citation_author"]
        assert len(thing.get("author", ())) == len(authors)
        assert None not in thing.values()


def test_paper_in_linked_data(real_site: Built) -> None:
    """What is known of a paper, in the words of schema.org."""
    (thing,) = linked(real_site, "papers/fusechat/")
    assert thing["name"] == "FuseChat: Knowledge Fusion of Chat Models"
    assert thing["author"][0] == {"@type": "Person", "name": "Fanqi Wan"}
    assert thing["datePublished"] == "2024-02"
    assert thing["keywords"] == ["Model merging and fusion", "Knowledge distillation"]
    assert thing["identifier"][0]["value"] == "2402.16107"
    assert "https://arxiv.org/abs/2402.16107" in thing["sameAs"]


def test_identifiers_in_linked_data() -> None:
    """Each by the name of its register, and no other."""
    ids = {"arxiv": "2401.10020", "doi": "10.1000/a", "anthology": "2024.acl-long.1"}
    paper = make_paper(**ids, openreview="PqvMRDCJT9t")
    told_of = linked_data.article(make_site(paper), paper)["identifier"]
    assert {each["propertyID"]: each["value"] for each in told_of} == {
        "arXiv": "2401.10020",
        "DOI": "10.1000/a",
        "ACL Anthology": "2024.acl-long.1",
        "OpenReview": "PqvMRDCJT9t",
    }
    assert not linked_data.article(make_site(make_paper()), make_paper()).get("identifier")


@SITES
def test_page_of_papers_names_the_first_in_its_order(site: Built) -> None:
    """Each with its place and its address; all are counted, and none is told of twice."""
    found = 0
    for address in site.pages:
        things = linked(site, address) if not address.endswith(".html") else []
        for thing in things:
            if thing["@type"] == "CollectionPage":
                found += 1
                listed = thing["mainEntity"]["itemListElement"]
                shown = entries(site.main(address)) if found <= 20 else None
                expected = [f"{site.url}papers/{key}/" for key in shown or ()]
                assert [each["position"] for each in listed] == list(range(1, len(listed) + 1))
                assert len(listed) == min(thing["mainEntity"]["numberOfItems"], linked_data.LISTED)
                if shown is not None and thing["mainEntity"]["numberOfItems"] == len(shown):
                    assert [each["url"] for each in listed] == expected[: linked_data.LISTED]
    assert found > 10


def test_site_and_its_data_are_told_of(real_site: Built) -> None:
    """The front page says how to search; the page on the data names files that are there."""
    (home,) = linked(real_site, "")
    assert home["@type"] == "WebSite"
    template = home["potentialAction"]["target"]["urlTemplate"]
    assert template == f"{real_site.url}papers/?q={{words}}"
    (data,) = linked(real_site, "data/")
    assert data["@type"] == "Dataset"
    files = [each["contentUrl"].removeprefix(real_site.url) for each in data["distribution"]]
    assert set(files) <= real_site.files.keys()
    assert "papers.json" in files
    path, anchor = real_site.place("data/", data["license"]) or ("", "")
    assert anchor in real_site.pages[path.removesuffix("index.html")].ids


# ---- What every page says ------------------------------------------------------------------------


@SITES
def test_every_page_says_where_it_is(site: Built) -> None:
    """The canonical address, the card's and the page's own are one; a missing page has none."""
    for address, page in site.pages.items():
        own = [] if address in STAND_INS else [site.url + address]
        assert links(page, "canonical") == own, address
        assert [said for name, said in metas(page) if name == "og:url"] == own, address


@SITES
def test_every_page_has_a_card(site: Built) -> None:
    """A title, a description, a kind and the site's name; without a picture a small one."""
    for address, page in site.pages.items():
        if address not in STAND_INS:
            told_of = dict(metas(page))
            assert told_of["og:title"], address
            assert told_of["og:description"], address
            assert told_of["og:site_name"], address
            assert told_of["twitter:card"] == "summary", address
            kind = "article" if "citation_title" in told_of else "website"
            assert told_of["og:type"] == kind, address


@SITES
def test_nothing_is_said_twice(site: Built) -> None:
    """No page has two tags of a name of which there is one."""
    for address, page in site.pages.items():
        counts = Counter(name for name, _ in metas(page) if name not in MANY)
        assert [name for name, number in counts.items() if number > 1] == [], address
        assert len(links(page, "canonical")) <= 1
        if not address.endswith(".html"):
            assert len(linked(site, address)) <= 1


@SITES
def test_every_page_leads_to_the_feeds(site: Built) -> None:
    """To those of the site from everywhere, a missing page too; to the page's own before them."""
    for address, page in site.pages.items():
        found = [site.place(address, each) for each in links(page, "alternate")]
        files = [path for path, _ in filter(None, found)]
        assert set(files) <= site.files.keys(), address
        assert files[-3:] == FEEDS, address
        assert len(files) == len(set(files)), address
        own = [f"{address}{name}" for name in FEEDS if f"{address}{name}" in site.files]
        assert files[: len(own)] == own, address


@SITES
def test_paper_leads_to_its_files(site: Built) -> None:
    """To every form of it that stands beside the page, with its media type."""
    for address in of_a_paper(site):
        stem = address.rstrip("/")
        named = [attributes for tag, attributes in site.pages[address].all if tag == "link"]
        alternates = {
            each["href"].rpartition(f"{stem}.")[2]: each["type"]
            for each in named
            if each.get("rel") == "alternate" and f"{stem}." in each["href"]
        }
        assert alternates["bib"] == "application/x-bibtex"
        beside = {
            path.removeprefix(f"{stem}.") for path in site.files if path.startswith(f"{stem}.")
        }
        assert alternates.keys() == beside


def test_page_of_papers_describes_itself(real_site: Built) -> None:
    """Search engines and cards are not told the same of every day and year."""
    told_of = dict(metas(real_site.pages["dates/2025/03/17/"]))
    assert told_of["description"] == "Papers that the list showed on 17 March 2025."
    assert told_of["og:description"] == told_of["description"]


# ---- Hostile text --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", TITLES)
def test_hostile_title_is_the_text_it_is(ugly_site: Built, key: str) -> None:
    """In every tag and in the linked data; it ends no element, and begins none."""
    address = f"papers/{key}/"
    seen = dict(metas(ugly_site.pages[address]))
    (thing,) = linked(ugly_site, address)
    assert seen["citation_title"] == seen["og:title"] == thing["name"]
    assert " ".join(seen["citation_title"].split()) == TITLES[key]


def test_characters_that_are_not_seen_are_not_told(ugly_site: Built) -> None:
    """What could turn a line around, or what no format allows, is left out."""
    seen = dict(metas(ugly_site.pages["papers/unseen/"]))
    assert seen["citation_title"] == seen["og:title"] == SEEN


def test_data_blocks_hold_nothing_that_could_end_them(ugly_site: Built) -> None:
    """`<` is never written as itself, so that no text of a page is taken for an element."""
    pages = [ugly_site.text(path) for path in ugly_site.files if path.endswith(".html")]
    blocks = [block for page in pages for block in DATA.findall(page)]
    assert len(blocks) > 20
    assert [block for block in blocks if "<" in block] == []
    assert any("\\u003cscript>hacked" in block for block in blocks)


@given(citing.papers())
def test_any_paper_is_told_of_safely(paper: Paper) -> None:
    """Whatever its texts hold: the head can be read back, and says just what the paper says."""
    site = make_site(paper)
    page = told(site, Page(routes.paper(paper.key), {}, ""))
    head = Elements(page.meta["head"])
    assert [tag for tag, _ in head.all if tag not in {"meta", "link", "script"}] == []
    assert dict(metas(head))["citation_title"] == paper.shown_title.plain()
    thing = json.loads(DATA.findall(page.meta["head"])[0])
    assert thing.get("abstract", "") == paper.shown_abstract.plain()
    assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page.meta["head"])


def test_removed_paper_is_not_offered_any_more() -> None:
    """Its page says that it was here; no program saves it, and only its day is told."""
    paper = make_full_paper(key="gone", status="removed")
    page = told(make_site(paper), Page(routes.paper("gone"), {}, ""))
    assert page.meta == {"updated": "2026-01-02"}


def test_site_without_an_address_names_no_addresses_of_its_own() -> None:
    """References need none; linked data is left out."""
    paper = make_full_paper(key="full")
    page = told(make_site(paper, url=""), Page(routes.paper("full"), {}, ""))
    assert "citation_title" in page.meta["head"]
    assert "ld+json" not in page.meta["head"]


# ---- Pages that a person has written, pictures, and a server -------------------------------------

WRITTEN = """\
---
title: Q & A about <C> "quotes"
description: It's "quoted" & <b>bold</b>.
---

# Q & A
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder with a hand-written page."""
    content = make_content(tmp_path, [make_paper(), make_full_paper(key="full", title="Full")])
    write_file(content / "about.md", WRITTEN)
    write_file(content / "contribute.md", "# Contribute\n")
    return content


def test_cards_of_written_pages_and_of_papers(content: Path, tmp_path: Path) -> None:
    """A written page's title and description are escaped; a paper's card has its picture."""
    plugins = [{"reading-list": {"cards": True}}]
    built = build_site(settings(content, tmp_path / "site", plugins=plugins))
    about = dict(metas(built.pages["about/"]))
    assert about["og:title"] == 'Q & A about <C> "quotes"'.replace("<C> ", "")
    assert about["og:description"] == 'It\'s "quoted" & bold.'
    assert about["twitter:card"] == "summary"
    paper = dict(metas(built.pages["papers/full/"]))
    assert paper["og:image"] == f"{built.url}papers/full.png"
    assert paper["og:image:alt"] == "Full"
    assert paper["twitter:card"] == "summary_large_image"
    assert built.files["papers/full.png"].read_bytes().startswith(b"\x89PNG")


def test_server_shows_a_changed_head(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is made anew when only what programs are told of it has changed."""
    server = Server(settings(content, tmp_path / "served"))
    before = linked(server.build(), "tags/rag/")[0]["mainEntity"]
    monkeypatch.setattr(linked_data, "LISTED", 0)
    after = linked(server.build(), "tags/rag/")[0]["mainEntity"]
    assert (len(before["itemListElement"]), len(after["itemListElement"])) == (1, 0)


def test_checks_of_the_head_can_fail() -> None:
    """Tags are read back as they stand, entities and all."""
    page = Elements('<meta name="a" content="&lt;b&gt; &amp;"><link rel="canonical" href="x">')
    assert list(metas(page)) == [("a", unescape("&lt;b&gt; &amp;"))]
    assert links(page, "canonical") == ["x"]
