import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading.markup import plain


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("A <i>title</i> of H<sub>2</sub>O", "A title of H_{2}O"),
        ("Q&amp;A: p &lt; 0.05, na&#239;ve", "Q&A: p < 0.05, naïve"),
        ("<jats:p>One.</jats:p>\n  <jats:p>Two\n lines.</jats:p>", "One.\n\nTwo lines."),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>", "One."),
        ("<p>One.<br/>Two.</p>", "One.\n\nTwo."),
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>One.</jats:p></jats:sec>", "Aim\n\nOne."),
        (
            "<jats:alternatives><tex-math>$x$</tex-math><mml:math>x</mml:math></jats:alternatives>",
            "$x$",
        ),
        ("<alternatives><math><mi>x</mi></math></alternatives>", "x"),
        ("<inline-formula><mml:math><mml:mi>x</mml:mi></mml:math></inline-formula>", "x"),
        ("Is <script>alert(1)</script> a title?", "Is <script>alert(1)</script> a title?"),
        ("a < b and c > d, <unknown x='1'>", "a < b and c > d, <unknown x='1'>"),
        ("", ""),
    ],
)
def test_only_markup_that_is_known_goes(marked: str, text: str) -> None:
    """Entities become their characters, paragraphs are parted, scripts are LaTeX."""
    assert plain(marked) == text


def test_a_number_of_no_character_is_shown_as_such() -> None:
    """However long it is."""
    assert plain(f"a &#{'9' * 5000}; b") == "a \ufffd b"


@given(st.text("abc .,\n'()", max_size=40))
def test_text_without_markup_stays(text: str) -> None:
    """But for its white space."""
    assert plain(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "piece", ["<alternatives>", "<alternatives><math>", "<sup>", "<title>", "<p", "&amp", "<br/>"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Elements that are never closed, by the thousand, take a moment."""
    start = time.perf_counter()
    plain(piece * (100_000 // len(piece)))
    assert time.perf_counter() - start < 1
