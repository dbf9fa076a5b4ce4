from __future__ import annotations

import pytest

from generator.intake.links import harvested, kind_of, united
from generator.model.paper import LinkKind
from generator.store import store
from tests import ROOT


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "code"),
        ("https://www.github.com/a/b/tree/main", "code"),
        ("https://github.com/a", "project"),
        ("https://a.github.io/b/", "project"),
        ("https://anonymous.4open.science/r/DV4LLM-D761/", "code"),
        ("https://huggingface.co/datasets/a/b", "data"),
        ("https://huggingface.co/spaces/a/b", "demo"),
        ("https://huggingface.co/a/b", "model"),
        ("https://hf.co/a", "project"),
        ("https://huggingface.co/papers/2401.10020", "other"),
        ("https://youtu.be/x", "video"),
        ("http://x.cn/easyedit.mp4", "video"),
        ("https://zenodo.org/record/1", "data"),
        ("https://bit.ly/x", "project"),
    ],
)
def test_the_kind_of_a_link(url: str, kind: LinkKind) -> None:
    """The address says where it leads; what says nothing is a project's page."""
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    "other",
    [
        "http://github.com/Ada/Repo",
        "https://www.github.com/ada/repo/",
        "https://github.com/ADA/repo.git",
        "https://GitHub.com/ada/REPO.git",
    ],
)
def test_spellings_of_one_address_are_one(other: str) -> None:
    """Scheme, `www.`, case where it does not count, `.git` and a last slash are spelling."""
    assert united(["https://github.com/ada/repo"], [other]) == ("https://github.com/ada/repo",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.org/a", "https://x.org/A"),
        ("https://x.org/?a=1", "https://x.org/?a=2"),
        ("https://github.com/a/b", "https://github.com/a/b/tree/c"),
        ("https://x.org/#a", "https://x.org/#b"),
    ],
)
def test_different_addresses_stay_two(one: str, other: str) -> None:
    """Elsewhere case counts, and so do queries, fragments and deeper paths."""
    assert united([one], [other, one]) == (one, other)


def test_an_abstract_gives_its_links_by_kind() -> None:
    """No full stop, bracket or brace of the sentence is a part of an address."""
    text = (
        r"Code (https://github.com/a/b_c). \url{https://x.github.io/p}. See"
        " [http://github.com/A/B_C.git], https://hf.co/datasets/a/b; {https://y.org/z}."
    )
    found = {name: fact.value for name, fact in harvested(text)}
    assert found == {
        "links.code": ("https://github.com/a/b_c",),
        "links.project": ("https://x.github.io/p", "https://y.org/z"),
        "links.data": ("https://hf.co/datasets/a/b",),
    }


@pytest.mark.real
def test_no_real_link_has_a_sign_of_the_sentence() -> None:
    """In 391 abstracts, no address ends with what does not belong to it."""
    known = store.load(ROOT / "content").checked()
    urls = [url for p in known.reading_list.papers for kind in p.links.values() for url in kind]
    assert len(urls) > 150
    assert [url for url in urls if url[-1] in ".,;:)]}>'\"*"] == []
    assert [url for url in urls if not url.isascii() or "\\" in url] == []
