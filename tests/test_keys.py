from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.dates import PartialDate
from generator.model.keys import RESERVED, citation_key, paper_key, slug, unique
from generator.model.paper import Author
from generator.store import store
from generator.store.consistency import _KEY
from tests import ROOT
from tests.builders import make_paper


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("FuseChat: Knowledge Fusion of Chat Models", "fusechat"),
        ("LLM-Adapters: An Adapter Family", "llm-adapters"),
        ("TechGPT-2.0: A large language model", "techgpt-2-0"),
        (r"Adapt-$\infty$: Scalable Tuning", "adapt"),
        ("LiST: Lite Prompted Self-training", "list"),
        ("A Survey on the Use of Large Language Models in Law", "survey-use-large-language-models"),
        ("A very long name before the colon, too long to be one: B", "very-long-name-before-colon"),
        ("Tülu Ærø Łódź’s straße", "tulu-aero-lodzs-strasse"),
        ("It's All in The [MASK]: Simple", "its-all-in-the-mask"),
        ("Index: a study", "index-paper"),
        ("NUL", "nul-paper"),
        ("com1: ports", "com1-paper"),
        ("大模型", "paper-25d7abe5"),
        ("∞: the end", "end"),
        (": the end", "end"),
    ],
)
def test_a_key_is_the_name_or_the_first_words(title: str, key: str) -> None:
    """The name before a colon, else words that say something, in ASCII, and nothing reserved."""
    assert paper_key(title, set()) == key


@given(st.text(), st.sets(st.sampled_from(["a", "b", "paper", "a-2"])))
def test_any_title_has_a_key_that_is_free(title: str, taken: set[str]) -> None:
    """A key can be a file's name and an address, and is never one that is taken."""
    key = paper_key(title, taken)
    assert _KEY.fullmatch(key)
    assert key not in taken
    assert key not in RESERVED
    assert key == paper_key(title, taken)


def test_a_taken_key_gets_a_number() -> None:
    """The next paper of a name is the second, and the third comes after it."""
    assert paper_key("FuseChat: A", {"fusechat"}) == "fusechat-2"
    assert unique("a", {"a", "a-2"}) == "a-3"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Fanqi Wan"], "wan-2024-c-study"),
        (["Fanqi Wan", "Ludwig van Beethoven"], "wan-van-beethoven-2024-c-study"),
        (["Marta Costa-jussà", "B", "C"], "costa-jussa-etal-2024-c-study"),
        (["王小明"], "anon-2024-c-study"),
        ([], None),
    ],
)
def test_a_citation_key_names_people_year_and_words(names: list[str], key: str | None) -> None:
    """It is the Anthology's, with as many words of the title as it takes to be free."""
    authors = tuple(Author(name) for name in names)
    paper = make_paper("C: the Study", authors=authors, published=PartialDate(2024))
    word = key.rpartition("-")[0] if key else ""
    assert citation_key(paper, set()) == (word or None)
    assert citation_key(paper, {word}) == key
    assert citation_key(make_paper(authors=authors), set()) is None


def test_a_slug_is_ascii() -> None:
    """What has no ASCII is lost, and what divides words becomes one hyphen."""
    assert slug("  L’Été — 2.0 (中文) ") == "lete-2-0"


@pytest.mark.real
def test_the_real_keys_are_addresses_and_citation_keys_are_unique() -> None:
    """Every published key is what the rules of today would make, or was made once and is kept."""
    papers = store.load(ROOT / "content").checked().reading_list.papers
    cited = [paper.citation_key.casefold() for paper in papers if paper.citation_key]
    assert len(cited) == len(set(cited))
    assert all(_KEY.fullmatch(paper.key) and paper.key == paper.key.lower() for paper in papers)
