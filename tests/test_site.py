"""The published site, as built: what its pages hold to, on the real list and an ugly one."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag

from generator.model.reading_list import ReadingList
from generator.publish import routes
from tests import ROOT
from tests.builders import tree, write_file
from tests.site import SUB_PATH, Built, entries, one, settings, words
from tests.ugly import LONG, SEEN, TITLES

THEMES_OWN = {"javascript:void(0)"}
"""What Material writes for a link that a script handles."""

SITES = pytest.mark.parametrize(
    "site", [pytest.param("real", marks=pytest.mark.real), "ugly"], indirect=True
)
ASKED = {"link", "script", "img", "iframe", "source", "video", "audio", "embed", "object", "use"}
"""Elements for which a browser asks a host without being told to by the reader."""


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    """Either site, by name."""
    built = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(built, Built)
    return built


def broken(site: Built) -> Iterator[str]:
    """Yield every address on a page that leads to no file, or to no place in a file."""
    for page, elements in site.pages.items():
        for _, _, address in elements.references:
            place = None if address in THEMES_OWN else site.place(page, address)
            if place is None:
                continue
            path, anchor = place
            if path not in site.files:
                yield f"{page}: {address}"
            elif anchor and anchor not in site.pages[path.removesuffix("index.html")].ids:
                yield f"{page}: {address} has no such anchor"


def foreign(site: Built) -> Iterator[str]:
    """Yield everything that a page or a style would ask another host for."""
    for page, elements in site.pages.items():
        for tag, attributes, address in elements.references:
            named = tag == "link" and attributes.get("rel") in {"canonical", "prev", "next"}
            if tag in ASKED and not named and urlsplit(address).netloc:
                yield f"{page}: <{tag}> {address}"
    for path in site.files:
        if path.endswith(".css"):
            for address in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')]+)", site.text(path)):
                if urlsplit(address).netloc or not (
                    address.startswith("data:") or site.place(path, address)[0] in site.files  # type: ignore[index]
                ):
                    yield f"{path}: {address}"


@SITES
def test_strict_build_warns_of_nothing(site: Built) -> None:
    """Not one line of a warning, whatever the list holds."""
    assert site.warnings == ()


@SITES
def test_every_address_leads_somewhere(site: Built) -> None:
    """Every internal link, source and anchor of every page resolves, under a sub-path too."""
    assert list(broken(site)) == []


@SITES
def test_nothing_is_asked_of_another_host(site: Built) -> None:
    """Scripts, styles, fonts and images are of the site itself."""
    assert list(foreign(site)) == []


@SITES
def test_every_id_on_a_page_is_its_own(site: Built) -> None:
    """No title takes the id of something else on its page."""
    for page, elements in site.pages.items():
        assert [name for name, number in Counter(elements.ids).items() if number > 1] == [], page


def test_checks_of_the_whole_site_can_fail(tmp_path: Path) -> None:
    """A broken link, anchor or sub-path, and another host in a page or a style, are noticed."""
    page = '<a href="gone/"></a><a href="#gone"></a><a href="/a.css"></a><a href="a.css"></a>'
    write_file(tmp_path / "index.html", page + '<img src="http://x.org/"><a href="//x.org"></a>')
    write_file(tmp_path / "a.css", "a { src: url('//x.org/f.woff2') } b { src: url(gone.png) }")
    made = Built(tmp_path, SUB_PATH, ())
    assert list(broken(made)) == [": gone/", ": #gone has no such anchor", ": /a.css"]
    assert list(foreign(made)) == [
        ": <img> http://x.org/",
        "a.css: //x.org/f.woff2",
        "a.css: gone.png",
    ]


@SITES
def test_raw_data_is_not_published(site: Built) -> None:
    """The files that programs read stay in the repository."""
    public = {"llms.txt", "papers.schema.json", "robots.txt"}
    ours = [path for path in site.files.keys() - public if not path.startswith("assets/")]
    assert [path for path in ours if path.endswith((".yml", ".yaml", ".txt", ".vec"))] == []
    assert [path for path in ours if path.startswith(("captures", "decisions", "vectors"))] == []
    assert [path for path in ours if "schema" in path] == []


def test_fonts_are_published_with_their_licences(ugly_site: Built) -> None:
    """The Open Font License asks that it goes wherever the fonts go."""
    fonts = [Path(path).stem.partition("-")[0] for path in ugly_site.files if ".woff2" in path]
    assert fonts
    for family in fonts:
        assert f"assets/fonts/{family}-LICENSE.txt" in ugly_site.files


def test_missing_page_has_a_page(ugly_site: Built) -> None:
    """The page for an unknown address has a heading, and links that work from any depth."""
    page = ugly_site.soup("404.html")
    assert words(one(page, "h1")) == "Not here"
    links = [str(link["href"]) for link in page.select(".md-content a")]
    assert links
    assert all(link.startswith("/reading-list/") for link in links)


# ---- Papers --------------------------------------------------------------------------------------


@cache
def listed_on(site: Built, route: str) -> tuple[str, ...]:
    """Return the keys that the page of a route lists."""
    return tuple(entries(site.main(routes.address(route))))


def in_library(site: Built) -> list[str]:
    """Return the keys that the library lists, on all its pages."""
    routed = [routes.address(routes.LIBRARY), *(a for a in site.pages if a.startswith("library/"))]
    return [key for address in routed for key in entries(site.main(address))]


def test_every_real_paper_stands_where_readers_look(
    real_site: Built, real_list: ReadingList
) -> None:
    """In the library, by title and year, under each tag, and on its days or among the undated."""
    on = partial(listed_on, real_site)
    for index in (in_library(real_site), on(routes.TITLES)):
        assert sorted(index) == sorted(paper.key for paper in real_list.papers)
    for paper in real_list.papers:
        assert f"{routes.address(routes.paper(paper.key))}index.html" in real_site.files
        year = paper.published.year if paper.published else None
        assert paper.key in on(routes.published(year))
        for tag in paper.shown_tags:
            assert paper.key in on(routes.tag(tag))
        for route in [routes.day(day) for day in paper.days] or [routes.UNDATED]:
            assert paper.key in on(route)


def test_undated_papers_are_never_lost(ugly_site: Built) -> None:
    """What no dated list showed is among the undated, and a year that nobody knows has a page."""
    undated = listed_on(ugly_site, routes.UNDATED)
    assert {"only-required", "nobody", "markup", "withdrawn"} <= set(undated)
    assert "of-year" not in undated
    assert "only-required" in listed_on(ugly_site, routes.published(None))
    assert "of-year" in listed_on(ugly_site, routes.published(1999))


def test_paper_of_several_days_is_on_each_once(ugly_site: Built) -> None:
    """It stands once on every day that showed it, and its page names every listing."""
    for day in ("2025/03/17", "2025/03/14"):
        assert entries(ugly_site.main(f"dates/{day}/")).count("of-year") == 1
    rows = [
        [words(cell) for cell in row.select("td")]
        for row in ugly_site.main("papers/of-year/").select("#listed tbody tr")
    ]
    assert rows == [
        ["17 March 2025", "1", "a.txt"],
        ["14 March 2025", "2", "a|b.txt"],
        ["unknown", "1", "<c>.txt"],
        ["unknown", "2", "<c>.txt"],
    ]


def test_removed_paper_keeps_a_page_that_says_so(ugly_site: Built) -> None:
    """It is in no list and not in the search, and its page says that it was there, and why not."""
    page = ugly_site.main("papers/removed/")
    assert words(one(page, "h1")) == "Removed <b>"
    assert "has been removed" in words(one(page, ".status"))
    assert "Its <b>authors</b> asked." in words(page)
    lists = [address for address in ugly_site.pages if address != "papers/removed/"]
    assert [a for a in lists if "removed" in entries(ugly_site.soup(a))] == []
    assert "removed" not in {card["key"] for card in ugly_site.search.cards}


def test_withdrawn_paper_says_so_and_stays(ugly_site: Built) -> None:
    """It is listed as before, and its page has a note."""
    assert "withdrawn" in words(one(ugly_site.main("papers/withdrawn/"), ".status"))
    assert "withdrawn" in listed_on(ugly_site, routes.LIBRARY)


def test_hand_written_page_wins(ugly_site: Built) -> None:
    """A page that a person wrote at the address of a generated one takes its place."""
    assert words(one(ugly_site.main("papers/written/"), "h1")) == "By hand"
    assert "written" in listed_on(ugly_site, routes.LIBRARY)


# ---- Numbers -------------------------------------------------------------------------------------


def under(page: Tag, anchor: str) -> list[str]:
    """Return the keys listed on a page, or from the heading of an anchor to the next like it."""
    if not anchor:
        return entries(page)
    heading = one(page, f'[id="{anchor}"]')
    following = takewhile(lambda each: each.name != heading.name, heading.find_next_siblings())
    return [key for each in following for key in entries(each)]


@SITES
def test_number_beside_a_link_is_how_many_papers_are_there(site: Built) -> None:
    """In indexes, a count is that of the page or the section that the link leads to."""
    checked = 0
    for index in ("", "papers/", "tags/", "dates/", "authors/"):
        for number in site.main(index).select("a + .number"):
            link = number.find_previous("a")
            assert link
            path, anchor = site.place(index, str(link["href"])) or ("", "")
            found = under(site.main(path.removesuffix("index.html")), anchor)
            assert len(set(found)) == len(found) == int(words(number)), f"{index}: {link}"
            checked += 1
    assert checked > 15


@SITES
def test_number_on_a_page_is_how_many_papers_it_lists(site: Built) -> None:
    """A page that says “12 papers” lists twelve."""
    lists = r"((tags|authors|published|collections)/.+|dates/(.+/.+/.+|undated)|trending)/"
    for address in site.pages:
        if re.fullmatch(lists, address):
            page = site.main(address)
            said = " ".join(words(each) for each in page.select(".lead, .figures, .progress"))
            assert f"{len(entries(page)):,} paper" in said, address


@SITES
def test_home_counts_what_there_is(site: Built) -> None:
    """The figures of the front page are those of the pages that they lead to."""
    figures = {
        str(link["href"]): int(words(link).split()[0].replace(",", ""))
        for link in site.main("").select(".figures")[-1].select("a")
    }
    dates = site.main("dates/").select('a[href^="20"][title], a[title][href*="/"]')
    assert figures == {
        "papers/": len(in_library(site)),
        "tags/": len(site.main("tags/").select(".topic")),
        "dates/": len(dates),
        "dates/undated/": len(listed_on(site, routes.UNDATED)),
        "authors/": len(site.main("authors/").select(".topic")),
    }


def test_companions_of_a_tag_share_so_many_papers(real_site: Built, real_list: ReadingList) -> None:
    """Beside a tag that goes with this one is the number of papers that have both."""
    for slug, papers in real_list.by_tag.items():
        for companion in real_site.main(f"tags/{slug}/").select(".companions .whole"):
            other = words(one(companion, ".tag"))
            both = [paper for paper in papers if other in paper.shown_tags]
            assert len(both) == int(words(one(companion, ".number"))), f"{slug} and {other}"


# ---- Hostile text --------------------------------------------------------------------------------

SHOWN = {**TITLES, "unseen": SEEN}


@pytest.mark.parametrize("key", SHOWN)
def test_hostile_title_shows_as_it_is(ugly_site: Built, key: str) -> None:
    """In the tab, the header, the heading, the library, the search and the description."""
    title = SHOWN[key]
    page = ugly_site.soup(f"papers/{key}/")
    assert words(one(page, "title")) == f"{title} - The Reading List"
    assert words(one(page, "[data-md-component=header-topic]")) == title
    assert words(one(page, "h1")) == title
    library = one(ugly_site.main("papers/"), f'[data-paper="{key}"]')
    assert words(one(library, ".title")) == title
    found = [card["title"] for card in ugly_site.search.cards if card["key"] == key]
    assert found == [title]
    assert str(one(page, "meta[name=description]")["content"]).startswith(title)


def test_hostile_text_makes_no_element(ugly_site: Built) -> None:
    """What looks like markup in a paper, an author or a tag gives no element and no script."""
    for address in ugly_site.pages:
        page = ugly_site.soup(address)
        scripts = page.select('script:not([type="application/ld+json"])')  # which is never run
        assert [tag for tag in scripts if "hacked" in tag.get_text()] == [], address
        assert page.select("img, iframe, b, i, del, mark, .class, #stolen") == [], address
        own = {"data/": "ul", "curate/": "em, strong"}  # which have examples, and lists
        marked = own.get(address, "ul:not([class]), code:not([id])")
        assert page.select(f".md-content :is({marked}, a[href^=javascript])") == [], address
        handlers = [tag for tag in page.select("*") if any(n.startswith("on") for n in tag.attrs)]
        assert handlers == [], address


def test_no_template_text_is_evaluated(ugly_site: Built) -> None:
    """`{{ 7*7 }}` stays that, in a title, a tag's description, a facet's name and a summary."""
    assert words(one(ugly_site.main("tags/c-sharp/"), ".lead")) == "# Sharp {{ 7*7 }}"
    path = ugly_site.main("collections/hostile/")
    assert words(one(path, "h1")) == "</h2><script>hacked = 3</script> {{ 7*7 }} {: #stolen }"
    assert words(path.select(".why")[0]) == "Because <i>it</i> is {{ 7*7 }} & short."
    assert entries(path) == ["only-required", "long"]
    assert words(one(ugly_site.main("tags/"), "#method")) == "Method </h2>{{ 7*7 }}"
    assert words(one(ugly_site.main("papers/full/"), ".summary")) == "<i>One</i> line & {{ n*n }}."
    assert (
        words(one(ugly_site.main("papers/full/"), ".note p:last-child"))
        == "A `note` <b>of</b> mine"
    )


def test_hostile_abstract_keeps_its_paragraphs(ugly_site: Built) -> None:
    """Each line shows as it is in a paragraph of its own; only http and https become links."""
    abstract = one(ugly_site.main("papers/markup/"), ".abstract")
    shown = [words(paragraph) for paragraph in abstract.select("p")]
    assert shown[: len(TITLES)] == [words(title) for title in TITLES.values()]
    assert shown[-1] == SEEN
    assert [link["href"] for link in abstract.select("a")] == [
        "https://www.x.org",
        "https://example.org/a_(b)?c=1&d='e",
    ]


def test_long_abstract_is_whole_on_its_page_alone(ugly_site: Built) -> None:
    """All of 100 kB stands on the paper's page, and no list repeats it."""
    shown = words(one(ugly_site.main("papers/long/"), ".abstract"))
    assert shown.count("{{ long }}") == LONG.count("{{ long }}")
    told = [
        path for path in ugly_site.files if path.endswith(".html") and "papers/long/" not in path
    ]
    assert [path for path in told if ugly_site.text(path).count("{{ long }}") > 50] == []


def test_names_of_every_script_show_as_given(ugly_site: Built) -> None:
    """Chinese, Hebrew, Arabic and marked-up names are on the paper and on the page of authors."""
    names = ["王小明", "佐藤 健", "דוד כהן", "محمد علي", "<i>Eve</i> & {Co}"]
    assert words(one(ugly_site.main("papers/names-2/"), ".authors")) == ", ".join(names)
    shown = [words(topic) for topic in ugly_site.main("authors/").select(".topic a")]
    assert sorted(shown) == sorted(names)
    for link in ugly_site.main("authors/").select(".topic a"):
        path, _ = ugly_site.place("authors/", str(link["href"])) or ("", "")
        assert entries(ugly_site.main(path.removesuffix("index.html"))) == ["names", "names-2"]


def test_crowd_of_authors_is_whole_on_the_page_and_short_in_lists(ugly_site: Built) -> None:
    """A paper names all sixty; a list the first three."""
    assert words(one(ugly_site.main("papers/crowd/"), ".authors")).count("Person") == 60
    entry = one(ugly_site.main("papers/"), '[data-paper="crowd"]')
    byline = words(one(entry, ".byline"))
    assert byline.count("Person") == 3
    assert "et al." in byline


# ---- A paper's page ------------------------------------------------------------------------------


def facts(page: Tag) -> dict[str, str]:
    """Return what a paper's page says in its list of facts."""
    return {words(one(each, "dt")): words(one(each, "dd")) for each in page.select(".facts > div")}


def test_paper_page_has_all_that_is_known(ugly_site: Built) -> None:
    """Dates named for what they are, venue, tags, buttons, the curator's words, BibTeX, places."""
    page = ugly_site.main("papers/full/")
    assert facts(page) == {
        "Published": "May 2024, </dd><b>ICML</b> 2024",
        "Listed": "17 March 2025",
        "Added here": "2 January 2026",
    }
    buttons = [words(button) for button in page.select(".buttons a")]
    assert buttons == [
        *("arXiv", "PDF", "HTML", "Hugging Face", "ACL Anthology", "DOI"),
        *("Code 1", "Code 2", "Video"),
    ]
    assert "https://doi.org/10.1000/a%3Cb%3E%26c%28d%29" in [a["href"] for a in page.select("a")]
    assert [words(tag) for tag in page.select(".tags > a")] == ["rag", "c-sharp", "cpp"]
    assert words(one(page, ".rating")) == "4 of 5"
    assert words(one(page, "#bibtex")).startswith("@inproceedings{orsted-chang-2024-c,")
    assert words(one(page, "#bibtex")) == words(ugly_site.text("papers/full.bib"))


def test_paper_page_invents_nothing(ugly_site: Built) -> None:
    """Of a paper that is a title and an abstract, the page says what is unknown, and no more."""
    page = ugly_site.main("papers/only-required/")
    assert facts(page)["Published"] == "unknown"
    assert "Added here" not in facts(page)
    search = "https://scholar.google.com/scholar?q=%22Only+what+is+required%22"
    assert [(words(a), a["href"]) for a in page.select(".buttons a")] == [
        ("Search for the title", search)
    ]
    assert page.select(".authors, .summary, .note, .status, .same-day, .tags a") == []
    assert "year" not in words(one(page, "#bibtex"))
    assert "the curator added it" in words(one(page, "#listed"))


def test_neighbours_of_a_paper_are_those_of_its_day(ugly_site: Built) -> None:
    """Before and after it, in the order of the day's list; the first and the last have one."""

    def neighbours(key: str) -> list[str]:
        nav = one(ugly_site.main(f"papers/{key}/"), ".same-day")
        return [f"{' '.join(a.get('rel') or [])}: {words(a)}" for a in nav.select("li a")]

    day = ugly_site.main("dates/2025/03/17/").select(".title")
    assert [words(title) for title in day] == [
        "Of a year",
        "Second",
        "C# & co: a <b>study</b>",
        "Third",
    ]
    middle = "C# & co: a <b>study</b>"
    assert neighbours("of-year") == ["next: Second", f": {middle}", ": Third"]
    assert neighbours("second") == ["prev: Of a year", f"next: {middle}", ": Third"]
    assert neighbours("third") == [": Of a year", ": Second", f"prev: {middle}"]


def test_every_real_paper_page_is_complete(real_site: Built, real_list: ReadingList) -> None:
    """Each shows its title, its abstract in paragraphs, its facts, where it was listed, BibTeX."""
    for paper in real_list.papers:
        page = real_site.main(f"papers/{paper.key}/")
        assert words(one(page, "h1")) == words(paper.shown_title.plain())
        paragraphs = paper.shown_abstract.paragraphs()
        assert len(page.select(".abstract > p")) == len(paragraphs) > 0
        shown = facts(page)
        expected = paper.published.words if paper.published else "unknown"
        assert shown["Published"] == f"{expected}, {paper.venue}" if paper.venue else expected
        assert len(page.select("#listed tbody tr")) == len(paper.listed)
        assert len(page.select("& > .tags > a")) == len(paper.shown_tags)
        known = bool(paper.arxiv or paper.anthology or paper.doi)
        labels = [words(button) for button in page.select(".buttons a")]
        assert ("Search for the title" in labels) != known
        assert words(one(page, "#bibtex")) == words(real_site.text(f"papers/{paper.key}.bib"))


def test_related_papers_say_what_they_share(real_site: Built, real_list: ReadingList) -> None:
    """Most papers have related ones, never themselves, each with the terms that explain it."""
    without = 0
    for paper in real_list.papers:
        related = real_site.main(f"papers/{paper.key}/").select("#related article")
        without += not related
        assert paper.key not in [str(each["data-paper"]) for each in related]
        for each in related:
            assert each.select(".terms em"), paper.key
    assert without < len(real_list.papers) / 20


# ---- Search --------------------------------------------------------------------------------------


@SITES
def test_search_holds_every_paper_once(site: Built) -> None:
    """It has a card, and sentences to quote, of just the papers that the library lists."""
    keys = [card["key"] for card in site.search.cards]
    assert sorted(keys) == sorted(in_library(site))
    assert len(site.search.texts) == len(keys)
    assert all(site.search.texts)


# ---- Same content, same bytes --------------------------------------------------------------------


def test_two_builds_give_the_same_bytes(real_site: Built, tmp_path: Path) -> None:
    """Another process, with other hashes and another folder, builds every file the same."""
    file = settings(ROOT / "content", tmp_path / "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(file)]
    own = {"SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "1", "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run(
        command,
        env={**os.environ, **own},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "WARNING" not in ran.stderr
    ours, theirs = tree(real_site.folder), tree(tmp_path / "site")
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
