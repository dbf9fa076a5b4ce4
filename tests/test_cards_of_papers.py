"""The pictures of papers: what stands on them, and that they are the same on every machine."""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.model.problems import ContentError
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish import routes
from generator.publish.exports import cards
from generator.publish.metadata import card, font
from generator.publish.site import Site
from tests import ROOT, citing
from tests.builders import make_full_paper, make_paper
from tests.ugly import LONG, TITLES

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How."), "mood": Facet("mood", "Mood", "Why.")},
    {
        "rag": Tag("rag", "RAG & co", "method", "It reads."),
        "joy": Tag("joy", "Joy", "mood", "Just so."),
    },
)


def make_site(*papers: Paper, **fields: Any) -> Site:  # noqa: ANN401
    """Return a site with cards."""
    known = ReadingList({paper.key: paper for paper in papers}, TAXONOMY)
    return Site(known, "A <list> & more", "", **{"cards": True, **fields})


def drawn(paper: Paper) -> ET.Element:
    """Return the tree of a paper's card."""
    svg = card.svg(make_site(paper), paper)
    assert svg
    return ET.fromstring(svg)  # noqa: S314 - our own


def texts(paper: Paper) -> list[str]:
    """Return the lines of a card, from above."""
    return [element.text or "" for element in drawn(paper).iterfind("{*}text")]


def boxes(paper: Paper) -> Iterator[tuple[float, float, float]]:
    """Yield where each line of a card ends to the right, its baseline, and its size."""
    faces = {face.font.family: face for face in (font.SERIF, font.SANS)}
    for element in drawn(paper).iterfind("{*}text"):
        x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
        face = faces[element.attrib["font-family"].strip("'")]
        yield x + face.width(element.text or "", size), y, size


def test_card_says_what_the_paper_is() -> None:
    """The site, the title, who, its topics, when and where; as the text they are."""
    paper = make_full_paper(title="C# & co: a <b>study</b>", tags={"rag": "rule", "joy": "person"})
    assert texts(paper) == [
        "A <list> & more",
        "C# & co: a <b>study</b>",
        "Ada Ørsted, Kai-wei Chang",
        "RAG & co",
        "Joy",
        "May 2024 · ICLR 2024",
    ]


def test_topic_has_the_colour_of_its_facet() -> None:
    """A facet for which the stylesheet has no colour is as soft as the text."""
    paper = make_full_paper(tags={"rag": "rule", "joy": "rule"})
    colours = [element.attrib["fill"] for element in drawn(paper).iterfind("{*}circle")]
    assert colours == [card.FACETS["method"], card.INK_SOFT]


def test_colours_are_those_of_the_stylesheet() -> None:
    """The light scheme's; a change there is made here, too."""
    css = (ROOT / "overrides/assets/stylesheets/reading-list.css").read_text(encoding="utf-8")
    said = dict(re.findall(r"--([\w-]+): light-dark\((#\w+), #\w+\);", css))
    assert {name: said[name] for name in card.FACETS} == card.FACETS
    names = {"paper": card.PAPER, "ink": card.INK, "ink-soft": card.INK_SOFT}
    names |= {"hairline": card.HAIRLINE, "accent": card.ACCENT}
    assert {name: said[name] for name in names} == names


@pytest.mark.parametrize("words", [3, 12, 25, 40, 400])
@pytest.mark.parametrize("authors", [1, 60])
def test_nothing_runs_over(words: int, authors: int) -> None:
    """Long titles are set smaller, then cut off; lines end at the margin and keep apart."""
    people = tuple(Author(f"Person{number} Of The Crowd") for number in range(authors))
    paper = make_full_paper(title=" ".join(["Wording"] * words), authors=people)
    ends = list(boxes(paper))
    assert max(right for right, _, _ in ends) <= card.WIDTH - card.MARGIN + 20
    baselines = sorted({y: size for _, y, size in ends}.items())
    for (above, _), (below, size) in pairwise(baselines):
        assert above + 0.9 * size <= below
    shown = "".join(texts(paper))
    assert ("…" in shown) == (words > 25)


def test_crowd_is_counted() -> None:
    """As many as fit into two lines are named, and the others are counted."""
    people = tuple(Author(f"Person{number} Of The Crowd") for number in range(60))
    (said,) = (line for line in texts(make_paper(authors=people)) if "others" in line)
    assert re.search(r"Person\d+ Of The Crowd and \d+ others$", said)


def test_endless_title_and_word_are_cut() -> None:
    """100 kB of either is no trouble."""
    for title in (LONG, "x" * 100_000):
        assert texts(make_paper(title))[-1].endswith("…")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Adapt-∞ → β-VAE, x² ≤ ℝ", "Adapt-∞ → β-VAE, x² ≤ ℝ"),
        ("ﬁne Ａ 𝒜", "fine A A"),
        ("Cafe\u0301  noir", "Café noir"),
        (TITLES["chinese"], None),
        (TITLES["arabic"], None),
        ("LLaMA 🦙", None),
    ],
)
def test_title_is_set_in_letters_that_are_there(title: str, expected: str | None) -> None:
    """Greek and mathematics are; where one is not, there is no card, and no empty box."""
    assert card.title(make_paper(title)) == expected


def test_names_that_cannot_be_set_are_left_out() -> None:
    """All of them: a part would say that others wrote it."""
    paper = make_paper("Title", authors=(Author("Ada Lovelace"), Author("王小明")))
    assert texts(paper) == ["A <list> & more", "Title"]


@given(citing.papers())
def test_card_of_any_paper_is_sound(paper: Paper) -> None:
    """It is XML, and no letter on it is without a form."""
    if card.title(paper):
        for element in drawn(paper).iter():
            assert font.SANS.widths.keys() | font.SERIF.widths.keys() >= set(element.text or "")


@pytest.mark.parametrize("face", [font.SERIF, font.SANS], ids=["serif", "sans"])
def test_every_letter_leaves_ink(face: font.Face) -> None:
    """What draws the cards finds the fonts and every letter of them; none is empty or a box."""
    style = card.Style(face, 20, "#000")
    letters = [c for c in sorted(face.widths) if c.isprintable() and not c.isspace()]
    blank = _pixels("")
    assert len(letters) > 500
    assert [c for c in letters if _pixels("".join(style.line(4, 30, c))) == blank] == []


LINES = (
    "Hamburgefonstiv 0123 · Ørsted, Šarūnas, naïve & 100%",
    "i" * 30,
    "W" * 15,
    "ć" * 25,
    "∞" * 20,
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("face", [font.SERIF, font.SANS], ids=["serif", "sans"])
def test_letters_are_as_wide_as_they_are_drawn(face: font.Face, line: str) -> None:
    """The ink of a line ends where the widths say that it ends, but for kerning and a margin."""
    assert 0.94 < _ink(face, line) / face.width(line, 40) <= 1.01


def test_picture_is_the_same_twice_and_of_the_right_size() -> None:
    """Byte for byte, though it is drawn anew."""
    svg = card.svg(make_site(), make_full_paper())
    assert svg
    png = card.draw.__wrapped__(svg)
    assert png == card.draw.__wrapped__(svg)
    assert struct.unpack(">LL", png[16:24]) == (card.WIDTH, card.HEIGHT)


def test_cards_stand_beside_the_pages() -> None:
    """Of every paper in the list whose title can be set; none when they are not asked for."""
    papers = (make_full_paper(key="full"), make_paper(TITLES["chinese"], key="chinese"))
    gone = make_paper(key="gone", status="removed")
    assert [file.uri for file in cards.files(make_site(*papers, gone))] == [
        routes.paper_file("full", "png")
    ]
    assert list(cards.files(make_site(*papers, cards=False))) == []


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for cards and cannot draw them is told what is missing."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    paper = make_paper("Never drawn before", published=PartialDate(1901))
    with pytest.raises(ContentError, match=r"^mkdocs.yml: cards: expected the package resvg-py"):
        list(cards.files(make_site(paper)))


def test_site_without_cards_loads_nothing_that_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package may be missing."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert list(cards.files(make_site(make_full_paper(), cards=False))) == []


def _pixels(inside: str, size: tuple[int, int] = (48, 48)) -> bytes:
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}">'
    return card.draw(f"{frame}{inside}</svg>")


def _ink(face: font.Face, line: str) -> float:
    """Return where the ink of a line ends: the narrowest picture that loses nothing of it."""
    element = "".join(card.Style(face, 40, "#000").line(0, 50, line))
    low, high = 0, 1200
    whole = f'<rect width="{high}" height="70" fill="#fff"/>'
    full = _pixels(whole + element, (high, 70))
    while high - low > 1:
        middle = (low + high) // 2
        cover = f'<rect x="{middle}" width="1200" height="70" fill="#fff"/>'
        kept = _pixels(whole + element + cover, (1200, 70)) == full
        low, high = (low, middle) if kept else (middle, high)
    return high
