"""The modules of the search in the browser: the same words, and exact titles first."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest

from generator.model.reading_list import ReadingList
from generator.publish.search.words import written
from tests.browser.conftest import Open
from tests.browser.results import engine, folded
from tests.site import words
from tests.ugly import LINES, TITLES, UNSEEN, papers

# ---- The modules ---------------------------------------------------------------------------------

WORDS_OF = """
async ([root, texts]) => {
  const { written } = await import(root + "assets/javascripts/search/words.js")
  return texts.map((text) => written(text).map((parts) => parts.join("-")))
}
"""

HOSTILE = [
    *("LLM'S", "the model's", "models’ own", "rock'n'roll", "5'-end", "x's-y", "ʼtis", "a ʼ b"),
    *("½ cup", "GPT™", "Ａ－Ｂ", "x²-y₁", "ﬁne‑tuning", "㎏", "№ 5", "ŀl", "don＇t"),
    *("हिन्दी में", "ภาษาไทย", "한국어", "デモ", "ΟΔΟΣ ὀδός", "İstanbul ı", "𝒙-𝒚", "𠮷野家"),
    *("a_'s_b", "a's_b", "_x_", "--a--", "a-–-b", "e\u0301-e\u0308", "nai\u0308ve’s", "ẞ Straße"),
    *("\U0001f9d1\u200d\U0001f4bb x", "1️⃣ 2", "z\u200be\u00adro", "\u202eevil", "\ufeffa\u2028b"),
]  # fmt: skip


def test_words_in_the_browser_are_those_of_the_index(
    visit: Open, real_url: str, real_list: ReadingList
) -> None:
    """Of every real title and abstract and of hostile ones, a query's words are the index's."""
    texts = [
        text
        for paper in (*real_list.papers, *papers())
        for text in (paper.shown_title.plain(), paper.shown_abstract.plain())
    ]
    texts += [*TITLES.values(), *LINES.splitlines(), UNSEEN, *HOSTILE]
    page = visit().open(real_url)
    found = page.evaluate(WORDS_OF, [real_url, texts])
    expected = [["-".join(word) for word in written(text)] for text in texts]
    assert [
        (text, ours, theirs)
        for text, ours, theirs in zip(texts, expected, found, strict=True)
        if ours != theirs
    ] == []


def test_words_in_the_browser_are_the_same_of_every_character(visit: Open, real_url: str) -> None:
    """At the beginning of a word, in it, at its end and between hyphens, all that Unicode has."""
    known = [
        char
        for char in map(chr, range(sys.maxunicode))
        if unicodedata.category(char)[0] in "LMNPSZ" or unicodedata.category(char) == "Cf"
    ]
    page = visit().open(real_url)
    # Either may know characters that are too new for the other.
    new = set(page.evaluate("all => all.filter((each) => /\\p{Cn}/u.test(each))", known))
    chars = [char for char in known if char not in new]
    texts = [f"{char}b {char} a{char} a{char}b a-{char}-b" for char in chars]
    found = page.evaluate(WORDS_OF, [real_url, texts])
    wrong = [
        f"U+{ord(char):04X} {char}: {ours} here, {theirs} there"
        for char, text, theirs in zip(chars, texts, found, strict=True)
        if (ours := ["-".join(word) for word in written(text)]) != theirs
    ]
    assert len(chars) > 100_000
    assert wrong == []


# ---- The engine in the page ----------------------------------------------------------------------


def same_title(known: ReadingList, key: str) -> set[str]:
    """Return the papers with a paper's title; any of them may be the first for it."""
    title = words(known.by_key[key].shown_title.plain())
    return {p.key for p in known.papers if words(p.shown_title.plain()) == title}


@pytest.mark.parametrize("by", ["words", "meaning"])
@pytest.mark.parametrize("written_as", [str, folded, str.upper])
def test_exact_title_is_the_first_hit_for_every_paper(
    visit: Open,
    real_url: str,
    real_list: ReadingList,
    written_as: Callable[[str], str],
    by: str,
) -> None:
    """As it is written, in capitals, and in small ASCII letters without punctuation."""
    first = engine(visit().open(real_url), real_url, by)
    titles = {paper.key: words(paper.shown_title.plain()) for paper in real_list.papers}
    found = first([written_as(title) for title in titles.values()])
    assert [
        (key, titles[key], hit)
        for key, hit in zip(titles, found, strict=True)
        if hit not in same_title(real_list, key)
    ] == []


@pytest.mark.parametrize("by", ["words", "meaning"])
def test_title_that_is_first_while_it_is_typed_stays_first(
    visit: Open, real_url: str, real_list: ReadingList, by: str
) -> None:
    """Whatever letter comes next, as it is written and folded."""
    first = engine(visit().open(real_url), real_url, by)
    for paper in real_list.papers[:: len(real_list.papers) // 19]:
        title = words(paper.shown_title.plain())
        for text in (title, folded(title)):
            typed = [text[: end + 1] for end in range(len(text))]
            found = [hit in same_title(real_list, paper.key) for hit in first(typed)]
            assert found[-1], text
            later = found[found.index(True) :]
            assert all(later), f"{typed[found.index(True) :][later.index(False)]!r} of {text!r}"
