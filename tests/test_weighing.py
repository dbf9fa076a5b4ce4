from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.enriching.weighing import Weighed, agree, weigh
from generator.intake.record import Fact
from generator.model.dates import PartialDate
from generator.model.paper import Author

ADA, KAI = Author("Ada Ørsted"), Author("Kai-Wei Chang")
ASSOCIATION = "Association for Computational Linguistics"
MEETING = f"Annual Meeting of the {ASSOCIATION}"
UNSURE = Author("Kai-wei Chang", doubtful=True)


def day(written: str, by: str = "arXiv") -> Fact:
    """Return who gives which date."""
    return Fact(PartialDate.parse(written), by)


@pytest.mark.parametrize(
    ("ours", "told", "holds"),
    [
        (None, ["2024-05-17"], "2024-05-17"),
        ("2024", ["2024-05-17"], "2024-05-17"),
        ("2024-05", ["2024", "2024-05-17"], "2024-05-17"),
        ("2024-05-17", ["2024", "2024-05"], None),
        ("2024-05-17", ["2024-08-11"], None),
        ("2024-08-11", ["2024-05-17", "2024-06"], "2024-05-17"),
        ("2024-08", ["2024-05-17"], "2024-05-17"),
        ("2024", ["2023-12-30"], "2023-12-30"),
        ("2024-05-17", ["2029"], None),
        ("2024-05-17", ["2022-12-31"], "2022-12-31"),
        (None, ["2020-01-05", "2024-08"], "2020-01-05"),
    ],
)
def test_the_first_version_is_the_earliest(
    ours: str | None, told: list[str], holds: str | None
) -> None:
    """A day comes before the month that has it; what is later is another version's."""
    facts = [day(each, f"Service {n}") for n, each in enumerate(told)]
    weighed = weigh("published", day(ours, "a.bib") if ours else None, facts)
    assert weighed.said == {}
    assert (str(weighed.fact.value) if weighed.fact else None) == holds


def test_a_first_version_years_before_is_asked() -> None:
    """Databases err; the more trusted one may be right."""
    ours, theirs = day("2024-05-17"), day("2009", "OpenAlex (by title: title 100)")
    assert weigh("published", ours, [theirs]) == Weighed(
        said={"arXiv": ours.value, "OpenAlex": theirs.value}
    )
    assert weigh("published", None, [ours, theirs]).said == weigh("published", ours, [theirs]).said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACL 2024", f"Proceedings of the 62nd {MEETING} (Volume 1: Long Papers)"),
        ("ACL 2024", MEETING),
        ("NeurIPS 2023", "NIPS 2023"),
        ("NeurIPS 2023", "Advances in Neural Information Processing Systems 36 (2023)"),
        ("ICLR 2024", "ICLR 2024 poster"),
        ("EMNLP 2023 (Demo)", "EMNLP 2023 (System Demonstrations)"),
        ("EMNLP 2023", "emnlp 2023"),
        ("IEEE TKDE 2025", "IEEE Transactions on Knowledge and Data Engineering"),
        ("Findings of ACL 2024", f"Findings of the {ASSOCIATION} ACL 2024"),
    ],
)
def test_one_venue_under_two_names(one: str, other: str) -> None:
    """Long or short, with its year or without, as a whole or by its part."""
    assert agree("venue", one, other)
    assert agree("venue", other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACL 2024", "ACL 2023"),
        ("ACL 2024", "EMNLP 2024"),
        ("ACL 2024", "Findings of ACL 2024"),
        ("GEM 2023 (workshop)", "GEM 2023"),
        ("ICLR 2024", "Journal of Nothing"),
    ],
)
def test_two_venues(one: str, other: str) -> None:
    """Another year, another name, findings and workshops."""
    assert not agree("venue", one, other)
    assert not agree("venue", other, one)


@given(*[st.sampled_from(["ACL 2024", "ACL", "NAACL 2024", "Findings of ACL", "x", "", "²"])] * 2)
def test_agreement_has_no_sides(one: str, other: str) -> None:
    """Whoever speaks first."""
    assert agree("venue", one, other) == agree("venue", other, one)
    assert agree("venue", one, one)


def test_unknown_is_filled_by_the_most_trusted_who_agree() -> None:
    """And stays unknown when they do not."""
    arxiv, crossref = Fact("10.1/A", "arXiv"), Fact("10.1/a", "Crossref")
    assert weigh("doi", None, [arxiv, crossref]) == Weighed(arxiv)
    assert weigh("doi", None, []) == Weighed()
    other = Fact("10.1/b", "OpenAlex")
    assert weigh("doi", None, [arxiv, other, crossref]) == Weighed(
        said={"arXiv": "10.1/A", "OpenAlex": "10.1/b", "Crossref": "10.1/a"}
    )


def test_what_stands_there_is_kept_unless_its_source_says_otherwise_now() -> None:
    """Two spellings of one value are no change; one source correcting itself is no dispute."""
    ours = Fact("ACL 2024", "OpenAlex")
    assert weigh("venue", ours, [Fact("Annual Meeting of the ACL", "Crossref")]) == Weighed()
    newer = Fact("EMNLP 2024", "OpenAlex (by title: title 100)")
    assert weigh("venue", ours, [newer]) == Weighed(newer)
    assert weigh("venue", ours, [Fact("EMNLP 2024", "Crossref")]).said == {
        "OpenAlex": "ACL 2024",
        "Crossref": "EMNLP 2024",
    }


def test_doubtful_names_are_replaced_by_the_same_people_spelt_surely() -> None:
    """Not by other people, which is a question; and sure ones stay as they are spelt."""
    theirs = Fact((ADA, KAI), "arXiv")
    assert weigh("authors", Fact((ADA, UNSURE), "a.bib"), [theirs]) == Weighed(theirs)
    assert weigh("authors", Fact((ADA, UNSURE), "a.bib"), [Fact((UNSURE, ADA), "x")]) == Weighed()
    assert weigh("authors", Fact((Author("A. Orsted"), KAI), "a.bib"), [theirs]) == Weighed()
    assert weigh("authors", Fact((ADA, UNSURE), "a.bib"), [Fact((KAI,), "x")]).said == {
        "a.bib": (ADA, UNSURE),
        "x": (KAI,),
    }
