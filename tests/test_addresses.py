"""What is odd about a link is told without the web, and what is well is left alone."""

from __future__ import annotations

import pytest

from generator.model.addresses import doubt, folded
from generator.model.reading_list import ReadingList


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.org/x", "http"),
        ("https://bit.ly/3abc", "shortener"),
        ("https://www.tinyurl.com/3abc", "shortener"),
        ("https://paperswithcode.com/paper/x", "dead"),
        ("http://code.google.com/p/x", "dead"),
        ("https://anonymous.4open.science/r/X-1/", "passes away"),
        ("https://example.org/?utm_source=a&b=c", "leave out utm_source"),
        ("https://example.org/a.", "cut off"),
        ("https://example.org/a)", "cut off"),
        ("https://github.com/a/…", "cut off"),
        ("https://https://example.org/", "mistyped"),
        ("https://localhost/a", "mistyped"),
        ("http://192.168.0.1/a", "mistyped"),
        ("https://[::1]/a", "mistyped"),
        ("https://example..org/", "mistyped"),
        ("https://[broken", "no address"),
    ],
)
def test_odd_link_is_doubted(url: str, words: str) -> None:
    """The gravest doubt is told, and one alone."""
    assert words in doubt(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/a/b",
        "https://example.org/a_(b)",
        "https://web.archive.org/web/2020/http://example.org/",
        "https://user.github.io/project/",
        "https://example.org/?q=utm_source&id=1#top",
        "https://例え.jp/紙",
        "https://example.org:8443/a",
    ],
)
def test_good_link_is_not(url: str) -> None:
    """A bracket that was opened, an address in an address, another script."""
    assert doubt(url) == ""


def test_links_are_compared_by_where_they_lead() -> None:
    """With or without `www`, a slash or `.git` at the end; case counts behind the host."""
    same = ["https://www.GitHub.com/A/b/", "http://github.com/A/b", "https://github.com/A/b.git"]
    assert {folded(url) for url in same} == {"github.com/A/b"}
    assert folded("https://github.com/a/b") != folded("https://github.com/A/b")
    assert folded("https://x.org/?a=1") != folded("https://x.org/?a=2")
    assert folded("https://[broken") == "https://[broken"


def test_few_links_of_the_real_list_are_odd(real_list: ReadingList) -> None:
    """One that cried wolf would not be read."""
    links = [url for paper in real_list.papers for urls in paper.links.values() for url in urls]
    assert len(links) > 100
    assert sum(bool(doubt(url)) for url in links) < len(links) / 20
