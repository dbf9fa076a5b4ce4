from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.identifiers import Identifier, found, parse

ARXIV, OLD_ARXIV = "arXiv 2311.09677", "arXiv hep-th/9901001"
LONG = 100_000
"""Characters of a text that somebody made to take time."""


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("2311.09677", [ARXIV]),
        ("arXiv:2311.09677v3", [ARXIV]),
        ("arxiv: 2311.09677 [cs.CL]", [ARXIV]),
        ("hep-th/9901001v2", [OLD_ARXIV]),
        ("https://arxiv.org/abs/math.GT/0309136", ["arXiv math/0309136"]),
        ("http://arxiv.org/abs/2311.09677v2", [ARXIV]),
        ("https://arxiv.org/abs/hep-th/9901001", [OLD_ARXIV]),
        ("https://www.arxiv.org/pdf/2311.09677v2.pdf", [ARXIV]),
        ("https://export.arxiv.org/abs/2311.09677/", [ARXIV]),
        ("https://ar5iv.labs.arxiv.org/html/2311.09677", [ARXIV]),
        ("https://huggingface.co/papers/2311.09677", [ARXIV]),
        ("https://hf.co/papers/2311.09677.md", [ARXIV]),
        ("https://www.alphaxiv.org/abs/2311.09677v1", [ARXIV]),
        ("https://papers.cool/arxiv/2311.09677", [ARXIV]),
        ("https://scirate.com/arxiv/hep-th/9901001", [OLD_ARXIV]),
        ("10.48550/arXiv.2311.09677", [ARXIV]),
        ("https://doi.org/10.48550/ARXIV.2311.09677", [ARXIV]),
        ("10.1145/3583780.3614657", ["DOI 10.1145/3583780.3614657"]),
        ("doi:10.1145/3583780.3614657", ["DOI 10.1145/3583780.3614657"]),
        ("https://dl.acm.org/doi/pdf/10.1145/3583780.3614657", ["DOI 10.1145/3583780.3614657"]),
        ("https://dx.doi.org/10.1007%2Fs11263-015-0816-y", ["DOI 10.1007/s11263-015-0816-y"]),
        ("https://www.frontiersin.org/articles/10.3389/f.1/full", ["DOI 10.3389/f.1"]),
        (
            "https://www.biorxiv.org/content/10.1101/2024.01.0257v1.full.pdf",
            ["DOI 10.1101/2024.01.0257"],
        ),
        (
            "https://doi.org/10.18653/v1/2024.acl-long.1",
            ["DOI 10.18653/v1/2024.acl-long.1", "ACL Anthology 2024.acl-long.1"],
        ),
        ("https://aclanthology.org/2024.acl-long.1.pdf", ["ACL Anthology 2024.acl-long.1"]),
        ("https://www.aclweb.org/anthology/P18-1001/", ["ACL Anthology P18-1001"]),
        ("https://openreview.net/forum?id=PqvMRDCJT9t&noteId=x", ["OpenReview PqvMRDCJT9t"]),
        ("https://openreview.net/pdf?id=B1QRgziT-", ["OpenReview B1QRgziT-"]),
    ],
)
def test_an_id_or_an_address_names_a_paper(written: str, named: list[str]) -> None:
    """Whatever the form: with a version, as a page, a PDF or a DOI, at a mirror."""
    assert list(map(str, parse(written))) == named


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2313.09677",
        "1312.09677",
        "and/1234567",
        "https://arxiv.org",
        "https://arxiv.org/list/cs.CL/recent",
        "https://huggingface.co/org/1234567",
        "https://huggingface.co/datasets/2311.09677",
        "https://huggingface.co/papers",
        "https://github.com/a/10.1145/3583780",
        "https://aclanthology.org/volumes/2024.acl-long/",
        "https://openreview.net/group?id=ICLR.cc/2024/Conference",
        "https://example.org/",
        "https://[",
        "10.48550/arXiv.unknown",
    ],
)
def test_other_addresses_name_none(written: str) -> None:
    """A guess would lead to another paper."""
    assert parse(written) == ()


NUMBERS = st.integers(0, 99999)
CANONICAL = st.one_of(
    st.builds("{:02}{:02}.{:05}".format, st.integers(15, 99), st.integers(1, 12), NUMBERS).map(
        lambda id_: Identifier("arxiv", id_)
    ),
    st.builds(
        "{:02}{:02}.{:04}".format, st.integers(8, 14), st.integers(1, 12), st.integers(0, 9999)
    ).map(lambda id_: Identifier("arxiv", id_)),
    st.builds(
        "cond-mat/{:02}{:02}{:03}".format,
        st.integers(92, 99),
        st.integers(1, 12),
        st.integers(0, 999),
    ).map(lambda id_: Identifier("arxiv", id_)),
    st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9][a-z0-9._()/-]{0,20}[a-z0-9]", fullmatch=True).map(
        lambda id_: Identifier("doi", id_)
    ),
    st.from_regex(r"20[0-9]{2}\.[a-z]{2,9}-[a-z0-9]{1,9}\.[0-9]{1,3}", fullmatch=True).map(
        lambda id_: Identifier("anthology", id_)
    ),
)


@given(CANONICAL)
def test_a_canonical_form_names_itself(identifier: Identifier) -> None:
    """As it is stored, so it is read, alone and in its own address."""
    homes = {
        "arxiv": "https://arxiv.org/abs/{}",
        "doi": "https://doi.org/{}",
        "anthology": "https://aclanthology.org/{}/",
    }
    assert identifier in parse(identifier.value)
    assert identifier in parse(homes[identifier.kind].format(identifier.value))


@given(CANONICAL.filter(lambda each: each.kind == "arxiv"), st.integers(1, 30))
def test_a_version_is_no_part_of_an_id(identifier: Identifier, version: int) -> None:
    """All versions are one paper."""
    assert parse(f"{identifier.value}v{version}") == (identifier,)
    assert parse(f"https://arxiv.org/pdf/{identifier.value}v{version}.pdf") == (identifier,)


def test_identifiers_in_prose() -> None:
    """Each once, in their order, without the signs of the sentence around them."""
    text = (
        "See https://arxiv.org/abs/2311.09677). Also (10.1016/S0022(97)), hep-th/9901001;"
        " arXiv:2311.09677v2 again, in either 2024.acl-long.1."
    )
    assert list(map(str, found(text))) == [
        ARXIV,
        "DOI 10.1016/S0022(97)",
        OLD_ARXIV,
        "ACL Anthology 2024.acl-long.1",
    ]


def test_numbers_in_prose_are_no_identifiers() -> None:
    """Version numbers, decimals, words with a slash, parts of longer numbers."""
    text = "1.2311.09677 2311.096771 x2311.09677 2311.09677x and/1234567 3.14159 2311.09677.5"
    assert list(found(text)) == []


@given(st.text() | st.text("0123456789./-:()[]%?=#@ahtpsdoirxvcl", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """Nothing is raised, and what is found is named by its own value."""
    for each in found(text):
        assert each in parse(each.value) or each.kind == "openreview"
    parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://x.org/" + ")" * LONG,
        "https://huggingface.co" + "/papers" * (LONG // 7),
        "2024." + "a-" * (LONG // 2),
        "10.1234/" + "(" * LONG,
        "doi:" * (LONG // 4),
        "10.1234/a/full" * (LONG // 14),
    ],
)
def test_time_grows_with_the_text(text: str) -> None:
    """A hundred thousand characters that are meant to take time take a moment."""
    start = time.perf_counter()
    list(found(text))
    parse(text)
    assert time.perf_counter() - start < 1


def test_ids_are_compared_in_one_case() -> None:
    """But those of OpenReview, where another case is another forum."""
    assert Identifier("doi", "10.9999/AbC").folded == Identifier("doi", "10.9999/abc")
    assert Identifier("anthology", "P18-1001").folded == Identifier("anthology", "p18-1001")
    assert Identifier("openreview", "PqvMRDCJT9t").folded.value == "PqvMRDCJT9t"
