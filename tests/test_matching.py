from __future__ import annotations

import time

import pytest

from generator.intake.merging.matching import Face, likeness, same_people, same_person
from generator.intake.record import Fact, Record
from generator.model.paper import Author
from tests.builders import abstract, make_paper

TITLE, TEXT = "LoRA: Low-Rank Adaptation of <b>Large</b> Models", abstract("We adapt " * 9)
OTHER_TEXT = abstract("They prove nothing of the kind " * 9)
PEOPLE = (Author("Ada Ørsted"), Author("Kai-Wei Chang"), Author("J. Müller"))
FACE = Face(TITLE, TEXT, PEOPLE)


@pytest.mark.parametrize(
    ("other", "is_one", "is_another"),
    [
        (Face("LORA: low rank adaptation of Large models.", TEXT, PEOPLE), True, False),
        (Face(TITLE, TEXT + " Code is here.", ()), True, False),
        (Face(TITLE, None, (Author("Kai-Wei Chang"), Author("A. Orsted"))), True, False),
        (Face(TITLE, None, (Author("Somebody Else"),)), False, False),
        (Face(TITLE, None, ()), False, False),
        (Face(TITLE, OTHER_TEXT, PEOPLE), False, False),
        (Face("What became of LoRA", TEXT, PEOPLE), False, False),
        (Face("What became of LoRA", None, PEOPLE), False, False),
        (Face("What became of LoRA", OTHER_TEXT, (Author("Somebody Else"),)), False, True),
        (Face("What became of LoRA", None, ()), False, True),
    ],
)
def test_papers_are_one_by_more_than_a_title(other: Face, is_one: bool, is_another: bool) -> None:
    """By the abstracts if both have one, else by the authors; another if nothing agrees."""
    for how in (likeness(FACE, other), likeness(other, FACE)):
        assert (how.is_one, how.is_another) == (is_one, is_another)


def test_a_likeness_says_what_agrees() -> None:
    """In per cent, as origins and messages have it."""
    assert str(likeness(FACE, FACE)) == "title 100, abstract 100, authors"
    assert str(likeness(FACE, Face(TITLE))) == "title 100"
    assert str(likeness(FACE, Face("Xyz", TEXT))) == "title 0, abstract 100"


def test_a_paper_and_a_record_have_faces() -> None:
    """Made of the same three things."""
    facts = {"authors": Fact(PEOPLE, "arXiv")}
    assert Face.of(Record("x", 1, TITLE, TEXT, facts=facts)) == FACE
    assert Face.of(Record("x", 1, None)) == Face(None)
    assert Face.of(make_paper(TITLE, abstract=TEXT, authors=PEOPLE)) == FACE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Ørsted", "ADA ORSTED"),
        ("Ada Ørsted", "A. Oersted"),
        ("Jürgen Müller", "J. Mueller"),
        ("Jürgen Müller", "Muller, Jürgen"),
        ("Fanqi Wan", "Wan Fanqi"),
        ("Kai-wei Chang", "Kai-Wei Chang"),
        ("Kai-Wei Chang", "Kai Wei Chang"),
        ("Maria González", "Maria Gonzales"),
        ("Laurens van der Maaten", "L. van der Maaten"),
        (r"J\"urgen M\"uller", "Jürgen Müller"),
    ],
)
def test_one_person_under_two_spellings(one: str, other: str) -> None:
    """Initials, accents, case and the order of the names are no difference."""
    assert same_person(Author(one), Author(other))
    assert same_person(Author(other), Author(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wei Wang", "Wen Zhang"), ("Wei Wang", "Lei Wang"), ("Gemini Team", "Rohan Anil")],
)
def test_two_people(one: str, other: str) -> None:
    """Another family name, or another first letter."""
    assert not same_person(Author(one), Author(other))


def test_the_same_people_in_any_order() -> None:
    """Each once: a name does not stand for two."""
    some = [Author(name) for name in ("Wei Wang", "W. Wang", "Ada Ørsted")]
    assert same_people(some, [some[2], some[0], Author("Wei Wang")])
    assert not same_people(some, some[:2])
    assert not same_people(some, [some[0], some[2], Author("Ada Orsted")])
    assert same_people([], [])


def test_long_texts_and_lists_take_no_time() -> None:
    """Whatever a service sends."""
    many = [Author(f"A{n} Person{n}") for n in range(3000)]
    start = time.perf_counter()
    assert same_people(many, [*many[1:], many[0]])
    likeness(Face("x " * 50_000, "y " * 500_000), Face("z " * 50_000, "w " * 500_000))
    assert time.perf_counter() - start < 5
