"""The sitemap and `robots.txt`: what crawlers are told of the pages, with honest days."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.exports import robots
from generator.publish.site import Site
from tests.builders import make_content, make_full_paper, make_paper, tree, write_file
from tests.site import STAND_INS, SUB_PATH, Built, build_site, settings

SITES = pytest.mark.parametrize(
    "site", [pytest.param("real", marks=pytest.mark.real), "ugly"], indirect=True
)
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def site(request: pytest.FixtureRequest) -> Built:
    """Either site, by name."""
    built = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(built, Built)
    return built


def days(site: Built) -> dict[str, str | None]:
    """Return the day of every page in the sitemap, by its address from the site's root."""
    urls = ET.fromstring(site.text("sitemap.xml")).findall("s:url", NAMESPACE)  # noqa: S314 - our own
    found = [
        (url.findtext("s:loc", "", NAMESPACE), url.findtext("s:lastmod", None, NAMESPACE))
        for url in urls
    ]
    assert len(found) == len(dict(found)), "a page stands twice"
    return {address.removeprefix(site.url): day for address, day in found}


@SITES
def test_every_page_stands_once(site: Built) -> None:
    """Under its whole address, which Material's links go by; a missing page does not."""
    assert days(site).keys() == site.pages.keys() - STAND_INS


def test_day_is_that_of_the_newest_change(real_site: Built, real_list: ReadingList) -> None:
    """Of a paper its own; of a page of papers the newest of theirs."""
    found = days(real_site)
    changed = {p.key: str(p.updated or p.added) for p in real_list.papers}
    for key, day in changed.items():
        assert found[f"papers/{key}/"] == day
    for slug, papers in real_list.by_tag.items():
        assert found[f"tags/{slug}/"] == max(changed[paper.key] for paper in papers)


def test_days_differ_where_changes_do(tmp_path: Path) -> None:
    """What nobody dates has no day, nor has a page that a person wrote: never that of the build."""
    old = make_paper("Old", key="old", added=date(2020, 1, 2), tags={"rag": "rule"})
    days_of_new = {"added": date(2021, 1, 2), "updated": date(2022, 3, 4)}
    new = make_full_paper(key="new", tags={"rag": "rule"}, **days_of_new)
    undated = make_paper("Undated", key="undated", added=None, tags={"peft": "rule"})
    content = make_content(tmp_path, [old, new, undated])
    write_file(content / "about.md", "# About\n")
    write_file(content / "contribute.md", "# Contribute\n")
    found = days(build_site(settings(content, tmp_path / "site")))
    assert found["papers/old/"] == "2020-01-02"
    assert found["papers/new/"] == found["tags/rag/"] == found[""] == "2022-03-04"
    unknown = ("papers/undated/", "tags/peft/", "about/", "contribute/")
    assert [found[address] for address in unknown] == [None] * len(unknown)


def test_sitemap_is_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is the packed one, which holds the same and carries the day of the commit."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "981173106")
    content = make_content(tmp_path, [make_full_paper(key="full")])
    for page in ("about", "contribute"):
        write_file(content / f"{page}.md", f"# {page}\n")
    one, other = (build_site(settings(content, tmp_path / name)) for name in ("one", "other"))
    assert tree(one.folder) == tree(other.folder)
    packed = one.files["sitemap.xml.gz"].read_bytes()
    assert gzip.decompress(packed) == one.files["sitemap.xml"].read_bytes()
    stamp = int.from_bytes(packed[4:8], "little")  # RFC 1952, section 2.3.1
    assert stamp // 86_400 == 981_173_106 // 86_400


@SITES
def test_robots_may_read_all(site: Built) -> None:
    """And are told where the sitemap is."""
    lines = site.text("robots.txt").splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert lines[-1] == f"Sitemap: {SUB_PATH}sitemap.xml"
    assert site.place("robots.txt", lines[-1].removeprefix("Sitemap: ")) == ("sitemap.xml", "")


def test_robots_are_told_no_address_that_nobody_knows() -> None:
    """The line must be a whole address (https://www.sitemaps.org/protocol.html)."""
    (file,) = robots.files(Site(ReadingList(), "A list", ""))
    assert file.data == "User-agent: *\nAllow: /\n"


def test_addresses_of_the_sitemap_are_escaped(ugly_site: Built) -> None:
    """No address in it needs more than it says: all are of the letters that addresses have."""
    assert all(re.fullmatch(r"[\w./-]*", address, re.ASCII) for address in days(ugly_site))
    assert routes.address(routes.HOME) == ""
