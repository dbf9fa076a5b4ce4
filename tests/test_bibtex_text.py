r"""LaTeX in the fields of BibTeX."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading import bibtex_text
from generator.text.text import Text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{GPT-4} and {{the} {iPhone}}", "GPT-4 and the iPhone"),
        (r"{\"U}n{\'\i}c{\c{c}} {\O}rsted \L{}ukasz \v{S}", "Ünícç Ørsted Łukasz Š"),
        (r"50\% \& \#1 of layer\_norm", "50% & #1 of layer_norm"),
        (r"\\textit{BERT} \\& \\'{e}", "BERT & é"),
        (r"{\color{blue}{New}} and \emph{old}", "New and old"),
        (r"$\alpha$-{BERT} in {$\mathbb{R}^{n}$}", r"$\alpha$-BERT in $\mathbb{R}^{n}$"),
        (r"$\{x\}$ and \{x\}", r"$\{x\}$ and {x}"),
        (r"\$k{\textasciicircum}2\$ of it", "$k^2$ of it"),
        (r"less than \$20 and \$30", "less than $20 and $30"),
        (r"\$5 for $x_1$", r"\$5 for $x_1$"),
        (r"teapots{---}and ``kettles'' {--} pots", "teapots—and “kettles” – pots"),
        (r"Need~Now \textbraceleft{}x\textbraceright", "Need Now {x}"),
        (r"A \&amp; B &amp; C", "A & B &amp; C"),
        ("no LaTeX: C#, 10 %, <b>", "no LaTeX: C#, 10 %, <b>"),
    ],
)
def test_latex_is_read_as_what_it_sets(latex: str, text: str) -> None:
    """In plain Unicode, but for the formulas."""
    assert bibtex_text.plain(latex) == text


@given(st.lists(st.sampled_from([*"{}$\\ab_^~&%-", r"\$", "\ue000", r"\{"])).map("".join))
def test_any_latex_is_read(latex: str) -> None:
    """No text raises, and what is read can be shown."""
    Text(bibtex_text.plain(latex)).plain()
    bibtex_text.people(latex)
    bibtex_text.verbatim(latex)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (r"{\"U}nal, Ay{\c{s}}e and Donald~E. Knuth", ("Ayşe Ünal", "Donald E. Knuth")),
        (
            "van der Maaten, Laurens AND King, Jr., Mary",
            ("Laurens van der Maaten", "Mary King Jr."),
        ),
        ("{Gemma Team} and {Barnes and Noble, Inc.}", ("Gemma Team", "Barnes and Noble, Inc.")),
        ("{A. Cat and B. Dog and C. Hen}", ("A. Cat", "B. Dog", "C. Hen")),
        ("Vaswani, A., and Lee, B.", ("A. Vaswani", "B. Lee")),
        ("Smith, A.; Jones, B.", ("A. Smith", "B. Jones")),
        ("Ada Lovelace 0003 and King*, Mary", ("Ada Lovelace", "Mary King")),
        ("Jos{\\'e} {Ortega y Gasset}", ("José Ortega y Gasset",)),
        (
            "family=Maaten, given=Laurens, prefix=van der, useprefix=false and Hinton, Geoffrey",
            ("Laurens van der Maaten", "Geoffrey Hinton"),
        ),
        (
            r"given=Simon, given-i=S, family=Sch{\"o}n and family={De Gaulle, X}, given={Charles}",
            ("Simon Schön", "Charles De Gaulle, X"),
        ),
        ('"given={Jean Pierre}", family=King, suffix=Jr.', ("Jean Pierre King Jr.",)),
        ("", ()),
    ],
)
def test_names_are_put_in_reading_order(field: str, names: tuple[str, ...]) -> None:
    """Whether the family name comes first or last; the marks of others are left out."""
    assert bibtex_text.people(field) == bibtex_text.Names(names)


@pytest.mark.parametrize("field", ["Wan, Ada and others", "A. B, C. D, E. F", "Wan, A. and et al."])
def test_names_that_are_not_all_are_none(field: str) -> None:
    """And it says why."""
    people = bibtex_text.people(field)
    assert (people.names, people.slip != "") == ((), True)


@pytest.mark.parametrize(
    ("field", "address"),
    [
        (r"\url{https://a.org/x\_y\%20z\#s}", "https://a.org/x_y%20z#s"),
        ("https://a.org/~me/%7Ex#frag", "https://a.org/~me/%7Ex#frag"),
        (r"10.1007/978\_3{\_}x", "10.1007/978_3_x"),
        (r"\href{https://a.org}{A page}", "https://a.org"),
        ("<https://a.org>", "https://a.org"),
    ],
)
def test_an_address_stays_as_it_is(field: str, address: str) -> None:
    """But for what LaTeX needs around it."""
    assert bibtex_text.verbatim(field) == address
