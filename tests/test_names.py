"""Authors' names in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.names import Name, parse
from generator.model.paper import Author


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ada Lovelace", Name("Lovelace", "Ada")),
        ("Lovelace,  Ada", Name("Lovelace", "Ada")),
        ("Marta R. Costa-jussà", Name("Costa-jussà", "Marta R.")),
        ("Laurens van der Maaten", Name("Maaten", "Laurens", "van der")),
        ("van der Maaten, Laurens", Name("Maaten", "Laurens", "van der")),
        ("Ngũgĩ wa Thiong'o", Name("Thiong'o", "Ngũgĩ", "wa")),
        ("Benjamin Van Durme", Name("Van Durme", "Benjamin")),
        ("Marco AF Pimentel", Name("Pimentel", "Marco AF")),
        ("José Ortega y Gasset", Name("Ortega y Gasset", "José")),
        ("Blaise Agüera y Arcas", Name("Agüera y Arcas", "Blaise")),
        ("danah boyd", Name("boyd", "danah")),
        ("Mary King Jr.", Name("King", "Mary", suffix="Jr.")),
        ("Mary King, Jr.", Name("King", "Mary", suffix="Jr.")),
        ("King, Jr., Mary", Name("King", "Mary", suffix="Jr.")),
        ("King, Mary, III", Name("King", "Mary", suffix="III")),
        ("King, Mary II", Name("King", "Mary", suffix="II")),
        ("佐藤 健", Name("佐藤", "健")),
        ("김 민수", Name("김", "민수")),
        ("דוד כהן", Name("כהן", "דוד")),
    ],
)
def test_name_is_taken_apart(written: str, parts: Name) -> None:
    """In its natural order, or with the family name before a comma."""
    assert parse(written) == parts
    assert not parse(written).whole


@pytest.mark.parametrize(
    "written",
    [
        *("Madonna", "王小明", "Madonna Jr.", "OpenAI"),
        *(
            "Gemma Team",
            "Meta AI",
            "Ed and Al, Inc.",
            "Li AND Wu",
            "AT&T Labs",
            "BigScience Workshop",
        ),
        *("King, Mary, PhD", "King,", ", Mary", ",", ""),
    ],
)
def test_name_that_cannot_be_taken_apart_stays_whole(written: str) -> None:
    """A single word, an organisation, and what has commas that mean something else."""
    assert parse(written) == Name(written)
    assert parse(written).whole


@given(st.text())
def test_no_part_of_a_name_is_lost(written: str) -> None:
    """Whatever the name, its words are those of its parts, each once."""
    found = parse(written)
    parts = f"{found.family} {found.given} {found.particle} {found.suffix}"
    again = (parts if found.whole else parts.replace(",", " ")).split()
    assert sorted(again) == sorted((written if found.whole else written.replace(",", " ")).split())


def test_author_is_sorted_with_the_particle() -> None:
    """The family name of an author, as keys are made of it, is in one piece, without the suffix."""
    author = Author("Laurens van der Maaten Jr.")
    assert (author.family, author.given) == ("van der Maaten", "Laurens")
    assert Author("Gemma Team").family == "Gemma Team"


def test_name_is_read_as_it_is_shown() -> None:
    """LaTeX in a name is set before it is taken apart."""
    assert Author('J\\"org van~der Meer').parts == Name("Meer", "Jörg", "van der")
